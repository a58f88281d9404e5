/** Companies and their standing; an operator admits and suspends. */

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCompanies, useDecide } from '../../api/operator.ts';
import { errorWords } from '../../api/error-words.ts';
import { Identifier } from '../../components/identifier.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { StatusBadge, type Tone } from '../../components/status-badge.tsx';
import layout from '../../components/layout.module.css';
import styles from './account.module.css';

/** Reason of a suspension as the log holds it. */
const REASON = 'operator-decision';
const TONES: Readonly<Record<string, Tone>> = { pending: 'wait', admitted: 'good', suspended: 'bad' };

/** The list. */
export function CompanyList() {
  const { t } = useTranslation('account');
  const companies = useCompanies();
  const decide = useDecide();
  return (
    <QueryView query={companies}>
      {({ items }) => (
        <ul className={styles.people}>
          {items.map(({ participant, name, status }) => (
            <li key={participant}>
              <div>
                <strong>{name}</strong>
                <p className={layout.soft}>
                  <Identifier value={participant} what={name} />
                </p>
              </div>
              <StatusBadge tone={TONES[status] ?? 'idle'}>{t(`status.${status}`)}</StatusBadge>
              <Button
                variant="default"
                disabled={decide.isPending}
                aria-label={`${t(status === 'admitted' ? 'operator.suspend' : 'operator.admit')}: ${name}`}
                onClick={() =>
                  decide.mutate({ id: participant, reason: status === 'admitted' ? REASON : null })
                }
              >
                {t(status === 'admitted' ? 'operator.suspend' : 'operator.admit')}
              </Button>
            </li>
          ))}
          {decide.isError ? (
            <li role="alert" className={styles.error}>
              {errorWords(decide.error, t)}
            </li>
          ) : null}
        </ul>
      )}
    </QueryView>
  );
}
