/** The provider's side of a negotiation: takes requests, decides, signs agreements, has them logged. */

import { AGREEMENT_DOCUMENT, openAgreement } from '#contracts/agreement/agreement.ts';
import { fromBase64 } from '#contracts/bytes.ts';
import { digestOf } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { LOG_REFUSED } from '#contracts/negotiation/transitions.ts';
import { newAgreementId } from '#contracts/ids.ts';
import { openEntry } from '#contracts/log/entry.ts';
import { signDocument, type Envelope } from '#contracts/signature.ts';
import type { WriteHandle } from '#platform/database/handles.ts';
import type { NegotiationRow } from '../store/schema/exchanges.ts';
import { agreementEntryBody, agreementOdrl, draftAgreement } from './agreement-draft.ts';
import { checkRequest, type CheckedRequest } from './check-request.ts';
import { insertMessage } from './message-store.ts';
import {
  countOpenRequests,
  findNegotiation,
  insertNegotiation,
  requireNegotiation,
} from './negotiation-store.ts';
import {
  beginClosing,
  endNegotiation,
  moveNegotiation,
  requireParty,
  requireTransition,
  signAct,
  type NegotiationContext,
} from './negotiation-steps.ts';
import { reached } from './ports.ts';
import type { Received, ReceivedBody } from './sender.ts';

/** Effect kind of an agreement signed by both. */
export const AGREEMENT_SIGNED = 'agreement.signed';

/** Open requests that one company may have here at a time; a person has to read them. */
export const MAX_OPEN_REQUESTS = 64;

/** The provider's side. */
export class ProviderNegotiation {
  readonly #context: NegotiationContext;

