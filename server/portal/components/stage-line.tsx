/** Where something stands on its way: stages on a dimension line, passed, present, to come, or broken off. */

import styles from './stage-line.module.css';

/** One stage. */
export interface Stage {
  readonly label: string;
  /** `broken`: it ended here and goes no further. */
  readonly state: 'done' | 'current' | 'ahead' | 'broken';
  readonly note?: string | undefined;
}

/** The line; `label` names what is on its way. */
export function StageLine({ stages, label }: { readonly stages: readonly Stage[]; readonly label: string }) {
  return (
    <ol className={styles.line} aria-label={label}>
      {stages.map(({ label: name, state, note }) => (
        <li
          key={name}
          data-state={state}
          {...(state === 'current' ? { 'aria-current': 'step' as const } : {})}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            {SIGNS[state]}
          </svg>
          <span className={styles.name}>{name}</span>
          {note === undefined ? null : <span className={styles.note}>{note}</span>}
        </li>
      ))}
    </ol>
  );
}

const SIGNS = {
  done: <path d="M2.5 8.4 6.2 12 13.5 4" className={styles.tick} />,
  current: <circle cx="8" cy="8" r="5" className={styles.dot} />,
  ahead: <circle cx="8" cy="8" r="4" className={styles.ring} />,
  broken: <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" className={styles.tick} />,
} as const;
