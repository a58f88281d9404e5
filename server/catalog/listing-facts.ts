/** What every reader of a version sees the same: derived from the manifest, stored beside the listing. */

import { fromBase64, fromUtf8 } from '#contracts/bytes.ts';
import { canonicalJson } from '#contracts/canonical-json.ts';
import type { Digest } from '#contracts/digest.ts';
import { bodyClassOf, bodyDof, type BodyClass } from '#contracts/embodiment/body/body-class.ts';
import type { Listing } from '#contracts/http/catalog.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { readTask } from '#contracts/matching/task/read-task.ts';
import type { ReadHandle } from '#platform/database/handles.ts';
import { findDocument } from './feed-store.ts';

/** Most tasks of a dataset that its listing shows. */
const MAX_LISTED_TASKS = 32;
/** Most verbs that a listing is found by. */
const MAX_VERBS = 16;
/** Rises when facts are added or read differently, so that listings stored before are derived anew. */
const FACTS_VERSION = 3;

/** The facts of a listing. */
export interface ListingFacts {
  readonly version: typeof FACTS_VERSION;
  readonly slug: string;
  readonly episodes: number;
  readonly frames: number;
  readonly fps: number | null;
  readonly modalities: readonly string[];
  readonly tasks: readonly string[];
  readonly verbs: readonly string[];
  readonly embodiment: { readonly id: Digest; readonly label: string } | null;
  readonly bodyClass: BodyClass;
  readonly dof: number | null;
  readonly quality: number | null;
  readonly policy: string;
  readonly licenses: readonly string[];
  readonly bytes: number;
  /** Extent of the public sample; null without one. */
  readonly sample: Listing['sample'];
  readonly sensing: Listing['sensing'];
}

/** Facts of a manifest. */
export function listingFacts(manifest: Manifest): ListingFacts {
  const { facts, derivative, embodiment, sample } = manifest;
  const verbs = new Set(facts.tasks.slice(0, MAX_LISTED_TASKS).flatMap((task) => readTask(task.text).verbs));
  return {
    version: FACTS_VERSION,
    slug: manifest.slug,
    episodes: facts.episodes,
    frames: facts.frames,
    fps: facts.fps,
    modalities: facts.modalities.map((modality) => modality.kind),
    tasks: facts.tasks.slice(0, MAX_LISTED_TASKS).map((task) => task.text),
    verbs: [...verbs].filter((verb) => !verb.startsWith('=')).slice(0, MAX_VERBS),
    embodiment: embodiment === null ? null : { id: embodiment.id, label: embodiment.label },
    bodyClass: bodyClassOf(embodiment?.body ?? null),
    dof: bodyDof(embodiment?.body ?? null),
    quality: facts.quality.qualification.rate,
    policy: derivative.policy,
    licenses: manifest.offers.map((offer) => offer.id),
    bytes: derivative.bytes,
    sample:
      sample === undefined ? null : { episodes: sample.episodes, frames: sample.frames, bytes: sample.bytes },
    sensing: facts.sensing,
  };
}

/** The facts as they are stored. */
export function factsText(manifest: Manifest): string {
  return canonicalJson(listingFacts(manifest));
}

/** Facts of a stored listing; of one that was stored by an older broker, derived from its manifest. */
export function readFacts(
  db: ReadHandle,
  stored: { readonly facts: string; readonly manifest: string },
): ListingFacts {
  const facts = JSON.parse(stored.facts) as ListingFacts;
  if (facts.version === FACTS_VERSION) return facts;
  const document = findDocument(db, stored.manifest);
  if (document === undefined) return facts;
  // Signature and schema were checked when the manifest was taken in.
  return listingFacts(JSON.parse(fromUtf8(fromBase64(document.envelope.payload))) as Manifest);
}
