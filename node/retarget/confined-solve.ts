/** What the working children of a retargeting run: some of the episodes, each into a part of its own. */

import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { openDataset } from '../dataset/open-dataset.ts';
import { columnsOf } from './motion-source.ts';
import { partName, type EpisodeOutcome, type RetargetJob } from './retarget-job.ts';
import { EpisodeSolver } from './solve-episode.ts';

/** Input of a working child. */
export interface ConfinedSolveInput {
  readonly job: RetargetJob;
  readonly episodes: readonly number[];
}

/** Solves. Reports the outcome of each episode when its part is written. */
export async function run(
  { job, episodes }: ConfinedSolveInput,
  report: (outcome: EpisodeOutcome) => void,
): Promise<null> {
  const solver = new EpisodeSolver(job);
  await using dataset = await openDataset(job.root);
  const columns = columnsOf(job.source);
  for (const index of episodes) {
    const episode = await dataset.readEpisode(index, { columns });
    const { columns: added, outcome } = solver.solve(episode);
    const path = join(job.parts, partName(index));
    // A part is whole or not there: an interrupted run goes on after the last whole one.
    await writeFile(`${path}.tmp`, serialize({ columns: added, outcome }));
    await rename(`${path}.tmp`, path);
    report(outcome);
  }
  return null;
}
