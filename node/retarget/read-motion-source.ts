/** Finds out which column moves what: from the papers of a delivery, from files that the user names, or from names of features. */

import { join } from 'node:path';
import { parseJson, type JsonValue } from '#contracts/canonical-json.ts';
import {
  jointMapSchema,
  positionSources,
  requireJointMap,
  type JointMap,
  type JointSource,
} from '#contracts/dataset/joint-map.ts';
import { digestOfJson, type Digest } from '#contracts/digest.ts';
import { canonicalForm, type CanonicalForm } from '#contracts/embodiment/body/canonical.ts';
import type { UpAxis } from '#contracts/embodiment/description/gravity.ts';
import {
  MAX_EMBODIMENT_BYTES,
  parseEmbodiment,
  type Embodiment,
} from '#contracts/embodiment/embodiment-schema.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { AVERAGE_STATURE } from '#contracts/embodiment/body/body-statement.ts';
import { HUMAN, humanTree } from '#contracts/embodiment/body/human-body.ts';
import type { KinematicTree, Pose } from '#contracts/embodiment/kinematic-tree.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { MAX_MANIFEST_BYTES } from '#contracts/p2p/protocols.ts';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import { DELIVERY_FILES } from '#contracts/transfer/delivery.ts';
import { parseWire } from '#contracts/wire.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import { readFileBounded } from '#platform/files.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { inspectDataset } from '../dataset/inspect-dataset.ts';
import { readRobot } from '../embodiment/read-robot.ts';
import { buildJointMap } from '../publish/build-joint-map.ts';
import { movedEffectors } from '../publish/build-histograms.ts';
import type { DatasetOutline } from './confined-features.ts';
import { findTracks, type MotionSource } from './motion-source.ts';

/** What a user may name of the recorded motion. */
export interface NamedSource {
  /** Description of the recorded robot. */
  readonly sourceRobot?: string;
  /** Its axis that points up, where the description does not say it. */
  readonly sourceUp?: UpAxis;
  /** The recorded body is a person of this stature (m), by joint angles. */
  readonly sourceHuman?: number;
  /** A `joint-map/1` document. */
  readonly jointMap?: string;
}

/** Whether anything is named, so that the papers of a delivery alone do not say what moves. */
export function namesSource({ sourceRobot, sourceHuman, jointMap }: NamedSource): boolean {
  return [sourceRobot, sourceHuman, jointMap].some((named) => named !== undefined);
}

/** How the recorded motion is read. */
export interface SourceOptions extends NamedSource {
  readonly up: 'y' | 'z';
  readonly signal: AbortSignal;
  readonly onProgress: (step: string) => void;
}

/** A dataset's motion and what is known of the recorded body. */
export interface ReadSource {
  readonly outline: DatasetOutline;
  readonly source: MotionSource;
  readonly motion: 'joint-map' | 'joint-names' | 'points';
  readonly embodiment: Digest | null;
  /** Canonical base frame in the recorded description; null where there is none. */
  readonly base: Pose | null;
}

/** Digest of everything that decides what the added columns hold, but the robot that they are for. */
export function motionDigest({ source, base }: ReadSource): Digest {
  return digestOfJson(nodeCrypto, JSON.parse(JSON.stringify({ source, base })) as JsonValue);
}

interface RecordedBody {
  readonly embodiment: Embodiment;
  readonly id: Digest;
  readonly described: { readonly tree: KinematicTree; readonly form: CanonicalForm } | null;
}

/**
 * Reads where the motion of a dataset is. Throws `unsupported-format` for what is no LeRobot dataset, `refused` with the reason
 * `no-motion` when nothing tells what moves, `content-mismatch` for a joint map of another body.
 */
export async function readMotionSource(root: string, options: SourceOptions): Promise<ReadSource> {
  const outline = await outlineOf(root, options.signal);
  const features = outline.features.map(({ name, shape }) => ({ name, shape: [...shape] }));
  const recorded = await recordedBody(root, options);
  const given = await givenMap(root, options, recorded);
  if (recorded !== null) {
    const map = given ?? (await mapByNames(root, recorded, options));
    if (map !== null) {
      requireJointMap(map, { id: recorded.id, body: recorded.embodiment }, features);
      const source = jointMotion(map, recorded, options.up);
      if (source.tracks.length > 0) {
        const base = recorded.described?.form.base ?? null;
        const motion = given === null ? 'joint-names' : 'joint-map';
        return { outline, source, motion, embodiment: recorded.id, base };
      }
    }
  }
  const tracks = findTracks(outline.features);
  if (tracks.length === 0) throw noMotion(recorded, options);
  const person = canonicalForm(humanTree(AVERAGE_STATURE), HUMAN).embodiment;
  const source = { recorded: person, tracks, state: [], action: [], zero: [], up: options.up };
  return { outline, source, motion: 'points', embodiment: null, base: null };
}

