/** The company's key entries as acts: the log has them, and deliveries carry them with their receipts. */

import { leafHash } from '#contracts/log/merkle-tree.ts';
import { formatDigest } from '#contracts/digest.ts';
import { envelopeBytes, type Envelope } from '#contracts/signature.ts';
import type { ProvenEntry } from '#contracts/transfer/messages.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import type { Database } from '#platform/database/database.ts';
import type { Acts } from './acts.ts';

const KEY_STATED = 'key.stated';

/** Key entries of this company. */
export interface KeyActs {
  /** Proposes those that were never proposed. Call once the broker knows the company: before, the log refuses them. */
  propose(): Promise<void>;
  /** Those that the log has, with their receipts, in log order. */
  proven(): Promise<readonly ProvenEntry[]>;
}

/** Creates the acts about the keys of the home. */
export function createKeyActs(deps: {
  crypto: CryptoPort;
  database: Database;
  acts: Acts;
  entries: readonly Envelope[];
}): KeyActs {
  const { crypto, database, acts, entries } = deps;
  const hashes = entries.map((entry) => formatDigest(leafHash(crypto, envelopeBytes(entry))));
  acts.onLogged(KEY_STATED, () => undefined);
  return {
    propose: () =>
      database.write((tx) => {
        entries.forEach((entry, i) => {
          const hash = hashes[i] ?? '';
          if (acts.find(tx, hash) !== undefined) return;
          acts.propose(tx, { entry, effect: { kind: KEY_STATED, ref: hash } });
        });
      }),
    proven: () =>
      database.read((db) =>
        hashes.flatMap((hash) => {
          const act = acts.find(db, hash);
          return act?.proof == null ? [] : [{ entry: act.entry, proof: act.proof }];
        }),
      ),
  };
}
