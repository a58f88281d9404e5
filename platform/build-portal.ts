/** `npm run build`. */

import { buildPortal } from './portal-build.ts';

/** Builds the portal if its sources changed; resolves to the exit code. */
export async function main(): Promise<number> {
  const began = performance.now();
  const done = await buildPortal();
  process.stdout.write(`portal: ${done} (${((performance.now() - began) / 1000).toFixed(1)} s)\n`);
  return 0;
}