/** Why nothing is to be followed: what was named does not tell, or nothing was named. */
function noMotion(recorded: RecordedBody | null, options: NamedSource): ExchangeError {
  const points =
    'points such as left_wrist.x and left_elbow.x, hand key points, or tool poses such as x y z qw qx qy qz';
  if (recorded?.embodiment.endEffectors.every(({ joint }) => joint < 0) === true)
    return refusedMotion(
      `The recorded body is a hand without an arm, and no column says where it was carried: name columns of ${points}.`,
    );
  if (recorded !== null && namesSource(options))
    return refusedMotion(
      `No column moves an arm of the recorded body that was named: give a joint map (--joint-map), or name columns of ${points}.`,
    );
  const ways =
    'name the recorded robot (--source-robot), a joint map (--joint-map) or a person (--source-human)';
  return refusedMotion(`Nothing tells what moves in this dataset: ${ways}, or columns of ${points}.`);
}

function refusedMotion(message: string): ExchangeError {
  return new ExchangeError('refused', message, { params: { reason: 'no-motion' } });
}

async function outlineOf(root: string, signal: AbortSignal): Promise<DatasetOutline> {
  const outcome = await runConfined<DatasetOutline>({
    module: new URL('./confined-features.ts', import.meta.url),
    input: { root },
    readable: [root],
    signal,
  });
  if (outcome.ok) return outcome.value;
  throw new ExchangeError('bad-dataset', `Reading the dataset ended the reader (${outcome.death}).`);
}

async function recordedBody(root: string, options: SourceOptions): Promise<RecordedBody | null> {
  if (options.sourceRobot !== undefined) {
    const { sourceRobot, sourceUp: up, signal } = options;
    const robot = await readRobot(sourceRobot, { signal, ...(up === undefined ? {} : { up }) });
    return { embodiment: robot.form.embodiment, id: robot.id, described: robot };
  }
  if (options.sourceHuman !== undefined) {
    const tree = humanTree(options.sourceHuman);
    const form = canonicalForm(tree, HUMAN);
    const id = embodimentId(nodeCrypto, form.embodiment);
    return { embodiment: form.embodiment, id, described: { tree, form } };
  }
  const bytes = await paper(root, DELIVERY_FILES.embodiment);
  if (bytes === null) return null;
  const embodiment = parseEmbodiment(parseJson(bytes, MAX_EMBODIMENT_BYTES * 2));
  return { embodiment, id: embodimentId(nodeCrypto, embodiment), described: null };
}

async function paper(root: string, name: string): Promise<Uint8Array | null> {
  try {
    return await readFileBounded(join(root, EXCHANGE_FOLDER, name), MAX_MANIFEST_BYTES);
  } catch (error) {
    if (isExchangeError(error, 'not-found')) return null;
    throw error;
  }
}

/** The map that a file gives. A delivered map speaks of the delivered body: another body has its columns found by name. */
async function givenMap(
  root: string,
  options: SourceOptions,
  recorded: RecordedBody | null,
): Promise<JointMap | null> {
  const named = options.jointMap;
  const bytes =
    named === undefined
      ? await paper(root, DELIVERY_FILES.jointMap)
      : await readFileBounded(named, MAX_MANIFEST_BYTES);
  if (bytes === null) return null;
  const map = parseWire(jointMapSchema, parseJson(bytes, MAX_MANIFEST_BYTES), 'joint map');
  return named === undefined && map.embodiment !== recorded?.id ? null : map;
}

/** The map that joint names give, once the whole dataset has been read for its units. */
async function mapByNames(
  root: string,
  { id, described }: RecordedBody,
  options: SourceOptions,
): Promise<JointMap | null> {
  if (described === null) return null;
  const facts = await inspectDataset(root, {
    robot: described.tree,
    signal: options.signal,
    onProgress: ({ file }) => options.onProgress(file),
  });
  return buildJointMap(facts, described.form, id);
}

function jointMotion(map: JointMap, { embodiment }: RecordedBody, up: 'y' | 'z'): MotionSource {
  const state = positionSources(map);
  const effectors = movedEffectors(embodiment, state);
  const zero = embodiment.joints.map(() => 0);
  for (const { joint, sign, offset } of state) zero[joint] = -sign * offset;
  return {
    recorded: embodiment,
    tracks: effectors.map((effector) => ({ kind: 'joints', effector })),
    state,
    action: commandedSources(map),
    zero,
    up,
  };
}

/** What was commanded, where something was measured, too. */
function commandedSources(map: JointMap): JointSource[] {
  const positions = map.columns.filter(
    ({ quantity, reference }) => quantity === 'position' && reference !== 'delta',
  );
  if (!positions.some(({ role }) => role === 'state')) return [];
  return positionSources({ ...map, columns: positions.filter(({ role }) => role === 'action') });
}
