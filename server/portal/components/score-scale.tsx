/** A score on a dimension line from 0 to 1, with the interval that unknown factors leave. Its number stands beside it in words. */

import styles from './score-scale.module.css';

/** The line. */
export function ScoreScale(props: { readonly low: number; readonly score: number; readonly high: number }) {
  const { low, score, high } = props;
  const percent = (value: number): string => `${(value * 100).toFixed(1)}%`;
  return (
    <div className={styles.scale} aria-hidden="true">
      <span
        className={styles.range}
        style={{ left: percent(low), width: percent(Math.max(0, high - low)) }}
      />
      <span className={styles.mark} style={{ left: percent(score) }} />
    </div>
  );
}
