/** The node's side of the feed protocol: serves its own feed and manifests, and gossips hints. */

import { utf8 } from '#contracts/bytes.ts';
import { parseJson } from '#contracts/canonical-json.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { feedRequestSchema, type FeedRequest } from '#contracts/feed/feed.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import {
  FEED_PROTOCOL,
  FEED_TOPIC,
  MAX_FEED_RESPONSE_BYTES,
  MAX_REQUEST_BYTES,
  MAX_REQUEST_VALUES,
} from '#contracts/p2p/protocols.ts';
import { envelopeBytes } from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import type { Database } from '#platform/database/database.ts';
import { giveWay } from '#platform/give-way.ts';
import type { Logger } from '#platform/logger.ts';
import type { PeerHost } from '#platform/peer-host.ts';
import { documentBytes, feedPage, visibleLength } from '../feed/feed-store.ts';
import type { OwnFeed } from '../feed/own-feed.ts';
import { ownVisibility } from '../open-manifest.ts';
import type { Participants } from '../participants.ts';
import { isAmong } from './named-peers.ts';

/** What serving the feed needs. */
export interface FeedProtocolDeps {
  readonly host: Pick<PeerHost, 'handle' | 'publish' | 'subscribe'>;
  readonly database: Database;
  readonly crypto: CryptoPort;
  readonly participant: ParticipantId;
  readonly participants: Pick<Participants, 'ofPeer' | 'resolve'>;
  readonly logger: Logger;
}

/** Bytes that the entries of one page may fill, leaving room for JSON around them. */
const PAGE_BUDGET_BYTES = MAX_FEED_RESPONSE_BYTES - 64 * 1024;

/** Registers the protocol, and joins the topic so that hints find their way. */
export function serveFeed(deps: FeedProtocolDeps): void {
  const limits = { maxRequestBytes: MAX_REQUEST_BYTES, maxResponseBytes: MAX_FEED_RESPONSE_BYTES };
  deps.host.handle(FEED_PROTOCOL, limits, async (request) => {
    const asked = parseWire(
      feedRequestSchema,
      parseJson(request.bytes, MAX_REQUEST_BYTES, MAX_REQUEST_VALUES),
      'feed request',
    );
    return answer(deps, asked, request.peerId);
  });
  // Nodes pass hints of others on; a node reads catalogs from brokers, not from gossip.
  deps.host.subscribe(FEED_TOPIC, () => 'accept');
}

/** Gossips the hint about the visible head. Losing it costs nothing: brokers also ask by themselves. */
export async function announceFeed(deps: FeedProtocolDeps, feed: OwnFeed): Promise<void> {
  try {
    const hint = await deps.database.read((db) => feed.hint(db));
    if (hint !== null) await deps.host.publish(FEED_TOPIC, envelopeBytes(hint));
  } catch (error) {
    deps.logger.debug({ error }, 'a feed hint was not sent');
  }
}

/** Answers from what is stored, which is canonical JSON already: nothing is parsed to be written again. */
async function answer(deps: FeedProtocolDeps, asked: FeedRequest, peerId: string): Promise<Uint8Array> {
  if (asked.op === 'document') {
    return Buffer.concat([
      utf8('{"envelope":'),
      await readVisibleDocument(deps, asked.digest, peerId),
      utf8('}'),
    ]);
  }
  if (asked.publisher !== deps.participant) {
    throw new ExchangeError('not-found', 'This node serves its own feed only.');
  }
  const { entries, length } = await deps.database.read((db) => {
    const visible = visibleLength(db);
    const { from, limit } = asked;
    const range = { from, limit, length: visible, maxBytes: PAGE_BUDGET_BYTES };
    return { entries: feedPage(db, asked.publisher, range), length: visible };
  });
  // Reading a page is one piece, writing it another.
  await giveWay();
  return utf8(`{"entries":[${entries.join(',')}],"length":${length}}`);
}

/** Only manifests go out, and restricted ones only to the companies they name (DECISIONS 10). */
async function readVisibleDocument(
  deps: FeedProtocolDeps,
  digest: string,
  peerId: string,
): Promise<Uint8Array> {
  const document = await deps.database.read((db) => documentBytes(db, digest));
  if (document?.kind !== 'manifest') throw notFound();
  const visibility = await ownVisibility(document.envelope);
  if (visibility.kind === 'named' && !(await isAmong(deps.participants, visibility.participants, peerId)))
    throw notFound();
  return document.envelope;
}

function notFound(): ExchangeError {
  return new ExchangeError('not-found', 'There is no such document here.');
}
