/** The process of `kin-broker`: signals and streams, nothing else. */

import { runCli } from './cli.ts';

/** Runs the program; resolves to the exit code. Called by the launcher. */
export function main(argv: readonly string[]): Promise<number> {
  return runCli(argv, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    stdin: process.stdin,
    untilStopped: () =>
      new Promise((resolve) => {
        process.once('SIGINT', () => resolve());
        process.once('SIGTERM', () => resolve());
      }),
  });
}
