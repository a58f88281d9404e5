/** Nothing is here, why, and what to do about it. */

import type { ReactNode } from 'react';
import styles from './state.module.css';

/** An empty place; `level` is the heading's rank on its page. */
export function EmptyState(props: {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly level?: 1 | 2 | 3;
}) {
  const Heading = `h${props.level ?? 2}` as const;
  return (
    <div className={styles.state}>
      <svg viewBox="0 0 120 60" className={styles.figure} aria-hidden="true">
        <path d="M4 30h112M60 4v52" className={styles.centre} />
        <rect x="24" y="12" width="72" height="36" className={styles.ghost} />
      </svg>
      <Heading className={styles.title}>{props.title}</Heading>
      <div className={styles.words}>{props.children}</div>
    </div>
  );
}
