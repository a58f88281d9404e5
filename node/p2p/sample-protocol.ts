/** The node's side of the sample protocol: whoever may see a listing may fetch its sample. */

import { open } from 'node:fs/promises';
import { parseJson } from '#contracts/canonical-json.ts';
import { ExchangeError } from '#contracts/errors.ts';
import {
  MAX_SAMPLE_REQUEST_BYTES,
  MAX_SAMPLE_RESPONSE_BYTES,
  SAMPLE_PROTOCOL,
} from '#contracts/p2p/protocols.ts';
import {
  SAMPLE_PAGE_BYTES,
  samplePageRequestSchema,
  type SamplePageRequest,
} from '#contracts/sample/messages.ts';
import { parseWire } from '#contracts/wire.ts';
import type { PeerHost } from '#platform/peer-host.ts';
import type { Participants } from '../participants.ts';
import type { PublishedSamples } from '../sample/published-samples.ts';
import { isAmong } from './named-peers.ts';

const LIMITS = { maxRequestBytes: MAX_SAMPLE_REQUEST_BYTES, maxResponseBytes: MAX_SAMPLE_RESPONSE_BYTES };

/** What serving samples needs. */
export interface SampleProtocolDeps {
  readonly host: Pick<PeerHost, 'handle'>;
  readonly samples: PublishedSamples;
  readonly participants: Pick<Participants, 'ofPeer' | 'resolve'>;
}

/** Registers the protocol. */
export function serveSamples(deps: SampleProtocolDeps): void {
  deps.host.handle(SAMPLE_PROTOCOL, LIMITS, ({ bytes, peerId }) => {
    const asked = parseWire(
      samplePageRequestSchema,
      parseJson(bytes, MAX_SAMPLE_REQUEST_BYTES),
      'sample request',
    );
    return readPage(deps, asked, peerId);
  });
}

/** Throws `not-found` for what is not there and for what the peer may not see. */
async function readPage(
  { samples, participants }: SampleProtocolDeps,
  asked: SamplePageRequest,
  peerId: string,
): Promise<Uint8Array> {
  const found = await samples.ofManifest(asked.manifest);
  const { visibility } = found.manifest;
  const hidden =
    visibility.kind === 'named' && !(await isAmong(participants, visibility.participants, peerId));
  if (hidden) throw notThere();
  const from = asked.page * SAMPLE_PAGE_BYTES;
  if (asked.file === found.index.digest) return found.index.bytes.subarray(from, from + SAMPLE_PAGE_BYTES);
  const file = found.sample.files.find(({ digest }) => digest === asked.file);
  if (file === undefined) throw notThere();
  await using handle = await open(found.pathOf(file), 'r');
  const page = Buffer.alloc(Math.max(0, Math.min(SAMPLE_PAGE_BYTES, file.size - from)));
  const { bytesRead } = await handle.read(page, 0, page.length, from);
  return page.subarray(0, bytesRead);
}

function notThere(): ExchangeError {
  return new ExchangeError('not-found', 'There is no such file of a public sample here.');
}
