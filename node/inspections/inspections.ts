/** Inspections that a page asked for: each runs in the background, says where it stands, and keeps its facts for a while. */

import type { z } from 'zod';
import { toHex } from '#contracts/bytes.ts';
import type { RandomBytes } from '#contracts/crypto.ts';
import type { BodyStatement } from '#contracts/embodiment/body/body-statement.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { beginInspectionSchema, Inspection } from '#contracts/http/console-publishing.ts';
import type { Logger } from '#platform/logger.ts';
import { inspectDataset } from '../dataset/inspect-dataset.ts';
import { readBody } from '../embodiment/read-body.ts';

/** Inspections that are remembered; the oldest that ended are forgotten. */
const MAX_REMEMBERED = 20;
/** Inspections that run at once: each may keep a disk busy. */
const MAX_RUNNING = 4;

/** What inspections need. */
export interface InspectionsDeps {
  readonly random: RandomBytes;
  readonly logger: Logger;
}

/** What is asked for: a folder, and the body that it was recorded on. */
export type InspectionRequest = z.infer<typeof beginInspectionSchema>;

/** Inspections of a node. */
export interface Inspections {
  /** Begins one. Throws `limit-exceeded` while too many run. */
  begin(request: InspectionRequest): Inspection;
  /** Throws `not-found`. */
  get(id: string): Inspection;
  /** Where an inspection stands, the present state first, until it ends. Throws `not-found`. */
  watch(id: string, signal: AbortSignal): AsyncIterable<Inspection>;
  /** Ends one. Throws `not-found`. */
  cancel(id: string): Inspection;
  /** Ends all and waits. */
  stop(): Promise<void>;
}

interface Entry {
  state: Inspection;
  readonly stated: BodyStatement | null;
  readonly abort: AbortController;
  readonly wake: Set<() => void>;
  run: Promise<void>;
}

/** Creates the inspections of a node. */
export function createInspections(deps: InspectionsDeps): Inspections {
  const entries = new Map<string, Entry>();
  const require = (id: string): Entry => {
    const entry = entries.get(id);
    if (entry === undefined) throw new ExchangeError('not-found', 'There is no such inspection here.');
    return entry;
  };
  return {
    begin: ({ folder, robot, body }) => {
      const running = [...entries.values()].filter(({ state }) => state.status === 'running').length;
      if (running >= MAX_RUNNING) {
        throw new ExchangeError('limit-exceeded', 'Too many inspections are running; wait for one to end.', {
          params: { limit: MAX_RUNNING },
        });
      }
      const id = `insp_${toHex(deps.random(6))}`;
      const blank = { share: null, detail: '', facts: null, error: null };
      const entry: Entry = {
        state: { id, folder, robot, status: 'running', ...blank },
        stated: body ?? (robot === null ? null : { kind: 'robot' }),
        abort: new AbortController(),
        wake: new Set(),
        run: Promise.resolve(),
      };
      entries.set(id, entry);
      entry.run = inspect(entry, deps.logger);
      forgetOld(entries);
      return entry.state;
    },
    get: (id) => require(id).state,
    watch: (id, signal) => watch(require(id), signal),
    cancel: (id) => {
      const entry = require(id);
      entry.abort.abort(new ExchangeError('interrupted', 'The inspection was cancelled.'));
      return entry.state;
    },
    stop: async () => {
      for (const { abort } of entries.values()) {
        abort.abort(new ExchangeError('interrupted', 'The node is stopping.'));
      }
      await Promise.all([...entries.values()].map(({ run }) => run));
    },
  };
}

async function inspect(entry: Entry, logger: Logger): Promise<void> {
  const { signal } = entry.abort;
  const { folder, robot } = entry.state;
  try {
    const { stated } = entry;
    const tree = stated === null ? null : (await readBody({ stated, file: robot }, signal)).tree;
    const facts = await inspectDataset(folder, {
      signal,
      ...(tree === null || tree.joints.length === 0 ? {} : { robot: tree }),
      onProgress: ({ done, total, file }) =>
        change(entry, { share: total === 0 ? null : Math.min(1, done / total), detail: file }),
    });
    change(entry, { status: 'done', share: 1, detail: '', facts });
  } catch (error) {
    const known = isExchangeError(error);
    if (!known && !signal.aborted) logger.error({ error }, 'an inspection failed');
    const code = known ? error.code : signal.aborted ? 'interrupted' : 'internal';
    const message = known ? error.message.slice(0, 1000) : 'The inspection failed; the node’s log says why.';
    change(entry, { status: signal.aborted ? 'cancelled' : 'failed', error: { code, message } });
  }
}

function change(entry: Entry, to: Partial<Inspection>): void {
  entry.state = { ...entry.state, ...to };
  for (const wake of entry.wake) wake();
}

async function* watch(entry: Entry, signal: AbortSignal): AsyncGenerator<Inspection> {
  let wake = (): void => undefined;
  const listener = (): void => wake();
  entry.wake.add(listener);
  signal.addEventListener('abort', listener);
  try {
    let seen: Inspection | null = null;
    while (!signal.aborted) {
      if (entry.state !== seen) {
        seen = entry.state;
        yield seen;
        if (seen.status !== 'running') return;
        continue;
      }
      await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    entry.wake.delete(listener);
    signal.removeEventListener('abort', listener);
  }
}

function forgetOld(entries: Map<string, Entry>): void {
  for (const [id, { state }] of entries) {
    if (entries.size <= MAX_REMEMBERED) return;
    if (state.status !== 'running') entries.delete(id);
  }
}
