/** The motion of a recorded body, read from the series of a sample by the signed joint map. Radians, metres, seconds. */

import {
  jointPositions,
  positionSources,
  type JointMap,
  type JointSource,
} from '#contracts/dataset/joint-map.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Series } from '#contracts/http/samples.ts';
import type { SampleChannel } from '#contracts/sample/sample.ts';
import { restOf } from '../../body/posture.ts';

/** A joint and the channel of the sample that it follows. */
export interface FollowedChannel {
  readonly source: JointSource;
  readonly channel: number;
}

/** Joint positions at the times of an episode. */
export interface Motion {
  readonly time: readonly number[];
  /** One row a time, one value a joint. */
  readonly positions: readonly (readonly number[])[];
}

/** Which joints follow which channels; joints whose column is not in the sample are left out. */
export function followedChannels(
  map: JointMap,
  channels: readonly Pick<SampleChannel, 'feature' | 'dimension'>[],
): FollowedChannel[] {
  const places = new Map(channels.map(({ feature, dimension }, i) => [`${dimension} ${feature}`, i]));
  return positionSources(map).flatMap((source) => {
    const channel = places.get(`${source.dimension} ${source.feature}`);
    return channel === undefined ? [] : [{ source, channel }];
  });
}

/**
 * The motion that series tell. Joints that follow nothing stand at rest, a gap keeps the position before it. Series that were reduced give
 * the least and the greatest value of each stretch: the body stands between them, at the stretch's middle.
 */
export function motionOf(
  body: Embodiment,
  followed: readonly FollowedChannel[],
  answers: readonly Series[],
): Motion {
  const values = new Map(
    answers.flatMap(({ channels }) => channels.map((one) => [one.channel, one.values] as const)),
  );
  const step = answers.some(({ reduced }) => reduced) ? 2 : 1;
  const times = answers[0]?.time ?? [];
  const rest = restOf(body);
  let before: readonly number[] = rest;
  const rows: { readonly time: number; readonly q: readonly number[] }[] = [];
  for (let at = 0; at + step <= times.length; at += step) {
    const known = followed.flatMap(({ source, channel }) => {
      const value = middle(values.get(channel)?.slice(at, at + step) ?? []);
      return value === null ? [] : [[source, value] as const];
    });
    const stored = new Map(known);
    before = jointPositions(before, [...stored.keys()], (source) => stored.get(source) ?? 0);
    rows.push({ time: middle(times.slice(at, at + step)) ?? 0, q: before });
  }
  return { time: rows.map(({ time }) => time), positions: rows.map(({ q }) => q) };
}

/** Joint positions at a time, between the two rows around it. */
export function positionsAt({ time, positions }: Motion, at: number): readonly number[] {
  let [low, high] = [0, time.length - 1];
  while (high - low > 1) {
    const half = (low + high) >> 1;
    if ((time[half] ?? 0) <= at) low = half;
    else high = half;
  }
  const [from, to] = [positions[low] ?? [], positions[high] ?? []];
  const [start, end] = [time[low] ?? 0, time[high] ?? 0];
  const share = end > start ? Math.min(1, Math.max(0, (at - start) / (end - start))) : 0;
  return from.map((q, i) => q + share * ((to[i] ?? q) - q));
}

function middle(values: readonly (number | null)[]): number | null {
  const known = values.filter((value): value is number => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
