/** One robot: turned and moved by hand, its reach as a cloud, its limits as a table, the data that was recorded on it. */

import { Button, Checkbox } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Listing } from '#contracts/http/catalog.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
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
import { restOf } from '../../body/posture.ts';
import { degreesOfFreedom } from '../../body/read-robot.ts';
import layout from '../../components/layout.module.css';
import styles from './robots.module.css';

const BodyScene = lazy(async () => ({ default: (await import('../../body/body-scene.tsx')).BodyScene }));

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
        manifest.embodiment === null ? null : <Robot recorded={manifest.embodiment} listings={listings} />
      }
    </QueryView>
  );
}

function Robot(props: {
  readonly recorded: NonNullable<Manifest['embodiment']>;
  readonly listings: readonly Listing[];
}) {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const { recorded, listings } = props;
  const { id, body } = recorded;
  const label = format.body(recorded.label);
  const [q, setQ] = useState<readonly number[]>(() => restOf(body));
  const moving = degreesOfFreedom(body);
  const moves = body.joints.length > 0;
  const height = body.sensors[0]?.pose.position[2] ?? 0;
  return (
    <>
      <PageHeader
        over={t(`kind.${body.kind}`)}
        title={label}
        lead={
          moves
            ? t('summary', { n: moving, mounting: t(`mounting.${body.mounting}`) })
            : t('sees', { height: format.number(height, 2), mounting: t(`mounting.${body.mounting}`) })
        }
        actions={<Link href={`/robots/compare?a=${encodeURIComponent(id)}`}>{t('compare.do')}</Link>}
      />
      <div className={layout.columns}>
        <div className={layout.stack}>
          <Scene body={body} label={label} positions={q} onRest={() => setQ(restOf(body))} />
          {moves ? (
            <Panel title={t('joints')} flush>
              <JointTable body={body} />
            </Panel>
          ) : null}
        </div>
        <div className={layout.stack}>
          {moves ? (
            <Panel title={t('move')}>
              <JointSliders body={body} positions={q} onChange={setQ} />
            </Panel>
          ) : null}
          <Panel title={t('recorded')}>
            <Recorded listings={listings} />
          </Panel>
        </div>
      </div>
    </>
  );
}

/** The body in three dimensions; a camera has nothing that reaches or rests. */
function Scene(props: {
  readonly body: Embodiment;
  readonly label: string;
  readonly positions: readonly number[];
  readonly onRest: () => void;
}) {
  const { t } = useTranslation('robots');
  const { body, label, positions, onRest } = props;
  const [cloud, setCloud] = useState(true);
  const moves = body.joints.length > 0;
  return (
    <Panel title={t('scene')} aside={t('turn')}>
      <Suspense fallback={<LoadingState />}>
        <BodyScene
          body={body}
          positions={positions}
          cloud={cloud && moves}
          label={t('drawing', { name: label })}
        />
      </Suspense>
      {moves ? (
        <div className={styles.tools}>
          <Checkbox
            checked={cloud}
            label={t('cloud')}
            onChange={(event) => setCloud(event.currentTarget.checked)}
          />
          <Button variant="default" size="xs" onClick={onRest}>
            {t('rest')}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

function Recorded({ listings }: { readonly listings: readonly Listing[] }) {
  const format = useFormat();
  return (
    <ul className={layout.stack}>
      {listings.map((listing) => (
        <li key={listing.dataset}>
          <Link href={`/datasets/${encodeURIComponent(listing.dataset)}`}>{listing.title}</Link>{' '}
          <span className={layout.soft}>
            {listing.provider.name}, {format.hours(listing.hours)}
          </span>
        </li>
      ))}
    </ul>
  );
}
