/**
 * Install to ready: `node bench/start.ts` prints one JSON line a figure for the first and the second start of the demo world in a
 * temporary folder. The install itself is timed too when the argument `--install` is given: it clones what git has into the folder
 * and runs `npm ci` there, with npm's cache as it is.
 */

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emit } from './bench-scope.ts';

const REPOSITORY = join(import.meta.dirname, '..');
const PORT = 7490;

/** Measures two starts, and the install on request. */
export async function benchStart(emit: Emit, options: { readonly install: boolean }): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kin-bench-start-'));
  try {
    let program = REPOSITORY;
    if (options.install) {
      program = join(folder, 'checkout');
      await run('git', ['clone', '--quiet', REPOSITORY, program], folder);
      emit({ name: 'start.install', value: await run('npm', ['ci', '--silent'], program), unit: 's' });
    }
    const demo = [join(program, 'demo', 'start.js'), '--home', join(folder, 'world')];
    const once = (): Promise<number> =>
      run(process.execPath, [...demo, '--port', String(PORT), '--quiet', '--until', 'ready'], program);
    emit({ name: 'start.first', value: await once(), unit: 's' });
    emit({ name: 'start.second', value: await once(), unit: 's' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seconds until a program says `ready`, or else until it ends well. Waits for its end either way. */
function run(command: string, args: readonly string[], cwd: string): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
    let seconds: number | undefined;
    child.stdout.on('data', (text: Buffer) => {
      if (text.toString().split('\n').includes('ready')) seconds ??= (performance.now() - began) / 1000;
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve(seconds ?? (performance.now() - began) / 1000);
      else reject(new RangeError(`${command} ended with ${code}`));
    });
  });
}

if (import.meta.main) {
  const emit: Emit = (line) => void process.stdout.write(`${JSON.stringify(line)}\n`);
  await benchStart(emit, { install: process.argv.includes('--install') });
}
