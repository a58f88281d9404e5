/** The public sample: any channel of an episode over time, and its video where the policy lets pixels pass. */

import { Checkbox, Select } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { MAX_SERIES_CHANNELS, type SampleView } from '#contracts/http/samples.ts';
import { datasetPath, useSample, useSeries } from '../../api/dataset.ts';
import { useFormat } from '../../app/format.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LoadingState } from '../../components/loading-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { SeriesTable } from './series-table.tsx';
import type { TabProps } from './tab-props.ts';
import styles from './dataset-page.module.css';

const SeriesChart = lazy(async () => ({ default: (await import('./series-chart.tsx')).SeriesChart }));
/** Channels that are drawn before anybody chooses. */
const FIRST_CHANNELS = 4;

/** The part; `?ep=` and `?ch=` hold episode and channels, so that a view can be passed on. */
export function EpisodesTab({ view }: TabProps) {
  const { t } = useTranslation('dataset');
  const { dataset } = view.listing;
  const offered = view.manifest.sample !== undefined && view.manifest.sample !== null;
  const sample = useSample(dataset, offered);
  if (!offered) {
    return (
      <EmptyState title={t('sample.none')}>
        <p>{t('sample.noneHint')}</p>
      </EmptyState>
    );
  }
  return (
    <QueryView query={sample} what={t('sample.what')}>
      {(shown) => <Sample dataset={dataset} sample={shown} />}
    </QueryView>
  );
}

function Sample({ dataset, sample }: { readonly dataset: string; readonly sample: SampleView }) {
  const { t } = useTranslation('dataset');
  const [search, setSearch] = useSearchParams();
  const episode = Math.min(Number(search.get('ep') ?? 0) || 0, sample.episodes.length - 1);
  const channels = (search.get('ch') ?? '')
    .split(',')
    .filter((part) => /^\d+$/.test(part))
    .map(Number)
    .filter((channel) => channel < sample.channels.length);
  const drawn = channels.length > 0 ? channels : sample.channels.slice(0, FIRST_CHANNELS).map((_, i) => i);
  const set = (name: string, value: string): void =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      after.set(name, value);
      return after;
    });
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        <Panel title={t('sample.chart')}>
          <Chart dataset={dataset} sample={sample} episode={episode} channels={drawn} />
        </Panel>
        <Videos dataset={dataset} sample={sample} episode={episode} />
      </div>
      <Panel title={t('sample.choose')}>
        <Choice
          sample={sample}
          episode={episode}
          channels={drawn}
          onEpisode={(at) => set('ep', String(at))}
          onChannels={(chosen) => set('ch', chosen.join(','))}
        />
      </Panel>
    </div>
  );
}

function Chart(props: {
  readonly dataset: string;
  readonly sample: SampleView;
  readonly episode: number;
  readonly channels: readonly number[];
}) {
  const { t } = useTranslation('dataset');
  const series = useSeries(props.dataset, props.episode, props.channels);
  return (
    <QueryView query={series} what={t('sample.reading')}>
      {(data) => (
        <>
          <div className={styles.chart}>
            <Suspense fallback={<LoadingState />}>
              <SeriesChart series={data} channels={props.sample.channels} />
            </Suspense>
          </div>
          <SeriesTable series={data} channels={props.sample.channels} />
        </>
      )}
    </QueryView>
  );
}

function Videos(props: { readonly dataset: string; readonly sample: SampleView; readonly episode: number }) {
  const { t } = useTranslation('dataset');
  const cameras = props.sample.episodes[props.episode]?.cameras ?? [];
  if (cameras.length === 0) return <p className={styles.soft}>{t('sample.noVideo')}</p>;
  const base = `${datasetPath(props.dataset)}/sample/episodes/${props.episode}/video/`;
  return (
    <Panel title={t('sample.video')}>
      <div className={styles.videos}>
        {cameras.map((camera) => (
          <figure key={camera}>
            {/* Recordings of robots have no speech to caption; audio is never in a derivative. */}
            {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
            <video src={base + encodeURIComponent(camera)} controls muted playsInline aria-label={camera} />
            <figcaption className={styles.soft}>{camera}</figcaption>
          </figure>
        ))}
      </div>
    </Panel>
  );
}

function Choice(props: {
  readonly sample: SampleView;
  readonly episode: number;
  readonly channels: readonly number[];
  readonly onEpisode: (episode: number) => void;
  readonly onChannels: (channels: readonly number[]) => void;
}) {
  const { t } = useTranslation('dataset');
  const format = useFormat();
  const { sample, channels } = props;
  return (
    <div className={styles.pick}>
      <Select
        label={t('sample.episode')}
        value={String(props.episode)}
        allowDeselect={false}
        data={sample.episodes.map(({ source, seconds, tasks }, i) => ({
          value: String(i),
          label: `${source}: ${format.number(seconds, 1)} s, ${tasks[0] ?? ''}`,
        }))}
        onChange={(value) => props.onEpisode(Number(value ?? 0))}
      />
      <Checkbox.Group
        label={t('sample.channels', { most: MAX_SERIES_CHANNELS })}
        value={channels.map(String)}
        onChange={(chosen) => props.onChannels(chosen.slice(0, MAX_SERIES_CHANNELS).map(Number))}
      >
        <div className={styles.channels}>
          {sample.channels.map(({ feature, label, dimension }, i) => (
            <Checkbox key={`${feature} ${dimension}`} value={String(i)} label={label} description={feature} />
          ))}
        </div>
      </Checkbox.Group>
    </div>
  );
}
