/** A command to take into a terminal. */

import { CopyButton } from './copy-button.tsx';
import styles from './command.module.css';

/** Lines of a terminal with a button that copies them all; `what` says what they do. */
export function Command({ lines, what }: { readonly lines: readonly string[]; readonly what: string }) {
  return (
    <div className={styles.command} role="group" aria-label={what}>
      <pre>
        {lines.map((line) => (
          <code key={line}>
            {partsOf(line).map((part) => (
              <span key={part}>{part}</span>
            ))}
          </code>
        ))}
      </pre>
      <CopyButton text={lines.join('\n')} what={what} />
    </div>
  );
}

/** A command cut before its options: a line that is too long breaks there first. */
function partsOf(line: string): string[] {
  return line.split(/(?<= )(?=--?[a-z])/);
}
