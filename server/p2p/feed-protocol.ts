/** The broker's side of the feed protocol: asks publishers, hears hints, and serves its copies for back-fill. */

import { utf8 } from '#contracts/bytes.ts';
import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { feedRequestSchema, type FeedRequest } from '#contracts/feed/feed.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import {
  FEED_PROTOCOL,
  FEED_TOPIC,
  MAX_FEED_RESPONSE_BYTES,
  MAX_HINT_BYTES,
  MAX_REQUEST_BYTES,
  MAX_REQUEST_VALUES,
} from '#contracts/p2p/protocols.ts';
import { parseWire } from '#contracts/wire.ts';
import type { Database } from '#platform/database/database.ts';
import type { Logger } from '#platform/logger.ts';
import type { PeerHost } from '#platform/peer-host.ts';
import type { FeedOpener } from '../catalog/feed-opener.ts';
import { documentText, feedEntries, feedHead } from '../catalog/feed-store.ts';
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
  readonly opener: Pick<FeedOpener, 'visibility'>;
  readonly findByPeer: (peerId: string) => Promise<ParticipantRow | undefined>;
  /** Told when the node of an admitted company connects. */
  readonly onProvider?: (provider: ParticipantId) => Promise<void>;
  readonly logger: Logger;
}

/** Serves copies, hears hints, and pulls a publisher's feed when its node connects. The host must run. */
export function serveFeeds(deps: FeedProtocolDeps): void {
  const { host, sync } = deps;
  host.handle(FEED_PROTOCOL, LIMITS, async ({ bytes, peerId }) => {
    const asked = parseWire(
      feedRequestSchema,
      parseJson(bytes, MAX_REQUEST_BYTES, MAX_REQUEST_VALUES),
      'feed request',
    );
    return answer(deps, asked, peerId);
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
    greet(deps, peerId).catch((error: unknown) =>
      deps.logger.warn({ error, peer: peerId }, 'what a node that has connected owes could not be asked for'),
    );
  });
}

/** Asks a company's node for its news, which it may have made while it was away. */
async function greet({ findByPeer, sync, onProvider }: FeedProtocolDeps, peerId: string): Promise<void> {
  const row = await findByPeer(peerId);
  if (row?.status !== 'admitted') return;
  await sync.pull(row.id);
  await onProvider?.(row.id);
}

/** Feeds and manifests from the publisher's own node, which is looked up once a pull. */
export function createFeedSource(
  deps: PublisherTargets & { readonly host: Pick<PeerHost, 'request'> },
): FeedSource {
  return async (publisher) => {
    const node = await deps.find(publisher);
    const there: PublisherTargets = { host: deps.host, find: async () => node };
    const ask = (request: FeedRequest, signal: AbortSignal): Promise<Uint8Array> =>
      atPublisher(there, publisher, (target) =>
        deps.host.request(target, FEED_PROTOCOL, canonicalBytes(request), { ...LIMITS, signal }),
      );
    return {
      since: ({ seq, limit }, signal) => ask({ op: 'since', publisher, from: seq, limit }, signal),
      document: (digest, signal) => ask({ op: 'document', digest }, signal),
    };
  };
}

/** Answers from stored texts, which are canonical already: nothing is parsed to be written again. */
async function answer(deps: FeedProtocolDeps, asked: FeedRequest, peerId: string): Promise<Uint8Array> {
  if (asked.op === 'document') {
    return utf8(`{"envelope":${await visibleDocument(deps, asked.digest, peerId)}}`);
  }
  const { entries, length } = await deps.database.read((db) => ({
    entries: feedEntries(db, asked.publisher, { ...asked, maxBytes: PAGE_BUDGET_BYTES }),
    length: feedHead(db, asked.publisher).length,
  }));
  return utf8(`{"entries":[${entries.join(',')}],"length":${length}}`);
}

/** A restricted manifest goes only to the companies that it names, once they are admitted: anybody can enrol under a name. */
async function visibleDocument(deps: FeedProtocolDeps, digest: Digest, peerId: string): Promise<string> {
  const document = await deps.database.read((db) => documentText(db, digest));
  if (document === undefined) throw notFound();
  const visibility = await deps.opener.visibility(document.envelope);
  if (visibility.kind === 'named') {
    const reader = await deps.findByPeer(peerId);
    const named = reader?.status === 'admitted' && visibility.participants.includes(reader.id);
    if (!named && reader?.id !== document.provider) throw notFound();
  }
  return document.envelope;
}

function notFound(): ExchangeError {
  return new ExchangeError('not-found', 'There is no such document here.');
}
