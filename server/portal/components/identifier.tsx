/** Digests, DIDs and keys: long, alike, and only useful whole. Shown short, told whole, copied whole. */

import { CopyButton } from './copy-button.tsx';
import styles from './identifier.module.css';

const HEAD = 10;
const TAIL = 6;

/** An identifier; `what` names what it identifies. */
export function Identifier({ value, what }: { readonly value: string; readonly what: string }) {
  return (
    <span className={styles.identifier}>
      <code title={value}>{shortened(value)}</code>
      <CopyButton text={value} what={what} />
    </span>
  );
}

/** The scheme stays readable; of the rest, both ends. */
function shortened(value: string): string {
  const scheme = /^(?:sha256:|did:[a-z]+:|ed25519:)/.exec(value)?.[0] ?? '';
  const rest = value.slice(scheme.length);
  return rest.length <= HEAD + TAIL + 1 ? value : `${scheme}${rest.slice(0, HEAD)}…${rest.slice(-TAIL)}`;
}
