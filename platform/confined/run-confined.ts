/**
 * Runs a parser of hostile bytes in a child process: no keys, no network, no environment, only the named folders to read, nothing to
 * write unless a folder is named for it, no other processes, no native addons unless the task asks for them; with a limit on memory and on the time between two signs of life.
 *
 * File access is fenced by Node's permission model (nodejs.org/api/permissions.html); the network by an empty network namespace
 * where Linux allows one, and in any case by taking the sockets away from the child's JavaScript. A child ends with its parent.
 */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { ERROR_CODES, ExchangeError, type ErrorCode } from '#contracts/errors.ts';
import { Channel } from './channel.ts';
import { openDoor, type Door } from './kept-code.ts';
import { childMessage, type ChildMessage, type InputMessage, type ParentMessage } from './messages.ts';

/** Bounds of a confined run. */
export interface ConfinedLimits {
  /** JavaScript heap, MiB. */
  readonly heapMiB: number;
  /** Resident memory of the whole child, MiB. */
  readonly residentMiB: number;
  /** Longest silence between two reports, ms. A report may ask for another patience, see {@link ConfinedTask.patience}. */
  readonly silenceMs: number;
}

/** Limits that suit parsers of files. */
export const DEFAULT_LIMITS: ConfinedLimits = { heapMiB: 512, residentMiB: 900, silenceMs: 60_000 };

/** What to run. */
export interface ConfinedTask<Report> {
  /** File URL of a module that exports `run(input, report)`; input, reports and result are structured-cloned. */
  readonly module: URL;
  readonly input: unknown;
  /** Files and folders that the child may read, besides the program itself. */
  readonly readable: readonly string[];
  /** Folders in which the child may write (and read); none for plain parsers. They must exist. */
  readonly writable?: readonly string[];
  readonly limits?: Partial<ConfinedLimits>;
  readonly signal?: AbortSignal;
  readonly onReport?: (report: Report) => void;
  /** Answers what the child asks; without it every question is refused. While an answer is awaited the child may be silent. */
  readonly onQuestion?: (question: unknown) => Promise<unknown>;
  /** Whether the child may load native addons. Their code sees every file of this user: only decoders that have no other form get this. */
  readonly addons?: boolean;
  /** Silence in ms that is allowed after this report; the limit's own when absent. */
  readonly patience?: (report: Report) => number;
}

/** How a child ended that gave no result. */
export type DeathReason = 'memory' | 'time' | 'crash';

/** Outcome of a confined run: the result, or how the child died. */
export type ConfinedOutcome<Result> =
  | { readonly ok: true; readonly value: Result }
  | { readonly ok: false; readonly death: DeathReason };

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const PROGRAM_ROOT = resolve(dirname(CHILD), '../..');
/** Longest that a child may take to load its module. */
const LOADING_MS = 60_000;
/** Questions of one child that wait for their answer at most. */
const MAX_QUESTIONS = 64;
/** Time to read what a child has said that is gone. */
const READING_OUT_MS = 5_000;
const MEMORY_POLL_MS = 50;
const PAGE_BYTES = 4096;
const UNSHARE = '/usr/bin/unshare';
const SETPRIV = '/usr/bin/setpriv';

/**
 * Runs `task.module` confined. Errors that the module throws are thrown here with their code; the death of the child is a value.
 * Throws `interrupted` when the signal aborts.
 */
export async function runConfined<Result, Report = unknown>(
  task: ConfinedTask<Report>,
): Promise<ConfinedOutcome<Result>> {
  if (task.signal?.aborted === true) throw interrupted();
  const limits = { ...DEFAULT_LIMITS, ...task.limits };
  using door = openDoor();
  const child = startChild(task, { limits, door });
  const watch = new Watch(child, limits);
  const abort = (): void => watch.kill('abort');
  task.signal?.addEventListener('abort', abort, { once: true });
  try {
    return await outcomeOf<Result, Report>(task, { child, watch, door });
  } finally {
    task.signal?.removeEventListener('abort', abort);
    watch.stop();
  }
}

