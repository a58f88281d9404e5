/** The state of a company's keys, judged from its key entries: the root's word, not the broker's. */

import type { CryptoPort } from '../crypto.ts';
import { ExchangeError } from '../errors.ts';
import { participantOfRoot, rootOfParticipant, type ParticipantId, type SigningKey } from '../keys.ts';
import type { EntryBody, KeyPurpose } from '../log/entry-bodies.ts';
import { openEntry, type OpenedEntry } from '../log/entry.ts';

/** One key of a company and its standing. */
export interface KeyState {
  readonly key: SigningKey;
  readonly purpose: KeyPurpose;
  readonly revoked: boolean;
}

/** The keys of a company. */
export interface KeyHistory {
  readonly participant: ParticipantId;
  readonly root: SigningKey;
  readonly keys: readonly KeyState[];
}

/** What {@link readKeyHistory} reads. */
export interface KeyHistoryInput {
  readonly participant: ParticipantId;
  /** Key entries (envelopes) in log order. */
  readonly entries: readonly unknown[];
  /** Root named by a did:web document that the reader resolved itself; ignored for did:key. */
  readonly documentRoot?: SigningKey | undefined;
  /** Origin of the log that all entries must be for; entries of any log when left out. */
  readonly log?: string | undefined;
}

/**
 * Reads a company's key history. Every entry must be signed by the root and speak about this company.
 * Throws `bad-signature`, `unknown-signer` (no root is known or another root signed), `schema-mismatch`, `log-origin-mismatch`.
 */
export async function readKeyHistory(crypto: CryptoPort, input: KeyHistoryInput): Promise<KeyHistory> {
  // One after the other: a history may be long, and `crypto` may let others have their turn between two signatures.
  const opened: OpenedEntry[] = [];
  for (const entry of input.entries) {
    const one = await openEntry(crypto, entry);
    if (input.log !== undefined && one.statement.predicate.log !== input.log)
      throw new ExchangeError('log-origin-mismatch', 'A key entry is for another log.');
    opened.push(one);
  }
  const root = rootOfParticipant(input.participant) ?? input.documentRoot ?? null;
  if (root === null)
    throw new ExchangeError('unknown-signer', `The root key of ${input.participant} is not known.`);
  const states = new Map<string, KeyState>();
  for (const entry of opened) applyKeyEntry(states, entry, { participant: input.participant, root });
  return { participant: input.participant, root, keys: [...states.values()] };
}

/** Throws `key-revoked` or `unknown-signer` unless `key` is a live key of the company for this purpose. */
export function requireLiveKey(history: KeyHistory, key: SigningKey, purpose: KeyPurpose): void {
  const state = history.keys.find((known) => known.key === key && known.purpose === purpose);
  if (state === undefined) {
    throw new ExchangeError('unknown-signer', `${history.participant} has no such ${purpose} key.`, {
      params: { key },
    });
  }
  if (state.revoked) throw new ExchangeError('key-revoked', 'The key was revoked.', { params: { key } });
}

/** Live keys of one purpose. */
export function liveKeys(history: KeyHistory, purpose: KeyPurpose): SigningKey[] {
  return history.keys
    .filter((state) => state.purpose === purpose && !state.revoked)
    .map((state) => state.key);
}

function applyKeyEntry(
  states: Map<string, KeyState>,
  entry: OpenedEntry,
  owner: { participant: ParticipantId; root: SigningKey },
): void {
  const { actor } = entry.statement.predicate;
  if (actor.participant !== owner.participant || actor.key !== owner.root) {
    throw new ExchangeError(
      'unknown-signer',
      `A key entry of ${owner.participant} is not signed by its root.`,
    );
  }
  if (entry.type === 'key.registered' || entry.type === 'key.rotated') {
    const body = entry.body as EntryBody<'key.registered'> & { replaces?: SigningKey };
    requireRoot(body.root, owner.root);
    const replaced = body.replaces === undefined ? undefined : states.get(`${body.purpose} ${body.replaces}`);
    if (replaced !== undefined) states.set(`${body.purpose} ${replaced.key}`, { ...replaced, revoked: true });
    const id = `${body.purpose} ${body.key}`;
    // A revoked key never lives again: a registration that arrives later does not raise it.
    if (!states.has(id)) states.set(id, { key: body.key, purpose: body.purpose, revoked: false });
    return;
  }
  if (entry.type !== 'key.revoked')
    throw new ExchangeError('schema-mismatch', `${entry.type} is no key entry.`);
  const body = entry.body as EntryBody<'key.revoked'>;
  requireRoot(body.root, owner.root);
  states.set(`${body.purpose} ${body.key}`, { key: body.key, purpose: body.purpose, revoked: true });
}

function requireRoot(named: SigningKey, root: SigningKey): void {
  if (named !== root)
    throw new ExchangeError('unknown-signer', `${participantOfRoot(named)} is another root.`);
}
