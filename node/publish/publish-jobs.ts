/** Publications under way: each is a job that goes on in the background and says where it stands. One at a time: they are heavy. */

import type { Clock, RandomBytes } from '#contracts/crypto.ts';
import type { Digest } from '#contracts/digest.ts';
import { motionShown } from '#contracts/manifest/motion-shown.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { MAX_DETAIL, type Job, type PublishRequest } from '#contracts/http/console.ts';
import { toHex } from '#contracts/bytes.ts';
import type { Database } from '#platform/database/database.ts';
import type { Keystore } from '#platform/keystore.ts';
import type { Logger } from '#platform/logger.ts';
import type { NodeIdentity } from '../identity/identity.ts';
import { OWN_ACTS, type Acts } from '../log/acts.ts';
import { waitingItem } from '../transfer/waiting-store.ts';
import { listingByManifest } from './listing-store.ts';
import { makeVersion } from './make-version.ts';
import type { Publication } from './publication.ts';

/** Jobs that are remembered after they ended. */
const MAX_REMEMBERED = 100;
const WAITS_FOR_LOG = 'waiting for the log';
/** How often a job looks whether the log has its acts, in milliseconds. */
const LOG_POLL_MS = 100;

/** What jobs need. */
export interface PublishJobsDeps {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly database: Database;
  readonly keystore: Keystore;
  readonly identity: NodeIdentity;
  readonly derivatives: string;
  readonly publication: Publication;
  readonly acts: Acts;
  readonly logger: Logger;
}

/** Publications under way. */
export interface PublishJobs {
  /** Queues a publication and gives its job. */
  begin(request: PublishRequest): Job;
  /** Throws `not-found`. */
  get(id: string): Job;
  list(): readonly Job[];
  /** Ends a job; what it made so far stays for the next attempt. */
  cancel(id: string): Job;
  /** Tells of every change of a job until the returned function is called. */
  listen(listener: (job: Job) => void): () => void;
  /** Resolves with the job's last state once it has ended. */
  ended(id: string): Promise<Job>;
  /** Interrupts what runs and waits for it. */
  stop(): Promise<void>;
}

interface Running {
  job: Job;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** Creates the jobs of a node. */
export function createPublishJobs(deps: PublishJobsDeps): PublishJobs {
  return new Jobs(deps);
}

class Jobs implements PublishJobs {
  readonly #deps: PublishJobsDeps;
  readonly #jobs = new Map<string, Running>();
  readonly #listeners = new Set<(job: Job) => void>();
  #tail: Promise<void> = Promise.resolve();

  constructor(deps: PublishJobsDeps) {
    this.#deps = deps;
  }

  begin(request: PublishRequest): Job {
    const id = `job_${toHex(this.#deps.random(6))}`;
    const abort = new AbortController();
    const job: Job = {
      id,
      folder: request.folder,
      step: 'inspect',
      share: null,
      detail: 'queued',
      status: 'running',
      error: null,
      trouble: null,
      dataset: null,
      version: null,
      manifest: null,
      logIndex: null,
      warnings: null,
      motion: null,
    };
    const done = this.#tail.then(() => this.#run(id, request, abort.signal));
    this.#tail = done;
    this.#jobs.set(id, { job, abort, done });
    this.#forgetOld();
    return job;
  }

  get(id: string): Job {
    return this.#require(id).job;
  }

  list(): readonly Job[] {
    return [...this.#jobs.values()].map(({ job }) => job).reverse();
  }

  cancel(id: string): Job {
    const running = this.#require(id);
    running.abort.abort(new ExchangeError('interrupted', 'The publication was cancelled.'));
    return running.job;
  }

  listen(listener: (job: Job) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async ended(id: string): Promise<Job> {
    const running = this.#require(id);
    await running.done;
    return running.job;
  }

  async stop(): Promise<void> {
    for (const { abort } of this.#jobs.values()) {
      abort.abort(new ExchangeError('interrupted', 'The node is stopping.'));
    }
    await this.#tail;
  }

  async #run(id: string, request: PublishRequest, signal: AbortSignal): Promise<void> {
    try {
      signal.throwIfAborted();
      const version = await makeVersion(this.#deps, request, {
        signal,
        onStep: (progress) => this.#update(id, { ...progress, detail: progress.detail.slice(0, MAX_DETAIL) }),
      });
      const { dataset, version: number } = version.manifest;
      const { warnings } = version.report;
      const note = (version.note ?? '').slice(0, MAX_DETAIL);
      const motion = motionShown(version.manifest);
      const made = { dataset, version: number, warnings, motion };
      this.#update(id, { step: 'sign', share: null, detail: '', ...made });
      const { manifest } = await this.#deps.publication.publish(version);
      this.#update(id, { step: 'log', manifest });
      const logIndex = await this.#logged(id, manifest, signal);
      this.#update(id, { step: 'done', share: 1, detail: note, status: 'done', logIndex, trouble: null });
    } catch (error) {
      this.#fail(id, error, signal.aborted);
    }
  }

  /** Waits until the version is visible. Its acts are stored: an interruption here loses nothing. */
  async #logged(id: string, manifest: Digest, signal: AbortSignal): Promise<number> {
    for (;;) {
      signal.throwIfAborted();
      const state = await this.#deps.database.read((db) => ({
        act: this.#deps.acts.findLogged(db, 'dataset.published', manifest),
        listing: listingByManifest(db, manifest),
        trouble: waitingItem(db, [OWN_ACTS, OWN_ACTS])?.lastError ?? null,
      }));
      if (state.act?.index != null && state.listing?.state !== 'pending') return state.act.index;
      if (state.listing?.state === 'failed') {
        throw new ExchangeError('refused', state.listing.reason ?? 'The log refuses the publication.');
      }
      // Said once: pages are told of every change.
      const { detail, trouble } = this.get(id);
      if (detail !== WAITS_FOR_LOG || trouble !== state.trouble)
        this.#update(id, { detail: WAITS_FOR_LOG, trouble: state.trouble });
      await new Promise((resolve) => setTimeout(resolve, LOG_POLL_MS));
    }
  }

  #fail(id: string, error: unknown, aborted: boolean): void {
    const known = isExchangeError(error);
    if (!known && !aborted) this.#deps.logger.error({ error }, 'a publication failed');
    const code = known ? error.code : aborted ? 'interrupted' : 'internal';
    const message = error instanceof Error ? error.message.slice(0, 1000) : String(error);
    this.#update(id, {
      status: aborted ? 'cancelled' : 'failed',
      error: { code, message },
      trouble: null,
    });
  }

  #update(id: string, change: Partial<Job>): void {
    const running = this.#jobs.get(id);
    if (running === undefined) return;
    running.job = { ...running.job, ...change };
    for (const listener of this.#listeners) listener(running.job);
  }

  #require(id: string): Running {
    const running = this.#jobs.get(id);
    if (running === undefined) throw new ExchangeError('not-found', 'There is no such job here.');
    return running;
  }

  #forgetOld(): void {
    for (const [id, { job }] of this.#jobs) {
      if (this.#jobs.size <= MAX_REMEMBERED) return;
      if (job.status !== 'running') this.#jobs.delete(id);
    }
  }
}
