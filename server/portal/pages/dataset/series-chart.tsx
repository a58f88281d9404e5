/** Channels over time, drawn by uPlot. Their table stands beside it. */

import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Series } from '#contracts/http/samples.ts';
import type { SampleChannel } from '#contracts/sample/sample.ts';
import type { Playback } from './playback.ts';
import styles from './episode.module.css';

const HEIGHT = 320;
/** Line colours that stay apart in both schemes and for most colour blindness (after Okabe and Ito). */
const COLOURS = ['#0b6457', '#b4530a', '#3c5674', '#8a4f7d', '#7a6a00', '#a32a1d', '#2f8f9d', '#5b5b5b'];

/** The chart, with a line where the episode stands; a click goes there. */
export function SeriesChart(props: {
  readonly series: Series;
  readonly channels: readonly SampleChannel[];
  readonly playback: Playback;
}) {
  const place = useRef<HTMLDivElement>(null);
  const { series, channels, playback } = props;
  useEffect(() => {
    const parent = place.current;
    if (parent === null) return undefined;
    const ink = getComputedStyle(parent).getPropertyValue('--k-soft');
    const font = `12px ${getComputedStyle(parent).fontFamily}`;
    const grid = { stroke: getComputedStyle(parent).getPropertyValue('--k-line'), width: 1 };
    const plot = new UPlot(
      {
        width: parent.clientWidth,
        height: HEIGHT,
        scales: { x: { time: false } },
        legend: { live: false },
        axes: [
          { stroke: ink, grid, font, labelFont: font, label: 's' },
          { stroke: ink, grid, font },
        ],
        series: [
          { label: 's' },
          ...series.channels.map(({ channel }, i) => ({
            label: nameOf(channels[channel]),
            stroke: COLOURS[i % COLOURS.length] ?? '#0b6457',
            width: 1.25,
          })),
        ],
      },
      [series.time, ...series.channels.map(({ values }) => [...values])],
      parent,
    );
    const leave = drawCursor(plot, playback);
    const resize = new ResizeObserver(() => plot.setSize({ width: parent.clientWidth, height: HEIGHT }));
    resize.observe(parent);
    return () => {
      leave();
      resize.disconnect();
      plot.destroy();
    };
  }, [series, channels, playback]);
  return <div ref={place} aria-hidden="true" />;
}

/** The line at the clock's time. Gives back how to stop. */
function drawCursor(plot: UPlot, playback: Playback): () => void {
  const line = document.createElement('div');
  line.className = styles['cursor'] ?? '';
  plot.over.append(line);
  const follow = (): void => {
    line.style.transform = `translateX(${plot.valToPos(playback.time, 'x')}px)`;
  };
  const seek = ({ offsetX }: MouseEvent): void => playback.seek(plot.posToVal(offsetX, 'x'));
  plot.over.addEventListener('click', seek);
  const leave = playback.subscribe(follow);
  (plot.hooks.setSize ??= []).push(follow);
  (plot.hooks.setScale ??= []).push(follow);
  follow();
  return leave;
}

function nameOf(channel: SampleChannel | undefined): string {
  if (channel === undefined) return '?';
  return channel.unit === 'unknown' ? channel.label : `${channel.label} (${channel.unit})`;
}
