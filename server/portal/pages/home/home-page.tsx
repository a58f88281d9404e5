/** A broker's first page: what this is, what there is, where to begin. */

import { useTranslation } from 'react-i18next';
import { useOverview } from '../../api/overview.ts';
import { usePortalInfo } from '../../api/portal.ts';
import { Command } from '../../components/command.tsx';
import { Figures } from '../../components/figure.tsx';
import { Panel } from '../../components/panel.tsx';
import { useFormat } from '../../app/format.ts';
import { Drawing } from './drawing.tsx';
import { MethodBars } from './method-bars.tsx';
import { NewestListings } from './newest-listings.tsx';
import styles from './home-page.module.css';

/** The page. */
export function HomePage() {
  const { t } = useTranslation('home');
  const info = usePortalInfo();
  const broker = info.data?.broker ?? '';
  return (
    <>
      <section className={styles.hero}>
        <div className={styles.words}>
          <h1 className={styles.title}>{t('title')}</h1>
          <p className={styles.lead}>{t('lead')}</p>
        </div>
        <Drawing />
      </section>
      <Counts />
      <div className={styles.columns}>
        <Panel title={t('newest.title')} flush>
          <NewestListings />
        </Panel>
        <div className={styles.side}>
          <Panel title={t('methods.title')}>
            <MethodBars />
          </Panel>
          <Panel title={t('join.title')}>
            <p className={styles.join}>{t('join.lead')}</p>
            <Command
              what={t('join.what')}
              lines={[`kin init --name "${t('join.name')}" --broker ${broker}`, 'kin node start']}
            />
          </Panel>
        </div>
      </div>
    </>
  );
}

function Counts() {
  const { t } = useTranslation('home');
  const format = useFormat();
  const { data } = useOverview();
  const hours = data?.methods.reduce((sum, method) => sum + method.hours, 0);
  const figure = (value: number | undefined): string => (value === undefined ? '–' : format.number(value));
  return (
    <Figures
      items={[
        { label: t('counts.datasets'), value: figure(data?.datasets) },
        { label: t('counts.hours'), value: hours === undefined ? '–' : format.hours(hours) },
        { label: t('counts.companies'), value: figure(data?.companies) },
        { label: t('counts.entries'), value: figure(data?.logSize), note: t('counts.live') },
      ]}
    />
  );
}
