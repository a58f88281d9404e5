/** The top of every page: mark, main navigation, language and theme. */

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { PortalInfo } from '#contracts/http/portal.ts';
import { Mark } from '../components/mark.tsx';
import { AccountLink } from './account-link.tsx';
import { useFormat } from './format.ts';
import { LanguageSwitch } from './language-switch.tsx';
import type { PageRoute } from './page-route.ts';
import { SchemeSwitch } from './scheme-switch.tsx';
import styles from './masthead.module.css';

/** The header. */
export function Masthead(props: {
  readonly routes: readonly PageRoute[];
  readonly info: PortalInfo | undefined;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <header className={styles.bar}>
      <Link href="/" className={styles.brand}>
        <Mark />
        <span className={styles.name}>Kinship</span>
        {props.info?.mode === 'node' ? <span className={styles.mode}>{props.info.name}</span> : null}
        <span className="visually-hidden">{t('home')}</span>
      </Link>
      <button
        type="button"
        className={styles.menu}
        aria-expanded={open}
        aria-controls="navigation"
        onClick={() => setOpen(!open)}
      >
        {t('menu')}
      </button>
      <div className={styles.fold} data-open={open}>
        <Navigation routes={props.routes} onFollow={() => setOpen(false)} />
        <div className={styles.tools}>
          <AccountLink />
          <LanguageSwitch />
          <SchemeSwitch />
        </div>
      </div>
    </header>
  );
}

function Navigation(props: { readonly routes: readonly PageRoute[]; readonly onFollow: () => void }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const [location] = useLocation();
  const entries = props.routes
    .flatMap(({ path, nav }) => (nav === undefined ? [] : [{ path, ...nav }]))
    .sort((a, b) => a.order - b.order);
  const isCurrent = (path: string): boolean => location === path || location.startsWith(`${path}/`);
  return (
    <nav id="navigation" aria-label={t('navigation')} className={styles.nav}>
      {entries.map(({ path, label }) => (
        <Link
          key={path}
          href={path}
          onClick={props.onFollow}
          {...(isCurrent(path) ? { 'aria-current': 'page' as const } : {})}
        >
          {label[language]}
        </Link>
      ))}
    </nav>
  );
}
