/**
 * Before and after: a few episodes of a recording are cut out and desensitized by the very code that makes derivatives, so that a lister
 * sees what a policy does to his own data before anything is published. It all stays on this machine, and goes when the node stops.
 */

import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { toHex } from '#contracts/bytes.ts';
import type { RandomBytes } from '#contracts/crypto.ts';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { findPolicy, type DesensitizationPolicy } from '#contracts/desensitize/policies.ts';
import { desensitizationReportSchema, type DesensitizationReport } from '#contracts/desensitize/report.ts';
import { digestOf, type Digest } from '#contracts/digest.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { Preview, PreviewRequest } from '#contracts/http/previews.ts';
import { sampleIndexBytes, type Sample, type SampleFile } from '#contracts/sample/sample.ts';
import { parseWire } from '#contracts/wire.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import type { Logger } from '#platform/logger.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { inspectDataset } from '../dataset/inspect-dataset.ts';
import type { MadeDerivative } from '../desensitize/make-derivative.ts';
import { cutSample } from '../sample/make-sample.ts';
import type { ConfinedDerivativeInput } from './confined-derivative.ts';
import { PROGRAM_VERSION } from './program-version.ts';

/** Frames and episodes that a preview shows at most. */
const MAX_FRAMES = 3_000;
const MAX_EPISODES = 2;
/** Previews that are kept; the oldest goes first. */
const MAX_KEPT = 4;
/** Stands where a published dataset has its id: pseudonyms of a preview are its own. */
const PREVIEW_DATASET = `urn:kin:ds:${'a'.repeat(52)}`;
const NO_ROOT: Digest = `sha256:${'0'.repeat(64)}`;

/** One side of a preview. */
export interface PreviewSide {
  readonly sample: Sample;
  readonly version: Digest;
  pathOf(file: SampleFile): string;
}

/** A preview as it stands. */
export interface PreviewState extends Omit<Preview, 'before' | 'after'> {
  readonly before: PreviewSide | null;
  readonly after: PreviewSide | null;
}

/** Previews of a node. */
export interface Previews {
  /** Begins one. Throws `refused` for a policy that cannot be carried out. */
  begin(request: PreviewRequest): PreviewState;
  /** Throws `not-found`. */
  get(id: string): PreviewState;
  /** Ends it and removes its files. Throws `not-found`. */
  remove(id: string): Promise<void>;
  /** Ends all and removes everything. */
  stop(): Promise<void>;
}

interface Running {
  state: PreviewState;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** Creates the previews. `folder` is theirs alone: what an earlier run left there goes before the first is made. */
export function createPreviews(deps: {
  readonly folder: string;
  readonly random: RandomBytes;
  readonly logger: Logger;
}): Previews {
  return new PreviewShelf(deps);
}

class PreviewShelf implements Previews {
  readonly #deps: { readonly folder: string; readonly random: RandomBytes; readonly logger: Logger };
  readonly #shelf = new Map<string, Running>();
  #tail: Promise<void>;

  constructor(deps: { readonly folder: string; readonly random: RandomBytes; readonly logger: Logger }) {
    this.#deps = deps;
    this.#tail = this.#clear(deps.folder);
  }

  begin(request: PreviewRequest): PreviewState {
    const policy = findPolicy(request.policy);
    if (!policy.ok) {
      throw new ExchangeError('refused', policy.reasons.map((reason) => reason.code).join(', '), {
        params: { policy: request.policy },
      });
    }
    const id = `pre_${toHex(this.#deps.random(6))}`;
    const state: PreviewState = {
      id,
      folder: request.folder,
      policy: policy.value.id,
      status: 'running',
      step: 'cut',
      error: null,
      before: null,
      after: null,
      left: [],
      warnings: [],
      rules: [],
    };
    const abort = new AbortController();
    const done = this.#tail.then(() =>
      this.#run(id, { request, policy: policy.value, signal: abort.signal }),
    );
    this.#tail = done;
    this.#shelf.set(id, { state, abort, done });
    const [oldest] = this.#shelf.keys();
    if (this.#shelf.size > MAX_KEPT && oldest !== undefined) {
      this.remove(oldest).catch((error: unknown) => this.#deps.logger.warn({ error }, 'a preview is left'));
    }
    return state;
  }

  get(id: string): PreviewState {
    return this.#require(id).state;
  }

