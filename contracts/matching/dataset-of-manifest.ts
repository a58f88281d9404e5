/** What the match engine wants to know of a manifest: the same for a broker and for a company that matches by itself. */

import type { Manifest } from '../manifest/manifest.ts';
import type { IndexedDataset } from './search/indexed-dataset.ts';
import { notationOf } from './motion-notation.ts';
import type { MatchEngine } from './match-engine.ts';

/** The engine's view of a manifest with its digest. */
export function datasetOfManifest(manifest: Manifest, digest: string): IndexedDataset {
  const { facts } = manifest;
  return {
    datasetId: manifest.dataset,
    manifestDigest: digest,
    embodimentId: manifest.embodiment?.id ?? null,
    tasks: facts.tasks.map(({ text, episodes }) => ({ text, episodes })),
    hours: facts.hours,
    episodes: facts.episodes,
    method: manifest.collection,
    modalities: facts.modalities.map((modality) => modality.kind),
    controlMode: facts.control.mode,
    accuracyM: null,
    pairings: (facts.lifecycle?.pairings ?? []).map(({ kind, group, episodes }) => ({
      kind,
      group,
      part: episodes === null ? 1 : Math.min(1, episodes / Math.max(1, facts.episodes)),
    })),
    histograms: manifest.histograms,
    notation: notationOf(manifest),
  };
}

/** Puts a manifest and its body into an engine. */
export function indexManifest(engine: MatchEngine, manifest: Manifest, digest: string): void {
  const { embodiment } = manifest;
  if (embodiment !== null && !engine.hasBody(embodiment.id)) engine.addBody(embodiment.body);
  engine.putDataset(datasetOfManifest(manifest, digest));
}
