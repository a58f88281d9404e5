/** Tables of negotiations, messages and transfers (migrations 0002 to 0004, 0007). Times are milliseconds since the epoch. */

import { blob, integer, sqliteTable, text } from '#platform/database/drizzle.ts';
import type { z } from 'zod';
import type { DeliveryConversion } from '#contracts/dataset/conversions.ts';
import type { Digest } from '#contracts/digest.ts';
import type { Reason } from '#contracts/errors.ts';
import type { ExchangeId } from '#contracts/ids.ts';
import type { ExchangeLink } from '#contracts/log/entry.ts';
import type { IntendedUse, LicenseTerms } from '#contracts/license/terms.ts';
import type { derivativeSchema } from '#contracts/manifest/manifest.ts';
import type { WrappedKey } from '#contracts/negotiation/messages.ts';
import type { NegotiationState, Party } from '#contracts/negotiation/transitions.ts';
import type { Envelope } from '#contracts/signature.ts';
import type { TransferState } from '#contracts/transfer/transitions.ts';

/** Why and by whom something ended. `note` is in words, for people. */
export interface Ending {
  readonly by: Party;
  readonly code: string;
  readonly note: string | null;
}

/** A revocation: `proven` once its entry in the log has been verified. */
export interface Revocation {
  readonly code: string;
  readonly effective: string;
  readonly proven: boolean;
  /** In words, for people; left out where the provider said none. */
  readonly note?: string | null;
}

/** What a transfer does next, seen from the consumer; the provider's rows only use `serving` and `done`. */
export type TransferPhase =
  | 'requesting'
  | 'fetching'
  | 'proving'
  | 'unlocking'
  | 'opening'
  | 'acknowledging'
  | 'serving'
  | 'done';

const json = <T>(name: string) => text(name, { mode: 'json' }).$type<T>();

/** One row per exchange. */
export const negotiations = sqliteTable('negotiations', {
  exchange: text('exchange').$type<ExchangeId>().primaryKey(),
  role: text('role').$type<Party>().notNull(),
  counterparty: text('counterparty').notNull(),
  counterpartyName: text('counterparty_name').notNull(),
  /** Key with which the consumer asked. */
  consumerKey: text('consumer_key').notNull(),
  dataset: text('dataset').notNull(),
  manifest: text('manifest').$type<Digest>().notNull(),
  version: integer('version').notNull(),
  title: text('title').notNull(),
  /** The manifest's derivative: what an agreement pins. */
  derivative: json<z.infer<typeof derivativeSchema>>('derivative').notNull(),
  terms: json<LicenseTerms>('terms').notNull(),
  use: json<IntendedUse>('intended_use').notNull(),
  useSalt: text('use_salt').notNull(),
  deadline: integer('deadline').notNull(),
  state: text('state').$type<NegotiationState>(),
  providerPid: text('provider_pid'),
  needsDecision: integer('needs_decision', { mode: 'boolean' }).notNull(),
  closing: json<Ending>('closing'),
  ended: json<Ending>('ended'),
  requestEntry: json<Envelope>('request_entry'),
  requestProof: text('request_proof'),
  agreement: json<Envelope>('agreement'),
  agreementId: text('agreement_id'),
  agreementDigest: text('agreement_digest').$type<Digest>(),
  agreementEntry: json<Envelope>('agreement_entry'),
  agreementProof: text('agreement_proof'),
  revocation: json<Revocation>('revocation'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  /** Provider: a person has confirmed the payment that the terms ask for. */
  paymentConfirmed: integer('payment_confirmed', { mode: 'boolean' }).notNull().default(false),
});
/** A negotiation as it is stored. */
export type NegotiationRow = typeof negotiations.$inferSelect;

/** One row per signed message. */
export const dspMessages = sqliteTable('dsp_messages', {
  digest: text('digest').$type<Digest>().primaryKey(),
  exchange: text('exchange').$type<ExchangeId>().notNull(),
  about: text('about').notNull(),
  direction: text('direction').$type<'in' | 'out'>().notNull(),
  type: text('type').notNull(),
  envelope: json<Envelope>('envelope').notNull(),
  delivered: integer('delivered', { mode: 'boolean' }).notNull(),
  createdAt: integer('created_at').notNull(),
});
/** A message as it is stored. */
export type MessageRow = typeof dspMessages.$inferSelect;

/** One row per transfer process. */
export const transfers = sqliteTable('transfers', {
  id: text('id').primaryKey(),
  exchange: text('exchange').$type<ExchangeId>().notNull(),
  role: text('role').$type<Party>().notNull(),
  agreement: text('agreement').$type<Digest>().notNull(),
  state: text('state').$type<TransferState>(),
  providerPid: text('provider_pid'),
  phase: text('phase').$type<TransferPhase>().notNull(),
  pausedBy: text('paused_by').$type<Party>(),
  ended: json<Ending>('ended'),
  trouble: json<Reason>('trouble'),
  /** The consumer's one-time X25519 key; its secret half only with the consumer. */
  wrapKey: text('wrap_key').notNull(),
  wrapSecret: blob('wrap_secret', { mode: 'buffer' }),
  outDir: text('out_dir'),
  /** What the consumer wants made of the delivery. */
  conversion: json<DeliveryConversion>('conversion'),
  startedEntry: json<Envelope>('started_entry'),
  startedProof: text('started_proof'),
  receivedEntry: json<Envelope>('received_entry'),
  receivedProof: text('received_proof'),
  releasedEntry: json<Envelope>('released_entry'),
  releasedProof: text('released_proof'),
  wrappedKey: json<WrappedKey>('wrapped_key'),
  nextLink: json<ExchangeLink>('next_link'),
  receipt: json<Envelope>('receipt'),
  receiptEntry: json<Envelope>('receipt_entry'),
  receiptProof: text('receipt_proof'),
  bytesDone: integer('bytes_done').notNull(),
  bytesTotal: integer('bytes_total').notNull(),
  chunkFailures: integer('chunk_failures').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
});
/** A transfer as it is stored. */
export type TransferRow = typeof transfers.$inferSelect;
