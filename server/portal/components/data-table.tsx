/** A table of facts. Where it is wider or longer than its place it scrolls, and then it can be reached and scrolled by keyboard. */

import { useEffect, useRef, useState, type ReactNode } from 'react';
import styles from './table.module.css';

/** The table around its head and body; `label` names it where it scrolls. */
export function DataTable(props: {
  readonly label: string;
  /** Long tables scroll within their place. */
  readonly long?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const look = (): void =>
      setScrolls(element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight);
    const resize = new ResizeObserver(look);
    resize.observe(element);
    for (const child of element.children) resize.observe(child);
    return () => resize.disconnect();
  }, []);
  return (
    <div
      ref={place}
      className={styles.scroll}
      data-long={props.long === true}
      {...(scrolls ? { tabIndex: 0, role: 'group', 'aria-label': props.label } : {})}
    >
      <table className={props.className === undefined ? styles.table : `${styles.table} ${props.className}`}>
        {props.children}
      </table>
    </div>
  );
}
