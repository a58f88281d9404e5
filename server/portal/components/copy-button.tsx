/** Copies a text and says so, to eyes and to screen readers. */

import { useClipboard } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import styles from './copy-button.module.css';

/** How long the answer stays, in milliseconds. */
const ANSWER_MS = 1500;

/** A small button; `what` names what is copied. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const { t } = useTranslation();
  const clipboard = useClipboard({ timeout: ANSWER_MS });
  const word = t(clipboard.copied ? 'app:copied' : 'app:copy');
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={`${word}: ${what}`}
      onClick={() => clipboard.copy(text)}
    >
      <span aria-live="polite">{word}</span>
    </button>
  );
}
