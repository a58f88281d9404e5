/** The broker's side of the feed protocol: asks publishers, hears hints, and serves its copies for back-fill. */

import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import { ExchangeError } from '#contracts/errors.ts';
import {
  feedDocumentSchema,
  feedPageSchema,
  feedRequestSchema,
  type FeedRequest,
} from '#contracts/feed/feed.ts';
import { manifestSchema } from '#contracts/manifest/manifest.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import {
  FEED_PROTOCOL,
  FEED_TOPIC,
  MAX_FEED_RESPONSE_BYTES,
  MAX_HINT_BYTES,
  MAX_REQUEST_BYTES,
} from '#contracts/p2p/protocols.ts';
import { envelopeBytes, type Envelope } from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import type { Database } from '#platform/database/database.ts';
import type { PeerHost } from '#platform/peer-host.ts';
import { feedEntries, feedHead, findDocument } from '../catalog/feed-store.ts';
import type { FeedSource, FeedSync } from '../catalog/feed-sync.ts';
import type { ParticipantRow } from '../participants/participant-store.ts';
import { atPublisher, type PublisherTargets } from './publisher-targets.ts';

/** Bytes that one page of feed entries may fill, leaving room for JSON around it. */
const PAGE_BUDGET_BYTES = MAX_FEED_RESPONSE_BYTES - 64 * 1024;
const LIMITS = { maxRequestBytes: MAX_REQUEST_BYTES, maxResponseBytes: MAX_FEED_RESPONSE_BYTES };

/** What the protocol needs. */
export interface FeedProtocolDeps {
  readonly host: PeerHost;
  readonly database: Database;
  readonly sync: FeedSync;
  readonly findByPeer: (peerId: string) => Promise<ParticipantRow | undefined>;
  /** Told when the node of an admitted company connects. */
  readonly onProvider?: (provider: ParticipantId) => Promise<void>;
}

/** Serves copies, hears hints, and pulls a publisher's feed when its node connects. The host must run. */
export function serveFeeds(deps: FeedProtocolDeps): void {
  const { host, sync } = deps;
  host.handle(FEED_PROTOCOL, LIMITS, async ({ bytes, peerId }) => {
    const asked = parseWire(feedRequestSchema, parseJson(bytes, MAX_REQUEST_BYTES), 'feed request');
    return canonicalBytes(await answer(deps, asked, peerId));
  });
  host.subscribe(FEED_TOPIC, (bytes) => {
    if (bytes.length > MAX_HINT_BYTES) {
      sync.counts.add('hint-malformed');
      return 'reject';
    }
    return sync.hint(bytes);
  });
  host.onPeer(({ type, peerId }) => {
    if (type !== 'connected') return;
    void deps.findByPeer(peerId).then(async (row) => {
      if (row?.status !== 'admitted') return;
      await sync.pull(row.id);
      await deps.onProvider?.(row.id);
    });
  });
}

/** Feeds and manifests from the publisher's own node. */
export function createFeedSource(
  deps: PublisherTargets & { readonly host: Pick<PeerHost, 'request'> },
): FeedSource {
  const ask = async (
    publisher: ParticipantId,
    request: FeedRequest,
    signal: AbortSignal,
  ): Promise<unknown> => {
    const bytes = await atPublisher(deps, publisher, (target) =>
      deps.host.request(target, FEED_PROTOCOL, canonicalBytes(request), { ...LIMITS, signal }),
    );
    return parseJson(bytes, MAX_FEED_RESPONSE_BYTES);
  };
  return {
    since: async ({ publisher, seq, limit }, signal) => {
      const page = await ask(publisher, { op: 'since', publisher, from: seq, limit }, signal);
      return parseAnswer(feedPageSchema, page);
    },
    document: async ({ publisher, digest }, signal) => {
      const document = await ask(publisher, { op: 'document', digest }, signal);
      return parseAnswer(feedDocumentSchema, document).envelope;
    },
  };
}

function parseAnswer<S extends Parameters<typeof parseWire>[0]>(
  schema: S,
  value: unknown,
): ReturnType<typeof parseWire<S>> {
  try {
    return parseWire(schema, value, 'feed answer');
  } catch (cause) {
    throw new ExchangeError('peer-misbehaved', 'The peer answered with something else than a feed.', {
      cause,
    });
  }
}

async function answer(deps: FeedProtocolDeps, asked: FeedRequest, peerId: string): Promise<unknown> {
  if (asked.op === 'document') return { envelope: await visibleDocument(deps, asked.digest, peerId) };
  return deps.database.read((db) => ({
    entries: withinBudget(feedEntries(db, asked.publisher, asked)),
    length: feedHead(db, asked.publisher).length,
  }));
}

/** A restricted manifest goes only to the companies that it names, once they are admitted: anybody can enrol under a name. */
async function visibleDocument(deps: FeedProtocolDeps, digest: string, peerId: string): Promise<Envelope> {
  const document = await deps.database.read((db) => findDocument(db, digest));
  if (document === undefined) throw notFound();
  const payload: unknown = JSON.parse(Buffer.from(document.envelope.payload, 'base64').toString('utf8'));
  const { visibility } = manifestSchema.pick({ visibility: true }).strip().parse(payload);
  if (visibility.kind === 'named') {
    const reader = await deps.findByPeer(peerId);
    const named = reader?.status === 'admitted' && visibility.participants.includes(reader.id);
    if (!named && reader?.id !== document.provider) throw notFound();
  }
  return document.envelope;
}

function withinBudget(entries: readonly Envelope[]): Envelope[] {
  const page: Envelope[] = [];
  let bytes = 0;
  for (const entry of entries) {
    bytes += envelopeBytes(entry).length;
    if (bytes > PAGE_BUDGET_BYTES) break;
    page.push(entry);
  }
  return page;
}

function notFound(): ExchangeError {
  return new ExchangeError('not-found', 'There is no such document here.');
}
