/** The public sample: an episode on the robot, in its videos where the policy lets pixels pass, and as channels over time, under one clock. */

import { Checkbox, Select } from '@mantine/core';
import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { MAX_SERIES_CHANNELS, type SampleView } from '#contracts/http/samples.ts';
import { useSample, useSeries, type DatasetView } from '../../api/dataset.ts';
import { useFormat } from '../../app/format.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import layout from '../../components/layout.module.css';
import { LoadingState } from '../../components/loading-state.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { Playback } from './playback.ts';
import { RobotReplay } from './robot-replay.tsx';
import { SampleVideos } from './sample-videos.tsx';
import { SeriesTable } from './series-table.tsx';
import type { TabProps } from './tab-props.ts';
import { Transport } from './transport.tsx';
import styles from './episode.module.css';

const SeriesChart = lazy(async () => ({ default: (await import('./series-chart.tsx')).SeriesChart }));
/** Channels that are drawn before anybody chooses. */
const FIRST_CHANNELS = 4;
/** The address follows a clock that has stood this long, milliseconds. */
const WRITTEN_AFTER_MS = 400;

/** The part; `?ep=`, `?t=` and `?ch=` hold episode, seconds and channels, so that a view can be passed on. */
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
      {(shown) => <Sample view={view} sample={shown} />}
    </QueryView>
  );
}

function Sample({ view, sample }: { readonly view: DatasetView; readonly sample: SampleView }) {
  const { t } = useTranslation('dataset');
  const { dataset } = view.listing;
  const [search, setSearch] = useSearchParams();
  const episode = Math.min(Number(search.get('ep') ?? 0) || 0, sample.episodes.length - 1);
  const drawn = channelsOf(search.get('ch') ?? '', sample);
  const playback = useEpisodeClock(sample, episode);
  const set = (name: string, value: string): void =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      after.set(name, value);
      if (name === 'ep') after.delete('t');
      return after;
    });
  const shown = { dataset, sample, episode, playback };
  return (
    <div className={layout.columns}>
      <div className={layout.close}>
        <Panel title={t('replay.title')} aside={t('replay.keys')} flush>
          <div className={styles.shown}>
            <RobotReplay key={`${dataset} ${episode}`} {...shown} manifest={view.manifest} />
            <SampleVideos {...shown} />
          </div>
          <Transport playback={playback} />
        </Panel>
        <Panel title={t('sample.chart')} aside={t('sample.chartHint')}>
          <Chart {...shown} channels={drawn} />
        </Panel>
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

function channelsOf(text: string, sample: SampleView): number[] {
  const channels = text
    .split(',')
    .filter((part) => /^\d+$/.test(part))
    .map(Number)
    .filter((channel) => channel < sample.channels.length);
  return channels.length > 0 ? channels : sample.channels.slice(0, FIRST_CHANNELS).map((_, i) => i);
}

/** The clock of an episode. It begins where the address says, and the address follows where it stops. */
function useEpisodeClock(sample: SampleView, episode: number): Playback {
  const [search, setSearch] = useSearchParams();
  const first = useRef(Number(search.get('t') ?? 0) || 0);
  const seconds = sample.episodes[episode]?.seconds ?? 0;
  const playback = useMemo(() => {
    const time = first.current;
    first.current = 0;
    return new Playback({ seconds, fps: sample.fps, time });
    // A clock for each episode, also where two are equally long.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [seconds, sample.fps, episode]);
  useEffect(() => {
    let written = 0;
    const leave = playback.subscribe(() => {
      clearTimeout(written);
      if (playback.playing) return;
      written = window.setTimeout(() => {
        const at = playback.time.toFixed(2);
        setSearch((before) => new URLSearchParams({ ...Object.fromEntries(before), t: at }), {
          replace: true,
        });
      }, WRITTEN_AFTER_MS);
    });
    return () => {
      leave();
      clearTimeout(written);
      playback.pause();
    };
  }, [playback, setSearch]);
  return playback;
}

function Chart(props: {
  readonly dataset: string;
  readonly sample: SampleView;
  readonly episode: number;
  readonly channels: readonly number[];
  readonly playback: Playback;
}) {
  const { t } = useTranslation('dataset');
  const series = useSeries(props.dataset, props.episode, props.channels);
  return (
    <QueryView query={series} what={t('sample.reading')}>
      {(data) => (
        <>
          <div className={styles.chart}>
            <Suspense fallback={<LoadingState />}>
              <SeriesChart series={data} channels={props.sample.channels} playback={props.playback} />
            </Suspense>
          </div>
          <SeriesTable series={data} channels={props.sample.channels} />
        </>
      )}
    </QueryView>
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
