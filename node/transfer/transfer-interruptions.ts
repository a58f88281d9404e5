/** Pausing, resuming and ending transfers, on either side. */

import { ExchangeError } from '#contracts/errors.ts';
import { truthfulText } from '#contracts/text.ts';
import { openProvenEntry } from '#contracts/log/proven-entry.ts';
import type { EntryBody } from '#contracts/log/entry-bodies.ts';
import { isFinalTransfer } from '#contracts/transfer/transitions.ts';
import type { Envelope } from '#contracts/signature.ts';
import type { WriteHandle } from '#platform/database/handles.ts';
import { requireEntry } from '../negotiation/agreement-draft.ts';
import { requireNegotiation } from '../negotiation/negotiation-store.ts';
import { moveNegotiation, otherParty, signAct } from '../negotiation/negotiation-steps.ts';
import { reached } from '../negotiation/ports.ts';
import { recordMessage } from '../negotiation/provider-negotiation.ts';
import type { ReceivedBody } from '../negotiation/sender.ts';
import type { TransferRow } from '../store/schema/exchanges.ts';
import { findOpenTransfer, requireTransfer } from './transfer-store.ts';
import {
  endOfTransfer,
  moveTransfer,
  pairOf,
  requireTransferState,
  type TransferContext,
} from './transfer-steps.ts';

const TERMINATED = 'transfer.terminated';

/** Interrupts transfers, and takes the counterparty's interruptions. */
export class TransferInterruptions {
  readonly #context: TransferContext;

  constructor(context: TransferContext) {
    this.#context = context;
    context.deps.acts.onLogged(
      TERMINATED,
      (tx, { ref, entry, receipt }) => this.#terminated(tx, ref, { entry, proof: receipt.proof }),
      (tx, { ref }) => this.#terminated(tx, ref, undefined),
    );
  }

  /** Suspends a running transfer; what has arrived stays. Throws `not-found`, `transition-not-allowed`. */
  async pause(id: string): Promise<TransferRow> {
    const { deps, courier } = this.#context;
    return deps.database.write((tx) => {
      const row = requireTransfer(tx, id);
      // Before the provider has started it, there is nothing to tell: it simply is not asked any more.
      const state = row.state === 'STARTED' ? requireTransferState(row, 'suspend', row.role) : row.state;
      if (row.state === 'SUSPENDED' || (row.state !== null && isFinalTransfer(row.state))) {
        requireTransferState(row, 'suspend', row.role);
      }
      const paused = moveTransfer(deps, tx, { id, change: { state, pausedBy: row.role } });
      if (state === 'SUSPENDED') {
        courier.queue(tx, {
          ...this.#addressed(tx, row),
          body: {
            '@type': 'TransferSuspensionMessage',
            consumerPid: id,
            providerPid: row.providerPid ?? '',
            code: `paused-by-${row.role}`,
            reason: [],
          },
        });
      }
      return paused;
    });
  }

  /** Goes on with a transfer that this side paused. Throws `not-found`, `forbidden` when the other side paused it. */
  async resume(id: string): Promise<TransferRow> {
    const { deps, courier } = this.#context;
    return deps.database.write((tx) => {
      const row = requireTransfer(tx, id);
      if (row.pausedBy === null) return row;
      if (row.pausedBy !== row.role) {
        throw new ExchangeError('forbidden', 'The other side has paused the transfer.', {
          params: { pausedBy: row.pausedBy },
        });
      }
      const suspended = row.state === 'SUSPENDED';
      const state = suspended ? requireTransferState(row, 'start', row.role) : row.state;
      const resumed = moveTransfer(deps, tx, { id, change: { state, pausedBy: null } });
      if (suspended) {
        courier.queue(tx, {
          ...this.#addressed(tx, row),
          body: { '@type': 'TransferStartMessage', consumerPid: id, providerPid: row.providerPid ?? '' },
        });
      }
      return resumed;
    });
  }

  /** Ends a transfer for good, with a reason; told to the counterparty when the log has it. */
  async stop(id: string, code: string): Promise<TransferRow> {
    const { deps } = this.#context;
    return deps.database.write((tx) => {
      const row = requireTransfer(tx, id);
      if (row.ended !== null) throw new ExchangeError('conflict', 'The transfer is being ended already.');
      if (row.state !== null) requireTransferState(row, 'terminate', row.role);
      const entry = signAct(deps, tx, {
        row: requireNegotiation(tx, row.exchange),
        type: 'transfer.terminated',
        subject: { name: 'agreement', digest: row.agreement },
        body: { agreement: row.agreement, reason: code },
      });
      deps.acts.propose(tx, { entry, effect: { kind: TERMINATED, ref: id } });
      return moveTransfer(deps, tx, { id, change: { ended: { by: row.role, code, note: null } } });
    });
  }

