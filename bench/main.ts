/** `npm run bench`: measured figures as JSON lines, one claim a file. `npm run bench -- log match` runs only those. */

import { benchCatalog } from './catalog.ts';
import { benchEventLoop } from './event-loop.ts';
import { benchGossip } from './gossip.ts';
import { benchInspect } from './inspect.ts';
import { benchLog } from './log.ts';
import { benchMatch, benchMatchQuick } from './match.ts';
import { benchStart } from './start.ts';
import { benchTransfer } from './transfer.ts';
import type { Emit } from './bench-scope.ts';

const BENCHES: Readonly<Record<string, (emit: Emit) => Promise<void> | void>> = {
  start: (emit) => benchStart(emit, { install: true }),
  gossip: benchGossip,
  catalog: (emit) => benchCatalog(emit),
  match: benchMatch,
  'match-quick': benchMatchQuick,
  'event-loop': (emit) => benchEventLoop(emit, { only: '', profile: false }),
  transfer: benchTransfer,
  log: benchLog,
  inspect: benchInspect,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => BENCHES[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(`no bench ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}\n`);
  process.exitCode = 2;
} else {
  const emit: Emit = (line) => void process.stdout.write(`${JSON.stringify(line)}\n`);
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length === 0 || wanted.includes(name)) await bench(emit);
  }
}
