/**
 * How much of what one body does another can replay, measured by inverse kinematics on trajectories of the recorded body: what
 * coverage estimates pose by pose, asked of whole motions.
 */

import { cloudOfPoses } from '../embodiment/reach/pose-cloud.ts';
import {
  ALIGNED,
  bestCoverage,
  type Placement,
  type PlacementFreedom,
} from '../embodiment/reach/reach-coverage.ts';
import type { Vec3 } from '../embodiment/kinematic-tree.ts';
import {
  DRAWN_SEARCH,
  type ToolTrajectory,
  TrajectoryReplayer,
  transferTrajectory,
} from '../embodiment/reach/trajectory-replay.ts';
import { workspaceTrajectories } from '../embodiment/reach/workspace-trajectories.ts';
import { cloudOf, mapOf, type BodyProfile, type LimbProfile } from './factors/body-profile.ts';
import { placementFreedom } from './factors/factor-reach.ts';
import type { Replayable } from './schema.ts';
import { wilsonInterval } from './factors/wilson.ts';

/** Trajectories in one batch: the robot is placed anew for each, as one would for a task. */
const BATCH = 60;
const BATCHES = 8;
/** Trajectories that are replayed for one pair of bodies. */
export const VERIFY_TRAJECTORIES = BATCH * BATCHES;
/**
 * Share of the source's trajectories that the target replays, first limb of the source to the limb that covers it best; null when
 * either has no limb with a tool. Each batch counts at the better of two placements: shoulders aligned, and where most of
 * its own starts are covered.
 */
export function verifyReplay(source: BodyProfile, target: BodyProfile): Replayable | null {
  const from = source.limbs[0];
  const pair = from === undefined ? null : bestLimb({ from, source }, target);
  if (from === undefined || pair === null) return null;
  const replayer = new TrajectoryReplayer(pair.to.chain, {
    rollFree: true,
    interval: null,
    search: DRAWN_SEARCH,
  });
  const trajectories = workspaceTrajectories(from.chain, VERIFY_TRAJECTORIES);
  const { shoulder } = cloudOf(from);
  let replayed = 0;
  for (let first = 0; first < VERIFY_TRAJECTORIES; first += BATCH) {
    const batch = trajectories.slice(first, first + BATCH);
    const placements = placementsFor(batch, { shoulder, target, ...pair });
    const counts = placements.map((placement) => countReplayed(batch, replayer, { shoulder, placement }));
    replayed += Math.max(...counts);
  }
  return { ...wilsonInterval(replayed, VERIFY_TRAJECTORIES), basis: 'inverse-kinematics' };
}

interface LimbMatch {
  readonly to: LimbProfile;
  readonly freedom: PlacementFreedom;
  readonly coverage: number;
}

/** The limb of the target that covers most of one limb of the source; null for none. */
function bestLimb(
  { from, source }: { readonly from: LimbProfile; readonly source: BodyProfile },
  target: BodyProfile,
): LimbMatch | null {
  let best: LimbMatch | null = null;
  for (const to of target.limbs) {
    const freedom = placementFreedom({ limb: from, body: source }, { limb: to, body: target });
    const { coverage } = bestCoverage(cloudOf(from), mapOf(target, to), freedom);
    if (best === null || coverage > best.coverage) best = { to, freedom, coverage };
  }
  return best;
}

/** Aligned shoulders, and the placement that covers most starts of the batch when it is another. */
function placementsFor(
  batch: readonly ToolTrajectory[],
  at: LimbMatch & { readonly shoulder: Vec3; readonly target: BodyProfile },
): Placement[] {
  const starts = batch.map(({ poses: all }) => [all[0]!, all[1]!, all[2]!, all[5]!, all[8]!, all[11]!]);
  const cloud = cloudOfPoses(starts, at.shoulder);
  const { placement } = bestCoverage(cloud, mapOf(at.target, at.to), at.freedom);
  const aligned = { ...ALIGNED, dz: at.freedom.fixedHeight ?? 0 };
  const same = placement.dx === 0 && placement.dz === aligned.dz && placement.eighths === 0;
  return same ? [aligned] : [aligned, placement];
}

function countReplayed(
  batch: readonly ToolTrajectory[],
  replayer: TrajectoryReplayer,
  { shoulder, placement }: { readonly shoulder: Vec3; readonly placement: Placement },
): number {
  let replayed = 0;
  for (const trajectory of batch) {
    const moved = transferTrajectory(trajectory, { from: shoulder, to: replayer.shoulder, placement });
    if (replayer.replay(moved).blocker === null) replayed++;
  }
  return replayed;
}
