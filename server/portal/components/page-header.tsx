/** Top of a page: what it is, one sentence, what one can do. */

import type { ReactNode } from 'react';
import styles from './page-header.module.css';

/** The header; its title is the page's only first-level heading. */
export function PageHeader(props: {
  readonly title: ReactNode;
  /** Small line above the title: the area, or what the thing belongs to. */
  readonly over?: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={styles.header}>
      <div className={styles.text}>
        {props.over === undefined ? null : <p className={styles.over}>{props.over}</p>}
        <h1 className={styles.title}>{props.title}</h1>
        {props.lead === undefined ? null : <p className={styles.lead}>{props.lead}</p>}
      </div>
      {props.actions === undefined ? null : <div className={styles.actions}>{props.actions}</div>}
    </div>
  );
}
