/** A dataset as a buyer looks at it: what it is, a sample of it, the body, quality, columns, terms, how to get it. */

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import { useNodeStatus } from '../../api/console.ts';
import { ApiError } from '../../api/client.ts';
import { useDataset, type DatasetView } from '../../api/dataset.ts';
import { usePortalInfo } from '../../api/portal.ts';
import { useFormat } from '../../app/format.ts';
import { useIdParam } from '../../app/id-param.ts';
import { Figures } from '../../components/figure.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { ColumnsTab } from './columns-tab.tsx';
import { EpisodesTab } from './episodes-tab.tsx';
import { LicenseTab } from './license-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { QualityTab } from './quality-tab.tsx';
import { RobotTab } from './robot-tab.tsx';
import { Unlisted } from './unlisted.tsx';
import { UseTab } from './use-tab.tsx';
import tabs from '../../components/tabs.module.css';
import styles from './dataset-page.module.css';

const TABS = {
  overview: OverviewTab,
  episodes: EpisodesTab,
  robot: RobotTab,
  quality: QualityTab,
  columns: ColumnsTab,
  license: LicenseTab,
  use: UseTab,
} as const;
type Tab = keyof typeof TABS;
const NAMES = Object.keys(TABS) as Tab[];

/** The page of `/datasets/:id`; `?tab=` opens one of its parts. */
export function DatasetPage() {
  const { t } = useTranslation('dataset');
  const id = useIdParam();
  const dataset = useDataset(id);
  const { mode } = usePortalInfo().data ?? {};
  if (mode === 'node' && dataset.error instanceof ApiError && dataset.error.code === 'not-found') {
    return <Unlisted dataset={id} query={dataset} />;
  }
  return (
    <QueryView query={dataset} what={t('what')} level={1}>
      {(view) => <Dataset view={view} />}
    </QueryView>
  );
}

function Dataset({ view }: { readonly view: DatasetView }) {
  const { t } = useTranslation('dataset');
  const [search] = useSearchParams();
  const tab = NAMES.find((name) => name === search.get('tab')) ?? 'overview';
  const Body = TABS[tab];
  const { listing, manifest } = view;
  return (
    <>
      <PageHeader
        over={listing.provider.name}
        title={listing.title}
        lead={manifest.description === '' ? undefined : manifest.description}
        actions={<Actions view={view} />}
      />
      <Strip view={view} />
      <nav className={`${tabs.tabs} ${styles.parts}`} aria-label={t('parts')}>
        {NAMES.map((name) => (
          <Link
            key={name}
            href={name === 'overview' ? '?' : `?tab=${name}`}
            {...(name === tab ? { 'aria-current': 'page' as const } : {})}
          >
            {t(`tab.${name}`)}
          </Link>
        ))}
      </nav>
      <Body view={view} />
    </>
  );
}

function Actions({ view }: { readonly view: DatasetView }) {
  const { t } = useTranslation('dataset');
  const info = usePortalInfo();
  const { listing } = view;
  if (listing.status === 'withdrawn') {
    return <StatusBadge tone="bad">{t('withdrawn', { reason: listing.withdrawnReason ?? '' })}</StatusBadge>;
  }
  if (info.data?.mode !== 'node') return null;
  return <Ask view={view} />;
}

/** Nobody asks an own company for what it has. */
function Ask({ view }: { readonly view: DatasetView }) {
  const { t } = useTranslation('dataset');
  const { listing } = view;
  const node = useNodeStatus();
  if (node.data === undefined || node.data.participant === listing.provider.participant) return null;
  return (
    <Button component={Link} href={`/request/${encodeURIComponent(listing.dataset)}`}>
      {t('ask')}
    </Button>
  );
}

function Strip({ view }: { readonly view: DatasetView }) {
  const { t } = useTranslation('dataset');
  const format = useFormat();
  const { listing, manifest } = view;
  const { rate } = manifest.facts.quality.qualification;
  return (
    <Figures
      items={[
        {
          label: t('strip.hours'),
          value: format.hours(listing.hours),
          note: t(`app:collection.${listing.collection}`),
        },
        {
          label: t('strip.episodes'),
          value: format.number(listing.episodes),
          note: t('strip.frames', { frames: format.number(listing.frames) }),
        },
        { label: t('strip.rate'), value: listing.fps === null ? '–' : `${format.number(listing.fps, 1)} Hz` },
        {
          label: t('strip.body'),
          value: listing.embodiment === null ? '–' : format.body(listing.embodiment.label),
          note: t('strip.cameras', { count: manifest.facts.cameras.length }),
        },
        { label: t('strip.quality'), value: rate === null ? '–' : format.percent(rate, 1) },
        { label: t('strip.size'), value: format.bytes(listing.bytes) },
      ]}
    />
  );
}