  constructor(context: NegotiationContext) {
    this.#context = context;
    context.deps.acts.onLogged(
      AGREEMENT_SIGNED,
      (tx, { ref, receipt }) => this.#logged(tx, ref, receipt.proof),
      (tx, { ref, error }) => {
        const row = requireNegotiation(tx, ref);
        endNegotiation(this.#context, tx, {
          row,
          ending: { by: 'provider', code: LOG_REFUSED, note: error.code },
        });
      },
    );
  }

  /** Takes a request: checks it, stores it, and decides at once where the listing says so. */
  async requestReceived(received: ReceivedBody<'ContractRequestMessage'>): Promise<void> {
    const { deps } = this.#context;
    const taken = await deps.database.read((db) => findNegotiation(db, received.message.exchange));
    if (taken !== undefined) throw exchangeTaken();
    const checked = await checkRequest(deps, received);
    await deps.database.write((tx) => {
      if (!recordMessage(this.#context, tx, received)) return;
      if (findNegotiation(tx, checked.negotiation.exchange) !== undefined) throw exchangeTaken();
      if (countOpenRequests(tx, checked.negotiation.counterparty) >= MAX_OPEN_REQUESTS) {
        throw new ExchangeError('rate-limited', 'The company has too many open requests here.', {
          params: { limit: MAX_OPEN_REQUESTS },
        });
      }
      const providerPid = newAgreementId(deps.random);
      insertNegotiation(tx, { ...checked.negotiation, providerPid }, deps.clock());
      reached(deps, tx, 'request-received');
      this.#decide(tx, checked, received.sender.verified);
    });
  }

  /** Approves a request that waits: signs the agreement. Throws `not-found`, `transition-not-allowed`, `deadline-passed`, `refused`. */
  async approve(exchange: string): Promise<NegotiationRow> {
    const { deps } = this.#context;
    const { manifest } = await deps.database.read((db) => requireNegotiation(db, exchange));
    const publication = await deps.publications.find(manifest);
    if (publication?.current !== true) {
      throw new ExchangeError('refused', 'The requested version is not offered any more.', {
        params: { reason: 'not-current' },
      });
    }
    return deps.database.write((tx) => this.#approve(tx, requireProvider(tx, exchange)));
  }

  /** Refuses a request with a reason. Throws `not-found`, `transition-not-allowed`, `conflict`. */
  async refuse(exchange: string, reason: { code: string; note: string | null }): Promise<NegotiationRow> {
    return this.#context.deps.database.write((tx) => {
      const row = requireProvider(tx, exchange);
      beginClosing(this.#context, tx, { row, ...reason });
      return requireNegotiation(tx, exchange);
    });
  }

  /** Takes the consumer's signatures under the agreement and brings the entry to the log. */
  async verificationReceived(received: ReceivedBody<'ContractAgreementVerificationMessage'>): Promise<void> {
    const { deps } = this.#context;
    const { body, message } = received;
    const before = await deps.database.read((db) => requireNegotiation(db, message.exchange));
    requireParty(before, received, { role: 'provider', ...body });
    const digest = before.agreementDigest;
    if (before.agreement === null || before.agreementEntry === null || digest === null) {
      throw new ExchangeError('transition-not-allowed', 'No agreement was proposed in this exchange.');
    }
    requireCosigned(body['kin:agreement'], before.agreement);
    requireCosigned(body['kin:entry'], before.agreementEntry);
    const opened = await openAgreement(deps.crypto, body['kin:agreement']);
    if (!opened.signedByConsumer || opened.digest !== digest) {
      throw new ExchangeError('bad-signature', 'The consumer has not signed the agreement.');
    }
    await openEntry(deps.crypto, body['kin:entry']);
    await deps.database.write((tx) => {
      if (!recordMessage(this.#context, tx, received)) return;
      const row = requireNegotiation(tx, message.exchange);
      const state = requireTransition(row, 'verify', 'consumer');
      requireInTime(row, deps.clock());
      deps.acts.propose(tx, {
        entry: body['kin:entry'],
        effect: { kind: AGREEMENT_SIGNED, ref: row.exchange },
      });
      moveNegotiation(deps, tx, {
        exchange: row.exchange,
        change: { state, agreement: body['kin:agreement'], agreementEntry: body['kin:entry'] },
      });
      reached(deps, tx, 'agreement-verified');
    });
  }

  #decide(tx: WriteHandle, { publication, negotiation }: CheckedRequest, verified: boolean): void {
    const row = requireNegotiation(tx, negotiation.exchange);
    const { access } = publication.manifest;
    if (access === 'auto' || (access === 'policy' && verified)) this.#approve(tx, row);
    else if (access === 'policy') {
      beginClosing(this.#context, tx, { row, code: 'not-verified', note: null });
    } else {
      moveNegotiation(this.#context.deps, tx, { exchange: row.exchange, change: { needsDecision: true } });
    }
  }

  #approve(tx: WriteHandle, row: NegotiationRow): NegotiationRow {
    const { deps, courier } = this.#context;
    const { self, crypto, clock, random } = deps;
    const state = requireTransition(row, 'agree', 'provider');
    requireInTime(row, clock());
    const agreement = draftAgreement(
      row,
      {
        provider: { participant: self.participant, key: self.key },
        consumer: { participant: row.counterparty, key: row.consumerKey },
        log: self.log,
      },
      { id: newAgreementId(random), fromMs: clock() },
    );
    const envelope = signDocument(AGREEMENT_DOCUMENT, agreement, self.signer);
    const digest = digestOf(crypto, fromBase64(envelope.payload));
    const entry = signAct(deps, tx, {
      row,
      type: 'agreement.signed',
      subject: { name: 'agreement', digest },
      body: agreementEntryBody(crypto, agreement),
    });
    courier.queue(
      tx,
      {
        exchange: row.exchange,
        to: row.counterparty,
        about: row.exchange,
        body: {
          '@type': 'ContractAgreementMessage',
          consumerPid: row.exchange,
          providerPid: row.providerPid ?? '',
          agreement: agreementOdrl(agreement),
          callbackAddress: 'kin:libp2p',
          'kin:agreement': envelope,
          'kin:entry': entry,
        },
      },
      row.deadline,
    );
    reached(deps, tx, 'agreement-drafted');
    return moveNegotiation(deps, tx, {
      exchange: row.exchange,
      change: {
        state,
        needsDecision: false,
        agreement: envelope,
        agreementId: agreement.id,
        agreementDigest: digest,
        agreementEntry: entry,
      },
    });
  }

  /** The log has the agreement: from here on it holds. */
  #logged(tx: WriteHandle, exchange: string, proof: string): void {
    const { deps, courier } = this.#context;
    const row = requireNegotiation(tx, exchange);
    const state = requireTransition(row, 'finalize', 'provider');
    moveNegotiation(deps, tx, { exchange, change: { state, agreementProof: proof } });
    courier.queue(tx, {
      exchange: row.exchange,
      to: row.counterparty,
      about: row.exchange,
      body: {
        '@type': 'ContractNegotiationEventMessage',
        consumerPid: row.exchange,
        providerPid: row.providerPid ?? '',
        eventType: 'FINALIZED',
        'kin:proof': proof,
      },
    });
    reached(deps, tx, 'agreement-logged');
  }
}

/** Stores a received message; false when it was stored before, so that a repeat changes nothing. */
export function recordMessage(
  { deps }: Pick<NegotiationContext, 'deps'>,
  tx: WriteHandle,
  received: Received,
): boolean {
  return insertMessage(tx, {
    digest: received.digest,
    exchange: received.message.exchange,
    about: received.body.consumerPid,
    direction: 'in',
    type: received.body['@type'],
    envelope: received.envelope,
    createdAt: deps.clock(),
  });
}

/** Throws `bad-signature` unless `cosigned` is `own` with exactly one more signature. */
export function requireCosigned(cosigned: Envelope, own: Envelope): void {
  const same =
    cosigned.payload === own.payload &&
    cosigned.payloadType === own.payloadType &&
    cosigned.signatures.length === own.signatures.length + 1 &&
    own.signatures.every((signature, i) => {
      const other = cosigned.signatures[i];
      return other?.keyid === signature.keyid && other.sig === signature.sig;
    });
  if (!same)
    throw new ExchangeError('bad-signature', 'The signed document is not the one that was proposed.');
}

function requireProvider(tx: WriteHandle, exchange: string): NegotiationRow {
  const row = requireNegotiation(tx, exchange);
  if (row.role === 'provider') return row;
  throw new ExchangeError('forbidden', 'Only the provider decides about a request.');
}

function requireInTime(row: NegotiationRow, nowMs: number): void {
  if (nowMs >= row.deadline)
    throw new ExchangeError('deadline-passed', 'The deadline of the request has passed.');
}

function exchangeTaken(): ExchangeError {
  return new ExchangeError('conflict', 'Another request has this exchange id.');
}
