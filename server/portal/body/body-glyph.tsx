/** The kind of a body as a small line drawing, in the manner of the skeletons of the gallery. */

import type { BodyClass } from '#contracts/embodiment/body/body-class.ts';
import styles from './body.module.css';

/** Lines, joints and tools of a drawing on a square of 64. */
interface Glyph {
  readonly lines: string;
  readonly joints: readonly (readonly [number, number])[];
  readonly tools: readonly (readonly [number, number])[];
}

const FIGURE = 'M32 19V36M32 36L26 47V57M32 36L38 47V57';
const HIPS_AND_KNEES = [
  [32, 36],
  [26, 47],
  [38, 47],
] as const;

const GLYPHS: Readonly<Record<BodyClass, Glyph>> = {
  arm: {
    lines: 'M12 57H24M18 57V45L26 21L44 16L51 30',
    joints: [
      [18, 45],
      [26, 21],
      [44, 16],
    ],
    tools: [[51, 30]],
  },
  'dual-arm': {
    lines: 'M25 57H39M32 57V27M32 27L20 20L12 34M32 27L44 20L52 34',
    joints: [
      [32, 27],
      [20, 20],
      [44, 20],
    ],
    tools: [
      [12, 34],
      [52, 34],
    ],
  },
  'mobile-manipulator': {
    lines: 'M12 44H40V53H12ZM24 44L28 25L44 17L52 29',
    joints: [
      [18, 56],
      [34, 56],
      [28, 25],
      [44, 17],
    ],
    tools: [[52, 29]],
  },
  humanoid: {
    lines: `M28 8H36V15H28Z${FIGURE}M32 21L22 29L17 39M32 21L42 29L47 39`,
    joints: [...HIPS_AND_KNEES, [32, 21], [22, 29], [42, 29]],
    tools: [
      [17, 39],
      [47, 39],
    ],
  },
  legged: {
    lines: 'M16 26H48M16 26L12 40L17 56M23 26L20 40L25 56M41 26L38 40L43 56M48 26L45 40L50 56M48 26L55 20',
    joints: [
      [16, 26],
      [48, 26],
      [12, 40],
      [20, 40],
      [38, 40],
      [45, 40],
    ],
    tools: [],
  },
  hand: {
    lines: 'M32 57V46M24 46H40M24 46L19 33L21 20M29.3 46L28 28L28 12M34.6 46L36 28L36 12M40 46L45 33L43 20',
    joints: [
      [24, 46],
      [40, 46],
      [19, 33],
      [28, 28],
      [36, 28],
      [45, 33],
    ],
    tools: [
      [21, 20],
      [28, 12],
      [36, 12],
      [43, 20],
    ],
  },
  human: {
    lines: `M32 8a4.5 4.5 0 1 0 .01 0${FIGURE}M32 21L22 30L17 41M32 21L42 30L47 41`,
    joints: [...HIPS_AND_KNEES, [32, 21], [22, 30], [42, 30]],
    tools: [
      [17, 41],
      [47, 41],
    ],
  },
  camera: {
    lines: 'M14 24H26L29 19H40L43 24H50V46H14ZM32 27a8 8 0 1 0 .01 0',
    joints: [],
    tools: [[32, 35]],
  },
  other: {
    lines: 'M18 48L26 28L38 36L46 20',
    joints: [
      [26, 28],
      [38, 36],
    ],
    tools: [[46, 20]],
  },
  none: { lines: 'M14 20H50V48H14ZM14 20L50 48M50 20L14 48', joints: [], tools: [] },
};

/** The drawing; the words beside it say the same. */
export function BodyGlyph({ kind }: { readonly kind: BodyClass }) {
  const { lines, joints, tools } = GLYPHS[kind];
  return (
    <svg viewBox="0 0 64 64" className={styles.drawing} aria-hidden="true">
      <path d="M6 58H58" className={styles.ground} />
      <path d={lines} className={styles.link} />
      {joints.map(([x, y]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r="1.9" className={styles.joint} />
      ))}
      {tools.map(([x, y]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r="2.4" className={styles.tool} />
      ))}
    </svg>
  );
}
