/** Plays and scrubs an episode. Space plays; arrows go frame by frame, with shift second by second. */

import { Button } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { usePlaying, useTime, type Playback } from './playback.ts';
import styles from './episode.module.css';

const DIRECTIONS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
};

/** The bar. */
export function Transport({ playback }: { readonly playback: Playback }) {
  const { t } = useTranslation('dataset');
  const format = useFormat();
  const time = useTime(playback);
  const playing = usePlaying(playback);
  const toggle = (): void => (playback.playing ? playback.pause() : playback.play());
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = DIRECTIONS[event.key];
    if (event.key === ' ') toggle();
    else if (direction !== undefined)
      playback.seek(playback.time + direction * (event.shiftKey ? 1 : playback.frame));
    else return;
    event.preventDefault();
  };
  const seconds = (value: number): string => `${format.number(value, 2)} s`;
  return (
    <div className={styles.transport}>
      <Button size="xs" onClick={toggle}>
        {t(playing ? 'replay.pause' : 'replay.play')}
      </Button>
      <input
        type="range"
        min={0}
        max={playback.duration}
        step={playback.frame}
        value={time}
        aria-label={t('replay.time')}
        aria-valuetext={seconds(time)}
        onChange={(event) => playback.seek(Number(event.currentTarget.value))}
        onKeyDown={onKeyDown}
      />
      <span className={styles.time}>
        {format.fixed(time, 2)} / {seconds(playback.duration)}
      </span>
    </div>
  );
}
