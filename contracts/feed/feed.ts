/**
 * A node's publications: an append-only feed of signed entries, and the hint that gossip carries about it.
 *
 * Gossip does not back-fill, so a hint only says "publisher P is at n": everything else comes by request, in order, and
 * nothing out of order, unsigned or from an unknown key is indexed (DECISIONS 20).
 */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { datasetIdSchema, timestampSchema } from '../ids.ts';
import { participantIdSchema, signingKeySchema } from '../keys.ts';
import { logOriginSchema } from '../log/entry.ts';
import { envelopeSchema, type DocumentType } from '../signature.ts';
import { MAX_FEED_PAGE } from '../p2p/protocols.ts';

/** Schema of one feed entry. `prev` is the digest of the previous entry's payload, null for the first. */
export const feedEntrySchema = z.strictObject({
  schema: z.literal('feed-entry/1'),
  publisher: participantIdSchema,
  key: signingKeySchema,
  log: logOriginSchema,
  seq: z.int().min(0).max(10_000_000),
  prev: digestSchema.nullable(),
  time: timestampSchema,
  act: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('published'), dataset: datasetIdSchema, manifest: digestSchema }),
    z.strictObject({
      kind: z.literal('withdrawn'),
      dataset: datasetIdSchema,
      manifest: digestSchema,
      reason: z.string().max(280),
    }),
    z.strictObject({ kind: z.literal('announced'), dataset: datasetIdSchema, announcement: digestSchema }),
  ]),
});
/** One feed entry. */
export type FeedEntry = z.infer<typeof feedEntrySchema>;

/** The signed form of a feed entry. */
export const FEED_ENTRY_DOCUMENT: DocumentType<typeof feedEntrySchema> = {
  payloadType: 'application/vnd.kinship.feed-entry.v1+json',
  schema: feedEntrySchema,
  maxBytes: 4096,
};

/** Schema of a feed hint. */
export const feedHintSchema = z.strictObject({
  schema: z.literal('feed-hint/1'),
  publisher: participantIdSchema,
  key: signingKeySchema,
  seq: z.int().min(0).max(10_000_000),
  head: digestSchema,
  time: timestampSchema,
});
/** A feed hint. */
export type FeedHint = z.infer<typeof feedHintSchema>;

/** The signed form of a feed hint; the envelope stays below the gossip limit of 1 KB. */
export const FEED_HINT_DOCUMENT: DocumentType<typeof feedHintSchema> = {
  payloadType: 'application/vnd.kinship.feed-hint.v1+json',
  schema: feedHintSchema,
  maxBytes: 512,
};

/** Schema of a request on the feed protocol. */
export const feedRequestSchema = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('since'),
    publisher: participantIdSchema,
    /** First sequence number wanted. */
    from: z.int().min(0).max(10_000_000),
    limit: z.int().min(1).max(MAX_FEED_PAGE),
  }),
  /** A manifest or announcement by the digest of its payload. */
  z.strictObject({ op: z.literal('document'), digest: digestSchema }),
]);
/** A request on the feed protocol. */
export type FeedRequest = z.infer<typeof feedRequestSchema>;

/** Schema of an answer to `since`: entries in order without gaps, and the publisher's length as the answering peer knows it. */
export const feedPageSchema = z.strictObject({
  entries: z.array(envelopeSchema).max(MAX_FEED_PAGE),
  length: z.int().min(0),
});
/** Schema of an answer to `document`. */
export const feedDocumentSchema = z.strictObject({ envelope: envelopeSchema });
