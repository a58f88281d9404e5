/** A body as a line drawing seen from the front and a little from above: what a gallery shows, and what is left without WebGL. */

import { useMemo } from 'react';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { postureAt, restOf } from './posture.ts';
import styles from './body.module.css';

const SIZE = 160;
const EDGE = 14;
const TURN = 0.7;
const TILT = 0.28;

/** The drawing; `label` names the body. */
export function SkeletonDrawing({ body, label }: { readonly body: Embodiment; readonly label: string }) {
  const { lines, dots, tools } = useMemo(() => drawingOf(body), [body]);
  return (
    <svg viewBox={`0 0 ${SIZE} ${SIZE}`} className={styles.drawing} role="img" aria-label={label}>
      <path d={`M${EDGE} ${SIZE - EDGE + 4}H${SIZE - EDGE}`} className={styles.ground} />
      <path d={lines} className={styles.link} />
      {dots.map(([x, y]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r="2.2" className={styles.joint} />
      ))}
      {tools.map(([x, y]) => (
        <circle key={`tool ${x} ${y}`} cx={x} cy={y} r="3.4" className={styles.tool} />
      ))}
    </svg>
  );
}

type Flat = readonly [number, number];

function flat([x, y, z]: Vec3): Flat {
  const side = x * Math.sin(TURN) - y * Math.cos(TURN);
  const depth = x * Math.cos(TURN) + y * Math.sin(TURN);
  return [side, -z + depth * TILT];
}

function drawingOf(body: Embodiment): { lines: string; dots: Flat[]; tools: Flat[] } {
  const posture = postureAt(body, restOf(body));
  const ends = body.joints.length === 0 ? posture.segments.map(({ to }) => to) : [];
  const points = [...posture.joints, ...posture.tools, ...ends, [0, 0, 0] as Vec3].map(flat);
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const span = Math.max(Math.max(...xs) - left, Math.max(...ys) - top, 1e-6);
  const scale = (SIZE - 2 * EDGE) / span;
  const [dx, dy] = [
    (SIZE - (Math.max(...xs) - left) * scale) / 2,
    SIZE - EDGE - (Math.max(...ys) - top) * scale,
  ];
  const round = (value: number): number => Math.round(value * 10) / 10;
  const place = (point: Vec3): Flat => {
    const [x, y] = flat(point);
    return [round((x - left) * scale + dx), round((y - top) * scale + dy)];
  };
  const unique = (all: readonly Flat[]): Flat[] => [...new Map(all.map((one) => [one.join(), one])).values()];
  return {
    lines: posture.segments
      .map(({ from, to }) => `M${place(from).join(' ')}L${place(to).join(' ')}`)
      .join(''),
    dots: unique(posture.joints.map(place)),
    tools: unique(posture.tools.map(place)),
  };
}
