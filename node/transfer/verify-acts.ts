/** Which acts a delivery must prove, what each must say, and whose keys may have said it. */

import type { Agreement, OpenedAgreement } from '#contracts/agreement/agreement.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { rootOfParticipant, type ParticipantId, type SigningKey } from '#contracts/keys.ts';
import type { EntryBody, EntryType, KeyPurpose } from '#contracts/log/entry-bodies.ts';
import { subjectDigest } from '#contracts/log/entry.ts';
import type { ProvenAct } from '#contracts/log/proven-entry.ts';
import { termsDigest, type OpenedManifest } from '#contracts/manifest/verify.ts';
import { readKeyHistory } from '#contracts/participant/key-state.ts';
import { agreementEntryBody, requireSame } from '../negotiation/agreement-draft.ts';
import { requireFound, type DeliveryCase } from './delivery-case.ts';
import { receiptEntryBody } from './receipt-draft.ts';

/** The acts of a delivery in the order in which the log must have them. */
export const DELIVERY_ACTS = [
  'desensitization.reported',
  'dataset.published',
  'request.opened',
  'agreement.signed',
  'transfer.started',
  'transfer.received',
  'key.released',
  'receipt.acknowledged',
] as const;
/** An act that a delivery must prove. */
export type DeliveryAct = (typeof DELIVERY_ACTS)[number];

const KEY_ACTS: ReadonlySet<EntryType> = new Set<EntryType>(['key.registered', 'key.rotated', 'key.revoked']);

interface Expectation {
  readonly subject?: Digest;
  readonly actor: ParticipantId;
  /** Body members that must be there with exactly these values. */
  readonly body: object;
}

interface Grounds {
  readonly agreement: Agreement;
  readonly digest: Digest;
}

/**
 * The proven act of a type that is about this delivery; of several, as repeated transfers leave them, the newest. Throws `not-found` when there is none, the act's own error when it does not
 * verify, and `content-mismatch` when it speaks of something else.
 */
export function requireAct(delivery: DeliveryCase, type: DeliveryAct): ProvenAct {
  const candidates = delivery.acts.filter((act) => act.name.endsWith(`-${type}`)).reverse();
  let failure = new ExchangeError('not-found', `The delivery has no act ${type}.`);
  for (const { found } of candidates) {
    try {
      const act = requireFound(found);
      if (act.type !== type) throw new ExchangeError('content-mismatch', `The act is no ${type}.`);
      requireExpected(delivery, act, type);
      return act;
    } catch (error) {
      failure = error as ExchangeError;
    }
  }
  throw failure;
}

/** Throws `content-mismatch` unless the acts stand in the log in the order in which they make sense. */
export function requireOrder(acts: readonly ProvenAct[]): string {
  for (const [i, act] of acts.entries()) {
    const before = acts[i - 1];
    if (before !== undefined && before.index >= act.index) {
      throw new ExchangeError('content-mismatch', `The log has ${act.type} before ${before.type}.`, {
        params: { [before.type]: before.index, [act.type]: act.index },
      });
    }
  }
  return acts.map((act) => `${act.type}@${act.index}`).join(' < ');
}

/** Keys that a company's root registered for signing, by the acts that travel along. */
export function signingKeys(delivery: DeliveryCase, participant: ParticipantId): SigningKey[] {
  return delivery.acts.flatMap(({ found }) => {
    const act = found.value;
    const registers = act?.type === 'key.registered' || act?.type === 'key.rotated';
    if (!registers || act.statement.predicate.actor.participant !== participant) return [];
    const body = act.body as EntryBody<'key.registered'>;
    return body.purpose === 'sign' ? [body.key] : [];
  });
}

/** A use of a key: by whom, in which act. */
export interface KeyUse {
  readonly key: SigningKey;
  /** Index in the log of the act that was signed. */
  readonly index: number;
}

/** A company's keys, judged at the log index of each use. `root`: how the root itself is known. */
export async function judgeKeys(
  delivery: DeliveryCase,
  participant: ParticipantId,
  uses: readonly KeyUse[],
): Promise<{ readonly keys: number; readonly rootIsNamed: boolean }> {
  const entries = delivery.acts
    .flatMap(({ found }) => (found.value === null ? [] : [found.value]))
    .filter((act) => KEY_ACTS.has(act.type) && act.statement.predicate.actor.participant === participant)
    .sort((a, b) => a.index - b.index);
  const named = rootOfParticipant(participant);
  const first = entries[0]?.body as EntryBody<'key.registered'> | undefined;
  const root = named ?? first?.root;
  if (root === undefined) {
    throw new ExchangeError('not-found', `The delivery has no key entries of ${participant}.`);
  }
  for (const use of uses) requireKeyAt(entries, use, root);
  await readKeyHistory(delivery.crypto, {
    participant,
    entries: entries.map((act) => JSON.parse(Buffer.from(act.leaf).toString('utf8')) as unknown),
    documentRoot: root,
  });
  return { keys: uses.length, rootIsNamed: named !== null };
}

