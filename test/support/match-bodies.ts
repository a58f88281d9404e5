import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { IndexedDataset } from '#contracts/matching/search/indexed-dataset.ts';

/** What a made-up arm looks like. Lengths in metres. */
export interface ArmShape {
  readonly upper: number;
  readonly fore: number;
  /** Height of the shoulder above the base of a body that walks. */
  readonly shoulder?: number;
  readonly fingers?: 2 | 3 | 5;
  /** Range of the first joint to either side, radians. */
  readonly turn?: number;
  /** Height of the shoulder above the floor for a body that walks; left out for an arm on a bench. */
  readonly stands?: number;
  /** Greatest opening of the hand. */
  readonly aperture?: number;
}

const HANDS = { 2: 'two-finger', 3: 'three-finger', 5: 'anthropomorphic' } as const;

/** A six-axis arm: turning column, shoulder, elbow, and a wrist of three axes that meet. On a bench the origin is at the shoulder. */
export function armEmbodiment(shape: ArmShape): Embodiment {
  const h = shape.stands === undefined ? 0 : (shape.shoulder ?? 0.3);
  const elbow = h + shape.upper;
  const wrist = elbow + shape.fore;
  const fingers = shape.fingers ?? 2;
  const turn = shape.turn ?? 3;
  const axes: [number[], number[], number][] = [
    [[0, 0, 1], [0, 0, 0], turn],
    [[0, 1, 0], [0, 0, h], 2],
    [[0, 1, 0], [0, 0, elbow], 2.6],
    [[0, 0, 1], [0, 0, wrist], 3],
    [[0, 1, 0], [0, 0, wrist], 2],
    [[0, 0, 1], [0, 0, wrist], 3],
  ];
  return {
    schema: 'embodiment/1',
    kind: 'robot',
    mounting: shape.stands === undefined ? 'bench' : 'legged',
    joints: axes.map(([axis, point, range], i) => ({
      parent: i - 1,
      type: 'revolute',
      axis,
      point,
      lower: -range,
      upper: range,
      velocity: 2,
      effort: null,
      actuated: true,
      follows: null,
    })),
    couplings: [],
    limbs: [{ kind: 'arm', parent: -1, joints: [0, 1, 2, 3, 4, 5] }],
    endEffectors: [
      {
        limb: 0,
        joint: 5,
        tcp: { position: [0, 0, wrist + 0.15], rotation: [1, 0, 0, 0] },
        source: 'gripper',
        hand: {
          kind: HANDS[fingers],
          fingers: Array.from({ length: fingers }, () => ({
            joints: [5],
            root: [0, 0, wrist],
            tip: [0, 0, wrist + 0.15],
          })),
          thumb: -1,
          opposable: 1,
          aperture: [0, shape.aperture ?? 0.08],
          actuated: fingers,
        },
      },
    ],
    sensors: [],
    shoulderHeight: shape.stands ?? null,
    controlModes: null,
    accuracy: null,
  };
}

/** A dataset id with a readable end. */
export function datasetId(label: string): string {
  return `urn:kin:ds:${label.padStart(52, 'a')}`;
}

/** A teleoperated dataset with images and joint positions. */
export function datasetOn(
  embodimentId: string | null,
  label: string,
  over: Partial<IndexedDataset> = {},
): IndexedDataset {
  return {
    datasetId: datasetId(label),
    manifestDigest: `sha256:${'0'.repeat(64)}`,
    embodimentId,
    tasks: [{ text: 'pick the cup from the shelf', episodes: 50 }],
    hours: 2,
    episodes: 50,
    method: 'teleoperation',
    modalities: ['video', 'joint-position'],
    controlMode: 'position',
    accuracyM: null,
    pairings: [],
    histograms: [],
    ...over,
  };
}
