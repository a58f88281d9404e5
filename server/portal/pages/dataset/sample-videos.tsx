/** The videos of an episode of the sample; they have no controls of their own but follow its clock. */

import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleView } from '#contracts/http/samples.ts';
import { datasetPath } from '../../api/dataset.ts';
import layout from '../../components/layout.module.css';
import type { Playback } from './playback.ts';
import styles from './episode.module.css';

/** A playing video may be this far off before it is set, seconds: setting it makes it stutter. */
const DRIFT = 0.2;

/** The videos, or that there are none. */
export function SampleVideos(props: {
  readonly dataset: string;
  readonly sample: SampleView;
  readonly episode: number;
  readonly playback: Playback;
}) {
  const { t } = useTranslation('dataset');
  const { dataset, sample, episode, playback } = props;
  const cameras = sample.episodes[episode]?.cameras ?? [];
  if (cameras.length === 0) return <p className={styles.without}>{t('sample.noVideo')}</p>;
  const base = `${datasetPath(dataset)}/sample/episodes/${episode}/video/`;
  return cameras.map((camera) => (
    <figure key={camera}>
      <FollowingVideo source={base + encodeURIComponent(camera)} label={camera} playback={playback} />
      <figcaption className={layout.soft}>{camera}</figcaption>
    </figure>
  ));
}

function FollowingVideo(props: {
  readonly source: string;
  readonly label: string;
  readonly playback: Playback;
}) {
  const { source, label, playback } = props;
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const follow = (): void => {
      if (video.current !== null) bring(video.current, playback);
    };
    follow();
    return playback.subscribe(follow);
  }, [playback, source]);
  return (
    // Recordings of robots have no speech to caption; audio is never in a derivative.
    // oxlint-disable-next-line jsx-a11y/media-has-caption
    <video
      ref={video}
      src={source}
      preload="auto"
      muted
      playsInline
      aria-label={label}
      // What was sought before the file said how long it is.
      onLoadedMetadata={(event) => bring(event.currentTarget, playback)}
    />
  );
}

function bring(video: HTMLVideoElement, { time, playing, frame }: Playback): void {
  // A video that ended before the data did stays at its end.
  if (playing && video.paused && !video.ended) void video.play().catch(() => undefined);
  if (!playing && !video.paused) video.pause();
  const off = Math.abs(video.currentTime - time);
  if (off > (playing ? DRIFT : frame / 2) && Number.isFinite(video.duration)) {
    video.currentTime = Math.min(time, video.duration);
  }
}
