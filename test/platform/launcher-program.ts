/** A program for the launcher: tells what it runs on, then waits for a signal when asked to. */

import { setTimeout as sleep } from 'node:timers/promises';

/** Prints one line of JSON; `wait` waits for SIGTERM or SIGINT, `fail` exits with 3, `linger` leaves something behind that does not end. */
export async function main(argv: readonly string[]): Promise<number> {
  const facts = { version: process.versions.node, execArgv: process.execArgv, argv, pid: process.pid };
  const waiting = new AbortController();
  let code = 0;
  for (const [signal, answer] of [
    ['SIGTERM', 40],
    ['SIGINT', 41],
  ] as const) {
    process.on(signal, () => {
      code = answer;
      waiting.abort();
    });
  }
  // Last of all: whoever reads the line sends signals at once.
  process.stdout.write(`${JSON.stringify(facts)}\n`);
  if (argv[0] === 'fail') return 3;
  if (argv[0] === 'linger') {
    // Longer than a test waits, and not for ever.
    setTimeout(() => undefined, 20_000);
    return 7;
  }
  if (argv[0] !== 'wait') return 0;
  await sleep(60_000, undefined, { signal: waiting.signal }).catch(() => undefined);
  return code;
}
