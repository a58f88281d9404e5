/** Finds out which column moves what: from the papers of a delivery, from files that the user names, or from names of features. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson, type JsonValue } from '#contracts/canonical-json.ts';
import {
  jointMapSchema,
  positionSources,
  requireJointMap,
  type JointMap,
  type JointSource,
} from '#contracts/dataset/joint-map.ts';
import {
  commandedTrack,
  measuredTracks,
  poseMapSchema,
  requirePoseMap,
  type PoseMap,
} from '#contracts/dataset/pose-map.ts';
import { digestOfJson, type Digest } from '#contracts/digest.ts';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import type { UpAxis } from '#contracts/embodiment/description/gravity.ts';
import {
  MAX_EMBODIMENT_BYTES,
  parseEmbodiment,
  type Embodiment,
} from '#contracts/embodiment/embodiment-schema.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { AVERAGE_STATURE } from '#contracts/embodiment/body/body-statement.ts';
import { HUMAN, humanTree } from '#contracts/embodiment/body/human-body.ts';
import type { Pose } from '#contracts/embodiment/kinematic-tree.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { MAX_MANIFEST_BYTES } from '#contracts/p2p/protocols.ts';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import type { RetargetReport } from '#contracts/retarget/retarget-schema.ts';
import { DELIVERY_FILES } from '#contracts/transfer/delivery.ts';
import { parseWire } from '#contracts/wire.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import { readFileBounded } from '#platform/files.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { inspectDataset } from '../dataset/inspect-dataset.ts';
import { DECLARATION_FILES } from '../dataset/statements/read-declarations.ts';
import { readRobot } from '../embodiment/read-robot.ts';
import { buildJointMap } from '../publish/build-joint-map.ts';
import { movedEffectors } from '../publish/build-histograms.ts';
import type { CheckedPoses } from '../publish/check-poses.ts';
import type { Described } from '../publish/link-frames.ts';
import { poseNote, recordedPoses } from '../publish/shown-motion.ts';
import type { DatasetOutline } from './confined-features.ts';
import { findTracks, type MotionSource, type TrackSource } from './motion-source.ts';

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
  readonly motion: RetargetReport['source']['motion'];
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
  readonly described: Described | null;
}

/**
 * Reads where the motion of a dataset is. Throws `unsupported-format` for what is no LeRobot dataset, `refused` with the reason
 * `no-motion` when nothing tells what moves, `content-mismatch` for a joint map of another body.
 */
export async function readMotionSource(root: string, options: SourceOptions): Promise<ReadSource> {
  const outline = await outlineOf(root, options.signal);
  const recorded = await recordedBody(root, options);
  const own = recorded === null ? null : await ownMotion(root, { outline, recorded, options });
  if (own !== null && own.source !== null) return { outline, ...own, source: own.source };
  const tracks = findTracks(outline.features);
  if (tracks.length === 0) throw noMotion(recorded, options, own?.unread ?? null);
  const person = canonicalForm(humanTree(AVERAGE_STATURE), HUMAN).embodiment;
  const source = { recorded: person, tracks, state: [], action: [], zero: [], up: options.up };
  return { outline, source, motion: 'points', embodiment: null, base: null };
}

/** What is known of the motion of the recorded body itself. */
interface OwnMotion extends Pick<ReadSource, 'motion' | 'embodiment' | 'base'> {
  /** Null where no column moves it. */
  readonly source: MotionSource | null;
  /** What is said of tool poses that are not read; null for nothing. */
  readonly unread: string | null;
}

