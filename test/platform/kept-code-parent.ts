/** A process that has one confined child try something, `kept-code-parent.ts [act [without-drop]]`, and prints its reports and what came of it. */

import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import { runConfined } from '#platform/confined/run-confined.ts';

const [act, older] = process.argv.slice(2);
if (act !== undefined) {
  const file = older === undefined ? './confined-victim.ts' : './undroppable-victim.ts';
  const module = new URL(file, import.meta.url);
  const path = join(getCompileCacheDir() ?? '', 'planted');
  const onReport = (report: unknown): void => void process.stdout.write(String(report));
  const outcome = await runConfined({ module, input: { act, path, value: null }, readable: [], onReport });
  process.stdout.write(JSON.stringify(outcome.ok ? outcome.value : outcome.death));
}
