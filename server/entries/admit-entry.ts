/** Strict admission of entries to the log: what a stranger may never get in, whoever passes it on (DECISIONS 4, 6). */

import type { CryptoPort } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { ParticipantId, SigningKey } from '#contracts/keys.ts';
import type { EntryType } from '#contracts/log/entry-bodies.ts';
import { openEntry, type ExchangeLink, type OpenedEntry } from '#contracts/log/entry.ts';

/** Who may be the actor of an entry type. `root` is the participant's offline root key. */
type Actor = 'registrar' | 'root' | 'provider' | 'consumer' | 'either';

/** Who signs what, and whether it belongs to an exchange. Two-sided entries stand in the provider's chain. */
const RULES: Readonly<Record<EntryType, { readonly actor: Actor; readonly inExchange: boolean }>> = {
  'participant.admitted': { actor: 'registrar', inExchange: false },
  'participant.suspended': { actor: 'registrar', inExchange: false },
  'role.granted': { actor: 'registrar', inExchange: false },
  'role.withdrawn': { actor: 'registrar', inExchange: false },
  'key.registered': { actor: 'root', inExchange: false },
  'key.rotated': { actor: 'root', inExchange: false },
  'key.revoked': { actor: 'root', inExchange: false },
  'desensitization.reported': { actor: 'provider', inExchange: false },
  'dataset.published': { actor: 'provider', inExchange: false },
  'dataset.superseded': { actor: 'provider', inExchange: false },
  'dataset.withdrawn': { actor: 'provider', inExchange: false },
  'request.opened': { actor: 'consumer', inExchange: true },
  'match.proposed': { actor: 'registrar', inExchange: false },
  'negotiation.terminated': { actor: 'either', inExchange: true },
  'agreement.signed': { actor: 'provider', inExchange: true },
  'transfer.started': { actor: 'provider', inExchange: true },
  'transfer.received': { actor: 'consumer', inExchange: true },
  'key.released': { actor: 'provider', inExchange: true },
  'receipt.acknowledged': { actor: 'provider', inExchange: true },
  'transfer.terminated': { actor: 'either', inExchange: true },
  'license.revoked': { actor: 'provider', inExchange: true },
  'evaluation.reported': { actor: 'consumer', inExchange: true },
  'dispute.opened': { actor: 'either', inExchange: true },
  'certificate.issued': { actor: 'provider', inExchange: false },
  'audit.accessed': { actor: 'registrar', inExchange: false },
};

/** What admission needs to know of participants. */
export interface EntryAdmissionDeps {
  readonly crypto: CryptoPort;
  /** Origin of this log. */
  readonly origin: string;
  /** The broker as a participant. */
  readonly registrar: ParticipantId;
  /** Root key of an enrolled participant. Throws `unknown-signer`. */
  readonly rootOf: (participant: ParticipantId) => Promise<SigningKey>;
  /** Throws `limit-exceeded` when a key entry is one too many for its company. */
  readonly requireRoomForKey: (entry: OpenedEntry) => Promise<void>;
  /** Throws `unknown-signer` or `forbidden` unless the participant is admitted and the key is live for signing. */
  readonly requireAdmittedKey: (participant: ParticipantId, key: SigningKey) => Promise<void>;
}

/**
 * Verifies an entry for this log: signatures, vocabulary, origin, the actor's standing and keys, and that the type is the
 * actor's to say. The chain of the exchange is judged when the entry is appended.
 */
export async function admitEntry(deps: EntryAdmissionDeps, envelope: unknown): Promise<OpenedEntry> {
  const opened = await openEntry(deps.crypto, envelope);
  const { actor, log, exchange, parties } = opened.statement.predicate;
  if (log !== deps.origin) {
    throw new ExchangeError('log-origin-mismatch', 'The entry is for another log.', {
      params: { log, origin: deps.origin },
    });
  }
  const rule = RULES[opened.type];
  requireExchange(rule.inExchange, exchange);
  if (exchange !== null && rule.actor !== 'either' && rule.actor !== exchange.role) {
    throw new ExchangeError(
      'forbidden',
      `${opened.type} does not stand in the chain of the ${exchange.role}.`,
    );
  }
  if ((rule.actor === 'registrar') !== (actor.participant === deps.registrar) && rule.actor !== 'root') {
    throw new ExchangeError('forbidden', `${opened.type} is not for this participant to say.`);
  }
  if (rule.actor === 'root') await requireRoot(deps, opened);
  else await deps.requireAdmittedKey(actor.participant, actor.key);
  const cosigner = (opened.body as { cosigner?: { participant: ParticipantId; key: SigningKey } }).cosigner;
  if (cosigner !== undefined) {
    if (cosigner.participant === actor.participant || !parties.includes(cosigner.participant)) {
      throw new ExchangeError('forbidden', 'A two-sided entry names two different parties.');
    }
    await deps.requireAdmittedKey(cosigner.participant, cosigner.key);
  }
  return opened;
}

function requireExchange(wanted: boolean, exchange: ExchangeLink | null): void {
  if (wanted === (exchange !== null)) return;
  throw new ExchangeError(
    'schema-mismatch',
    wanted ? 'The entry names no exchange.' : 'The entry belongs to no exchange.',
  );
}

async function requireRoot(deps: EntryAdmissionDeps, opened: OpenedEntry): Promise<void> {
  const { participant, key } = opened.statement.predicate.actor;
  const named = (opened.body as { root?: SigningKey }).root;
  if (key !== (await deps.rootOf(participant)) || named !== key) {
    throw new ExchangeError('unknown-signer', 'A key entry is signed by the root key of its company.');
  }
  await deps.requireRoomForKey(opened);
}
