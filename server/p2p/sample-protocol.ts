/** The broker's side of the sample protocol: fetches files page by page, and never more than it asked for. */

import { canonicalBytes } from '#contracts/canonical-json.ts';
import { ExchangeError } from '#contracts/errors.ts';
import {
  MAX_SAMPLE_REQUEST_BYTES,
  MAX_SAMPLE_RESPONSE_BYTES,
  SAMPLE_PROTOCOL,
} from '#contracts/p2p/protocols.ts';
import { SAMPLE_PAGE_BYTES, type SamplePageRequest } from '#contracts/sample/messages.ts';
import type { PeerHost } from '#platform/peer-host.ts';
import type { SampleSource } from '../catalog/sample-mirror.ts';
import { atPublisher, type PublisherTargets } from './publisher-targets.ts';

const LIMITS = { maxRequestBytes: MAX_SAMPLE_REQUEST_BYTES, maxResponseBytes: MAX_SAMPLE_RESPONSE_BYTES };

/** Files from the publisher's own node. */
export function createSampleSource(
  deps: PublisherTargets & { readonly host: Pick<PeerHost, 'openExchange'> },
): SampleSource {
  return {
    file: ({ publisher, manifest, file, maxBytes }, signal) =>
      atPublisher(deps, publisher, async (target) => {
        await using exchange = await deps.host.openExchange(target, SAMPLE_PROTOCOL, { ...LIMITS, signal });
        const pages: Uint8Array[] = [];
        let bytes = 0;
        for (let page = 0; ; page++) {
          const asked: SamplePageRequest = { manifest, file, page };
          const got = await exchange.request(canonicalBytes(asked), { signal });
          bytes += got.length;
          if (bytes > maxBytes)
            throw new ExchangeError('peer-misbehaved', 'The peer sent more of a file than there is.');
          pages.push(got);
          if (got.length < SAMPLE_PAGE_BYTES) return new Uint8Array(Buffer.concat(pages, bytes));
        }
      }),
  };
}
