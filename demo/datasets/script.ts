/**
 * Scripts of motion: waypoints joined by minimum-jerk segments, the way in which people and good controllers reach (Flash and
 * Hogan, "The coordination of arm movements", Journal of Neuroscience 5(7), 1985).
 */

import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { add, scale, subtract } from '#contracts/embodiment/spatial.ts';
import type { ToolTarget } from './demo-body.ts';

/** A place to be at, and how long it takes to get there from the one before. */
export interface Waypoint extends ToolTarget {
  /** 0 open, 1 closed. */
  readonly grip: number;
  /** Share of the episode that the way here takes; shares of a script are normalised. */
  readonly time: number;
  /** Force (N) with which the tool pushes along its approach direction while it is here; 0 in free air. */
  readonly force?: number;
}

/** What a script asks for at one moment. */
export interface Moment extends ToolTarget {
  readonly grip: number;
  readonly force: number;
  /** Index of the waypoint that is being gone to. */
  readonly towards: number;
}

/** Share of a way that lies behind after share `t` of its time: 10 t³ − 15 t⁴ + 6 t⁵. */
export function minimumJerk(t: number): number {
  return t * t * t * (10 + t * (6 * t - 15));
}

/** Samples a script at `frames` equal steps. The first waypoint is the start; its time is the rest before it. */
export function sampleScript(script: readonly Waypoint[], frames: number): Moment[] {
  const total = script.reduce((sum, point) => sum + point.time, 0);
  const ends: number[] = [];
  script.reduce((sum, point) => {
    ends.push((sum + point.time) / total);
    return sum + point.time;
  }, 0);
  return Array.from({ length: frames }, (_, frame) => {
    const now = frame / (frames - 1);
    const found = ends.findIndex((end) => now < end);
    const towards = found < 0 ? script.length - 1 : found;
    const to = script[towards] as Waypoint;
    const from = script[Math.max(0, towards - 1)] as Waypoint;
    const began = towards === 0 ? 0 : (ends[towards - 1] ?? 0);
    const share =
      towards === 0 ? 1 : minimumJerk(Math.min(1, (now - began) / ((ends[towards] ?? 1) - began)));
    const mix = (a: number, b: number): number => a + (b - a) * share;
    return {
      at: mixVectors(from.at, to.at, share),
      pitch: mix(from.pitch, to.pitch),
      grip: mix(from.grip, to.grip),
      force: mix(from.force ?? 0, to.force ?? 0),
      towards,
    };
  });
}

function mixVectors(a: Vec3, b: Vec3, share: number): Vec3 {
  return add(a, scale(subtract(b, a), share));
}
