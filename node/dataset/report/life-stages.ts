/** The life of the data in words: how it came about, and what its lister states of every stage. */

import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { UNSTATED_LIFECYCLE, type Lifecycle } from '#contracts/dataset/lifecycle.ts';
import { formatNumber } from './text-layout.ts';

/** Rows of one stage that are written out. */
const MAX_ROWS = 8;

/** A stage, and a word on it; null where nothing is known. */
export type LifeRow = readonly [string, string | null];

/** What is stated of the stages, and the names of those of which nothing is. */
export function statedLife({ lifecycle }: DatasetFacts): { stated: LifeRow[]; silent: string[] } {
  const stages = stagesOf(lifecycle ?? UNSTATED_LIFECYCLE);
  const isStated = ([, said]: LifeRow): boolean => said !== null && said !== '';
  const silent = stages.filter((row) => !isStated(row)).map(([name]) => name.toLowerCase());
  return { stated: stages.filter(isStated), silent };
}

/** How the data came about, as far as bytes and statements tell. */
export function knownLife({ collection, control, clock, annotation }: DatasetFacts): LifeRow[] {
  const days = [collection.from, collection.to].filter((day) => day !== null);
  const jitter = clock.jitterMs === null ? '' : `, jitter ${formatNumber(clock.jitterMs)} ms`;
  const clocks = {
    synthetic: 'frame / rate: shows no jitter',
    device: `measured${jitter}`,
    unknown: 'unknown',
  };
  const reference = control.reference === 'unknown' ? '' : `, ${control.reference}`;
  return [
    [
      'Collected by',
      `${collection.method}${collection.methodBasis === 'unknown' ? '' : ` (${collection.methodBasis})`}`,
    ],
    ['Device', collection.device],
    ['Site', collection.siteClass],
    ['Operators', collection.operatorClass],
    ['Days', days.length === 0 ? null : [...new Set(days)].join(' to ')],
    ['Simulator', collection.simulator],
    ['Clock', clocks[clock.source]],
    ['Actions', control.mode === 'unknown' ? 'unknown' : `${control.mode}${reference} (${control.basis})`],
    ['Annotated', annotation.granularity],
    ['Success labels', annotation.successLabels],
  ];
}

/** A word on every stage; null where nothing is stated. */
function stagesOf(life: Lifecycle): LifeRow[] {
  const { generation, annotation, success, clock, contactEvents, simulation } = life;
  const unknown = (word: string): string | null => (word === 'unknown' ? null : word);
  const share = (value: number | null): string => (value === null ? '' : ` ${formatNumber(value * 100)} %`);
  return [
    [
      'Generation',
      unknown(generation.method) === null ? null : `${generation.method}${share(generation.share)}`,
    ],
    [
      'Simulation',
      simulation === null ? null : words([simulation.simulator, simulation.version, simulation.solver]),
    ],
    [
      'Labelled by',
      unknown(annotation.labeller) === null ? null : words([annotation.labeller, annotation.tool]),
    ],
    ['Languages', annotation.languages.join(', ')],
    ['Agreement', annotation.agreement === null ? null : `kappa ${formatNumber(annotation.agreement)}`],
    ['Success by', unknown(success.labeller) === null ? null : `${success.labeller}${share(success.share)}`],
    ['Cleaning', list(life.cleaning, ({ step, tool }) => words([step, tool]))],
    ['Desensitization', list(life.desensitization, ({ policy, tool }) => words([policy, tool]))],
    ['Training', list(life.training, ({ policy, purpose }) => words([policy, purpose]))],
    [
      'Evaluation',
      list(life.evaluation, ({ policy, metric, value }) => `${policy}: ${metric} ${formatNumber(value)}`),
    ],
    ['Feedback', list(life.feedback, ({ kind, date }) => words([kind, date]))],
    [
      'Frames',
      list(life.frames, ({ name, parent }) => words([name, parent === null ? null : `in ${parent}`])),
    ],
    ['Camera calibration', list(life.cameras, ({ camera, model }) => words([camera, model]))],
    ['Grippers', list(life.grippers, ({ feature, convention }) => words([feature, convention]))],
    ['Clock source', unknown(clock.source)],
    [
      'Objects',
      list(life.objects, ({ name, material, massKg }) =>
        words([name, material, massKg === null ? null : `${formatNumber(massKg)} kg`]),
      ),
    ],
    ['Contact events', unknown(contactEvents.presence)],
    ['Pairings', list(life.pairings, ({ kind, group }) => words([kind, group]))],
  ];
}

function words(parts: readonly (string | null)[]): string {
  return parts.filter((word) => word !== null && word !== '').join(', ');
}

function list<T>(rows: readonly T[], say: (row: T) => string): string {
  const more = rows.length > MAX_ROWS ? ` and ${rows.length - MAX_ROWS} more` : '';
  return rows.slice(0, MAX_ROWS).map(say).join('; ') + more;
}
