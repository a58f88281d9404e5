/**
 * The longest turn of the event loop of a broker and of a node in everything that strangers may ask of them, at the largest sizes that they may
 * ask it with, honest and hostile: `node bench/event-loop.ts [beginning of a name] [--profile]`. Processor time of the thread in a turn; who
 * asks is a process of its own. With `--profile` it says what ran in each turn over 20 ms. Names of a node's doors begin with `node`.
 */

import { withScope, type Emit } from './bench-scope.ts';
import { brokerDoors } from './event-loop-broker.ts';
import { nodeDoors } from './event-loop-node.ts';
import { LoopBench, type LoopOptions } from './loop-bench.ts';

/** Measures a broker, then a node. */
export async function benchEventLoop(emit: Emit, options: LoopOptions): Promise<void> {
  if (!options.only.startsWith('node')) {
    await withScope((scope) => brokerDoors(new LoopBench(scope, emit, options), scope));
  }
  if (options.only === '' || options.only.startsWith('node')) {
    await withScope((scope) => nodeDoors(new LoopBench(scope, emit, options), scope));
  }
}

if (import.meta.main) {
  const given = process.argv.slice(2);
  await benchEventLoop((line) => void process.stdout.write(`${JSON.stringify(line)}\n`), {
    only: given.find((word) => !word.startsWith('--')) ?? '',
    profile: given.includes('--profile'),
  });
}
