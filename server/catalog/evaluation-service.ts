/**
 * Evaluations: what a dataset did for a consumer's policy. One counts only when the log holds it and the receipt of the very
 * agreement, and once per company and agreement (DECISIONS 28).
 */

import { canonicalJson } from '#contracts/canonical-json.ts';
import { utf8 } from '#contracts/bytes.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { formatDigest } from '#contracts/digest.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { submitEvaluationSchema } from '#contracts/http/catalog.ts';
import { openCheckpoint } from '#contracts/log/checkpoint.ts';
import type { EntryBody } from '#contracts/log/entry-bodies.ts';
import { openEntry, subjectDigest, type OpenedEntry } from '#contracts/log/entry.ts';
import { leafHash } from '#contracts/log/merkle-tree.ts';
import type { VerifierKey } from '#contracts/log/signed-note.ts';
import { openTlogProof, parseTlogProof } from '#contracts/log/tlog-proof.ts';
import { openSigned, requireSigner, type Envelope } from '#contracts/signature.ts';
import { EVALUATION_DOCUMENT, type Evaluation } from '#contracts/transfer/evaluation.ts';
import { parseWire } from '#contracts/wire.ts';
import type { Database } from '#platform/database/database.ts';
import type { ReadHandle } from '#platform/database/handles.ts';
import { findByAgreement, findBySubject, findLeaf } from '../entries/entry-store.ts';
import { insertEvaluation } from './evaluation-store.ts';
import { currentVersion, datasetOfManifest } from './listing-store.ts';

/** Largest figure that is shown: the sum over all reports of a listing must stay a number. */
const MAX_FIGURE = 1e12;

/** What the service needs. */
export interface EvaluationDeps {
  readonly crypto: CryptoPort;
  readonly database: Database;
  readonly logKey: VerifierKey;
}

/** Takes evaluations. */
export class EvaluationService {
  readonly #deps: EvaluationDeps;

  constructor(deps: EvaluationDeps) {
    this.#deps = deps;
  }

  /**
   * Checks an evaluation against the log and shows it on the listing from now on.
   * Throws `bad-signature`, `bad-proof`, `content-mismatch`, `forbidden` (no receipt), `conflict` (reported before),
   * `limit-exceeded` (absurd figures).
   */
  async submit(request: unknown): Promise<void> {
    const { crypto, database } = this.#deps;
    const submitted = parseWire(submitEvaluationSchema, request, 'evaluation request');
    const signed = await openSigned(crypto, EVALUATION_DOCUMENT, submitted.evaluation);
    const evaluation = signed.document;
    requireSigner(signed, evaluation.consumer.key);
    if (Math.max(Math.abs(evaluation.value), Math.abs(evaluation.baseline ?? 0)) > MAX_FIGURE)
      throw new ExchangeError('limit-exceeded', 'No metric has figures this large.');
    const entry = await openEntry(crypto, submitted.entry);
    requireSame(evaluation, entry, signed.digest);
    const leaf = leafHash(crypto, entry.leaf);
    const proof = utf8(submitted.proof);
    const { inclusion } = openTlogProof(crypto, proof, leaf);
    await openCheckpoint(crypto, utf8(parseTlogProof(proof).checkpoint), this.#deps.logKey);
    try {
      await database.write((tx) => {
        if (findLeaf(tx, formatDigest(leaf)) !== inclusion.index) {
          throw new ExchangeError('bad-proof', 'The entry does not stand at this place of the log.');
        }
        requireReceipt(tx, evaluation);
        insertEvaluation(tx, {
          digest: signed.digest,
          consumer: evaluation.consumer.participant,
          agreement: evaluation.agreement,
          dataset: evaluation.dataset,
          metric: evaluation.metric,
          value: evaluation.value,
          baseline: evaluation.baseline,
          trials: evaluation.trials,
          logIndex: inclusion.index,
          envelope: canonicalJson(submitted.evaluation),
        });
      });
    } catch (error) {
      if (!isExchangeError(error, 'conflict')) throw error;
      throw new ExchangeError('conflict', 'This company has evaluated this agreement already.', {
        cause: error,
      });
    }
  }
}

function requireSame(evaluation: Evaluation, entry: OpenedEntry, digest: string): void {
  const { predicate } = entry.statement;
  const body = entry.body as EntryBody<'evaluation.reported'>;
  const same =
    entry.type === 'evaluation.reported' &&
    subjectDigest(entry.statement) === digest &&
    predicate.actor.participant === evaluation.consumer.participant &&
    predicate.log === evaluation.log &&
    body.agreement === evaluation.agreement &&
    body.metric === evaluation.metric;
  if (!same) {
    throw new ExchangeError('content-mismatch', 'The entry does not report this evaluation.');
  }
}

/** The log must hold agreement and receipt between provider and this consumer, for the manifest that was evaluated. */
function requireReceipt(db: ReadHandle, evaluation: Evaluation): void {
  const receipt = findByAgreement(db, 'receipt.acknowledged', evaluation.agreement);
  const agreed = findBySubject(db, 'agreement.signed', evaluation.agreement);
  if (receipt === undefined || cosignerOf(receipt.envelope) !== evaluation.consumer.participant) {
    throw new ExchangeError('forbidden', 'The log has no receipt of this company for this agreement.');
  }
  const dataset = datasetOfManifest(db, evaluation.manifest);
  if (
    agreed?.actor !== receipt.actor ||
    // Anybody can sign an agreement about any manifest; only the lister's counts for its listing.
    currentVersion(db, evaluation.dataset)?.provider !== agreed.actor ||
    bodyOf(agreed.envelope).manifest !== evaluation.manifest ||
    (dataset !== undefined && dataset !== evaluation.dataset)
  ) {
    throw new ExchangeError('content-mismatch', 'The agreement is about another dataset or manifest.');
  }
}

function cosignerOf(envelope: string): string | undefined {
  return bodyOf(envelope).cosigner?.participant;
}

/** Body of an entry that was verified when it was logged. */
function bodyOf(envelope: string): { cosigner?: { participant: string }; manifest?: string } {
  const { payload } = JSON.parse(envelope) as Envelope;
  const statement = JSON.parse(Buffer.from(payload, 'base64').toString('utf8')) as {
    predicate: { body: { cosigner?: { participant: string }; manifest?: string } };
  };
  return statement.predicate.body;
}
