/** Channels over time, drawn by uPlot. Their table stands beside it. */

import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Series } from '#contracts/http/samples.ts';
import type { SampleChannel } from '#contracts/sample/sample.ts';

const HEIGHT = 320;
/** Line colours that stay apart in both schemes and for most colour blindness (after Okabe and Ito). */
const COLOURS = ['#0b6457', '#b4530a', '#3c5674', '#8a4f7d', '#7a6a00', '#a32a1d', '#2f8f9d', '#5b5b5b'];

/** The chart. */
export function SeriesChart(props: { readonly series: Series; readonly channels: readonly SampleChannel[] }) {
  const place = useRef<HTMLDivElement>(null);
  const { series, channels } = props;
  useEffect(() => {
    const parent = place.current;
    if (parent === null) return undefined;
    const ink = getComputedStyle(parent).getPropertyValue('--k-soft');
    const grid = { stroke: getComputedStyle(parent).getPropertyValue('--k-line'), width: 1 };
    const plot = new UPlot(
      {
        width: parent.clientWidth,
        height: HEIGHT,
        scales: { x: { time: false } },
        axes: [
          { stroke: ink, grid, label: 's' },
          { stroke: ink, grid },
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
    const resize = new ResizeObserver(() => plot.setSize({ width: parent.clientWidth, height: HEIGHT }));
    resize.observe(parent);
    return () => {
      resize.disconnect();
      plot.destroy();
    };
  }, [series, channels]);
  return <div ref={place} aria-hidden="true" />;
}

function nameOf(channel: SampleChannel | undefined): string {
  if (channel === undefined) return '?';
  return channel.unit === 'unknown' ? channel.label : `${channel.label} (${channel.unit})`;
}
