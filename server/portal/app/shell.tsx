/** Header, one page, title block. Which pages there are depends on the program that serves them. */

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePortalInfo } from '../api/portal.ts';
import { ErrorState } from '../components/error-state.tsx';
import { LoadingState } from '../components/loading-state.tsx';
import { Masthead } from './masthead.tsx';
import { Pages } from './pages.tsx';
import { routesOf } from './routes.ts';
import { TitleBlock } from './title-block.tsx';
import styles from './shell.module.css';

/** The frame around every page. */
export function Shell() {
  const { t } = useTranslation();
  const info = usePortalInfo();
  const mode = info.data?.mode;
  const routes = useMemo(() => (mode === undefined ? [] : routesOf(mode)), [mode]);
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main">
        {t('skip')}
      </a>
      <Masthead routes={routes} info={info.data} />
      <main id="main" className={styles.main} tabIndex={-1}>
        {info.isError ? (
          <ErrorState error={info.error} onRetry={() => void info.refetch()} />
        ) : info.data === undefined ? (
          <LoadingState />
        ) : (
          <Pages routes={routes} />
        )}
      </main>
      <TitleBlock info={info.data} />
    </div>
  );
}