function startChild<Report>(
  task: ConfinedTask<Report>,
  { limits, door }: { limits: ConfinedLimits; door: Door | undefined },
): ChildProcess {
  const kept = door === undefined ? [] : [door.path];
  const writable = [...(task.writable ?? []).map((path) => resolve(path)), ...kept];
  const readable = [
    ...programFolders(task.module),
    ...writable,
    ...task.readable.map((path) => resolve(path)),
  ];
  const node = [
    process.execPath,
    '--permission',
    ...readable.flatMap((path) => [`--allow-fs-read=${path}`, `--allow-fs-read=${path}/*`]),
    ...writable.flatMap((path) => [`--allow-fs-write=${path}`, `--allow-fs-write=${path}/*`]),
    ...(task.addons === true ? ['--allow-addons'] : []),
    `--max-old-space-size=${limits.heapMiB}`,
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=SecurityWarning',
    CHILD,
    task.module.href,
    ...kept,
  ];
  const [command = process.execPath, ...args] = [...systemFence(), ...node];
  const child = spawn(command, args, {
    env: door === undefined ? {} : { NODE_COMPILE_CACHE: door.path },
    cwd: PROGRAM_ROOT,
    // The fourth is the channel, see `child.ts`.
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  // A process that the system has no room for is reported by an event only, which would end this one if nobody listened.
  child.on('error', () => undefined);
  // Node has no streams for a process that it could not start, whatever its types say.
  if ((child.stdio as ChildProcess['stdio'] | undefined)?.[3] == null)
    throw new ExchangeError('internal', 'The parser did not start.');
  return child;
}

/** Folders of the program's own code; homes and keys may lie beside them and stay out of reach. */
const CODE_FOLDERS = ['contracts', 'platform', 'node', 'package.json'];

/** The program's code, the top folder of the module, and the `node_modules` that are in use, wherever the program is installed. */
function programFolders(module: URL): string[] {
  const folders = new Set(CODE_FOLDERS.map((name) => join(PROGRAM_ROOT, name)));
  const top = relative(PROGRAM_ROOT, fileURLToPath(module)).split(sep)[0];
  if (top !== undefined && top !== '..') folders.add(join(PROGRAM_ROOT, top));
  for (let folder = PROGRAM_ROOT; folder !== dirname(folder); folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (existsSync(modules)) folders.add(modules);
  }
  return [...folders];
}

let fence: readonly string[] | undefined;

/**
 * Command prefix that starts a process without a network, and one that the system ends with this process, even in the middle of an endless
 * loop. Of both what the system has for plain users.
 */
function systemFence(): readonly string[] {
  fence ??= [
    [UNSHARE, '--user', '--net'],
    [SETPRIV, '--pdeathsig', 'KILL'],
  ].reduce<string[]>(
    (works, prefix) => (canStart([...works, ...prefix]) ? [...works, ...prefix] : works),
    [],
  );
  return fence;
}

function canStart([command = '', ...args]: readonly string[]): boolean {
  if (process.platform !== 'linux') return false;
  return spawnSync(command, [...args, '/bin/true'], { env: {} }).status === 0;
}

/** One run: the child, and those who watch over it. */
interface Run {
  readonly child: ChildProcess;
  readonly watch: Watch;
  readonly door: Door | undefined;
}

/**
 * Hears the child until it has ended. It may be in a stranger's hands: whatever it says that makes no sense, here or to whoever listens to
 * its reports, ends this run and nothing else.
 */
function outcomeOf<Result, Report>(
  task: ConfinedTask<Report>,
  { child, watch, door }: Run,
): Promise<ConfinedOutcome<Result>> {
  return new Promise((settle, fail) => {
    let loaded = false;
    let questions = 0;
    const end = (say: () => void): void => {
      say();
      // Nothing that follows is heard.
      channel.close();
    };
    const hear = (message: ChildMessage): void => {
      watch.alive();
      if (message.kind === 'error') end(() => fail(errorOf(message)));
      else if (message.kind === 'result') end(() => settle({ ok: true, value: message.value as Result }));
      else if (message.kind === 'loaded') {
        if (loaded) throw new SenselessChild();
        loaded = true;
        shut(door);
        void channel.send({ input: task.input } satisfies InputMessage);
      } else if (message.kind === 'question') {
        if (++questions > MAX_QUESTIONS) throw new SenselessChild();
        reply(task, { channel, message, watch }).then(() => void questions--, fail);
      } else {
        const report = message.report as Report;
        watch.alive(task.patience?.(report));
        task.onReport?.(report);
      }
    };
    const channel = new Channel(child.stdio[3] as Socket, {
      message: (value) => {
        const message = childMessage(value);
        try {
          if (message === undefined) throw new SenselessChild();
          hear(message);
        } catch (error) {
          if (error instanceof SenselessChild) watch.kill('crash');
          else end(() => fail(error));
        }
      },
      broken: () => watch.kill('crash'),
      ended: () => undefined,
    });
    child.on('error', (cause) => fail(new ExchangeError('internal', 'The parser did not start.', { cause })));
    // What a child said before its end is read to the end. Who else may hold the pipe open is not waited for.
    child.on('exit', () => void setTimeout(() => channel.close(), READING_OUT_MS).unref());
    child.on('close', () => {
      if (watch.cause === 'abort') fail(interrupted());
      else settle({ ok: false, death: watch.cause ?? 'crash' });
    });
  });
}

/** What a child of this program does not say: somebody else speaks for it. */
class SenselessChild extends Error {}

/** Takes the way to the kept code away. Throws when it cannot be done: then the child must get no input. */
function shut(door: Door | undefined): void {
  try {
    door?.close();
  } catch (cause) {
    throw new ExchangeError('internal', 'What a parser could write through stayed.', { cause });
  }
}

async function reply<Report>(
  task: ConfinedTask<Report>,
  run: { channel: Channel; message: Extract<ChildMessage, { kind: 'question' }>; watch: Watch },
): Promise<void> {
  const { channel, watch } = run;
  const { id, question } = run.message;
  watch.alive(Number.POSITIVE_INFINITY);
  const refused = (): Promise<never> =>
    Promise.reject(new ExchangeError('forbidden', 'This process answers no questions.'));
  const answering = (async () => (task.onQuestion ?? refused)(question))();
  const answer = await answering.then(
    (value): ParentMessage => ({ id, ok: true, value }),
    (error: unknown): ParentMessage => {
      const known = error instanceof ExchangeError;
      const [code, params] = known ? [error.code, error.params] : (['internal', {}] as const);
      return { id, ok: false, code, message: known ? error.message : 'The answer failed.', params };
    },
  );
  watch.alive();
  // The child may have ended meanwhile: then nobody waits.
  await channel.send(answer);
}

function errorOf(message: Extract<ChildMessage, { kind: 'error' }>): ExchangeError {
  const known = (ERROR_CODES as readonly string[]).includes(message.code);
  const code = known ? (message.code as ErrorCode) : 'internal';
  return new ExchangeError(code, message.message, { params: message.params });
}

function interrupted(): ExchangeError {
  return new ExchangeError('interrupted', 'The work was interrupted.');
}

/** Ends a child that is silent for too long or takes too much memory. */
class Watch {
  readonly #child: ChildProcess;
  readonly #limits: ConfinedLimits;
  readonly #poll: NodeJS.Timeout;
  #deadline: number;
  cause: DeathReason | 'abort' | undefined;

  constructor(child: ChildProcess, limits: ConfinedLimits) {
    this.#child = child;
    this.#limits = limits;
    // The program's own code is loaded first, which says nothing of the module's work.
    this.#deadline = performance.now() + Math.max(limits.silenceMs, LOADING_MS);
    this.#poll = setInterval(() => this.#look(), MEMORY_POLL_MS);
  }

  /** Notes a sign of life; `patience` overrides the silence allowed from now on. */
  alive(patience?: number): void {
    const allowed = patience !== undefined && patience >= 0 ? patience : this.#limits.silenceMs;
    this.#deadline = performance.now() + allowed;
  }

  kill(cause: DeathReason | 'abort'): void {
    this.cause ??= cause;
    this.#child.kill('SIGKILL');
  }

  stop(): void {
    clearInterval(this.#poll);
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGKILL');
  }

  #look(): void {
    if (performance.now() > this.#deadline) this.kill('time');
    else if (residentBytes(this.#child.pid) > this.#limits.residentMiB * 1024 * 1024) this.kill('memory');
  }
}

/** Resident memory of a process; 0 where the system does not tell (the heap limit still holds there). */
function residentBytes(pid: number | undefined): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
    return Number.isFinite(pages) ? pages * PAGE_BYTES : 0;
  } catch {
    return 0;
  }
}