  /** The counterparty pauses. */
  async suspensionReceived(received: ReceivedBody<'TransferSuspensionMessage'>): Promise<void> {
    const { deps } = this.#context;
    const { transfer } = await pairOf(deps, received, { role: null, ...received.body });
    await deps.database.write((tx) => {
      if (!recordMessage(this.#context, tx, received)) return;
      const row = requireTransfer(tx, transfer.id);
      const by = otherParty(row.role);
      moveTransfer(deps, tx, {
        id: row.id,
        change: { state: requireTransferState(row, 'suspend', by), pausedBy: by },
      });
    });
  }

  /** The counterparty goes on with what it had paused. */
  async resumptionReceived(received: ReceivedBody<'TransferStartMessage'>): Promise<void> {
    const { deps } = this.#context;
    const { transfer } = await pairOf(deps, received, { role: null, ...received.body });
    await deps.database.write((tx) => {
      if (!recordMessage(this.#context, tx, received)) return;
      const row = requireTransfer(tx, transfer.id);
      const by = otherParty(row.role);
      if (row.state !== 'SUSPENDED' || row.pausedBy !== by) {
        throw new ExchangeError('transition-not-allowed', 'Only who paused a transfer goes on with it.');
      }
      moveTransfer(deps, tx, {
        id: row.id,
        change: { state: requireTransferState(row, 'start', by), pausedBy: null },
      });
    });
  }

  /** The counterparty ends the transfer, or revokes the license: a revocation counts when the log proves it. */
  async terminationReceived(received: ReceivedBody<'TransferTerminationMessage'>): Promise<void> {
    const { deps } = this.#context;
    const { body, message } = received;
    const before = await deps.database.read((db) => requireNegotiation(db, message.exchange));
    const revocation = before.role === 'consumer' ? await this.#provenRevocation(received) : null;
    if (revocation === null) await pairOf(deps, received, { role: null, ...body });
    await deps.database.write((tx) => {
      const negotiation = requireNegotiation(tx, message.exchange);
      if (negotiation.counterparty !== message.from)
        throw new ExchangeError('not-found', 'No such exchange here.');
      if (!recordMessage(this.#context, tx, received)) return;
      if (revocation !== null) {
        moveNegotiation(deps, tx, {
          exchange: negotiation.exchange,
          change: {
            revocation: {
              code: revocation.reason,
              effective: revocation.effective,
              proven: true,
              note:
                truthfulText(body.reason.filter((words) => words !== revocation.reason).join(' ')) || null,
            },
          },
        });
        reached(deps, tx, 'license-revoked');
      }
      const row = findOpenTransfer(tx, message.exchange);
      if (row === undefined || row.id !== body.consumerPid) return;
      const by = otherParty(row.role);
      moveTransfer(deps, tx, {
        id: row.id,
        change: endOfTransfer('TERMINATED', {
          by,
          code: body.code,
          note: truthfulText(body.reason.join(' ')) || null,
        }),
      });
    });
  }

  async #provenRevocation(
    received: ReceivedBody<'TransferTerminationMessage'>,
  ): Promise<EntryBody<'license.revoked'> | null> {
    const { deps } = this.#context;
    const { body, message } = received;
    const [entry, proof] = [body['kin:entry'], body['kin:proof']];
    if (body.code !== 'license-revoked' || entry === undefined || proof === undefined) return null;
    const { agreementDigest } = await deps.database.read((db) => requireNegotiation(db, message.exchange));
    const proven = await openProvenEntry(deps.crypto, {
      entry,
      proof,
      trust: deps.trust,
      nowMs: deps.clock(),
    });
    if (proven.type !== 'license.revoked' || agreementDigest === null) {
      throw new ExchangeError('bad-proof', 'The entry is no revocation.');
    }
    const revoked = proven.body as EntryBody<'license.revoked'>;
    requireEntry(proven, {
      type: 'license.revoked',
      subject: agreementDigest,
      actor: { participant: message.from, key: proven.statement.predicate.actor.key },
      exchange: message.exchange,
      role: 'provider',
      log: deps.self.log.origin,
      body: { ...revoked, agreement: agreementDigest },
    });
    return revoked;
  }

  #terminated(tx: WriteHandle, id: string, act: { entry: Envelope; proof: string } | undefined): void {
    const { deps, courier } = this.#context;
    const row = requireTransfer(tx, id);
    if (row.ended === null || (row.state !== null && isFinalTransfer(row.state))) return;
    moveTransfer(deps, tx, { id, change: endOfTransfer('TERMINATED', row.ended) });
    if (row.providerPid === null) return;
    courier.queue(tx, {
      ...this.#addressed(tx, row),
      body: {
        '@type': 'TransferTerminationMessage',
        consumerPid: id,
        providerPid: row.providerPid,
        code: row.ended.code,
        reason: [],
        ...(act === undefined ? {} : { 'kin:entry': act.entry, 'kin:proof': act.proof }),
      },
    });
  }

  #addressed(tx: WriteHandle, row: TransferRow) {
    const { counterparty } = requireNegotiation(tx, row.exchange);
    return { exchange: row.exchange, to: counterparty, about: row.id };
  }
}
