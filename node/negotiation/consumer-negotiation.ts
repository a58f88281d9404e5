/** The consumer's side of a negotiation: asks, compares the agreement with what was asked for, signs it, believes the log. */

import { openAgreement, type Agreement } from '#contracts/agreement/agreement.ts';
import { toHex } from '#contracts/bytes.ts';
import { commitTo, SALT_BYTES } from '#contracts/commitment.ts';
import type { Digest } from '#contracts/digest.ts';
import { LOG_REFUSED } from '#contracts/negotiation/transitions.ts';
import { ExchangeError, granted, isExchangeError, type Outcome } from '#contracts/errors.ts';
import { formatTimestamp, newExchangeId } from '#contracts/ids.ts';
import { evaluateTerms } from '#contracts/license/evaluate.ts';
import { odrlOffer } from '#contracts/license/odrl.ts';
import type { IntendedUse } from '#contracts/license/terms.ts';
import { openEntry } from '#contracts/log/entry.ts';
import { openProvenEntry } from '#contracts/log/proven-entry.ts';
import { offerOf, termsDigest, type OpenedManifest } from '#contracts/manifest/verify.ts';
import { requireLiveKey } from '#contracts/participant/key-state.ts';
import { cosignEnvelope, type Envelope } from '#contracts/signature.ts';
import type { WriteHandle } from '#platform/database/handles.ts';
import { openForeignManifest } from '../open-manifest.ts';
import type { NegotiationRow } from '../store/schema/exchanges.ts';
import {
  agreementEntryBody,
  agreementOdrl,
  draftAgreement,
  requireEntry,
  requireSame,
} from './agreement-draft.ts';
import { requireDeadline } from './check-request.ts';
import { insertNegotiation, requireNegotiation } from './negotiation-store.ts';
import {
  beginClosing,
  moveNegotiation,
  requireParty,
  requireTransition,
  signAct,
  type NegotiationContext,
} from './negotiation-steps.ts';
import { reached } from './ports.ts';
import { recordMessage } from './provider-negotiation.ts';
import { CLOCK_SKEW_MS, type ReceivedBody } from './sender.ts';

/** Effect kind of a request that was opened. */
export const REQUEST_OPENED = 'request.opened';
/** How long a request stays open when nobody says otherwise, milliseconds: 14 days. */
export const DEFAULT_DEADLINE_MS = 14 * 86_400_000;

/** What a consumer asks for. */
export interface RequestOrder {
  /** The signed manifest of the wanted version. */
  readonly manifest: Envelope;
  /** Id of one of the manifest's offers. */
  readonly license: string;
  readonly use: IntendedUse;
  /** After this instant (ms since the epoch) the request is void; {@link DEFAULT_DEADLINE_MS} from now when left out. */
  readonly deadline?: number | undefined;
}

/** The consumer's side. */
export class ConsumerNegotiation {
  readonly #context: NegotiationContext;

  constructor(context: NegotiationContext) {
    this.#context = context;
    context.deps.acts.onLogged(
      REQUEST_OPENED,
      (tx, { ref, entry, receipt }) => this.#opened(tx, ref, { entry, proof: receipt.proof }),
      (tx, { ref, error }) => {
        moveNegotiation(context.deps, tx, {
          exchange: ref,
          change: {
            state: 'TERMINATED',
            ended: { by: 'consumer', code: LOG_REFUSED, note: error.code },
            closing: null,
          },
        });
      },
    );
  }

