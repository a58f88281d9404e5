/**
 * `npm test`, and with the word `long` `npm run test:long`: every file in a process of its own; further words choose the
 * files whose path has one of them (`npm test -- portal`). Files that take long come first, so that none is left to run alone at the end, and
 * code that one file's process compiled is kept for the next.
 */

import { glob } from 'node:fs/promises';
import { enableCompileCache } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const REPOSITORY = join(import.meta.dirname, '..');
/** Processes at a time: one more than there are cores, because tests wait for disks, clocks and each other; few, because some run a browser. */
const CONCURRENCY = Math.min(4, availableParallelism() + 1);
/** Beginnings of what takes longest, longest first; the rest follows in the order of its names. */
const LONG_FIRST = [
  'test/portal/console',
  'test/portal/journeys',
  'test/network/kill',
  'test/portal/',
  'test/network/',
  'test/node/retarget/',
  'test/server/broker-kill',
];

async function filesOf(kind: 'test' | 'long', words: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob(`test/**/*.${kind}.ts`, { cwd: REPOSITORY })) {
    if (words.length === 0 || words.some((word) => file.includes(word))) files.push(file);
  }
  const rank = (file: string): number => {
    const found = LONG_FIRST.findIndex((beginning) => file.startsWith(beginning));
    return found === -1 ? LONG_FIRST.length : found;
  };
  return files.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/**
 * Ends the run when no test has ended for this long, milliseconds: what hangs is then named and fails. The longest test of each kind takes
 * a third of it.
 */
const LONGEST_SILENCE_MS = { test: 8 * 60_000, long: 120 * 60_000 };

/** A signal that aborts after a silence; `heard` begins it anew. */
function silence(milliseconds: number): { readonly signal: AbortSignal; heard: () => void } {
  const abort = new AbortController();
  const timer = setTimeout(
    () => abort.abort(new Error(`No test ended for ${milliseconds / 60_000} minutes.`)),
    milliseconds,
  );
  timer.unref();
  return { signal: abort.signal, heard: () => void timer.refresh() };
}

const words = process.argv.slice(2);
const isLong = words[0] === 'long';
const files = await filesOf(isLong ? 'long' : 'test', isLong ? words.slice(1) : words);
if (files.length === 0) throw new RangeError(`No test file has ${words.join(' or ')} in its path.`);
// Children find the folder in the environment.
const compiled = join(REPOSITORY, 'node_modules', '.cache', 'kinship');
enableCompileCache(compiled);
process.env['NODE_COMPILE_CACHE'] ??= compiled;
const { signal, heard } = silence(LONGEST_SILENCE_MS[isLong ? 'long' : 'test']);
const results = run({ files: files.map((file) => join(REPOSITORY, file)), concurrency: CONCURRENCY, signal });
results.on('test:complete', heard);
results.on('test:fail', () => (process.exitCode = 1));
results.compose(spec()).pipe(process.stdout);
