/** The bottom of every page, as a drawing has it: what this is, who made it, what to check it against. */

import { useTranslation } from 'react-i18next';
import type { PortalInfo } from '#contracts/http/portal.ts';
import styles from './title-block.module.css';

/** The footer. */
export function TitleBlock({ info }: { readonly info: PortalInfo | undefined }) {
  const { t } = useTranslation();
  return (
    <footer className={styles.block}>
      <div className={styles.cell}>
        <span className={styles.label}>{t(info?.mode === 'node' ? 'block.node' : 'block.broker')}</span>
        <span>{info?.name ?? '–'}</span>
      </div>
      <div className={styles.cell}>
        <span className={styles.label}>{t('block.data')}</span>
        <span>{t(info?.demo === true ? 'block.demo' : 'block.signed')}</span>
      </div>
      <div className={styles.cell}>
        <span className={styles.label}>{t('block.machine')}</span>
        <span className={styles.links}>
          <a href="/openapi.json">OpenAPI</a>
          {info?.mode === 'broker' ? <a href="/log/checkpoint">{t('block.checkpoint')}</a> : null}
          {info?.mode === 'broker' ? <a href="/v1/log/trust-root">{t('block.trustRoot')}</a> : null}
        </span>
      </div>
    </footer>
  );
}
