/** One robot: turned and moved by hand, its reach as a cloud, its limits as a table, the data that was recorded on it. */

import { Button, Checkbox } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Listing } from '#contracts/http/catalog.ts';
import { useDataset } from '../../api/dataset.ts';
import { useListingsOf } from '../../api/robots.ts';
import { useFormat } from '../../app/format.ts';
import { useIdParam } from '../../app/id-param.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LoadingState } from '../../components/loading-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { JointSliders } from './joint-sliders.tsx';
import { JointTable } from './joint-table.tsx';
import { restOf } from './posture.ts';
import styles from './robots.module.css';

const BodyScene = lazy(async () => ({ default: (await import('./body-scene.tsx')).BodyScene }));

/** The page of `/robots/:id`. */
export function RobotPage() {
  const { t } = useTranslation('robots');
  const listings = useListingsOf(useIdParam());
  return (
    <QueryView query={listings} what={t('what')} level={1}>
      {(items) => <Found listings={items} />}
    </QueryView>
  );
}

function Found({ listings }: { readonly listings: readonly Listing[] }) {
  const { t } = useTranslation('robots');
  const first = listings[0];
  const dataset = useDataset(first?.dataset ?? null);
  if (first === undefined) {
    return (
      <EmptyState title={t('unknown')} level={1}>
        <p>{t('unknownHint')}</p>
      </EmptyState>
    );
  }
  return (
    <QueryView query={dataset} what={t('what')} level={1}>
      {({ manifest }) =>
        manifest.embodiment === null ? null : (
          <Robot body={manifest.embodiment.body} label={manifest.embodiment.label} listings={listings} />
        )
      }
    </QueryView>
  );
}

function Robot(props: {
  readonly body: Embodiment;
  readonly label: string;
  readonly listings: readonly Listing[];
}) {
  const { t } = useTranslation('robots');
  const { body, label, listings } = props;
  const [q, setQ] = useState<readonly number[]>(() => restOf(body));
  const [cloud, setCloud] = useState(true);
  const moving = body.joints.filter(({ follows }) => follows === null).length;
  return (
    <>
      <PageHeader
        over={t(`kind.${body.kind}`)}
        title={label}
        lead={t('summary', { n: moving, mounting: t(`mounting.${body.mounting}`) })}
      />
      <div className={styles.columns}>
        <div className={styles.stack}>
          <Panel title={t('scene')} aside={t('turn')}>
            <Suspense fallback={<LoadingState />}>
              <BodyScene body={body} positions={q} cloud={cloud} label={t('drawing', { name: label })} />
            </Suspense>
            <div className={styles.tools}>
              <Checkbox
                checked={cloud}
                label={t('cloud')}
                onChange={(event) => setCloud(event.currentTarget.checked)}
              />
              <Button variant="default" size="xs" onClick={() => setQ(restOf(body))}>
                {t('rest')}
              </Button>
            </div>
          </Panel>
          <Panel title={t('joints')} flush>
            <JointTable body={body} />
          </Panel>
        </div>
        <div className={styles.stack}>
          <Panel title={t('move')}>
            <JointSliders body={body} positions={q} onChange={setQ} />
          </Panel>
          <Panel title={t('recorded')}>
            <Recorded listings={listings} />
          </Panel>
        </div>
      </div>
    </>
  );
}

function Recorded({ listings }: { readonly listings: readonly Listing[] }) {
  const format = useFormat();
  return (
    <ul className={styles.stack}>
      {listings.map((listing) => (
        <li key={listing.dataset}>
          <Link href={`/datasets/${encodeURIComponent(listing.dataset)}`}>{listing.title}</Link>{' '}
          <span className={styles.soft}>
            {listing.provider.name}, {format.hours(listing.hours)}
          </span>
        </li>
      ))}
    </ul>
  );
}
