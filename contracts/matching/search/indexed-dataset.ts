/** A dataset as the match engine is told of it. */

import type { CollectionMethod, ControlMode, Modality } from '../../dataset/vocabulary.ts';
import type { PoseHistogram } from '../../embodiment/reach/pose-histogram.ts';
import type { MotionNotation } from '../motion-notation.ts';
import type { StatedPairing } from '../factors/pairing.ts';
import type { Instruction } from '../task/score-task.ts';

/** What the engine keeps of a manifest. */
export interface IndexedDataset {
  readonly datasetId: string;
  readonly manifestDigest: string;
  /** Id of a body that was added; null when the data has no known body. */
  readonly embodimentId: string | null;
  readonly tasks: readonly Instruction[];
  readonly hours: number;
  readonly episodes: number;
  readonly method: CollectionMethod;
  readonly modalities: readonly Modality[];
  readonly controlMode: ControlMode;
  /** Accuracy (m) of the recorded poses; null when unknown. */
  readonly accuracyM: number | null;
  /** How it belongs together with other datasets. */
  readonly pairings: readonly StatedPairing[];
  /** The manifest's histograms; empty when it has none. */
  readonly histograms: readonly PoseHistogram[];
  /** How its motion is written down; absent when nobody says. */
  readonly notation?: MotionNotation;
}
