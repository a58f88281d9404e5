/** A sheet on the page: hairline frame, a heading in the frame, content. */

import { useId, type ReactNode } from 'react';
import styles from './panel.module.css';

/** A section with a heading. */
export function Panel(props: {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Content touches the frame: tables and lists. */
  readonly flush?: boolean;
}) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id} className={styles.title}>
          {props.title}
        </h2>
        {props.aside === undefined ? null : <div className={styles.aside}>{props.aside}</div>}
      </header>
      <div className={props.flush === true ? styles.flush : styles.body}>{props.children}</div>
    </section>
  );
}
