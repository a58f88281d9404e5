/** A state in words, with a sign whose shape says the same as its colour. */

import type { ReactNode } from 'react';
import styles from './status-badge.module.css';

/** What a state means for whoever looks at it. */
export type Tone = 'good' | 'wait' | 'warn' | 'bad' | 'idle';

const SIGNS: Readonly<Record<Tone, ReactNode>> = {
  good: <path d="M2 6.5 5 9.5 10 2.8" />,
  wait: <path d="M6 2.5V6l2.4 1.6M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1z" />,
  warn: <path d="M6 1.2 11.2 10.6H.8zM6 4.6v2.8M6 9v.2" />,
  bad: <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" />,
  idle: <path d="M2 6h8" />,
};

/** The badge. */
export function StatusBadge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
        {SIGNS[tone]}
      </svg>
      {children}
    </span>
  );
}
