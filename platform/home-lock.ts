/**
 * One process per home: it holds a lock that the operating system releases when it dies, and leaves beside it the address and
 * the token by which a second command talks to it.
 *
 * Not a file with a process id: ids are reused, differ between containers, and taking over a stale one races.
 */

import { chmodSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { toHex } from '#contracts/bytes.ts';
import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import type { RandomBytes } from '#contracts/crypto.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { isExclusivelyLocked, takeExclusiveLock } from './database/exclusive-lock.ts';
import { readFileBounded, writeFileAtomic } from './files.ts';

const LOCK_FILE = 'lock';
const RUNNING_FILE = 'running.json';
const MAX_RUNNING_BYTES = 4_096;
const TOKEN_BYTES = 32;

const runningSchema = z.strictObject({
  pid: z.int().positive(),
  startedAt: z.int().nonnegative(),
  token: z.string().regex(/^[0-9a-f]{64}$/),
  address: z.string().max(256).nullable(),
});

/** The process that holds a home: `address` of its local API (null until it listens), `token` that the API asks for. */
export type RunningProcess = z.infer<typeof runningSchema>;

/** A held home. */
export interface HomeLock {
  /** Secret of this run: the local API accepts it from whoever can read the home. */
  readonly token: string;
  /** Tells other commands where the local API listens, such as `http://127.0.0.1:41234`. */
  publish(address: string): Promise<void>;
  /** Gives the home back. */
  release(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Takes the lock of a home (made with mode 0700 when missing). Throws `home-locked` with `pid` and `address` of the holder. */
export async function acquireHomeLock(options: {
  home: string;
  random: RandomBytes;
  clock: () => number;
}): Promise<HomeLock> {
  const { home } = options;
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const lock = takeExclusiveLock(join(home, LOCK_FILE));
  if (lock === undefined) throw await homeLocked(home);
  chmodSync(join(home, LOCK_FILE), 0o600);
  const token = toHex(options.random(TOKEN_BYTES));
  const running = { pid: process.pid, startedAt: options.clock(), token, address: null };
  const write = (address: string | null): Promise<void> =>
    writeFileAtomic(join(home, RUNNING_FILE), canonicalBytes({ ...running, address }), { mode: 0o600 });
  const release = async (): Promise<void> => {
    // The file goes first: whoever takes the lock next writes its own.
    await rm(join(home, RUNNING_FILE), { force: true });
    lock.release();
  };
  try {
    await write(null);
  } catch (error) {
    lock.release();
    throw error;
  }
  return { token, publish: write, release, [Symbol.asyncDispose]: release };
}

/** The process that holds a home now, or undefined: a file left by a killed process counts for nothing. */
export async function findRunningProcess(home: string): Promise<RunningProcess | undefined> {
  try {
    const bytes = await readFileBounded(join(home, RUNNING_FILE), MAX_RUNNING_BYTES);
    if (!isExclusivelyLocked(join(home, LOCK_FILE))) return undefined;
    return runningSchema.safeParse(parseJson(bytes, MAX_RUNNING_BYTES)).data;
  } catch (error) {
    if (isExchangeError(error, 'not-found')) return undefined;
    throw error;
  }
}

async function homeLocked(home: string): Promise<ExchangeError> {
  const holder = await findRunningProcess(home);
  return new ExchangeError('home-locked', 'Another process uses this home.', {
    params: { pid: holder?.pid ?? null, address: holder?.address ?? null },
  });
}
