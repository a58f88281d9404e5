/** Signed reports of what a dataset did for a policy: logged first, then shown by the broker on the listing. */

import type { Clock, CryptoPort, RandomBytes } from '#contracts/crypto.ts';
import { toHex } from '#contracts/bytes.ts';
import { commitTo } from '#contracts/commitment.ts';
import { digestOfJson, type Digest } from '#contracts/digest.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { submitEvaluationSchema } from '#contracts/http/catalog.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { signEntry, type ExchangeLink } from '#contracts/log/entry.ts';
import { signDocument, type Envelope } from '#contracts/signature.ts';
import { EVALUATION_DOCUMENT, type Evaluation } from '#contracts/transfer/evaluation.ts';
import type { Database } from '#platform/database/database.ts';
import { z } from 'zod';
import type { BrokerClient } from '../broker-client.ts';
import { putDocument } from '../feed/feed-store.ts';
import type { NodeIdentity } from '../identity/identity.ts';
import type { Acts } from '../log/acts.ts';
import type { NegotiationView } from './exchange-views.ts';

const EVALUATED = 'evaluation.reported';
/** How often a caller looks whether the log has the report, in milliseconds. */
const LOG_POLL_MS = 100;

/** What a consumer reports. */
export interface EvaluationOrder {
  /** Agreement id, digest or exchange. */
  readonly agreement: string;
  readonly metric: string;
  readonly value: number;
  readonly baseline: number | null;
  readonly trials: number;
}

/** What evaluations need. */
export interface EvaluationsDeps {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly database: Database;
  readonly identity: NodeIdentity;
  readonly acts: Acts;
  readonly client: BrokerClient;
  readonly exchanges: { agreements(): Promise<NegotiationView[]> };
  readonly registrar: string;
}

/** Evaluations of one node. */
export interface Evaluations {
  /** Signs, logs and shows a report. Throws `not-found` (no such agreement of ours), and the broker's refusals. */
  report(order: EvaluationOrder, signal: AbortSignal): Promise<{ evaluation: Digest; logIndex: number }>;
}

/** Creates the evaluations. */
export function createEvaluations(deps: EvaluationsDeps): Evaluations {
  deps.acts.onLogged(EVALUATED, () => undefined);
  return { report: (order, signal) => report(deps, order, signal) };
}

async function report(
  deps: EvaluationsDeps,
  order: EvaluationOrder,
  signal: AbortSignal,
): Promise<{ evaluation: Digest; logIndex: number }> {
  const agreement = await requireAgreement(deps, order.agreement);
  const evaluation = evaluationOf(deps, agreement, order);
  const digest = digestOfJson(deps.crypto, evaluation);
  const envelope = signDocument(EVALUATION_DOCUMENT, evaluation, deps.identity.signer);
  const { entry, hash } = await deps.database.write((tx) => {
    const link = deps.acts.nextLink(tx, evaluation.exchange, 'consumer');
    const signed = entryOf(deps, { agreement, evaluation, digest, link });
    putDocument(tx, { digest, kind: 'evaluation', envelope, nowMs: deps.clock() });
    return {
      entry: signed,
      hash: deps.acts.propose(tx, { entry: signed, effect: { kind: EVALUATED, ref: digest } }),
    };
  });
  const { proof, index } = await logged(deps, hash, signal);
  await show(deps, { evaluation: envelope, entry, proof }, signal);
  return { evaluation: digest, logIndex: index };
}

async function requireAgreement(deps: EvaluationsDeps, wanted: string): Promise<NegotiationView> {
  const own = (await deps.exchanges.agreements()).find(
    (view) =>
      view.role === 'consumer' && [view.agreementId, view.agreementDigest, view.exchange].includes(wanted),
  );
  if (own === undefined)
    throw new ExchangeError('not-found', 'This company is no consumer of such an agreement.');
  return own;
}

function evaluationOf(deps: EvaluationsDeps, agreement: NegotiationView, order: EvaluationOrder): Evaluation {
  const { identity } = deps;
  const { metric, value, baseline, trials } = order;
  return {
    schema: 'evaluation/1',
    log: identity.log.origin,
    consumer: { participant: identity.participant, key: identity.key },
    exchange: agreement.exchange,
    agreement: agreement.agreementDigest ?? '',
    dataset: agreement.dataset,
    manifest: agreement.manifest,
    metric,
    value,
    baseline,
    trials,
    time: formatTimestamp(deps.clock()),
  };
}

function entryOf(
  deps: EvaluationsDeps,
  parts: { agreement: NegotiationView; evaluation: Evaluation; digest: Digest; link: ExchangeLink },
): Envelope {
  const { identity } = deps;
  const { evaluation, agreement, digest } = parts;
  const { metric, value, baseline, trials } = evaluation;
  return signEntry(
    {
      type: 'evaluation.reported',
      subject: { name: 'evaluation', digest },
      body: {
        agreement: evaluation.agreement,
        metric,
        result: commitTo(deps.crypto, toHex(deps.random(16)), { value, baseline, trials }),
      },
      participant: identity.participant,
      log: identity.log.origin,
      parties: [agreement.counterparty, deps.registrar],
      dataset: evaluation.dataset,
      exchange: parts.link,
    },
    { signer: identity.signer, key: identity.key, random: deps.random, nowMs: deps.clock() },
  );
}

/** Waits for the log. The act is stored: whoever stops waiting loses nothing but the showing, which a repeat does. */
async function logged(
  deps: EvaluationsDeps,
  leafHash: Digest,
  signal: AbortSignal,
): Promise<{ proof: string; index: number }> {
  for (;;) {
    if (signal.aborted) throw new ExchangeError('interrupted', 'Nobody waits for the log any more.');
    const act = await deps.database.read((db) => deps.acts.find(db, leafHash));
    if (act?.state === 'dead') throw new ExchangeError('refused', act.error ?? 'The log refuses the report.');
    if (act?.proof != null && act.index !== null) return { proof: act.proof, index: act.index };
    await new Promise((resolve) => setTimeout(resolve, LOG_POLL_MS));
  }
}

async function show(
  deps: EvaluationsDeps,
  body: z.infer<typeof submitEvaluationSchema>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await deps.client.call({ path: '/v1/evaluations', body, answer: z.unknown(), signal });
  } catch (error) {
    // A repeat of the same report is no failure: it is shown already.
    if (!isExchangeError(error, 'conflict')) throw error;
  }
}
