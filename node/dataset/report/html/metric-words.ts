/** What metrics are called in a report, what they say, and how they are grouped. */

import type { QualityMetricId } from '#contracts/dataset/quality.ts';

/** A group of metrics, and a word on each. */
export interface MetricGroup {
  readonly title: string;
  readonly metrics: readonly (readonly [QualityMetricId, string, string])[];
}

/** Every metric once: id, name, what it says. */
export const METRIC_GROUPS: readonly MetricGroup[] = [
  {
    title: 'Length and clock',
    metrics: [
      ['duration', 'Duration', 'from the first frame to the last'],
      ['frames', 'Frames', 'rows of the episode'],
      ['timestamp-jitter', 'Clock jitter', 'deviation of the intervals between frames'],
      ['timestamp-gap-longest', 'Longest gap', 'largest interval between two frames'],
      ['dropped-frames', 'Dropped frames', 'frames that the intervals leave room for'],
      ['timestamp-reversals', 'Reversals', 'times that do not move on'],
      ['stream-drift', 'Stream drift', 'clocks of streams moving apart'],
      ['stream-overlap', 'Stream overlap', 'time that every stream covers'],
    ],
  },
  {
    title: 'Signals',
    metrics: [
      ['non-finite', 'Not a number', 'samples that hold no number'],
      ['frozen-share', 'Frozen', 'samples that repeat to the last bit'],
      ['frozen-longest', 'Longest frozen', 'longest such stretch'],
      ['dead-channels', 'Dead channels', 'channels that never change'],
      ['saturated-share', 'Saturated', 'samples held at their channel’s extreme'],
    ],
  },
  {
    title: 'Motion',
    metrics: [
      ['jumps', 'Jumps', 'steps that a body with inertia does not make'],
      ['jerk', 'Jerk', 'third derivative of the motion, unit/s³'],
      ['smoothness', 'Smoothness', 'log dimensionless jerk; nearer to zero is smoother'],
      ['idle-share', 'Idle', 'frames at rest'],
      ['limit-violations', 'Outside limits', 'frames beyond the robot’s joint limits'],
      ['velocity-violations', 'Too fast', 'frames beyond its joint velocities'],
      ['action-lag', 'Action lag', 'time by which the state follows the commands'],
      ['tracking-error', 'Tracking error', 'what remains after that lag'],
    ],
  },
  {
    title: 'Pictures',
    metrics: [
      ['video-missing', 'Missing pictures', 'frames without their picture'],
      ['video-stall-longest', 'Longest stall', 'pause between two pictures of a video'],
      ['black-frames', 'Black', 'pictures that are black'],
      ['picture-frozen-longest', 'Frozen picture', 'picture stands still while the robot moves'],
      ['sharpness', 'Sharpness', 'variance of the Laplacian; larger is sharper'],
      ['exposure-clipped', 'Clipped', 'pixels at either end of the range'],
    ],
  },
  {
    title: 'Completeness',
    metrics: [
      ['label-coverage', 'Labelled', 'frames that a sentence covers'],
      ['modality-completeness', 'Complete', 'declared features that are there'],
    ],
  },
];

const NAMES = new Map(
  METRIC_GROUPS.flatMap(({ metrics }) => metrics.map(([id, name]) => [id as string, name])),
);

/** Name of a metric or of another reason. */
export function reasonName(reason: string): string {
  const others: Readonly<Record<string, string>> = {
    duplicate: 'Same as another episode',
    unreadable: 'Cannot be read',
    empty: 'Empty',
  };
  return NAMES.get(reason) ?? others[reason] ?? reason;
}
