/** Opened versions of this node's datasets, as the chunk door serves them: a few at a time stay in memory. */

import { canonicalBytes } from '#contracts/canonical-json.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { openProvenEntry } from '#contracts/log/proven-entry.ts';
import type { EntryBody } from '#contracts/log/entry-bodies.ts';
import type { Papers, ProvenEntry } from '#contracts/transfer/messages.ts';
import { sealSecrets } from '../content/chunk-cipher.ts';
import type { ExchangeDeps, SealedVersion } from '../negotiation/ports.ts';

/** Versions kept open. A list takes about 200 bytes for each MiB of content. */
const MAX_OPEN_VERSIONS = 4;

/** A version with everything that can be asked of it. */
export interface ServedVersion {
  readonly sealed: SealedVersion;
  /** `chunks/1`, canonical. */
  readonly list: Uint8Array;
  readonly hashes: ReadonlySet<Digest>;
  readonly chunks: number;
  /** Sealed bytes in all chunks. */
  readonly bytes: number;
  /** `papers/1`, canonical. */
  readonly papers: Uint8Array;
  /** `chunk-secrets/1`, sealed under the content key. */
  readonly secrets: Uint8Array;
}

/** Opens versions and keeps the last few. */
export class SealedCache {
  readonly #deps: ExchangeDeps;
  readonly #open = new Map<Digest, Promise<ServedVersion>>();

  constructor(deps: ExchangeDeps) {
    this.#deps = deps;
  }

  /** A version by manifest digest. Throws `not-found` when it or its evidence is not there, `bad-proof` when the evidence does not hold. */
  async get(manifest: Digest): Promise<ServedVersion> {
    const known = this.#open.get(manifest);
    this.#open.delete(manifest);
    const opening = known ?? this.#load(manifest);
    this.#open.set(manifest, opening);
    opening.catch(() => this.#open.delete(manifest));
    if (this.#open.size > MAX_OPEN_VERSIONS) {
      const oldest = this.#open.keys().next().value;
      if (oldest !== undefined) this.#open.delete(oldest);
    }
    return opening;
  }

  async #load(manifest: Digest): Promise<ServedVersion> {
    const { publications, ownKeyActs } = this.#deps;
    const publication = await publications.find(manifest);
    if (publication === undefined) throw new ExchangeError('not-found', 'The version is not published here.');
    const [sealed, evidence, keyActs] = await Promise.all([
      publications.openSealed(manifest),
      publications.evidence(manifest),
      ownKeyActs(),
    ]);
    await this.#requireDesensitized(publication.manifest.derivative, evidence.acts);
    const papers: Papers = {
      schema: 'papers/1',
      manifest: publication.envelope,
      report: evidence.report,
      robotDescription: evidence.robotDescription,
      acts: [...keyActs, ...evidence.acts],
    };
    const chunks = sealed.chunkList.files.flatMap((file) => file.chunks);
    const secrets = canonicalBytes(sealed.chunkSecrets);
    return {
      sealed,
      list: canonicalBytes(sealed.chunkList),
      hashes: new Set(chunks.map((chunk) => chunk.cipherHash)),
      chunks: chunks.length,
      bytes: chunks.reduce((sum, chunk) => sum + chunk.cipherSize, 0),
      papers: canonicalBytes(papers),
      secrets: sealSecrets(sealed.contentKey, publication.manifest.derivative.plaintextRoot, secrets),
    };
  }

  /** No proof, no key: what was desensitized and passed inspection must stand in the log, about exactly these bytes. */
  async #requireDesensitized(
    derivative: { readonly plaintextRoot: Digest; readonly policy: string },
    acts: readonly ProvenEntry[],
  ): Promise<void> {
    const { crypto, trust, clock } = this.#deps;
    for (const act of acts) {
      const proven = await openProvenEntry(crypto, { ...act, trust, nowMs: clock() });
      if (proven.type !== 'desensitization.reported') continue;
      const body = proven.body as EntryBody<'desensitization.reported'>;
      const fits = body.outputRoot === derivative.plaintextRoot && body.policy === derivative.policy;
      if (fits && body.inspection === 'passed') return;
    }
    throw new ExchangeError('bad-proof', 'The log has no passed desensitization report of this version.');
  }
}
