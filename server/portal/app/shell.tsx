/** Header, one page, title block. Which pages there are depends on the program that serves them. */

import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PortalMode } from '#contracts/http/portal.ts';
import { usePortalInfo } from '../api/portal.ts';
import { ErrorState } from '../components/error-state.tsx';
import { LoadingState } from '../components/loading-state.tsx';
import { ConsoleGate } from './console-gate.tsx';
import { Masthead } from './masthead.tsx';
import { Pages } from './pages.tsx';
import { routesOf } from './routes.ts';
import { TitleBlock } from './title-block.tsx';
import styles from './shell.module.css';

/** A node asks who comes in before it shows anything; a broker shows its catalog to everybody. */
function Entrance({ mode, children }: { readonly mode: PortalMode; readonly children: ReactNode }) {
  return mode === 'node' ? <ConsoleGate>{children}</ConsoleGate> : children;
}

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
          <Entrance mode={info.data.mode}>
            <Pages routes={routes} />
          </Entrance>
        )}
      </main>
      <TitleBlock info={info.data} />
    </div>
  );
}
