/**
 * `kin retarget`: a LeRobot dataset once more, with the motion of its body brought to another robot in added columns.
 *
 * Children do the work: one plans, several solve episodes, one writes. Parts of an interrupted run are kept beside the output
 * and used again when the same question is asked; the output appears under its name when it is whole.
 */

import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { canonicalJson, type JsonValue } from '#contracts/canonical-json.ts';
import { digestOfJson, type Digest } from '#contracts/digest.ts';
import { ExchangeError, type Outcome } from '#contracts/errors.ts';
import type { RetargetRobot } from '#contracts/retarget/retarget-robot.ts';
import { RETARGETER, type RetargetReport } from '#contracts/retarget/retarget-schema.ts';
import { runConfined, type ConfinedTask } from '#platform/confined/run-confined.ts';
import { syncFolder, writeFileAtomic } from '#platform/files.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import type { Robot } from '../embodiment/read-robot.ts';
import type { ConfinedPlanInput } from './confined-plan.ts';
import type { ConfinedSolveInput } from './confined-solve.ts';
import type { ConfinedWriteInput, WrittenDataset } from './confined-write.ts';
import { motionDigest, namesSource, readMotionSource, type SourceOptions } from './read-motion-source.ts';
import { reportOf } from './report.ts';
import { writeRetargetPapers } from './retarget-papers.ts';
import { partName, type EpisodeOutcome, type RetargetJob, type RetargetPlan } from './retarget-job.ts';

/** Most children that solve at a time, and the frames for which one more is worth its start. */
const MAX_WORKERS = 8;
const WORKER_FRAMES = 2_000;
/** Longest silence of a child, ms: one episode may take long. */
const SILENCE_MS = 300_000;
/** Parts of another version are not used again. */
const PARTS_VERSION = RETARGETER.version;

/** What is asked for. */
export interface RetargetRequest extends Omit<SourceOptions, 'onProgress'> {
  readonly root: string;
  readonly robot: RetargetRobot;
  readonly out: string;
  /** Digest that the motion must have; any when left out. */
  readonly expectedMotion?: Digest | undefined;
  /** Children that solve; the machine's own number when left out. */
  readonly workers?: number;
  readonly onProgress?: (step: string, share: number | null, detail: string) => void;
}

/** What retargeting needs of a robot that was read. */
export function retargetRobotOf({ tree, form }: Robot): RetargetRobot {
  const { position, rotation } = form.base;
  return {
    name: tree.name.slice(0, 256),
    embodiment: form.embodiment,
    joints: [...form.joints],
    base: { position: [...position], rotation: [...rotation] },
  };
}

/**
 * Retargets. Throws `conflict` when the output is there already or the dataset has such columns, `refused` with a `reason` (`no-motion`,
 * `no-limb`, `other-motion`), `unsupported-format`, `bad-dataset`, `interrupted`.
 */
export async function retargetDataset(request: RetargetRequest): Promise<RetargetReport> {
  const root = resolve(request.root);
  const out = resolve(request.out);
  await refuseTaken(root, out);
  const show = request.onProgress ?? ((): void => undefined);
  const read = await readMotionSource(root, {
    ...request,
    onProgress: (file) => show('reading', null, file),
  });
  const motion = motionDigest(read);
  if (motion !== (request.expectedMotion ?? motion))
    throw new ExchangeError('refused', 'Another motion was followed than the one named here.', {
      params: { reason: 'other-motion', motion },
    });
  const target = { embodiment: request.robot.embodiment, joints: request.robot.joints };
  const { fps } = read.outline;
  show('planning', null, 'where the robot stands');
  const plan = await planOf({ root, source: read.source, target, fps }, request.signal);
  const work = workOf(out);
  const parts = join(work, 'parts');
  await openWork(work, await fingerprintOf(root, { source: read.source, target, fps, plan }));
  const job: RetargetJob = { root, source: read.source, target, fps, plan, parts };
  await solveAll(job, request, show);
  const whole = join(work, 'whole');
  const written = await writeWhole(job, whole, { signal: request.signal, show });
  const report = reportOf({ job, read, robot: request.robot, written });
  await writeRetargetPapers(whole, {
    root,
    report,
    changed: written.changed,
    byPapers: !namesSource(request),
    motion,
    signal: request.signal,
  });
  await rename(whole, out);
  await syncFolder(dirname(out));
  await rm(work, { recursive: true, force: true });
  return report;
}

function workOf(out: string): string {
  return join(dirname(out), `.${basename(out)}.retargeting`);
}

/** Removes what an interrupted run has left of an output. */
export async function removeWork(out: string): Promise<void> {
  await rm(workOf(resolve(out)), { recursive: true, force: true });
}