  /**
   * Opens a request. What the terms do not permit is refused here and never leaves the node. The request goes out when the log
   * has its entry. Throws `bad-signature`, `log-origin-mismatch`, `not-found` (offer or provider), `conflict`, `deadline-passed`.
   */
  async request(order: RequestOrder): Promise<Outcome<NegotiationRow>> {
    const { deps } = this.#context;
    const opened = await openForeignManifest(deps.crypto, order.manifest);
    const { manifest } = opened;
    if (manifest.log !== deps.self.log.origin) {
      throw new ExchangeError('log-origin-mismatch', 'The dataset is published under another log.', {
        params: { origin: manifest.log, expected: deps.self.log.origin },
      });
    }
    if (manifest.provider.participant === deps.self.participant) {
      throw new ExchangeError('conflict', 'The dataset is of this company itself.');
    }
    const permitted = evaluateTerms(offerOf(manifest, order.license), order.use);
    if (!permitted.ok) return permitted;
    const deadline = order.deadline ?? deps.clock() + DEFAULT_DEADLINE_MS;
    requireDeadline(deps, deadline);
    const provider = await deps.participants.resolve(manifest.provider.participant);
    requireLiveKey(provider.history, manifest.provider.key, 'sign');
    return deps.database.write((tx) =>
      granted(this.#open(tx, { ...order, deadline }, { opened, providerName: provider.name })),
    );
  }

  /** Compares a proposed agreement with the request, signs it and gives it back. A wrong one ends the negotiation. */
  async agreementReceived(received: ReceivedBody<'ContractAgreementMessage'>): Promise<void> {
    const { deps, courier } = this.#context;
    const { body, message } = received;
    const before = await deps.database.read((db) => requireNegotiation(db, message.exchange));
    requireParty(before, received, { role: 'consumer', ...body });
    let checked: { agreement: Agreement; digest: Digest };
    try {
      checked = await this.#checkAgreement(before, received);
    } catch (error) {
      if (isExchangeError(error)) await this.#rejectAgreement(before, error);
      throw error;
    }
    const { agreement, digest } = checked;
    const { self } = deps;
    const signed = cosignEnvelope(body['kin:agreement'], self.signer);
    const entry = cosignEnvelope(body['kin:entry'], self.signer);
    await deps.database.write((tx) => {
      if (!recordMessage(this.#context, tx, received)) return;
      const row = requireNegotiation(tx, message.exchange);
      const agreed = { ...row, state: requireTransition(row, 'agree', 'provider') };
      const state = requireTransition(agreed, 'verify', 'consumer');
      moveNegotiation(deps, tx, {
        exchange: row.exchange,
        change: {
          state,
          providerPid: body.providerPid,
          agreement: signed,
          agreementId: agreement.id,
          agreementDigest: digest,
          agreementEntry: entry,
        },
      });
      courier.queue(
        tx,
        {
          exchange: row.exchange,
          to: row.counterparty,
          about: row.exchange,
          body: {
            '@type': 'ContractAgreementVerificationMessage',
            consumerPid: row.exchange,
            providerPid: body.providerPid,
            'kin:agreement': signed,
            'kin:entry': entry,
          },
        },
        row.deadline,
      );
      reached(deps, tx, 'agreement-cosigned');
    });
  }

  /** Believes the log, not the provider, that the agreement is final. */
  async eventReceived(received: ReceivedBody<'ContractNegotiationEventMessage'>): Promise<void> {
    const { deps } = this.#context;
    const { body, message } = received;
    const before = await deps.database.read((db) => requireNegotiation(db, message.exchange));
    requireParty(before, received, { role: 'consumer', ...body });
    const proof = body['kin:proof'];
    if (body.eventType !== 'FINALIZED' || proof === undefined || before.agreementEntry === null) {
      throw new ExchangeError('transition-not-allowed', 'Only a proof from the log finalizes an agreement.');
    }
    await openProvenEntry(deps.crypto, {
      entry: before.agreementEntry,
      proof,
      trust: deps.trust,
      nowMs: deps.clock(),
    });
    await deps.database.write((tx) => {
      if (!recordMessage(this.#context, tx, received)) return;
      const row = requireNegotiation(tx, message.exchange);
      const state = requireTransition(row, 'finalize', 'provider');
      moveNegotiation(deps, tx, { exchange: row.exchange, change: { state, agreementProof: proof } });
      reached(deps, tx, 'agreement-finalized');
    });
  }

  /** Takes a request back. Throws `transition-not-allowed` once this node has signed the agreement. */
  async cancel(exchange: string, reason: { code: string; note: string | null }): Promise<NegotiationRow> {
    return this.#context.deps.database.write((tx) => {
      const row = requireNegotiation(tx, exchange);
      if (row.role !== 'consumer')
        throw new ExchangeError('forbidden', 'Only the consumer takes a request back.');
      if (row.state === 'VERIFIED') {
        throw new ExchangeError(
          'transition-not-allowed',
          'The agreement is signed: it can only be waited for.',
        );
      }
      beginClosing(this.#context, tx, { row, ...reason });
      return requireNegotiation(tx, exchange);
    });
  }

  #open(
    tx: WriteHandle,
    order: RequestOrder & { readonly deadline: number },
    about: { readonly opened: OpenedManifest; readonly providerName: string },
  ): NegotiationRow {
    const { deps } = this.#context;
    const { manifest, digest } = about.opened;
    const terms = offerOf(manifest, order.license);
    const useSalt = toHex(deps.random(SALT_BYTES));
    const exchange = newExchangeId(deps.random);
    insertNegotiation(
      tx,
      {
        exchange,
        role: 'consumer',
        counterparty: manifest.provider.participant,
        counterpartyName: about.providerName,
        consumerKey: deps.self.key,
        dataset: manifest.dataset,
        manifest: digest,
        version: manifest.version,
        title: manifest.title,
        derivative: manifest.derivative,
        terms,
        use: order.use,
        useSalt,
        deadline: order.deadline,
        state: null,
        needsDecision: false,
      },
      deps.clock(),
    );
    const row = moveNegotiation(deps, tx, { exchange, change: {} });
    const entry = signAct(deps, tx, {
      row,
      type: 'request.opened',
      subject: { name: 'manifest', digest },
      body: {
        manifest: digest,
        terms: termsDigest(deps.crypto, terms),
        use: commitTo(deps.crypto, useSalt, order.use),
      },
    });
    deps.acts.propose(tx, { entry, effect: { kind: REQUEST_OPENED, ref: exchange } });
    reached(deps, tx, 'request-opened');
    return row;
  }

  /** The log has the request: now it goes out. */
  #opened(tx: WriteHandle, exchange: string, act: { entry: Envelope; proof: string }): void {
    const { deps, courier } = this.#context;
    const before = requireNegotiation(tx, exchange);
    const row = moveNegotiation(deps, tx, {
      exchange,
      change: {
        state: requireTransition({ ...before, closing: null }, 'request', 'consumer'),
        requestEntry: act.entry,
        requestProof: act.proof,
      },
    });
    reached(deps, tx, 'request-logged');
    if (row.closing !== null) return;
    courier.queue(
      tx,
      {
        exchange: row.exchange,
        to: row.counterparty,
        about: row.exchange,
        body: {
          '@type': 'ContractRequestMessage',
          consumerPid: row.exchange,
          offer: odrlOffer(row.terms, row.dataset, row.manifest),
          callbackAddress: 'kin:libp2p',
          'kin:manifest': row.manifest,
          'kin:terms': row.terms,
          'kin:use': row.use,
          'kin:useSalt': row.useSalt,
          'kin:deadline': formatTimestamp(row.deadline),
          'kin:entry': act.entry,
          'kin:proof': act.proof,
        },
      },
      row.deadline,
    );
  }

  async #checkAgreement(
    row: NegotiationRow,
    { body, message, sender }: ReceivedBody<'ContractAgreementMessage'>,
  ): Promise<{ agreement: Agreement; digest: Digest }> {
    const { deps } = this.#context;
    const { crypto, self, clock } = deps;
    const { agreement, digest } = await openAgreement(crypto, body['kin:agreement']);
    requireLiveKey(sender.history, agreement.provider.key, 'sign');
    const fromMs = Date.parse(agreement.validFrom);
    if (fromMs < row.createdAt - CLOCK_SKEW_MS || fromMs > clock() + CLOCK_SKEW_MS) {
      throw new ExchangeError('content-mismatch', 'The term of the agreement does not begin now.', {
        params: { field: 'validFrom' },
      });
    }
    const expected = draftAgreement(
      row,
      {
        provider: { participant: message.from, key: agreement.provider.key },
        consumer: { participant: self.participant, key: row.consumerKey },
        log: this.#pinOf(agreement),
      },
      { id: agreement.id, fromMs },
    );
    requireSame(agreement, expected, 'agreement');
    requireSame(body.agreement, agreementOdrl(expected), 'agreement in ODRL');
    if (body['kin:agreement'].signatures.length !== 1 || body['kin:entry'].signatures.length !== 1) {
      throw new ExchangeError('bad-signature', 'A proposed agreement is signed by the provider alone.');
    }
    await this.#requireProposedEntry(row, { entry: body['kin:entry'], agreement, digest });
    return { agreement, digest };
  }

  /** The own pin. A provider may ask for more witnesses than this node does, never for fewer. */
  #pinOf({ log }: Agreement): Agreement['log'] {
    const own = this.#context.deps.self.log;
    return { ...own, witnessQuorum: Math.max(own.witnessQuorum, log.witnessQuorum) };
  }

