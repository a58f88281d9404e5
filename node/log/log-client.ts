/** The log as this node uses it: submits entries, believes nothing but proofs under the pinned key. */

import { utf8 } from '#contracts/bytes.ts';
import type { LogPin } from '#contracts/agreement/agreement.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { formatDigest } from '#contracts/digest.ts';
import { ExchangeError, isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import { logReceiptSchema, type LogReceipt } from '#contracts/http/log.ts';
import { openCheckpoint } from '#contracts/log/checkpoint.ts';
import { leafHash } from '#contracts/log/merkle-tree.ts';
import { parseVerifierKey } from '#contracts/log/signed-note.ts';
import { openTlogProof, parseTlogProof } from '#contracts/log/tlog-proof.ts';
import type { Envelope } from '#contracts/signature.ts';
import { mayPass } from '#platform/back-off.ts';
import type { BrokerClient } from '../broker-client.ts';

/**
 * Codes that an answer may state but that are no log's word about an entry: another page, an older program, a clock that differs. An act
 * waits for the log itself: given up on such a word it would be missing from its chain for ever.
 */
const NOT_THE_LOG: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'peer-unreachable',
  'not-found',
  'schema-mismatch',
  'unauthenticated',
]);

/** A client of one log. */
export interface LogClient {
  /** Submits an entry. Throws `log-unavailable` when the log does not answer, or the log's own refusal. */
  submit(entry: Envelope, signal: AbortSignal): Promise<LogReceipt>;
  /**
   * Verifies that a receipt proves exactly this leaf under the pinned log key.
   * Throws `bad-proof`, `bad-checkpoint`, `log-origin-mismatch`, `bad-signature`.
   */
  verifyReceipt(leaf: Uint8Array, receipt: LogReceipt): Promise<void>;
  /** As `verifyReceipt`, for a receipt text of a counterparty. Returns the index. */
  verifyProof(leaf: Uint8Array, proof: string): Promise<number>;
}

/** Whether the log itself refuses. What only follows from a status is a proxy's, what this node makes of an answer is its own. */
function isWordOfTheLog(error: ExchangeError): boolean {
  if (NOT_THE_LOG.has(error.code)) return false;
  return error.params['stated'] === true || mayPass(error);
}

/** Creates a client of the pinned log behind a broker's API. */
export function createLogClient(deps: { crypto: CryptoPort; client: BrokerClient; log: LogPin }): LogClient {
  const { crypto, client, log } = deps;
  const logKey = parseVerifierKey(crypto, log.key);
  const verifyProof: LogClient['verifyProof'] = async (leaf, proof) => {
    const bytes = utf8(proof);
    const { inclusion } = openTlogProof(crypto, bytes, leafHash(crypto, leaf));
    await openCheckpoint(crypto, utf8(parseTlogProof(bytes).checkpoint), logKey);
    return inclusion.index;
  };
  return {
    submit: async (entry, signal) => {
      try {
        return await client.call({
          path: '/v1/log/entries',
          body: { entry },
          answer: logReceiptSchema,
          signal,
        });
      } catch (error) {
        if (isExchangeError(error) && !isWordOfTheLog(error)) {
          throw new ExchangeError('log-unavailable', `The log does not answer: ${error.message}`, {
            cause: error,
          });
        }
        throw error;
      }
    },
    verifyReceipt: async (leaf, receipt) => {
      const index = await verifyProof(leaf, receipt.proof);
      if (index !== receipt.index || receipt.leafHash !== formatDigest(leafHash(crypto, leaf))) {
        throw new ExchangeError('bad-proof', 'The receipt speaks of another entry.');
      }
    },
    verifyProof,
  };
}
