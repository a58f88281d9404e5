/**
 * A process that appends to a log until it is killed: `node log-child.ts <folder> <first entry>`. Prints a line for every
 * acknowledged entry: its number, its index, and the head that covers it.
 */

import path from 'node:path';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { openHeadStore } from '#server/audit/head-store.ts';
import { nodeStorage } from '#server/audit/node-storage.ts';
import { openLog } from '#server/audit/transparency-log.ts';
import { LOG_ORIGIN, logSigner, testEntry } from './log-on-disk.ts';

const [folder = '', first = '0'] = process.argv.slice(2);
const log = await openLog({
  storage: nodeStorage(path.join(folder, 'log')),
  headStore: openHeadStore(path.join(folder, 'head.sqlite'), LOG_ORIGIN),
  signer: logSigner,
  origin: LOG_ORIGIN,
  crypto: nodeCrypto,
  segmentBytes: 20_000,
});
process.stdout.write(`ready ${log.head().checkpoint.size}\n`);
for (let i = Number(first); ; ) {
  // One entry alone, then many at once: both kinds of commits are cut off.
  const count = i % 3 === 0 ? 1 : 90;
  const numbers = Array.from({ length: count }, (_, offset) => i + offset);
  await Promise.all(
    numbers.map(async (number) => {
      const { index, checkpoint } = await log.append(testEntry(number));
      const head = Buffer.from(checkpoint).toString('base64');
      process.stdout.write(`ack ${number} ${index} ${head}\n`);
    }),
  );
  i += count;
}
