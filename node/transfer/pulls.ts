/** Pulls that run in this process: begun once per agreement, watched by anybody, interrupted without losing what arrived. */

import { isDeepStrictEqual } from 'node:util';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { PullEvent } from '#contracts/http/console.ts';
import type { Logger } from '#platform/logger.ts';
import type { DeliveryTarget } from './convert-delivery.ts';
import type { ExchangeService } from './exchange-service.ts';

/** Pulls that are remembered after they ended. */
const MAX_REMEMBERED = 50;

/** Running pulls. */
export interface Pulls {
  /** Begins a pull, or joins the one of the same exchange that is running. Throws `conflict` when that one goes to another folder or into another form. */
  begin(exchange: string, target: DeliveryTarget): void;
  /** What happens from now on, the present state first; ends with `done` or `failed`. Throws `not-found`. */
  watch(exchange: string, signal: AbortSignal): AsyncIterable<PullEvent>;
  /** Interrupts a pull; it can be begun again. */
  interrupt(exchange: string): void;
  /** Interrupts everything and waits. */
  stop(): Promise<void>;
}

interface RunningPull {
  readonly target: DeliveryTarget;
  readonly abort: AbortController;
  last: PullEvent | null;
  ended: boolean;
  readonly listeners: Set<() => void>;
  run: Promise<void>;
}

/** Creates the pulls of a node. */
export function createPulls(exchanges: Pick<ExchangeService, 'pull'>, logger: Logger): Pulls {
  const running = new Map<string, RunningPull>();
  return {
    begin: (exchange, target) => {
      const known = running.get(exchange);
      if (known !== undefined && !known.ended) {
        if (isDeepStrictEqual(known.target, target)) return;
        throw new ExchangeError(
          'conflict',
          `This agreement is being pulled into ${known.target.outDir} already.`,
        );
      }
      running.delete(exchange);
      const pull: RunningPull = {
        target,
        abort: new AbortController(),
        last: null,
        ended: false,
        listeners: new Set(),
        run: Promise.resolve(),
      };
      running.set(exchange, pull);
      pull.run = runPull(exchanges, pull, { exchange, logger });
      forgetOld(running);
    },
    watch: (exchange, signal) => {
      const pull = running.get(exchange);
      if (pull === undefined)
        throw new ExchangeError('not-found', 'No pull of this agreement is running here.');
      return watchPull(pull, signal);
    },
    interrupt: (exchange) => {
      running.get(exchange)?.abort.abort(new ExchangeError('interrupted', 'The pull was interrupted.'));
    },
    stop: async () => {
      for (const { abort } of running.values())
        abort.abort(new ExchangeError('interrupted', 'The node is stopping.'));
      await Promise.all([...running.values()].map(({ run }) => run));
    },
  };
}

async function runPull(
  exchanges: Pick<ExchangeService, 'pull'>,
  pull: RunningPull,
  about: { exchange: string; logger: Logger },
): Promise<void> {
  const tell = (event: PullEvent): void => {
    pull.last = event;
    pull.ended = event.kind !== 'progress';
    for (const listener of pull.listeners) listener();
  };
  try {
    const delivery = await exchanges.pull(about.exchange, pull.target.outDir, {
      conversion: pull.target.conversion,
      signal: pull.abort.signal,
      onProgress: (progress) => tell({ kind: 'progress', progress }),
    });
    tell({ kind: 'done', delivery });
  } catch (error) {
    const known = isExchangeError(error);
    if (!known) about.logger.error({ error, exchange: about.exchange }, 'a pull failed');
    const message = error instanceof Error ? error.message.slice(0, 1000) : String(error);
    const params = known ? { ...error.params } : {};
    tell({ kind: 'failed', code: known ? error.code : 'internal', message, params });
  }
}

async function* watchPull(pull: RunningPull, signal: AbortSignal): AsyncGenerator<PullEvent> {
  let wake = (): void => undefined;
  const listener = (): void => wake();
  pull.listeners.add(listener);
  signal.addEventListener('abort', listener);
  try {
    let seen: PullEvent | null = null;
    while (!signal.aborted) {
      if (pull.last !== null && pull.last !== seen) {
        seen = pull.last;
        yield seen;
        if (seen.kind !== 'progress') return;
        continue;
      }
      await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    pull.listeners.delete(listener);
    signal.removeEventListener('abort', listener);
  }
}

function forgetOld(running: Map<string, RunningPull>): void {
  for (const [exchange, pull] of running) {
    if (running.size <= MAX_REMEMBERED) return;
    if (pull.ended) running.delete(exchange);
  }
}
