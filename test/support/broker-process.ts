/** A broker in a process of its own, to be killed. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ExchangeError } from '#contracts/errors.ts';
import { callApi, type CallOptions } from './broker-world.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'server', 'kin-broker.js');

/** A running child. */
export interface BrokerProcess {
  readonly api: string;
  call(path: string, options?: CallOptions): ReturnType<typeof callApi>;
  /** SIGKILL, and the end of the process. */
  kill(): Promise<void>;
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>;
}

/** Starts a broker in `home` and waits until it says that it is ready. */
export async function startBrokerProcess(home: string, origin: string): Promise<BrokerProcess> {
  const flags = [
    'start',
    '--home',
    home,
    '--port',
    '0',
    '--origin',
    origin,
    '--open-enrolment',
    '--log-level',
    'error',
  ];
  const LIMIT = '1000000';
  const env = {
    ...process.env,
    KIN_BROKER_LIMIT_READS: LIMIT,
    KIN_BROKER_LIMIT_ENTRIES: LIMIT,
    KIN_BROKER_LIMIT_WRITES: LIMIT,
  };
  const child = spawn(process.execPath, [PROGRAM, ...flags], { stdio: ['ignore', 'pipe', 'inherit'], env });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const api = await readAddress(child);
  return {
    api,
    call: (path, options = {}) => callApi(api, path, options),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return (await exited)[0];
    },
  };
}

async function readAddress(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new ExchangeError('internal', 'The child has no output.');
  let api = '';
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('API ')) api = line.slice('API'.length).trim();
    if (line === 'ready') return api;
  }
  throw new ExchangeError('internal', 'The broker ended before it was ready.');
}
