/** What the confined child of `runConversion` runs. */

import type { ConversionOptions } from '#contracts/dataset/conversions.ts';
import type { EncodeAnswer, EncodeJob } from '../pictures/confined-encoder.ts';
import { convertDataset, type ConversionProgress, type ConversionResult } from './convert-dataset.ts';

/** Input of a confined conversion. */
export interface ConfinedConvertInput {
  readonly root: string;
  readonly out: string;
  readonly options: ConversionOptions;
}

/** Converts; progress goes out as reports. */
export function run(
  input: ConfinedConvertInput,
  report: (progress: ConversionProgress) => void,
  ask: (job: EncodeJob) => Promise<unknown>,
): Promise<ConversionResult> {
  return convertDataset({
    ...input,
    onProgress: report,
    encode: async (job) => (await ask(job)) as EncodeAnswer,
  });
}
