/** Documents as large as their limits let them be, and hostile ones of the same length. */

import { MAX_FACTS_BYTES, MAX_TASK_LENGTH, MAX_TASKS } from '#contracts/dataset/limits.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import {
  MAX_EMBODIMENT_BYTES,
  MAX_EMBODIMENT_JOINTS,
  type Embodiment,
} from '#contracts/embodiment/embodiment-schema.ts';
import { PoseHistogramBuilder } from '#contracts/embodiment/reach/pose-histogram.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { canonicalBytes } from '#contracts/canonical-json.ts';
import { MAX_HISTOGRAMS, type Manifest } from '#contracts/manifest/manifest.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { plainFacts } from '../test/support/exchange-manifest.ts';

const EFFECTORS = 8;
const POSES = 12_000;
const EPISODES = 3;
const ROBOT_LINKS = 2000;
const ROBOT_JOINTS = 160;
const ROBOT_PARTS = 10;
const ROBOT_NAME = 120;

/** A body whose canonical form nearly fills its limit: two hundred joints, eight arms along them, a hand on each. */
export function largestBody(): Embodiment {
  const joints: Embodiment['joints'] = Array.from({ length: MAX_EMBODIMENT_JOINTS }, (_, i) => ({
    parent: i - 1,
    type: 'revolute',
    axis: i % 2 === 0 ? [0, 0, 1] : [0, 1, 0],
    point: [0.0123 * i, 0.0071, 0.0031 * i],
    lower: -1.5708,
    upper: 1.5708,
    velocity: 2,
    effort: 10,
    actuated: true,
    follows: null,
  }));
  const arm = joints.length / EFFECTORS;
  const limbs: Embodiment['limbs'] = Array.from({ length: EFFECTORS }, (_, i) => ({
    kind: 'arm',
    parent: -1,
    joints: Array.from({ length: arm }, (_, j) => i * arm + j),
  }));
  const endEffectors: Embodiment['endEffectors'] = limbs.map((limb, i) => ({
    limb: i,
    joint: limb.joints.at(-1)!,
    tcp: { position: [0.01 * i, 0, 0.5], rotation: [1, 0, 0, 0] },
    source: 'gripper',
    hand: null,
  }));
  const couplings: number[][] = [];
  const body = (): Embodiment => ({
    schema: 'embodiment/1',
    kind: 'robot',
    mounting: 'bench',
    joints,
    couplings,
    limbs,
    endEffectors,
    sensors: [],
    shoulderHeight: null,
    controlModes: null,
    accuracy: null,
  });
  const set = joints.map((_, i) => i);
  while (canonicalBytes(body()).length + 800 < MAX_EMBODIMENT_BYTES) couplings.push(set);
  return body();
}

/** What makes a manifest large: a large body, histograms of all its tools, as many tasks as facts hold. */
export function largestManifest(seed: number): Partial<Manifest> {
  const body = largestBody();
  const random = seededRandom(seed + 1);
  const histograms = Array.from({ length: MAX_HISTOGRAMS }, (_, effector) => {
    const builder = new PoseHistogramBuilder(effector);
    for (let i = 0; i < POSES; i++) {
      const at = [random.unit() * 4 - 2, random.unit() * 4 - 2, random.unit() * 4 - 2] as const;
      for (let episode = 0; episode < EPISODES; episode++) builder.addPose(episode, at, [1, 0, 0, 0]);
    }
    return builder.build();
  });
  const facts = plainFacts(3, 1000);
  const length = Math.min(MAX_TASK_LENGTH, Math.floor((MAX_FACTS_BYTES - 30_000) / MAX_TASKS) - 60);
  const tasks = Array.from({ length: MAX_TASKS }, (_, index) => ({
    index,
    episodes: 1,
    frames: 10,
    text: `pick up the cup ${index} `.padEnd(length, 'from the shelf and put it down '),
  }));
  return {
    facts: { ...facts, tasks },
    embodiment: { id: embodimentId(nodeCrypto, body), label: 'Large body', body },
    histograms,
  };
}

/** A robot description with as many links as one may have, parts at all of them, and names as long as they may be: some 3 MB. */
export function largestRobot(): string {
  const name = (kind: string, i: number): string => `${kind}_${i}_`.padEnd(ROBOT_NAME, 'x');
  const parts = '<visual><geometry><box size="0.01 0.02 0.03"/></geometry></visual>'.repeat(ROBOT_PARTS);
  const links = Array.from(
    { length: ROBOT_LINKS },
    (_, i) => `<link name="${name('link', i)}"><inertial><mass value="0.1"/></inertial>${parts}</link>`,
  );
  // The first are a chain of moving joints; all others stand fixed along it.
  const joints = Array.from({ length: ROBOT_LINKS - 1 }, (_, i) => {
    const moves = i < ROBOT_JOINTS;
    const parent = moves ? i : i % ROBOT_JOINTS;
    return `<joint name="${name('joint', i)}" type="${moves ? 'revolute' : 'fixed'}"><parent link="${name('link', parent)}"/>
      <child link="${name('link', i + 1)}"/><origin xyz="0.01 0.007 0.05"/><axis xyz="0 ${i % 2} ${1 - (i % 2)}"/>
      <limit lower="-1.5" upper="1.5" velocity="2" effort="10"/></joint>`;
  });
  return `<robot name="largest">${links.join('')}${joints.join('')}</robot>`;
}

/** Texts of a question that are as long as `bytes` lets them be. */
export function hostileQuestions(bytes: number): Readonly<Record<string, string>> {
  const room = bytes - 400;
  const list = (item: string): string =>
    `[${Array.from({ length: Math.floor(room / (item.length + 1)) }, () => item).join(',')}]`;
  const inBody = (member: string, text: string): string =>
    `{"embodiment":{"schema":"embodiment/1","kind":"robot","mounting":"bench","${member}":${text}}}`;
  const keys = Array.from({ length: Math.floor(room / 13) }, (_, i) => `"k${i}":0`.padEnd(12)).join(',');
  return {
    'empty objects': inBody('joints', list('{}')),
    numbers: inBody('joints', list('1.2345678901234567e-300')),
    keys: `{${keys}}`,
    'keys in the body': inBody('x', `{${keys}}`),
    'nested lists': inBody('joints', list(`${'['.repeat(28)}${']'.repeat(28)}`)),
    deep: '['.repeat(bytes / 2) + ']'.repeat(bytes / 2),
    unicode: `{"task":"${'\u{1f916}'.repeat(Math.floor(room / 4))}"}`,
    escapes: `{"task":"${'\\ud83e\\udd16'.repeat(Math.floor(room / 12))}"}`,
  };
}
