/** What every step of the wizard gets. */

import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import type { Inspection } from '#contracts/http/console-publishing.ts';
import type { Fields } from './fields.ts';

/** Props of a step. */
export interface StepProps {
  /** Name of the draft. */
  readonly draft: string;
  readonly fields: Fields;
  readonly inspection: Inspection | null;
  /** Facts of the inspected folder; null before they are there. */
  readonly facts: DatasetFacts | null;
  readonly change: (to: Partial<Fields>) => void;
}
