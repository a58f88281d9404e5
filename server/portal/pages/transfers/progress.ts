/** How a transfer comes along: phases in order, share, speed and time left. */

import type { PullEvent, TransferView } from '#contracts/http/console.ts';

/** Phases as the consumer takes them. */
export const PHASES = ['requesting', 'fetching', 'proving', 'unlocking', 'opening', 'acknowledging'] as const;

/** State of a phase, as the line draws it. */
export type PhaseState = 'done' | 'current' | 'ahead' | 'broken';

/** The phases of a transfer and how far each is. */
export function phasesOf({ phase, state }: Pick<TransferView, 'phase' | 'state'>): [string, PhaseState][] {
  const done = state === 'COMPLETED' || phase === 'done';
  const at = PHASES.indexOf(phase as (typeof PHASES)[number]);
  return PHASES.map((name, i) => {
    if (done || i < at) return [name, 'done'];
    if (i > at) return [name, 'ahead'];
    return [name, state === 'TERMINATED' ? 'broken' : 'current'];
  });
}

/** Share of the bytes in [0, 1]; 1 when there are none to come. */
export function shareOf({ bytesDone, bytesTotal }: { bytesDone: number; bytesTotal: number }): number {
  return bytesTotal === 0 ? 0 : Math.min(1, bytesDone / bytesTotal);
}

/** One look at a running transfer: bytes at a time, milliseconds. */
export interface Sample {
  readonly at: number;
  readonly bytes: number;
  readonly phase: string;
}

/** Samples are kept for this long, milliseconds: long enough to be calm, short enough to be true. */
const WINDOW_MS = 8_000;
/** A speed is shown once samples span this long, milliseconds. */
const SETTLED_MS = 1_500;

/** Samples with a new one; those of another phase or from too long ago are dropped. */
export function withSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const kept = samples.filter(({ at, phase }) => phase === sample.phase && sample.at - at < WINDOW_MS);
  return [...kept, sample];
}

/** Bytes a second over the samples; null before it has settled. */
export function speedOf(samples: readonly Sample[]): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.at - first.at < SETTLED_MS) return null;
  return Math.max(0, ((last.bytes - first.bytes) * 1000) / (last.at - first.at));
}

/** A transfer as the last event of its pull tells it. */
export function withEvent(view: TransferView, event: PullEvent | null): TransferView {
  if (event?.kind !== 'progress') return view;
  const { phase, bytesDone, bytesTotal, chunkFailures } = event.progress;
  return { ...view, phase, bytesDone, bytesTotal, chunkFailures };
}