/** A key is good at an index when the root registered it before and had neither replaced nor revoked it by then. */
function requireKeyAt(entries: readonly ProvenAct[], use: KeyUse, root: SigningKey): void {
  let isLive = false;
  for (const act of entries) {
    if (act.index >= use.index) break;
    const body = act.body as {
      key: SigningKey;
      purpose: KeyPurpose;
      root: SigningKey;
      replaces?: SigningKey;
    };
    if (body.purpose !== 'sign' || body.root !== root) continue;
    if (act.type === 'key.revoked' && body.key === use.key) isLive = false;
    else if (body.replaces === use.key) isLive = false;
    else if (body.key === use.key && act.type !== 'key.revoked') isLive = true;
  }
  if (isLive) return;
  throw new ExchangeError(
    'unknown-signer',
    'A signature was made with a key that was not good at that place of the log.',
    {
      params: { key: use.key, index: use.index },
    },
  );
}

function requireExpected(delivery: DeliveryCase, act: ProvenAct, type: DeliveryAct): void {
  const { agreement, digest }: OpenedAgreement = requireFound(delivery.agreement);
  const expected = EXPECTED[type](delivery, { agreement, digest });
  const { predicate } = act.statement;
  const body = act.body as Record<string, unknown>;
  const inExchange = predicate.exchange === null ? null : predicate.exchange.id;
  requireSame(
    {
      actor: predicate.actor.participant,
      ...(expected.subject === undefined ? {} : { subject: subjectDigest(act.statement) }),
      dataset: predicate.dataset,
      ...(inExchange === null ? {} : { exchange: inExchange }),
      ...Object.fromEntries(Object.keys(expected.body).map((name) => [name, body[name]])),
    },
    {
      actor: expected.actor,
      ...(expected.subject === undefined ? {} : { subject: expected.subject }),
      dataset: agreement.dataset,
      ...(inExchange === null ? {} : { exchange: agreement.exchange }),
      ...expected.body,
    },
    `entry ${type}`,
  );
}

type Expect = (delivery: DeliveryCase, grounds: Grounds) => Expectation;

/** What each act must say about this delivery. */
const EXPECTED: Readonly<Record<DeliveryAct, Expect>> = {
  'desensitization.reported': (_, { agreement }) => ({
    subject: agreement.report,
    actor: agreement.provider.participant,
    body: { policy: agreement.policy, outputRoot: agreement.plaintextRoot, inspection: 'passed' },
  }),
  'dataset.published': (_, { agreement }) => ({
    subject: agreement.manifest,
    actor: agreement.provider.participant,
    body: {
      report: agreement.report,
      version: agreement.version,
      plaintextRoot: agreement.plaintextRoot,
      ciphertextRoot: agreement.ciphertextRoot,
    },
  }),
  'request.opened': ({ crypto }, { agreement }) => ({
    subject: agreement.manifest,
    actor: agreement.consumer.participant,
    body: { manifest: agreement.manifest, terms: termsDigest(crypto, agreement.terms) },
  }),
  'agreement.signed': ({ crypto }, { agreement, digest }) => ({
    subject: digest,
    actor: agreement.provider.participant,
    body: agreementEntryBody(crypto, agreement),
  }),
  'transfer.started': (_, { agreement, digest }) => ({
    subject: digest,
    actor: agreement.provider.participant,
    body: { agreement: digest },
  }),
  'transfer.received': (_, { agreement, digest }) => ({
    subject: agreement.ciphertextRoot,
    actor: agreement.consumer.participant,
    body: { agreement: digest, ciphertextRoot: agreement.ciphertextRoot },
  }),
  'key.released': (delivery, { agreement, digest }) => ({
    subject: digest,
    actor: agreement.provider.participant,
    body: {
      agreement: digest,
      received: requireAct(delivery, 'transfer.received').leafHash,
      keyCommitment: agreement.keyCommitment,
    },
  }),
  'receipt.acknowledged': (delivery, { agreement }) => {
    const { document, digest } = requireFound(delivery.receipt);
    return { subject: digest, actor: agreement.provider.participant, body: receiptEntryBody(document) };
  },
};

/** Key uses of the provider, of the consumer: each signature that the delivery rests on, at its place in the log. */
export function keyUses(
  delivery: DeliveryCase,
  acts: ReadonlyMap<EntryType, ProvenAct>,
): { readonly provider: KeyUse[]; readonly consumer: KeyUse[] } {
  const { agreement } = requireFound(delivery.agreement);
  const { manifest }: OpenedManifest = requireFound(delivery.manifest);
  const uses = { provider: [] as KeyUse[], consumer: [] as KeyUse[] };
  const side = {
    [agreement.provider.participant]: uses.provider,
    [agreement.consumer.participant]: uses.consumer,
  };
  for (const act of acts.values()) {
    const { actor } = act.statement.predicate;
    side[actor.participant]?.push({ key: actor.key, index: act.index });
    const { cosigner } = act.body as { cosigner?: { participant: ParticipantId; key: SigningKey } };
    if (cosigner !== undefined) side[cosigner.participant]?.push({ key: cosigner.key, index: act.index });
  }
  const published = acts.get('dataset.published');
  if (published !== undefined) uses.provider.push({ key: manifest.provider.key, index: published.index });
  return uses;
}