  async remove(id: string): Promise<void> {
    const { abort, done } = this.#require(id);
    this.#shelf.delete(id);
    abort.abort(new ExchangeError('interrupted', 'The preview was removed.'));
    await done;
    await rm(join(this.#deps.folder, id), { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#shelf.keys()].map((id) => this.remove(id)));
    await this.#tail;
    await rm(this.#deps.folder, { recursive: true, force: true });
  }

  /** What cannot be removed now does not keep previews from being made; stopping and the next start try again. */
  async #clear(folder: string): Promise<void> {
    try {
      await rm(folder, { recursive: true, force: true });
    } catch (error) {
      this.#deps.logger.warn({ error }, 'previews of an earlier run are left');
    }
  }

  async #run(id: string, job: PreviewJob): Promise<void> {
    const folder = join(this.#deps.folder, id);
    try {
      job.signal.throwIfAborted();
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const made = await makePreview(folder, this.#deps.random, {
        ...job,
        onStep: (step, change) => this.#update(id, { step, ...change }),
      });
      this.#update(id, { ...made, status: 'done', step: 'done' });
    } catch (error) {
      if (!isExchangeError(error) && !job.signal.aborted)
        this.#deps.logger.error({ error }, 'a preview failed');
      const code = isExchangeError(error) ? error.code : 'internal';
      const message = (error instanceof Error ? error.message : String(error)).slice(0, 1000);
      this.#update(id, { status: 'failed', error: { code, message } });
    }
  }

  #update(id: string, change: Partial<PreviewState>): void {
    const running = this.#shelf.get(id);
    if (running !== undefined) running.state = { ...running.state, ...change };
  }

  #require(id: string): Running {
    const running = this.#shelf.get(id);
    if (running === undefined) throw new ExchangeError('not-found', 'There is no such preview here.');
    return running;
  }
}

interface PreviewJob {
  readonly request: PreviewRequest;
  readonly policy: DesensitizationPolicy;
  readonly signal: AbortSignal;
}

type Made = Pick<PreviewState, 'before' | 'after' | 'left' | 'warnings' | 'rules'>;

async function makePreview(
  folder: string,
  random: RandomBytes,
  job: PreviewJob & { onStep: (step: Preview['step'], change?: Partial<PreviewState>) => void },
): Promise<Made> {
  const { signal, onStep } = job;
  const root = resolve(job.request.folder);
  // Cut twice: what the columns mean is found by inspecting, and inspecting the cut costs the same for every size of recording.
  const first = join(folder, 'cut');
  await cut({ root, outDir: first, folder, facts: { features: [], cameras: [] }, signal });
  onStep('inspect');
  const raw = await inspectDataset(first, { signal });
  const before = await cut({ root: first, outDir: join(folder, 'before'), folder, facts: raw, signal });
  onStep('desensitize', { before });
  const report = await desensitize(folder, random, { ...job, tasks: raw.tasks.map(({ text }) => text) });
  const { warnings, inspection } = report;
  if (inspection.result !== 'passed') {
    const rules = [...new Set(inspection.findings.map(({ rule }) => rule))];
    return { before, after: null, left: [], warnings, rules };
  }
  onStep('compare');
  const files = join(folder, 'files');
  const facts = await inspectDataset(files, { signal });
  const after = await cut({ root: files, outDir: join(folder, 'after'), folder, facts, signal });
  return { before, after, left: leftBehind(before.sample, after.sample), warnings, rules: [] };
}

async function cut(job: {
  root: string;
  outDir: string;
  folder: string;
  facts: Pick<DatasetFacts, 'features' | 'cameras'>;
  signal: AbortSignal;
}): Promise<PreviewSide> {
  const sample = await cutSample(
    { ...job, dataset: PREVIEW_DATASET, derivative: NO_ROOT, jointMap: null },
    { episodes: null, maxFrames: MAX_FRAMES, maxEpisodes: MAX_EPISODES },
  );
  return {
    sample,
    version: digestOf(nodeCrypto, sampleIndexBytes(sample)),
    pathOf: (file) => join(job.outDir, file.path),
  };
}

async function desensitize(
  folder: string,
  random: RandomBytes,
  job: PreviewJob & { readonly tasks: readonly string[] },
): Promise<DesensitizationReport> {
  const sourceDir = join(folder, 'cut');
  const outcome = await runConfined<MadeDerivative>({
    module: new URL('./confined-derivative.ts', import.meta.url),
    input: {
      sourceDir,
      outDir: join(folder, 'files'),
      policy: job.policy,
      dataset: PREVIEW_DATASET,
      pseudonymKey: random(32),
      salt: toHex(random(16)),
      roster: job.request.roster,
      approvedTasks: job.request.approveTasks ? job.tasks : [],
      humanReview: job.request.approveTasks,
      version: PROGRAM_VERSION,
    } satisfies ConfinedDerivativeInput,
    readable: [sourceDir],
    writable: [folder],
    signal: job.signal,
  });
  if (!outcome.ok)
    throw new ExchangeError('bad-dataset', `Making the derivative ended the process (${outcome.death}).`);
  return parseWire(desensitizationReportSchema, outcome.value.report, 'desensitization report');
}

/** Names that stand on the first side only. */
function leftBehind(before: Sample, after: Sample): string[] {
  const names = (sample: Sample): string[] => [
    ...sample.channels.map(({ feature }) => feature),
    ...sample.omitted,
    ...sample.cameras.map(({ name }) => name),
  ];
  const kept = new Set(names(after));
  return [...new Set(names(before))].filter((name) => !kept.has(name));
}
