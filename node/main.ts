/** Entry of `kin`: process only. Signals in, exit code out. */

import { secureRandom } from '#platform/node-crypto.ts';
import { runKin } from './cli/program.ts';
import { EXIT } from './cli/exit-codes.ts';

/** Runs the command line; resolves to the exit code. A second signal ends the process at once. */
export async function main(argv: readonly string[]): Promise<number> {
  const interrupted = new AbortController();
  const stop = (): void => {
    if (interrupted.signal.aborted) process.exit(EXIT.interrupted);
    interrupted.abort();
  };
  // A reader that has seen enough (head, less) closes the pipe: that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failure);
  });
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await runKin(argv, {
      stdout: process.stdout,
      stderr: process.stderr,
      clock: Date.now,
      random: secureRandom,
      signal: interrupted.signal,
    });
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}
