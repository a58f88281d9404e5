/** Which of the two robots: a letter in a frame whose pattern and colour are the same in every drawing of the page. */

import styles from './compare.module.css';

/** One of the two. */
export type Side = 'a' | 'b';

/** Name of the variable that holds a side's colour. */
export const SIDE_TONES: Readonly<Record<Side, string>> = { a: '--k-accent', b: '--k-second' };

/** The mark. */
export function SideMark({ side }: { readonly side: Side }) {
  return (
    <span className={styles.mark} data-side={side}>
      {side.toUpperCase()}
    </span>
  );
}
