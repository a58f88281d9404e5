/** Answers a match question on this machine over the company's own copy of the catalog: the question never leaves the house. */

import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { indexManifest } from '#contracts/matching/dataset-of-manifest.ts';
import { createMatchEngine } from '#contracts/matching/match-engine.ts';
import type { MatchAnswer, MatchQuery } from '#contracts/matching/schema.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import type { CopiedDataset } from './catalog-copy.ts';

/** The answer that a broker with the same catalog gives, to the bit. */
export function matchPrivately(copies: readonly CopiedDataset[], query: MatchQuery): MatchAnswer {
  const engine = createMatchEngine({ idOf: (body) => embodimentId(nodeCrypto, body) });
  for (const { listing, manifest } of copies) indexManifest(engine, manifest, listing.manifest);
  return engine.match(query);
}
