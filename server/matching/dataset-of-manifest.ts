/** What the match engine wants to know of a manifest. */

import type { MatchEngine } from '#contracts/matching/match-engine.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';

type IndexedDataset = Parameters<MatchEngine['putDataset']>[0];

/** The engine's view of a manifest. */
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
    histograms: manifest.histograms,
  };
}
