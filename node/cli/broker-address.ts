/** Addresses of brokers as people type them. */

import { faultError } from '#contracts/faults.ts';

/** Base address from a URL or from a multiaddr of the HTTP API. Throws `usage`. */
export function apiAddress(text: string): string {
  const parts = /^\/(?:ip4|dns4|dns)\/([^/]+)\/tcp\/(\d{1,5})(?:\/(http|https))?$/.exec(text);
  if (parts !== null) return `${parts[3] ?? 'http'}://${parts[1]}:${parts[2]}`;
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw faultError('usage', 'address-unusable', { text });
  }
  return url.origin;
}
