/** The series of a sample: which columns become channels, and the bytes of one episode. */

import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import type { JointMap } from '#contracts/dataset/joint-map.ts';
import { MAX_NAME_LENGTH } from '#contracts/dataset/limits.ts';
import { MAX_SAMPLE_CHANNELS, seriesBytes, type SampleChannel } from '#contracts/sample/sample.ts';
import { asFloat64, type Column, type Episode } from '../dataset/dataset-reader.ts';

/** Wider features (tactile arrays, depth rows) are no lines that a person reads. */
const MAX_CHANNELS_PER_FEATURE = 64;
const UNREADABLE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

/** Channels of a sample, and the numeric features that have none because they are too wide. */
export interface ChannelPlan {
  readonly channels: readonly SampleChannel[];
  readonly omitted: readonly string[];
}

/** A line of text that a page may show: control characters and direction overrides become spaces. */
export function plainLine(text: string, limit: number): string {
  return text.replaceAll(UNREADABLE, ' ').slice(0, limit).toWellFormed();
}

/**
 * Plans the channels of the numeric features that an episode really has. Where a feature mixes units, the joint map tells the unit of each
 * dimension that moves a joint.
 */
export function planChannels(
  facts: Pick<DatasetFacts, 'features'>,
  first: Episode,
  jointMap: JointMap | null,
): ChannelPlan {
  const channels: SampleChannel[] = [];
  const omitted: string[] = [];
  for (const feature of facts.features) {
    const column = first.columns.get(feature.name);
    if (column?.kind !== 'numbers' || feature.role === 'index') continue;
    const { width } = column;
    if (width > MAX_CHANNELS_PER_FEATURE || channels.length + width > MAX_SAMPLE_CHANNELS) {
      omitted.push(plainLine(feature.name, MAX_NAME_LENGTH) || '?');
      continue;
    }
    const mapped = jointMap?.columns.find((column) => column.feature === feature.name)?.elements ?? [];
    for (let dimension = 0; dimension < width; dimension++) {
      const label = feature.names?.length === width ? feature.names[dimension] : undefined;
      channels.push({
        feature: plainLine(feature.name, MAX_NAME_LENGTH) || '?',
        dimension,
        label: plainLine(label ?? '', MAX_NAME_LENGTH) || (width === 1 ? feature.name : `[${dimension}]`),
        unit: mapped.find((element) => element.dimension === dimension)?.unit ?? feature.unit,
        role: feature.role,
        rateHz: feature.rateHz,
      });
    }
  }
  return { channels, omitted };
}

/** The series file of an episode of `frames` frames. Columns that the episode lacks give NaN. */
export function seriesFile(
  plan: ChannelPlan,
  columns: ReadonlyMap<string, Column>,
  clock: { readonly frames: number; readonly fps: number },
): Uint8Array {
  const { frames, fps } = clock;
  const bytes = new Uint8Array(seriesBytes(frames, plan.channels.length));
  const view = new DataView(bytes.buffer);
  const write = (row: number, valueOf: (frame: number) => number): void => {
    for (let frame = 0; frame < frames; frame++) {
      view.setFloat32(4 * (row * frames + frame), valueOf(frame), true);
    }
  };
  const timestamp = numbersOf(columns.get('timestamp'));
  const start = timestamp?.values[0] ?? 0;
  write(0, (frame) => {
    const time = timestamp === undefined ? Number.NaN : (timestamp.values[frame] ?? Number.NaN) - start;
    return Number.isFinite(time) ? time : frame / fps;
  });
  const read = new Map<string, ReturnType<typeof numbersOf>>();
  plan.channels.forEach(({ feature, dimension }, channel) => {
    if (!read.has(feature)) read.set(feature, numbersOf(columns.get(feature)));
    const column = read.get(feature);
    write(channel + 1, (frame) =>
      column === undefined || dimension >= column.width
        ? Number.NaN
        : (column.values[frame * column.width + dimension] ?? Number.NaN),
    );
  });
  return bytes;
}

function numbersOf(column: Column | undefined): { values: Float64Array; width: number } | undefined {
  return column?.kind === 'numbers' ? { values: asFloat64(column), width: column.width } : undefined;
}
