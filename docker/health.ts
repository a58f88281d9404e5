/**
 * Health check of the images: `node docker/health.ts <home> <path>` asks the program that holds the home, at the address that it has
 * left there. Exit code 0: it answers well; 1: it does not, or nothing runs.
 */

import { ExchangeError } from '#contracts/errors.ts';
import { findRunningProcess } from '#platform/home-lock.ts';

/** Shorter than the time that the image gives to the check. */
const TIMEOUT_MS = 4_000;

try {
  const [home = '', path = '/'] = process.argv.slice(2);
  const running = await findRunningProcess(home);
  if (running?.address == null) throw new ExchangeError('not-found', 'Nothing runs in this home.');
  const answer = await fetch(new URL(path, running.address), { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new ExchangeError('internal', `${path} answers with ${answer.status}.`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