  async #requireProposedEntry(
    row: NegotiationRow,
    proposed: { entry: Envelope; agreement: Agreement; digest: Digest },
  ): Promise<void> {
    const { deps } = this.#context;
    const { agreement } = proposed;
    // The entry demands both signatures, and ours comes last: signing first lets one check judge it whole.
    const entry = await openEntry(deps.crypto, cosignEnvelope(proposed.entry, deps.self.signer));
    requireEntry(entry, {
      type: 'agreement.signed',
      subject: proposed.digest,
      actor: agreement.provider,
      exchange: row.exchange,
      role: 'provider',
      log: deps.self.log.origin,
      dataset: row.dataset,
      body: agreementEntryBody(deps.crypto, agreement),
    });
    requireSame(
      { parties: entry.statement.predicate.parties },
      { parties: [row.counterparty, deps.self.participant].sort() },
      'list of parties',
    );
  }

  /** A provider that proposes something else than was asked for gets no second try. */
  async #rejectAgreement(row: NegotiationRow, error: ExchangeError): Promise<void> {
    if (!['content-mismatch', 'bad-signature'].includes(error.code)) return;
    await this.#context.deps.database.write((tx) => {
      const now = requireNegotiation(tx, row.exchange);
      if (now.state !== 'REQUESTED' || now.closing !== null) return;
      const field = error.params['field'];
      beginClosing(this.#context, tx, {
        row: now,
        code: 'agreement-mismatch',
        note: typeof field === 'string' ? field : null,
      });
    });
  }
}
