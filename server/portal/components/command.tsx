/** A command to take into a terminal. */

import { CopyButton } from './copy-button.tsx';
import styles from './command.module.css';

/** Lines of a terminal with a button that copies them all; `what` says what they do. */
export function Command({ lines, what }: { readonly lines: readonly string[]; readonly what: string }) {
  return (
    <div className={styles.command}>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} aria-label={what}>
        {lines.map((line) => (
          <code key={line}>{line}</code>
        ))}
      </pre>
      <CopyButton text={lines.join('\n')} what={what} />
    </div>
  );
}
