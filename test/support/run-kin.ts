/** Runs the command line as people do, inside this process or as a process of its own. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { runKin } from '#node/cli/program.ts';
import { secureRandom } from '#platform/node-crypto.ts';

/** What a run left. */
export interface KinResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const PROGRAM = join(import.meta.dirname, '..', '..', 'node', 'kin.js');

/** Runs `kin …` in this process. */
export async function kin(
  args: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<KinResult> {
  const out = collector();
  const err = collector();
  const code = await runKin(args, {
    stdout: out.stream,
    stderr: err.stream,
    clock: Date.now,
    random: secureRandom,
    signal,
  });
  return { code, stdout: out.text(), stderr: err.text() };
}

/** How a process is run. */
export interface ProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Ctrl-C is pressed when this resolves. */
  readonly interruptAfter?: Promise<void>;
}

/** Runs `kin …` as a process of its own through its launcher. */
export function kinProcess(args: readonly string[], options: ProcessOptions = {}): Promise<KinResult> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (part: string) => (text[stream] += part));
  }
  void options.interruptAfter?.then(() => child.kill('SIGINT'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, ...text }));
  });
}

/** The document that a run with `--json` put on stdout. */
export function jsonOf(result: KinResult): unknown {
  return JSON.parse(result.stdout);
}

function collector(): { stream: Writable; text: () => string } {
  const parts: Buffer[] = [];
  const stream = new Writable({
    write: (part: Buffer | string, _encoding, done) => {
      parts.push(Buffer.from(part));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(parts).toString('utf8') };
}
