/** What this node has published, as negotiations and transfers need it. */

import type { CryptoPort } from '#contracts/crypto.ts';
import type { Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Envelope } from '#contracts/signature.ts';
import type { ProvenEntry } from '#contracts/transfer/messages.ts';
import type { Database } from '#platform/database/database.ts';
import type { ReadHandle } from '#platform/database/handles.ts';
import type { Keystore } from '#platform/keystore.ts';
import { chunkStoreOf } from '../content/seal-derivative.ts';
import { getDocument } from '../feed/feed-store.ts';
import type { Acts } from '../log/acts.ts';
import type { Publication, Publications, SealedVersion } from '../negotiation/ports.ts';
import { openOwnManifest } from '../open-manifest.ts';
import { listingByManifest, type OwnListing } from './listing-store.ts';
import { readSharedDescription } from './share-description.ts';
import { contentKeyName, readLists, versionPaths } from './version-folder.ts';

/** What reading published versions needs. */
export interface PublishedVersionsDeps {
  readonly crypto: CryptoPort;
  readonly database: Database;
  readonly keystore: Keystore;
  readonly acts: Acts;
}

/** Creates the view on published versions. */
export function createPublishedVersions(deps: PublishedVersionsDeps): Publications {
  return {
    find: (manifest) => findPublication(deps, manifest),
    openSealed: async (manifest) => openSealed(deps, await requireListing(deps, manifest)),
    evidence: async (manifest) => {
      const found = await findPublication(deps, manifest);
      if (found === undefined) throw notPublished();
      const report = found.manifest.derivative.report;
      const { folder } = await requireListing(deps, manifest);
      const robotDescription =
        found.manifest.robotDescription === null ? null : await readSharedDescription(folder);
      return deps.database.read((db) => ({
        robotDescription,
        report: requireDocument(db, report),
        acts: [
          provenAct(deps.acts, db, { type: 'desensitization.reported', subject: report }),
          provenAct(deps.acts, db, { type: 'dataset.published', subject: manifest }),
        ],
      }));
    },
  };
}

async function findPublication(
  deps: PublishedVersionsDeps,
  digest: Digest,
): Promise<Publication | undefined> {
  const stored = await deps.database.read((db) => {
    const listing = listingByManifest(db, digest);
    const document = getDocument(db, digest);
    return listing === undefined || document === undefined
      ? undefined
      : { listing, envelope: document.envelope };
  });
  // Before the log has it, a version is nobody's to ask for.
  if (stored === undefined || stored.listing.state === 'pending' || stored.listing.state === 'failed')
    return undefined;
  const manifest = await openOwnManifest(deps.crypto, stored.envelope);
  return { manifest, envelope: stored.envelope, digest, current: stored.listing.state === 'listed' };
}

async function requireListing(deps: PublishedVersionsDeps, manifest: Digest): Promise<OwnListing> {
  const listing = await deps.database.read((db) => listingByManifest(db, manifest));
  if (listing === undefined) throw notPublished();
  return listing;
}

async function openSealed(deps: PublishedVersionsDeps, listing: OwnListing): Promise<SealedVersion> {
  const paths = versionPaths(listing.folder);
  const lists = await readLists(paths);
  const contentKey = await deps.keystore.withSeed(contentKeyName(listing.dataset, listing.version), (key) =>
    Uint8Array.from(key),
  );
  const store = chunkStoreOf(paths.sealed);
  return { ...lists, contentKey, readChunk: (cipherHash) => store.read(cipherHash) };
}

function provenAct(acts: Acts, db: ReadHandle, wanted: { type: string; subject: Digest }): ProvenEntry {
  const act = acts.findLogged(db, wanted.type, wanted.subject);
  if (act?.proof == null) {
    throw new ExchangeError('not-found', `The log does not have the act ${wanted.type} yet.`);
  }
  return { entry: act.entry, proof: act.proof };
}

function requireDocument(db: ReadHandle, digest: Digest): Envelope {
  const document = getDocument(db, digest);
  if (document === undefined) throw notPublished();
  return document.envelope;
}

function notPublished(): ExchangeError {
  return new ExchangeError('not-found', 'This node did not publish that version.');
}
