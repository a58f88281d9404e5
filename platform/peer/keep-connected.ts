/**
 * Connections that are wanted for good. An overloaded host aborts connections, and nothing dials them again by itself: a
 * broker whose nodes are gone would then receive nothing for ever.
 */

import type { RandomBytes } from '#contracts/crypto.ts';
import { nextAttempt, type BackOff } from '../back-off.ts';

/** 0.25 s, doubling up to half a minute. */
const BACK_OFF: BackOff = { firstMs: 250, factor: 2, longestMs: 30_000 };
/**
 * A connection that ends sooner was refused by the other side, whose gate closes what our dial has opened: the next dial waits as after one
 * that failed. Milliseconds.
 */
const STANDS_AFTER_MS = 5_000;
/** A standing connection is looked at this often, in case its end was not announced. */
const CHECK_INTERVAL_MS = 10_000;

/** What the loop needs from its host. */
export interface KeepConnectedDeps {
  /** Dials an address and resolves to the peer's id. */
  dial(address: string, signal: AbortSignal): Promise<string>;
  /** Whether a connection to this peer is open. */
  isConnected(peerId: string): boolean;
  /** Called for each connection that was made again. */
  onReconnect(): void;
  readonly random: RandomBytes;
}

/** Addresses that are held. */
export interface KeptConnections {
  /** Keeps a connection to an address until the returned function is called. */
  keep(address: string): () => void;
  /** Looks at all kept connections now: a peer has gone. */
  check(): void;
  /** Ends all loops. */
  stop(): Promise<void>;
}

/** Creates the keeper of one host's standing connections. */
export function createKeptConnections(deps: KeepConnectedDeps): KeptConnections {
  const loops = new Map<symbol, { wake: () => void; stop: AbortController; done: Promise<void> }>();
  const keep = (address: string): (() => void) => {
    const id = Symbol(address);
    const stop = new AbortController();
    const bell = createBell();
    const done = hold(deps, { address, signal: stop.signal, wait: bell.wait });
    loops.set(id, { wake: bell.ring, stop, done });
    return () => {
      stop.abort();
      bell.ring();
      loops.delete(id);
    };
  };
  return {
    keep,
    check: () => {
      for (const { wake } of loops.values()) wake();
    },
    stop: async () => {
      const all = [...loops.values()];
      loops.clear();
      for (const { stop, wake } of all) {
        stop.abort();
        wake();
      }
      await Promise.all(all.map(({ done }) => done));
    },
  };
}

async function hold(
  deps: KeepConnectedDeps,
  task: { address: string; signal: AbortSignal; wait: (ms: number) => Promise<void> },
): Promise<void> {
  let peerId: string | undefined;
  let openedAt: number | undefined;
  let failures = 0;
  while (!task.signal.aborted) {
    if (peerId !== undefined && deps.isConnected(peerId)) {
      await task.wait(CHECK_INTERVAL_MS);
      continue;
    }
    if (openedAt !== undefined) failures = performance.now() - openedAt < STANDS_AFTER_MS ? failures + 1 : 0;
    openedAt = undefined;
    if (failures > 0) await sleepAborted(nextAttempt(BACK_OFF, failures - 1, deps.random), task.signal);
    if (task.signal.aborted) return;
    try {
      const again = peerId !== undefined;
      peerId = await deps.dial(task.address, task.signal);
      openedAt = performance.now();
      if (again) deps.onReconnect();
    } catch {
      // The host counts failed dials; the back-off is the answer.
      failures += 1;
    }
  }
}

function sleepAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    timer.unref();
    signal.addEventListener('abort', done, { once: true });
  });
}

/** A wait that ends when rung or after a time. A ring while nobody waits ends the next wait at once. */
function createBell(): { ring: () => void; wait: (ms: number) => Promise<void> } {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait: async (ms) => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          timer.unref();
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      wake = undefined;
    },
  };
}