/** The motion that joint and pose maps of the recorded body tell, as they are given or, for a body that is described, as names give them. */
async function ownMotion(
  root: string,
  asked: {
    readonly outline: DatasetOutline;
    readonly recorded: RecordedBody;
    readonly options: SourceOptions;
  },
): Promise<OwnMotion> {
  const { recorded, options } = asked;
  const features = asked.outline.features.map(({ name, shape }) => ({ name, shape: [...shape] }));
  const body = { id: recorded.id, body: recorded.embodiment };
  const given = await givenMap(root, options, recorded);
  const givenPoses = await poseMapPaper(root, recorded);
  const named =
    recorded.described === null || given !== null || givenPoses !== null
      ? null
      : await mapsByNames(root, { ...recorded, described: recorded.described }, options);
  const [map, poses] = [given ?? named?.joints ?? null, givenPoses ?? named?.poses?.map ?? null];
  if (map !== null) requireJointMap(map, body, features);
  if (poses !== null) requirePoseMap(poses, body, features);
  const source = bodyMotion({ map, poses }, recorded, options.up);
  const told = source.tracks.some(({ kind }) => kind === 'tool') ? 'pose' : 'joint';
  const isPlaced = poses?.tracks.some(({ frame }) => frame.basis === 'placed') === true;
  return {
    source: source.tracks.length === 0 ? null : source,
    unread: poseNote(named?.poses ?? null),
    motion: `${told}-${named === null ? 'map' : 'names'}`,
    embodiment: recorded.id,
    // A hand that was carried has no root that a robot's could be seen from.
    base: isPlaced ? null : (recorded.described?.form.base ?? null),
  };
}

/** Why nothing is to be followed: what was named does not tell, or nothing was named. */
function noMotion(recorded: RecordedBody | null, options: NamedSource, unread: string | null): ExchangeError {
  if (unread !== null) return refusedMotion(`No column moves the recorded body. ${unread}`);
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

/** The pose map of a delivery, where it speaks of the delivered body. */
async function poseMapPaper(root: string, { id }: RecordedBody): Promise<PoseMap | null> {
  const bytes = await paper(root, DELIVERY_FILES.poseMap);
  if (bytes === null) return null;
  const map = parseWire(poseMapSchema, parseJson(bytes, MAX_MANIFEST_BYTES), 'pose map');
  return map.embodiment === id ? map : null;
}

/** The maps that names and statements beside the data give, once the whole dataset has been read for its units. */
async function mapsByNames(
  root: string,
  { id, described }: RecordedBody & { readonly described: Described },
  { signal, onProgress }: SourceOptions,
): Promise<{ readonly joints: JointMap; readonly poses: CheckedPoses | null }> {
  const { form, tree } = described;
  const facts = await inspectDataset(root, {
    robot: tree,
    signal,
    onProgress: ({ file }) => onProgress(file),
  });
  const joints = buildJointMap(facts, form, id);
  const lying = DECLARATION_FILES.map((name) => join(root, name)).find((path) => existsSync(path));
  const stated = lying === undefined ? {} : { declarations: lying };
  const robot = { tree, form, id };
  return {
    joints,
    poses: await recordedPoses({ root, facts, robot, jointMap: joints, stated }, signal),
  };
}

function bodyMotion(
  { map, poses }: { readonly map: JointMap | null; readonly poses: PoseMap | null },
  { embodiment }: RecordedBody,
  up: 'y' | 'z',
): MotionSource {
  const state = map === null ? [] : positionSources(map);
  const posed = (poses === null ? [] : measuredTracks(poses)).map((track): TrackSource => {
    const commanded = poses === null ? null : commandedTrack(poses, track);
    return { kind: 'tool', effector: track.effector, track, commanded };
  });
  const moved = movedEffectors(embodiment, state).filter(
    (effector) => poses?.tracks.some((track) => track.effector === effector) !== true,
  );
  const joints = moved.map((effector): TrackSource => ({ kind: 'joints', effector }));
  const zero = embodiment.joints.map(() => 0);
  for (const { joint, sign, offset } of state) zero[joint] = -sign * offset;
  return {
    recorded: embodiment,
    tracks: [...joints, ...posed],
    state,
    action: map === null ? [] : commandedSources(map),
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
