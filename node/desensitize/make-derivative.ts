/**
 * Makes the desensitized derivative of a LeRobot folder: rebuilds it from what the policy lets through, inspects the result with other
 * code, and reports. The derivative appears under its name only when the inspection passed.
 */

import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '#contracts/crypto.ts';
import type { DesensitizationPolicy } from '#contracts/desensitize/policies.ts';
import type { DesensitizationReport, ReportWarning } from '#contracts/desensitize/report.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { hashFolder, type FolderHash } from '../content/hash-folder.ts';
import { syncFolder } from '#platform/files.ts';
import { accountFiles } from './account-files.ts';
import { buildReport, Drops } from './build-report.ts';
import { Detectors } from './detectors.ts';
import { inspectDerivative, type Inspection } from './inspect-derivative.ts';
import { listRaw, rawRoot, requireUnchanged, type RawItem } from './inventory.ts';
import type { DerivativeSpec, DerivativeWriter, SourceDataset } from './ports.ts';
import { Rebuild, type RebuiltDataset } from './rebuild-dataset.ts';
import { withoutEpisodes } from './without-episodes.ts';
import { SourceTexts } from './source-texts.ts';
import { firstEstimateSeconds, WorkEstimate, type WorkStep } from './work-estimate.ts';

/** Time that every file of a derivative bears, milliseconds: the first second of the year 2000. */
export const DERIVATIVE_FILE_TIME = 946_684_800_000;

/** What the job is joined with. */
export interface DerivativeDeps {
  readonly openSource: (dir: string) => Promise<SourceDataset>;
  readonly createWriter: (dir: string, spec: DerivativeSpec) => Promise<DerivativeWriter>;
  readonly clock: Clock;
  /** Version of the program, for the report. */
  readonly version: string;
}

/** What to make. */
export interface DerivativeRequest {
  readonly sourceDir: string;
  /** Folder of the derivative; must not exist. Unfinished work waits beside it and is continued by the next run. */
  readonly outDir: string;
  readonly policy: DesensitizationPolicy;
  /** Dataset id: pseudonyms and the clock shift belong to it. */
  readonly dataset: string;
  /** 32 secret bytes of the company. */
  readonly pseudonymKey: Uint8Array;
  /** Salt of the commitment to the raw root, 32 hexadecimal digits; keep it to open the commitment to an auditor. */
  readonly salt: string;
  /** Names and terms of the company that must not leave. */
  readonly roster?: readonly string[];
  /** Task sentences that a person approved, word for word. */
  readonly approvedTasks?: readonly string[];
  /** Numbers of source episodes that do not qualify and are left out. */
  readonly leaveOut?: readonly number[];
  /** Episodes that do not qualify and are not even in `sourceDir`: counted with the others. */
  readonly leftBehind?: number;
  /** True when a person looked at what passes as text. */
  readonly humanReview?: boolean;
  /**
   * Folder in which cleaned videos are kept from one version to the next, so that a growing dataset is cleaned once. Left out: they wait
   * beside `outDir` and go when the derivative is done.
   */
  readonly videoCacheDir?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DerivativeProgress) => void;
}

/** Where a job stands. */
export interface DerivativeProgress {
  readonly step: WorkStep;
  /** Bytes of this step. */
  readonly bytes: number;
  readonly total: number;
  readonly secondsLeft: number;
}

/** What a job gives. `outDir` is null when the inspection failed: then nothing was left behind that could be published. */
export interface MadeDerivative {
  readonly report: DesensitizationReport;
  readonly outDir: string | null;
  /** Files and plaintext root; sealing takes it as it is. */
  readonly hashed: FolderHash;
  /** Opens the commitment in the report. Never leaves the node but to an auditor. */
  readonly opening: { readonly rawRoot: Digest; readonly salt: string };
  /** What the inspection met, with paths, for the person at the node. */
  readonly inspection: Inspection;
}

/**
 * Makes a derivative. Throws `conflict` when `outDir` exists, `not-found`, `unsupported-format` (no LeRobot folder, a video that cannot be
 * cleaned), `bad-dataset`, `content-mismatch` (the folder changed meanwhile), `limit-exceeded`, `interrupted`, `storage-failed`.
 */
