/**
 * Runs a parser of hostile bytes in a child process: no keys, no network, no environment, only the named folders to read, nothing to
 * write unless a folder is named for it, no other processes, no native addons unless the task asks for them; with a limit on memory and on the time between two signs of life.
 *
 * File access is fenced by Node's permission model (nodejs.org/api/permissions.html); the network by an empty network namespace
 * where Linux allows one, and in any case by taking the sockets away from the child's JavaScript.
 */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ERROR_CODES, ExchangeError, type ErrorCode, type ErrorParams } from '#contracts/errors.ts';
import { openDoor, type Door } from './kept-code.ts';

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

/** The first message from parent to child, sent when the child has loaded its module. */
export interface InputMessage {
  readonly input: unknown;
}

/** Answers from parent to child. */
export type ParentMessage =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly id: number;
      readonly ok: false;
      readonly code: ErrorCode;
      readonly message: string;
      readonly params: ErrorParams;
    };

/** Messages from child to parent. */
export type ChildMessage =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'question'; readonly id: number; readonly question: unknown }
  | { readonly kind: 'report'; readonly report: unknown }
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly params: ErrorParams };

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const PROGRAM_ROOT = resolve(dirname(CHILD), '../..');
/** Longest that a child may take to load its module. */
const LOADING_MS = 60_000;
const MEMORY_POLL_MS = 50;
const PAGE_BYTES = 4096;
const UNSHARE = '/usr/bin/unshare';

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
    return await outcomeOf<Result, Report>(child, task, { watch, door });
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
  const [command = process.execPath, ...args] = [...networkFence(), ...node];
  const child = spawn(command, args, {
    env: door === undefined ? {} : { NODE_COMPILE_CACHE: door.path },
    cwd: PROGRAM_ROOT,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  // A process that the system has no room for is reported by an event only, which would end this one if nobody listened.
  child.on('error', () => undefined);
  if (child.channel == null) throw new ExchangeError('internal', 'The parser did not start.');
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

/** Command prefix that starts a process without a network; empty where the system has no such thing for plain users. */
function networkFence(): readonly string[] {
  fence ??=
    process.platform === 'linux' &&
    existsSync(UNSHARE) &&
    spawnSync(UNSHARE, ['--user', '--net', '/bin/true'], { env: {} }).status === 0
      ? [UNSHARE, '--user', '--net']
      : [];
  return fence;
}

function outcomeOf<Result, Report>(
  child: ChildProcess,
  task: ConfinedTask<Report>,
  { watch, door }: { watch: Watch; door: Door | undefined },
): Promise<ConfinedOutcome<Result>> {
  const give = (fail: (error: unknown) => void): void => {
    try {
      door?.close();
    } catch (cause) {
      return fail(new ExchangeError('internal', 'What a parser could write through stayed.', { cause }));
    }
    // A child that dies while the input is on its way breaks the pipe; its exit tells the story.
    child.send({ input: task.input } satisfies InputMessage, () => undefined);
  };
  return new Promise((settle, fail) => {
    child.on('message', (message: ChildMessage) => {
      watch.alive();
      if (message.kind === 'loaded') give(fail);
      else if (message.kind === 'result') settle({ ok: true, value: message.value as Result });
      else if (message.kind === 'error') fail(errorOf(message));
      else if (message.kind === 'question') void reply(child, task, { message, watch });
      else {
        const report = message.report as Report;
        watch.alive(task.patience?.(report));
        task.onReport?.(report);
      }
    });
    child.on('error', (cause) => fail(new ExchangeError('internal', 'The parser did not start.', { cause })));
    const ended = (): void => {
      if (watch.cause === 'abort') fail(interrupted());
      else settle({ ok: false, death: watch.cause ?? 'crash' });
    };
    // The exit may be noticed before the last message is read: only the channel's end says that there is none.
    child.on('exit', () => (child.connected ? child.once('disconnect', ended) : ended()));
  });
}

async function reply<Report>(
  child: ChildProcess,
  task: ConfinedTask<Report>,
  { message, watch }: { message: Extract<ChildMessage, { kind: 'question' }>; watch: Watch },
): Promise<void> {
  const { id, question } = message;
  watch.alive(Number.POSITIVE_INFINITY);
  const refused = (): Promise<never> =>
    Promise.reject(new ExchangeError('forbidden', 'This process answers no questions.'));
  const answer = await (task.onQuestion ?? refused)(question).then(
    (value): ParentMessage => ({ id, ok: true, value }),
    (error: unknown): ParentMessage => {
      const known = error instanceof ExchangeError;
      const [code, params] = known ? [error.code, error.params] : (['internal', {}] as const);
      return { id, ok: false, code, message: known ? error.message : 'The answer failed.', params };
    },
  );
  watch.alive();
  // The child may have ended meanwhile: then nobody waits.
  if (child.connected) child.send(answer, () => undefined);
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
    this.#deadline = performance.now() + (patience ?? this.#limits.silenceMs);
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
