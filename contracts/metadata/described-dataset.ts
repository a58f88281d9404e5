/** What the generators of metadata need to know about a dataset, from a signed manifest or from facts alone. */

import { bodyLabelWords } from '../embodiment/body/body-label.ts';
import type { DatasetFacts } from '../dataset/facts.ts';
import type { Digest } from '../digest.ts';
import type { LicenseTerms } from '../license/terms.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { DatasetLayout } from './loader-snippets.ts';

/** One file of a dataset. */
export interface DescribedFile {
  /** Relative to the dataset's root, forward slashes. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256, hexadecimal; null when it was not computed. */
  readonly sha256: string | null;
}

/** A dataset as metadata describes it. */
export interface DescribedDataset {
  /** IRI of the dataset: `urn:kin:ds:…` for listed ones. */
  readonly iri: string;
  /** Where a person reads more; the IRI where there is no such page. */
  readonly url: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  /** Version of the listing, counted from 1. */
  readonly version: number;
  /** Instant of publication, ISO 8601. */
  readonly published: string;
  /** IRI and name of the company that made it; the name is the IRI where no other is known. */
  readonly provider: { readonly iri: string; readonly name: string };
  /** Layout of the files as they lie there, after conversions. */
  readonly layout: DatasetLayout;
  readonly facts: DatasetFacts;
  readonly collection: Manifest['collection'];
  readonly body: { readonly id: Digest; readonly label: string } | null;
  readonly rights: Manifest['rights'] | null;
  readonly policy: string | null;
  /** Digests of manifest, desensitization report and plaintext root; null for datasets that are not listed. */
  readonly evidence: { readonly manifest: Digest; readonly report: Digest; readonly root: Digest } | null;
  readonly terms: readonly LicenseTerms[];
  /** What a receiver's node did to the files, in words. */
  readonly conversions: readonly string[];
  /** Files in path order; empty where only the layout is known. */
  readonly files: readonly DescribedFile[];
}

/** What a manifest does not say. */
export interface DescribedAround {
  readonly digest: Digest;
  readonly url?: string | undefined;
  readonly providerName?: string | undefined;
  readonly layout?: DatasetLayout | undefined;
  /** Facts of the files as they lie there, where these were converted. */
  readonly facts?: DatasetFacts | undefined;
  /** The terms that were agreed on; all offers where there is no agreement. */
  readonly terms?: readonly LicenseTerms[] | undefined;
  readonly conversions?: readonly string[] | undefined;
  readonly files?: readonly DescribedFile[] | undefined;
}

/** A listed version as metadata describes it. */
export function describeManifest(manifest: Manifest, around: DescribedAround): DescribedDataset {
  const { embodiment, derivative, provider } = manifest;
  const facts = around.facts ?? manifest.facts;
  return {
    iri: manifest.dataset,
    url: around.url ?? manifest.dataset,
    slug: manifest.slug,
    title: manifest.title,
    description: manifest.description === '' ? summaryOf(facts) : manifest.description,
    version: manifest.version,
    published: manifest.createdAt,
    provider: { iri: provider.participant, name: around.providerName ?? provider.participant },
    layout: around.layout ?? { format: facts.format.name, version: facts.format.version },
    facts,
    collection: manifest.collection,
    body: embodiment === null ? null : { id: embodiment.id, label: bodyLabelWords(embodiment.label, 'en') },
    rights: manifest.rights,
    policy: derivative.policy,
    evidence: { manifest: around.digest, report: derivative.report, root: derivative.plaintextRoot },
    terms: around.terms ?? manifest.offers,
    conversions: around.conversions ?? [],
    files: around.files ?? [],
  };
}

/** One sentence about a dataset, from its facts. */
export function summaryOf(facts: DatasetFacts): string {
  const cameras = facts.cameras.length;
  const seen = cameras === 0 ? 'no camera' : cameras === 1 ? 'one camera' : `${cameras} cameras`;
  const tasks = facts.tasks.length + facts.tasksOmitted;
  return `Robot data: ${facts.episodes} episodes, ${facts.frames} frames, ${tasks} tasks, ${seen}.`;
}
