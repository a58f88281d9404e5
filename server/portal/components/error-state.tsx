/** What went wrong in a part of a page, what helps, and a way to try again. */

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client.ts';
import { errorWords } from '../api/error-words.ts';
import styles from './state.module.css';

/** An error in place of what it kept from being shown. */
export function ErrorState(props: {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** Rank of the heading where the error stands for a whole page. */
  readonly level?: 1;
}) {
  const { t } = useTranslation();
  const { error } = props;
  const Title = props.level === undefined ? 'p' : 'h1';
  const api = error instanceof ApiError ? error : undefined;
  return (
    <div className={styles.state} role="alert">
      <Title className={styles.title}>{t('app:error.title')}</Title>
      <div className={styles.words}>
        <p>{errorWords(error, t)}</p>
        {api?.next === undefined ? null : (
          <p>
            {t('app:next')}: {api.next}
          </p>
        )}
        {api?.traceId === undefined ? null : (
          <p className={styles.trace}>
            {t('app:trace')} <code>{api.traceId}</code>
          </p>
        )}
        {props.onRetry === undefined ? null : (
          <Button variant="default" onClick={props.onRetry}>
            {t('app:retry')}
          </Button>
        )}
      </div>
    </div>
  );
}
