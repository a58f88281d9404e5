/** Entry of the demo world: arguments and signals. */

import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { isExchangeError } from '#contracts/errors.ts';
import { createLogger, silentLogger } from '#platform/logger.ts';
import { buildPortal } from '#platform/portal-build.ts';
import { DemoFolder } from './demo-folder.ts';
import { DemoWorld } from './demo-world.ts';
import { addressLines, guideLines } from './guide.ts';

const FAILED = 1;
const WRONG_USAGE = 2;
const INTERRUPTED = 130;
const FOLDER = join(import.meta.dirname, '..', '.demo');

interface DemoFlags {
  readonly home: string;
  readonly port?: number;
  readonly reset?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly until?: 'ready';
}

/** Runs the demo until Ctrl-C; resolves to the exit code. A second signal ends the process at once. */
export async function main(argv: readonly string[]): Promise<number> {
  const interrupted = new AbortController();
  const stop = (): void => {
    if (interrupted.signal.aborted) process.exit(INTERRUPTED);
    interrupted.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await run(readFlags(argv), interrupted.signal);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    if (interrupted.signal.aborted) return INTERRUPTED;
    process.stderr.write(`${isExchangeError(error) ? `${error.code}: ${error.message}` : String(error)}\n`);
    return FAILED;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

async function run(flags: DemoFlags, signal: AbortSignal): Promise<number> {
  const folder = new DemoFolder(flags.home);
  if (flags.reset === true) await folder.clear({ datasets: false });
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const began = performance.now();
  const logger =
    flags.verbose === true ? createLogger({ program: 'kin-demo', level: 'debug' }) : silentLogger;
  const portal = buildPortal();
  // Awaited below; a failure must not end the process before that.
  portal.catch(() => undefined);
  await using world = await DemoWorld.start(folder, {
    clock: Date.now,
    logger,
    port: flags.port,
    signal,
    tell: (line) => (flags.quiet === true ? undefined : say(line)),
  });
  await portal;
  for (const line of addressLines(world)) say(line);
  if (flags.quiet !== true) for (const line of guideLines(world, folder)) say(line);
  if (flags.quiet !== true) say(`Started in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  say('ready');
  if (flags.until !== 'ready') await untilStopped(signal, world.broker.failed);
  return 0;
}

function readFlags(argv: readonly string[]): DemoFlags {
  const program = new Command('npm start --')
    .description('The demo world: a broker, fictional companies, and what happened between them.')
    .option('--home <folder>', 'folder of the demo world', FOLDER)
    .option('--port <port>', 'port of the broker on the first start', asPort)
    .option('--reset', 'start afresh')
    .option('--quiet', 'print addresses and "ready" only')
    .option('--verbose', 'log what the programs do')
    .option('--until <state>', 'end by itself at "ready"', asReady)
    .exitOverride();
  return program.parse([...argv], { from: 'user' }).opts<DemoFlags>();
}

function asReady(text: string): 'ready' {
  if (text === 'ready') return text;
  throw new InvalidArgumentError('the only state is "ready"');
}

function asPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('a port is a whole number from 1 to 65535');
}

async function untilStopped(signal: AbortSignal, failed: Promise<Error>): Promise<void> {
  const stopped = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const failure = await Promise.race([stopped, failed]);
  if (failure !== undefined) throw failure;
}