export async function makeDerivative(
  deps: DerivativeDeps,
  request: DerivativeRequest,
): Promise<MadeDerivative> {
  if (await exists(request.outDir)) {
    throw new ExchangeError('conflict', 'The folder of the derivative exists already.');
  }
  const items = await listRaw(request.sourceDir);
  const job = new Job(deps, request, items);
  try {
    return await job.run();
  } catch (cause) {
    // Whatever a reader or writer throws when it is stopped, the caller hears one thing.
    if (request.signal?.aborted !== true || isExchangeError(cause)) throw cause;
    throw new ExchangeError('interrupted', 'The work was stopped; it continues where it left off.', {
      cause,
    });
  }
}

class Job {
  readonly #deps: DerivativeDeps;
  readonly #request: DerivativeRequest;
  readonly #items: readonly RawItem[];
  readonly #detectors: Detectors;
  readonly #texts: SourceTexts;
  readonly #drops = new Drops();
  readonly #estimate: WorkEstimate;
  readonly #work: Readonly<Record<WorkStep, number>>;
  readonly #unfinished: string;
  readonly #videoCache: string;

  constructor(deps: DerivativeDeps, request: DerivativeRequest, items: readonly RawItem[]) {
    this.#deps = deps;
    this.#request = request;
    this.#items = items;
    this.#detectors = new Detectors(request.roster);
    this.#texts = new SourceTexts(this.#detectors);
    this.#work = workloadOf(items, request.policy);
    this.#estimate = new WorkEstimate(deps.clock, this.#work);
    this.#unfinished = `${request.outDir}.unfinished`;
    this.#videoCache = request.videoCacheDir ?? `${request.outDir}.videos`;
  }

