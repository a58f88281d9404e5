/** A body as a line drawing: what a gallery shows, and what is left without WebGL. */

import { useMemo } from 'react';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { EDGE, SIZE, skeletonLines } from './skeleton-lines.ts';
import styles from './body.module.css';

/** The drawing; `label` names the body. */
export function SkeletonDrawing({ body, label }: { readonly body: Embodiment; readonly label: string }) {
  const { links, joints, tools, ground } = useMemo(() => skeletonLines(body), [body]);
  return (
    <svg viewBox={`0 0 ${SIZE} ${SIZE}`} className={styles.drawing} role="img" aria-label={label}>
      <path d={`M${EDGE} ${ground}H${SIZE - EDGE}`} className={styles.ground} />
      <path d={links} className={styles.link} />
      {joints.map(([x, y]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r="2.2" className={styles.joint} />
      ))}
      {tools.map(([x, y]) => (
        <circle key={`tool ${x} ${y}`} cx={x} cy={y} r="3.4" className={styles.tool} />
      ))}
    </svg>
  );
}
