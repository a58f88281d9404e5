/** What the children of a retargeting are told, and what they tell. Everything here is structured-cloned. */

import type { JointBinding } from '#contracts/embodiment/body/canonical-order.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Transfer } from '#contracts/embodiment/reach/trajectory-replay.ts';
import type { FitBlocker } from '#contracts/fit/certificate.ts';
import type { PlannedWindow } from '#contracts/fit/follow-windows.ts';
import type { HandMapping } from '#contracts/retarget/hand-motion.ts';
import type { ToolPoint } from '#contracts/retarget/key-points.ts';
import type { MotionSource } from './motion-source.ts';

/** The robot that the motion is brought to. */
export interface TargetRobot {
  readonly embodiment: Embodiment;
  /** Names, signs and zeros of its joints in its own description. */
  readonly joints: readonly JointBinding[];
}

/** How one track is followed. */
export interface PlannedTrack {
  /** Index of the track in the motion source. */
  readonly track: number;
  /** Index of the target's limb in its profile, and of the end effector there. */
  readonly limb: number;
  readonly effector: number;
  readonly rollFree: boolean;
  /** True when the tool is the same turned half about its approach. */
  readonly halfTurn: boolean;
  /** `arm`, or `left_arm` and `right_arm`. */
  readonly label: string;
}

/** The plan of a dataset. */
export interface RetargetPlan {
  readonly tool: ToolPoint;
  readonly tracks: readonly PlannedTrack[];
  readonly transfer: Transfer;
  readonly heightFree: boolean;
  /** Sampled windows, the ones that a certificate counts. */
  readonly windows: readonly PlannedWindow[];
  /** Recorded tracks that no limb follows, and those that rest while others work, by index in the motion source. */
  readonly idle: readonly number[];
  readonly resting: readonly number[];
  readonly episodes: readonly { readonly index: number; readonly frames: number }[];
}

/** A retargeting. */
export interface RetargetJob {
  readonly root: string;
  readonly source: MotionSource;
  readonly target: TargetRobot;
  readonly fps: number;
  readonly plan: RetargetPlan;
  /** Folder in which the parts lie. */
  readonly parts: string;
}

/** What became of one episode. Figures by element: arms, then hands. */
export interface EpisodeOutcome {
  readonly episode: number;
  readonly frames: number;
  readonly elements: readonly {
    readonly label: string;
    /** Frames that have a pose to follow, and frames in which it is met. */
    readonly given: number;
    readonly followed: number;
    /** Greatest residual among the frames that are met, metres and radians (0 for hands). */
    readonly position: number;
    readonly orientation: number;
  }[];
  readonly hands: readonly {
    readonly label: string;
    readonly mapping: HandMapping;
    readonly fingers: readonly (number | null)[];
  }[];
  /** What keeps each sampled window of the episode from being followed; null for one of which every frame is met. */
  readonly windows: readonly (FitBlocker | null)[];
}

/** Names of the added columns. */
export const RETARGET_COLUMNS = {
  state: 'retarget.state',
  action: 'retarget.action',
  position: 'retarget.residual.position',
  orientation: 'retarget.residual.orientation',
  followed: 'retarget.followed',
  actionFollowed: 'retarget.action_followed',
} as const;

/** File of an episode's added columns among the parts. */
export function partName(episode: number): string {
  return `episode_${String(episode).padStart(8, '0')}.bin`;
}
