/** A real log in memory, with the checks of the broker's log that exchanges depend on. */

import type { Cleanup } from './temp-folder.ts';
import { formatDigest, type Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { LogReceipt } from '#contracts/http/log.ts';
import { openEntry } from '#contracts/log/entry.ts';
import { leafHash } from '#contracts/log/merkle-tree.ts';
import { formatVerifierKey } from '#contracts/log/signed-note.ts';
import type { Envelope } from '#contracts/signature.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { LOG_ORIGIN, logKey, openOnDisk } from './log-on-disk.ts';
import { SimulatedDisk } from './simulated-disk.ts';

/** The pin that all test companies share. */
export const TEST_PIN = { origin: LOG_ORIGIN, key: formatVerifierKey(logKey), witnessQuorum: 0 };

/** A log that checks what the broker's log checks of an exchange: signatures, and the chain of each side. */
export interface TestLog {
  submit(entry: Envelope): Promise<LogReceipt>;
  /** While true, the log does not answer. */
  down: boolean;
  /** Types of all entries, in log order. */
  readonly types: string[];
}

/** Opens a log in memory. */
export async function openTestLog(t: Cleanup): Promise<TestLog> {
  const log = await openOnDisk(new SimulatedDisk());
  t.after(() => log.close());
  const chains = new Map<string, { seq: number; leaf: Digest; actor: string }>();
  const types: string[] = [];
  const self: TestLog = {
    down: false,
    types,
    submit: async (entry) => {
      if (self.down) throw new ExchangeError('log-unavailable', 'The log is down.');
      const opened = await openEntry(nodeCrypto, entry);
      const leaf = formatDigest(leafHash(nodeCrypto, opened.leaf));
      const known = log.has(leafHash(nodeCrypto, opened.leaf));
      const { exchange, actor } = opened.statement.predicate;
      if (known === null && exchange !== null) {
        const id = `${exchange.id} ${exchange.role}`;
        const tail = chains.get(id);
        const follows = exchange.seq === (tail?.seq ?? -1) + 1 && exchange.prev === (tail?.leaf ?? null);
        if (!follows || (tail !== undefined && tail.actor !== actor.participant)) {
          throw new ExchangeError('conflict', 'The entry does not continue its chain.');
        }
        chains.set(id, { seq: exchange.seq, leaf, actor: actor.participant });
      }
      const receipt = await log.append(opened.leaf);
      if (known === null) types.push(opened.type);
      return { index: receipt.index, leafHash: leaf, proof: receipt.proof };
    },
  };
  return self;
}
