/** Root key that a company's did:web document names (https://w3c-ccg.github.io/did-method-web/). */

import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { parseJson } from '#contracts/canonical-json.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { signingKeySchema, type ParticipantId, type SigningKey } from '#contracts/keys.ts';
import { parseWire } from '#contracts/wire.ts';

/** Largest document that is read, in bytes. */
export const MAX_DID_DOCUMENT_BYTES = 64 * 1024;

const methodSchema = z.object({
  id: z.string().max(512),
  type: z.literal('Multikey'),
  controller: z.string().max(256),
  publicKeyMultibase: signingKeySchema,
});
const documentSchema = z.object({
  id: z.string().max(256),
  verificationMethod: z.array(z.unknown()).max(32),
  /** The root is the key that may change the company's keys. */
  capabilityInvocation: z.array(z.string().max(512)).min(1).max(8),
});

/** Fetches the bytes of an https address, at most {@link MAX_DID_DOCUMENT_BYTES}; without redirects. */
export type FetchDocument = (url: string) => Promise<Uint8Array>;

/** Resolves did:web names. */
export interface DidWebResolver {
  /** Root key of the document. Throws `peer-unreachable`, `schema-mismatch` or `unknown-signer`. */
  rootOf(participant: ParticipantId): Promise<SigningKey>;
}

/** Creates a resolver over a fetcher. */
export function createDidWebResolver(fetchDocument: FetchDocument): DidWebResolver {
  return {
    rootOf: async (participant) => {
      const bytes = await fetchDocument(didWebUrl(participant));
      const document = parseWire(documentSchema, parseJson(bytes, MAX_DID_DOCUMENT_BYTES), 'DID document');
      if (document.id !== participant) {
        throw new ExchangeError('unknown-signer', 'The DID document is that of another name.');
      }
      const root = document.verificationMethod
        .map((method) => methodSchema.safeParse(method).data)
        .find((method) => {
          const id = method?.id.startsWith('#') === true ? participant + method.id : method?.id;
          return method?.controller === participant && document.capabilityInvocation.includes(id ?? '');
        });
      if (root === undefined) {
        throw new ExchangeError(
          'unknown-signer',
          'The DID document names no Ed25519 root key (capabilityInvocation).',
        );
      }
      return root.publicKeyMultibase;
    },
  };
}

/** Address of a did:web document. Throws `path-not-allowed` for path segments that would leave the name's folder. */
export function didWebUrl(participant: ParticipantId): string {
  const [host, ...path] = participant.slice('did:web:'.length).split(':');
  if (path.some((segment) => segment === '.' || segment === '..')) {
    throw new ExchangeError('path-not-allowed', 'The DID names no folder of its host.');
  }
  const folder = path.length === 0 ? '.well-known' : path.join('/');
  return `https://${(host ?? '').replace('%3A', ':')}/${folder}/did.json`;
}

/** How long a document may take, in milliseconds. */
const FETCH_TIMEOUT_MS = 10_000;

/** Addresses that no company's document can have: whoever names one wants us to knock at somebody's inner door. */
const INNER = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const) {
  INNER.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  INNER.addSubnet(network, prefix, 'ipv6');
}

/** Throws `forbidden` unless the host is a public name. What a name resolves to may change between this look and the fetch. */
async function requirePublicHost(host: string): Promise<void> {
  const named = isIP(host) === 0 && host.includes('.') && !host.startsWith('[');
  const addresses = named ? await lookup(host, { all: true }).catch(() => []) : [];
  const inner = addresses.some(({ address, family }) => INNER.check(address, family === 6 ? 'ipv6' : 'ipv4'));
  if (!named || inner) throw new ExchangeError('forbidden', 'A did:web name is a public host name.');
}

/** Fetches a document from the net, bounded in time and size. Throws `peer-unreachable`, `forbidden`, `limit-exceeded`. */
export const fetchDidDocument: FetchDocument = async (url) => {
  await requirePublicHost(new URL(url).hostname);
  let response: Response;
  try {
    response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
  } catch (cause) {
    throw new ExchangeError('peer-unreachable', 'The DID document could not be fetched.', { cause });
  }
  if (!response.ok || response.body === null) {
    throw new ExchangeError('peer-unreachable', `The DID document is not there (${response.status}).`);
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body) {
    parts.push(part);
    length += part.length;
    if (length > MAX_DID_DOCUMENT_BYTES)
      throw new ExchangeError('limit-exceeded', 'The DID document is too long.');
  }
  return Buffer.concat(parts);
};
