/** Smooth motions of a chain, ten seconds long, and the sample that a certificate would take of one. */

import type { FastChain } from '#contracts/embodiment/kinematics/fast-chain.ts';
import { TARGET_STRIDE } from '#contracts/embodiment/kinematics/inverse-kinematics.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import type { MotionSample, SampledWindow } from '#contracts/fit/place-motion.ts';

/** Frames a second, and frames of a motion. */
export const FPS = 30;
export const FRAMES = 300;
const WINDOW = 60;
const STEP = 6;

/** A smooth motion of a chain in the middle of its range. */
export function motionOf(chain: FastChain, seed: number): Float64Array {
  const random = seededRandom(seed);
  const waves = Array.from({ length: chain.size }, (_, v) => {
    const range = chain.upper[v]! - chain.lower[v]!;
    return {
      middle: chain.lower[v]! + (0.3 + 0.4 * random.unit()) * range,
      swing: Math.min(0.5, 0.2 * range) * random.unit(),
      speed: 0.3 + random.unit(),
      phase: 6 * random.unit(),
    };
  });
  const poses = new Float64Array(TARGET_STRIDE * FRAMES);
  for (let k = 0; k < FRAMES; k++) {
    chain.forward(waves.map((w) => w.middle + w.swing * Math.sin((w.speed * k) / FPS + w.phase)));
    poses.set(chain.position, TARGET_STRIDE * k);
    poses.set(chain.rotation, TARGET_STRIDE * k + 3);
  }
  return poses;
}

/** The sample that a certificate would take of one episode. */
export function sampleOf(poses: Float64Array): MotionSample {
  const windows: SampledWindow[] = [];
  for (let from = 0; from + WINDOW < FRAMES; from += WINDOW) {
    const length = WINDOW / STEP + 1;
    const picked = new Float64Array(TARGET_STRIDE * length);
    for (let i = 0; i < length; i++) {
      const at = TARGET_STRIDE * (from + STEP * i);
      picked.set(poses.subarray(at, at + TARGET_STRIDE), TARGET_STRIDE * i);
    }
    windows.push({ episode: 0, from, to: from + WINDOW, window: [{ poses: picked, length }] });
  }
  return {
    windows,
    trial: [{ episode: 0, frames: FRAMES, poses: [poses] }],
    interval: STEP / FPS,
    clock: { interval: 1 / FPS, speeds: true },
  };
}
