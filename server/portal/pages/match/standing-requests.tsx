/** Questions that stay open and report later matches. */

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCloseRequest, useStandingRequests } from '../../api/matches.ts';
import { Panel } from '../../components/panel.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import layout from '../../components/layout.module.css';
import styles from './match-page.module.css';

/** The panel; nothing for those who may keep no question open. */
export function StandingRequests() {
  const { t } = useTranslation('match');
  const requests = useStandingRequests();
  const close = useCloseRequest();
  if (requests.data === undefined || requests.data.length === 0) return null;
  return (
    <Panel title={t('standing.title')} flush>
      <ul aria-label={t('standing.title')}>
        {requests.data.map(({ id, query, status, matches }) => (
          <li key={id} className={styles.nothing}>
            <div className={styles.row}>
              <span>{query.task ?? t('standing.noTask')}</span>
              <StatusBadge tone={status === 'open' ? 'wait' : 'idle'}>{t(`standing.${status}`)}</StatusBadge>
              <span className={layout.soft}>{t('standing.matches', { count: matches })}</span>
              {status === 'open' ? (
                <Button
                  variant="default"
                  size="xs"
                  loading={close.isPending}
                  onClick={() => close.mutate(id)}
                >
                  {t('standing.close')}
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
