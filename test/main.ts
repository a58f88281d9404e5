/**
 * `npm test`, and with the word `long` `npm run test:long`: every file in a process of its own; further words choose the
 * files whose path has one of them (`npm test -- portal`). Files that take long come first, so that none is left to run alone at the end, and
 * code that one file's process compiled is kept for the next.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { enableCompileCache } from 'node:module';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { run, type EventData } from 'node:test';
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

/** Ends the run when no test has ended for this long, milliseconds: what hangs is then named and fails. No test takes half of it. */
const LONGEST_SILENCE_MS = { test: 4 * 60_000, long: 120 * 60_000 };
/** What processes may take to end when they are asked to, and the report when they are made to, milliseconds. */
const LAST_WORDS_MS = 10_000;
/** Most tests that are named. */
const MAX_NAMED = 10;

/** Hears of tests as they begin and end, and aborts its signal after a silence. */
class Silence {
  readonly #abort = new AbortController();
  readonly #running = new Map<string, string>();
  readonly #timer: NodeJS.Timeout;

  constructor(milliseconds: number) {
    this.#timer = setTimeout(() => this.#end(milliseconds), milliseconds);
    this.#timer.unref();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  began(test: TestEvent): void {
    this.#running.set(keyOf(test), `${relative(REPOSITORY, test.file ?? '')}: ${test.name}`);
  }

  ended(test: TestEvent): void {
    this.#running.delete(keyOf(test));
    this.#timer.refresh();
  }

  #end(milliseconds: number): void {
    const named = [...this.#running.values()].slice(0, MAX_NAMED);
    // Those below a process that ends at once would be nobody's afterwards, and hold its output open.
    const below = descendants();
    this.#abort.abort(
      new Error(
        [`No test ended for ${milliseconds / 60_000} minutes. Still at work:`, ...named].join('\n  '),
      ),
    );
    setTimeout(() => {
      for (const pid of below) killHard(pid);
      // A process that somebody left behind may hold the output of one that ended.
      setTimeout(() => process.exit(1), LAST_WORDS_MS).unref();
    }, LAST_WORDS_MS).unref();
  }
}

type TestEvent = Pick<EventData.TestDequeue, 'file' | 'line' | 'column' | 'name' | 'nesting'>;

function keyOf({ file, line, column, name, nesting }: TestEvent): string {
  return [file, line, column, nesting, name].join();
}

/** Processes below this one, where the system tells. */
function descendants(): number[] {
  const parents = new Map<number, number>();
  for (const name of existsSync('/proc/self/stat') ? readdirSync('/proc') : []) {
    if (/^\d+$/.test(name)) parents.set(Number(name), parentOf(name));
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === process.pid || isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}

function parentOf(pid: string): number {
  try {
    // After the name, which may hold anything, come the state and the parent.
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'latin1')
        .replace(/^.*\) \S+ /s, '')
        .split(' ')[0],
    );
  } catch {
    return 0;
  }
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

const words = process.argv.slice(2);
const isLong = words[0] === 'long';
const files = await filesOf(isLong ? 'long' : 'test', isLong ? words.slice(1) : words);
if (files.length === 0) throw new RangeError(`No test file has ${words.join(' or ')} in its path.`);
// Children find the folder in the environment.
const compiled = join(REPOSITORY, 'node_modules', '.cache', 'kinship');
enableCompileCache(compiled);
process.env['NODE_COMPILE_CACHE'] ??= compiled;
const silence = new Silence(LONGEST_SILENCE_MS[isLong ? 'long' : 'test']);
const results = run({
  files: files.map((file) => join(REPOSITORY, file)),
  concurrency: CONCURRENCY,
  signal: silence.signal,
});
results.on('test:dequeue', (test) => silence.began(test));
results.on('test:complete', (test) => silence.ended(test));
results.on('test:fail', () => (process.exitCode = 1));
results.compose(spec()).pipe(process.stdout);
