/** What the confined child of the fit service runs: samples the dataset's motion and follows it with the body that was sent. */

import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { granted, type Outcome } from '#contracts/errors.ts';
import { FitMeasurer, type FitMeasurement } from '#contracts/fit/measure-fit.ts';
import type { Episode } from '../dataset/dataset-reader.ts';
import { openDataset } from '../dataset/open-dataset.ts';
import { columnsOf, isRollFree, type MotionSource, type TrackSource } from '../retarget/motion-source.ts';
import { TrackReader } from '../retarget/read-tracks.ts';
import type { FitMotion } from './recorded-motion.ts';
import { readEpisodes, sampleMotion } from './sample-windows.ts';

/** Input of a measurement. */
export interface ConfinedFitInput extends FitMotion {
  readonly root: string;
  readonly target: Embodiment;
}

/** Measures. Reports each episode that was read or followed. */
export async function run(
  input: ConfinedFitInput,
  report: (episodes: number) => void,
): Promise<Outcome<FitMeasurement>> {
  const { recorded, target, effectors, fps } = input;
  await using dataset = await openDataset(input.root);
  const source = motionOf(input);
  const reader = new TrackReader(source, 'pinch');
  const columns = columnsOf(source);
  const posesOf = (episode: Episode): Float64Array[] => reader.readOnce(episode).map((track) => track.poses);
  const sample = await sampleMotion(dataset, { columns, fps, posesOf }, report);
  const rollFree = source.tracks.flatMap((track, t) => (isRollFree(track) ? [effectors[t]!] : []));
  const placed = FitMeasurer.place(recorded, target, { effectors, rollFree, sample });
  if (!placed.ok) return placed;
  let followed = 0;
  for await (const episode of readEpisodes(dataset, { wanted: new Set(placed.value.episodes), columns })) {
    const { index, frames } = episode.meta;
    placed.value.follow({ episode: index, frames, poses: posesOf(episode) });
    report(++followed);
  }
  return granted(placed.value.result());
}

function motionOf({ recorded, sources, poses = [], effectors }: ConfinedFitInput): MotionSource {
  return {
    recorded,
    tracks: effectors.map((effector): TrackSource => {
      const track = poses.find((candidate) => candidate.effector === effector);
      return track === undefined
        ? { kind: 'joints', effector }
        : { kind: 'tool', effector, track, commanded: null };
    }),
    state: sources,
    action: [],
    zero: recorded.joints.map(() => 0),
    up: 'z',
  };
}
