/** What the confined child of `makeVersion` runs: joins the reader, the writer and the desensitization of datasets. */

import type { DesensitizationPolicy } from '#contracts/desensitize/policies.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import type { LerobotSpec } from '../dataset/write/lerobot-spec.ts';
import { createLerobotWriter } from '../dataset/write/create-lerobot-writer.ts';
import {
  makeDerivative,
  type DerivativeProgress,
  type MadeDerivative,
} from '../desensitize/make-derivative.ts';

/** Input of a confined derivation. */
export interface ConfinedDerivativeInput {
  readonly sourceDir: string;
  readonly outDir: string;
  readonly policy: DesensitizationPolicy;
  readonly dataset: string;
  /** 32 secret bytes, made for this dataset: the company's own key stays outside. */
  readonly pseudonymKey: Uint8Array;
  readonly salt: string;
  readonly roster: readonly string[];
  readonly approvedTasks: readonly string[];
  readonly humanReview: boolean;
  /** Numbers of source episodes that do not qualify. */
  readonly leaveOut?: readonly number[];
  /** Source episodes that do not qualify and are not in the folder. */
  readonly leftBehind?: number;
  readonly version: string;
}

/** Makes the derivative; progress goes out as reports. */
export function run(
  input: ConfinedDerivativeInput,
  report: (progress: DerivativeProgress) => void,
): Promise<MadeDerivative> {
  const { version, ...request } = input;
  const deps = {
    openSource: openDataset,
    // Cleaned videos are files of one episode; in v3.0 they are joined, as the format's own tools do.
    createWriter: (dir: string, spec: LerobotSpec) =>
      createLerobotWriter(dir, { ...spec, remuxVideos: true }),
    clock: () => Date.now(),
    version,
  };
  return makeDerivative(deps, { ...request, onProgress: report });
}