  async run(): Promise<MadeDerivative> {
    const raw = await this.#hashInput();
    const rebuilt = await this.#rebuild();
    await requireUnchanged(this.#request.sourceDir, this.#items);
    const hashed = await this.#hashOutput();
    const inspection = await this.#inspect(rebuilt);
    const report = this.#report({ raw, rebuilt, hashed, inspection });
    const passed = inspection.result === 'passed';
    await this.#settle(passed);
    return {
      report,
      outDir: passed ? this.#request.outDir : null,
      hashed,
      opening: { rawRoot: raw, salt: this.#request.salt },
      inspection,
    };
  }

  async #hashInput(): Promise<Digest> {
    const options = { signal: this.#request.signal, onProgress: this.#follow('hash-input') };
    const root = await rawRoot(this.#request.sourceDir, this.#items, options);
    await this.#texts.addFiles(this.#request.sourceDir, this.#items);
    return root;
  }

  async #rebuild(): Promise<RebuiltDataset> {
    await rm(this.#unfinished, { recursive: true, force: true });
    await mkdir(this.#unfinished, { recursive: true });
    const { leaveOut = [], leftBehind = 0 } = this.#request;
    await using whole = await this.#deps.openSource(this.#request.sourceDir);
    const source = withoutEpisodes(whole, new Set(leaveOut));
    this.#drops.add('episode', 'not-qualified', leaveOut.length + leftBehind);
    const rebuild = new Rebuild({
      source,
      detectors: this.#detectors,
      texts: this.#texts,
      drops: this.#drops,
      request: this.#request,
      createWriter: async (spec) => await this.#deps.createWriter(this.#unfinished, spec),
      videoCache: this.#videoCache,
      sizes: new Map(this.#items.map((item) => [item.path, item.size])),
      follow: (step) => this.#follow(step),
    });
    const result = await rebuild.run();
    await settleFiles(this.#unfinished);
    return result;
  }

  async #hashOutput(): Promise<FolderHash> {
    const follow = this.#follow('hash-output');
    return await hashFolder(this.#unfinished, {
      ...(this.#request.signal === undefined ? {} : { signal: this.#request.signal }),
      onProgress: ({ bytes }) => follow(bytes),
    });
  }

  async #inspect(rebuilt: RebuiltDataset): Promise<Inspection> {
    return await inspectDerivative({
      dir: this.#unfinished,
      policy: this.#request.policy,
      detectors: this.#detectors,
      needles: [...this.#texts.needles].filter((needle) => !rebuilt.keptTexts.has(needle)),
      fileTime: DERIVATIVE_FILE_TIME,
      ...(this.#request.signal === undefined ? {} : { signal: this.#request.signal }),
      onProgress: this.#follow('inspect'),
    });
  }

  #report(made: {
    raw: Digest;
    rebuilt: RebuiltDataset;
    hashed: FolderHash;
    inspection: Inspection;
  }): DesensitizationReport {
    const { rebuilt, hashed, inspection } = made;
    const { policy, approvedTasks = [], humanReview = false, salt } = this.#request;
    const files = accountFiles(this.#items, rebuilt.used, { policy, drops: this.#drops });
    const unreadable = this.#drops.list().some(({ reason }) => reason === 'unreadable');
    const warnings: Set<ReportWarning> = unreadable
      ? new Set([...rebuilt.warnings, 'some-input-unreadable'])
      : new Set(rebuilt.warnings);
    return buildReport({
      policy,
      version: this.#deps.version,
      parameters: { roster: this.#detectors.roster.terms.length, approvedTasks },
      raw: {
        root: made.raw,
        salt,
        files: this.#items.length,
        bytes: this.#items.reduce((sum, item) => sum + item.size, 0),
      },
      output: {
        root: hashed.root,
        files: hashed.files.length,
        bytes: hashed.bytes,
        episodes: rebuilt.episodes,
        frames: rebuilt.frames,
      },
      files,
      before: this.#texts.counts,
      drops: this.#drops,
      tasks: rebuilt.tasks,
      pseudonyms: rebuilt.pseudonyms,
      clocks: rebuilt.clocks,
      video: rebuilt.video,
      warnings,
      humanReview,
      inspection,
    });
  }

  /** Gives the derivative its name, or removes it. A crash before the rename leaves an unfinished folder that the next run replaces. */
  async #settle(passed: boolean): Promise<void> {
    if (passed) {
      await rename(this.#unfinished, this.#request.outDir);
      await syncFolder(dirname(this.#request.outDir));
    } else await rm(this.#unfinished, { recursive: true, force: true });
    if (this.#request.videoCacheDir === undefined)
      await rm(this.#videoCache, { recursive: true, force: true });
  }

  #follow(step: WorkStep): (bytes: number) => void {
    this.#estimate.begin(step);
    return (bytes) => {
      this.#estimate.advance(bytes);
      this.#request.onProgress?.({
        step,
        bytes,
        total: this.#work[step],
        secondsLeft: this.#estimate.secondsLeft(),
      });
    };
  }
}

/**
 * How long a derivative of this folder will take, before it is begun: bytes by step over the speed of a two-core machine. Throws `not-found` or
 * `storage-failed`.
 */
export async function estimateDerivative(
  sourceDir: string,
  policy: DesensitizationPolicy,
): Promise<{ seconds: number; bytes: number }> {
  const work = workloadOf(await listRaw(sourceDir), policy);
  return { seconds: Math.ceil(firstEstimateSeconds(work)), bytes: work['hash-input'] };
}

/** Bytes of each step, for the estimate before and during a job. */
function workloadOf(
  items: readonly RawItem[],
  policy: DesensitizationPolicy,
): Readonly<Record<WorkStep, number>> {
  const sum = (wanted: (path: string) => boolean): number =>
    items.reduce((total, { path, size }) => total + (wanted(path) ? size : 0), 0);
  const video = policy.video === 'drop' ? 0 : sum((path) => path.endsWith('.mp4'));
  const data = sum((path) => path.startsWith('data/'));
  return {
    'hash-input': sum(() => true),
    'clean-video': video,
    rebuild: data,
    'hash-output': video + data,
    inspect: video + data,
  };
}

/** Gives every file and folder the same time and brings them to the disk, the folders after their files. */
async function settleFiles(dir: string): Promise<void> {
  const seconds = DERIVATIVE_FILE_TIME / 1000;
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => ({
    path: join(entry.parentPath, entry.name),
    folder: entry.isDirectory(),
  }));
  paths.sort((a, b) => (a.path < b.path ? 1 : -1)); // what lies in a folder comes before it
  for (const { path, folder } of [...paths, { path: dir, folder: true }]) {
    await utimes(path, seconds, seconds);
    if (folder) await syncFolder(path);
    else {
      await using file = await open(path, 'r+');
      await file.sync();
    }
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
