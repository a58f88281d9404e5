/** A process that has one confined child try something, `kept-code-parent.ts [act]`, and prints what came of it. */

import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { runConfined } from '#platform/confined/run-confined.ts';

const [act] = process.argv.slice(2);
if (act !== undefined) {
  const module = new URL('./confined-victim.ts', import.meta.url);
  const path = join(getCompileCacheDir() ?? '', 'planted');
  const outcome = await runConfined({ module, input: { act, path, value: null }, readable: [] });
  process.stdout.write(JSON.stringify(outcome.ok ? outcome.value : outcome.death));
}
