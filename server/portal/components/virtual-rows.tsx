/** A long list of which only what is in sight is in the page; the window scrolls. */

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import styles from './virtual-rows.module.css';

/** Rows drawn beyond what is in sight. */
const OVERSCAN = 6;

/** A list; `label` names it. Rows say how many there are in all, so that screen readers know. */
export function VirtualRows<T>(props: {
  readonly items: readonly T[];
  readonly label: string;
  readonly keyOf: (item: T) => string;
  /** Height of a row before it is measured, in CSS pixels. */
  readonly rowHeight: number;
  readonly children: (item: T) => ReactNode;
  /** How many rows there are when not all are loaded yet. */
  readonly total?: number;
  /** Called when the last loaded row comes into sight. */
  readonly onEnd?: () => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const { items, keyOf, onEnd } = props;
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => props.rowHeight,
    overscan: OVERSCAN,
    scrollMargin: top,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    onChange: (instance) => {
      const last = instance.getVirtualItems().at(-1);
      if (last !== undefined && last.index >= items.length - 1) onEnd?.();
    },
  });
  return (
    <ul ref={list} className={styles.list} aria-label={props.label} style={{ height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map((row) => {
        const item = items[row.index];
        return item === undefined ? null : (
          <li
            key={row.key}
            ref={rows.measureElement}
            data-index={row.index}
            aria-setsize={props.total ?? items.length}
            aria-posinset={row.index + 1}
            style={{ transform: `translateY(${row.start - top}px)` }}
          >
            {props.children(item)}
          </li>
        );
      })}
    </ul>
  );
}
