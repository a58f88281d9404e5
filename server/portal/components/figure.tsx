/** A number that matters, with what it counts. */

import type { ReactNode } from 'react';
import styles from './figure.module.css';

/** One figure; figures in a row are read as a list of facts. */
export interface FigureItem {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
}

/** Figures side by side, divided by hairlines. */
export function Figures({ items }: { readonly items: readonly FigureItem[] }) {
  return (
    <dl className={styles.row}>
      {items.map(({ label, value, note }) => (
        <div key={label} className={styles.figure}>
          <dt>{label}</dt>
          <dd>
            <span className={styles.value}>{value}</span>
            {note === undefined ? null : <span className={styles.note}>{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
