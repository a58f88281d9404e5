/** Facts as a parts list: label, leader line, value. */

import type { ReactNode } from 'react';
import styles from './fact-list.module.css';

/** One fact. */
export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
}

/** A list of facts; null entries are left out. */
export function FactList({ facts }: { readonly facts: readonly (Fact | null)[] }) {
  return (
    <dl className={styles.list}>
      {facts.map((fact) =>
        fact === null ? null : (
          <div key={fact.label} className={styles.fact}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
