/** What the confined child of `requirePublishable` runs: reads the lister's file and searches his texts where hostile ones do no harm. */

import { z } from 'zod';
import { discrepancySchema, featureFactsSchema, type DatasetFacts } from '#contracts/dataset/facts.ts';
import { jointMapSchema, type JointMap } from '#contracts/dataset/joint-map.ts';
import { declarationsSchema, lifecycleSchema } from '#contracts/dataset/lifecycle.ts';
import { licenseTermsSchema, type LicenseTerms } from '#contracts/license/terms.ts';
import { readStatement } from '../dataset/statements/read-declarations.ts';
import { Detectors } from '../desensitize/detectors.ts';
import { freeTextHits, rosterScanOf, scanOf, type TextHit } from '../desensitize/free-texts.ts';

/** What goes into a manifest as the lister wrote it. */
interface ListedTexts {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  /** Name of the robot as its description has it; null without one. */
  readonly embodimentLabel: string | null;
  /** Own terms. */
  readonly terms: readonly LicenseTerms[];
}

/** Input of a confined search: what is known at the time. */
export interface ConfinedTextsInput {
  readonly roster: readonly string[];
  /** File with declarations. */
  readonly declarations?: string;
  readonly listed?: ListedTexts;
  /** Facts that the manifest will hold, and the names of joints beside them. */
  readonly facts?: Pick<DatasetFacts, 'lifecycle' | 'features' | 'discrepancies'>;
  readonly jointMap?: JointMap | null;
}

const listedSchema = z.strictObject({
  slug: z.string(),
  title: z.string(),
  description: z.string(),
  embodimentLabel: z.string().nullable(),
  terms: z.array(licenseTermsSchema),
});
const statedFactsSchema = z.strictObject({
  lifecycle: lifecycleSchema.optional(),
  features: z.array(featureFactsSchema.pick({ names: true })),
  discrepancies: z.array(discrepancySchema),
});
const jointsSchema = z.strictObject({
  features: z.array(featureFactsSchema.pick({ joints: true })),
  jointMap: jointMapSchema.nullable(),
});

/** Hits in all that is given. Throws what reading the file throws. */
export async function run(input: ConfinedTextsInput): Promise<TextHit[]> {
  const detectors = new Detectors(input.roster);
  const [all, roster] = [{ scan: scanOf(detectors) }, { scan: rosterScanOf(detectors) }];
  const { declarations, listed, facts, jointMap } = input;
  const hits: TextHit[] = [];
  if (declarations !== undefined) {
    const stated = await readStatement(declarations, declarationsSchema);
    hits.push(...freeTextHits(declarationsSchema, stated, all));
  }
  // A company may say in a title when and where it can be reached; what it listed as a secret it may not.
  if (listed !== undefined) hits.push(...freeTextHits(listedSchema, listed, roster));
  if (facts !== undefined) {
    const { lifecycle, features } = facts;
    const discrepancies = facts.discrepancies.map((row) =>
      row.subject.startsWith('statement:') ? row : null,
    );
    hits.push(
      ...freeTextHits(
        statedFactsSchema,
        { lifecycle, features: features.map(pickNames), discrepancies },
        all,
      ),
    );
    // Joints are named by the maker of a robot, with numbers that read like serial numbers.
    const joints = { features: features.map((feature) => ({ joints: feature.joints })), jointMap };
    hits.push(...freeTextHits(jointsSchema, joints, roster));
  }
  return hits;
}

function pickNames({ names }: DatasetFacts['features'][number]): { names: string[] | null } {
  return { names };
}