async function refuseTaken(root: string, out: string): Promise<void> {
  if (out === root || out.startsWith(root + sep))
    throw new ExchangeError('conflict', 'The output cannot lie in the dataset that is read.');
  const there = await stat(out).catch(() => null);
  if (there !== null) throw new ExchangeError('conflict', `${out} is there already.`);
}

async function confined<Result, Report>(task: ConfinedTask<Report>, what: string): Promise<Result> {
  const outcome = await runConfined<Result, Report>({ limits: { silenceMs: SILENCE_MS }, ...task });
  if (outcome.ok) return outcome.value;
  throw new ExchangeError('bad-dataset', `${what} ended the reader (${outcome.death}).`);
}

async function planOf(input: ConfinedPlanInput, signal: AbortSignal): Promise<RetargetPlan> {
  const outcome = await confined<Outcome<RetargetPlan>, number>(
    { module: new URL('./confined-plan.ts', import.meta.url), input, readable: [input.root], signal },
    'Planning',
  );
  if (outcome.ok) return outcome.value;
  const [reason] = outcome.reasons;
  throw new ExchangeError('refused', REFUSALS[reason?.code ?? ''] ?? 'The motion cannot be brought over.', {
    params: { reason: reason?.code ?? 'no-motion' },
  });
}

const REFUSALS: Readonly<Record<string, string>> = {
  'no-motion':
    'The dataset has no motion of two thirds of a second or more that could be followed (no-motion).',
  'no-limb': 'No limb of the robot follows the recorded ones (no-limb).',
};

/** What parts depend on: the question, and which files the dataset has. */
async function fingerprintOf(root: string, question: object): Promise<string> {
  const files: JsonValue[] = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const { size, mtimeMs } = await stat(path);
    files.push([path.slice(root.length), size, Math.round(mtimeMs)]);
  }
  files.sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  const asked = JSON.parse(JSON.stringify(question)) as JsonValue;
  return digestOfJson(nodeCrypto, { version: PARTS_VERSION, files, asked });
}

/** Keeps the parts of the same question, and throws those of another away. */
async function openWork(work: string, fingerprint: string): Promise<void> {
  const note = join(work, 'question');
  const known = await readFile(note, 'utf8').catch(() => null);
  if (known !== fingerprint) await rm(work, { recursive: true, force: true });
  await rm(join(work, 'whole'), { recursive: true, force: true });
  await mkdir(join(work, 'parts'), { recursive: true });
  await writeFileAtomic(note, fingerprint);
}

async function solveAll(
  job: RetargetJob,
  request: RetargetRequest,
  show: NonNullable<RetargetRequest['onProgress']>,
): Promise<void> {
  const done = new Set(await readdir(job.parts));
  const { episodes } = job.plan;
  const open = episodes.filter(({ index }) => !done.has(partName(index)));
  const total = episodes.reduce((sum, { frames }) => sum + frames, 0);
  let frames = total - open.reduce((sum, episode) => sum + episode.frames, 0);
  const worthwhile =
    request.workers ?? Math.min(availableParallelism(), Math.ceil((total - frames) / WORKER_FRAMES));
  const workers = Math.max(1, Math.min(worthwhile, MAX_WORKERS, open.length));
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  const shares = Array.from({ length: workers }, (_, w) => open.filter((__, i) => i % workers === w));
  const runs = shares.map((share) =>
    confined<null, EpisodeOutcome>(
      {
        module: new URL('./confined-solve.ts', import.meta.url),
        input: { job, episodes: share.map(({ index }) => index) } satisfies ConfinedSolveInput,
        readable: [job.root],
        writable: [job.parts],
        signal,
        onReport: (outcome) => {
          frames += outcome.frames;
          show('following', total === 0 ? 1 : frames / total, `episode ${outcome.episode}`);
        },
      },
      'Following the motion',
    ),
  );
  // The first failure ends the others; what they have written stays.
  for (const run of runs) run.catch(() => stop.abort());
  const ends = await Promise.allSettled(runs);
  const failed = ends.find((end) => end.status === 'rejected' && !isInterruption(end.reason));
  const ended = failed ?? ends.find((end) => end.status === 'rejected');
  if (ended?.status === 'rejected') throw ended.reason as Error;
}

function isInterruption(error: unknown): boolean {
  return error instanceof ExchangeError && error.code === 'interrupted';
}

async function writeWhole(
  job: RetargetJob,
  out: string,
  run: { readonly signal: AbortSignal; readonly show: NonNullable<RetargetRequest['onProgress']> },
): Promise<WrittenDataset> {
  await mkdir(out);
  return confined<WrittenDataset, string>(
    {
      module: new URL('./confined-write.ts', import.meta.url),
      input: { job, out } satisfies ConfinedWriteInput,
      readable: [job.root, job.parts],
      writable: [out],
      signal: run.signal,
      onReport: (file) => run.show('writing', null, file),
    },
    'Writing',
  );
}
