/** Values of one metric over the episodes as inline SVG: a bar an episode, in the order in which they were recorded. */

const WIDTH = 270;
const HEIGHT = 34;
/** More episodes share a bar, which shows the worst of them. */
const MAX_BARS = 135;
const GAP_BELOW = 4;
/** Widest bar and the space beside it. */
const MAX_STEP = 12;

/** One episode's value. */
export interface EpisodeValue {
  readonly value: number;
  /** Whether this metric disqualified the episode. */
  readonly failed: boolean;
}

/** What the bars stand against. */
export interface PlotAxis {
  /** Names the picture for readers who do not see it. */
  readonly label: string;
  readonly median: number | null;
  /** Bound of the rules; null where there is none. */
  readonly bound: number | null;
}

/** Draws the bars from zero, with the median and the bound as lines. Nothing for fewer than two episodes. */
export function episodePlot(episodes: readonly EpisodeValue[], axis: PlotAxis): string {
  if (episodes.length < 2) return '';
  const values = episodes.map(({ value }) => value);
  const low = Math.min(0, ...values);
  const top = Math.max(0, ...values);
  // A bound far above everything measured would flatten the bars: then it is left to its column.
  const shown =
    axis.bound !== null && axis.bound <= low + (top - low) * 2.5 && axis.bound > 0 ? axis.bound : null;
  const high = Math.max(top, shown ?? top);
  const y = (value: number): number => (high > low ? HEIGHT * (1 - (value - low) / (high - low)) : HEIGHT);
  const bars = binned(episodes, Math.min(MAX_BARS, episodes.length));
  const step = Math.min(MAX_STEP, WIDTH / bars.length);
  const rects = bars.map(({ value, failed }, i) => {
    const [from, to] = [y(Math.max(0, value)), y(Math.min(0, value))];
    const height = Math.max(value === 0 ? 0 : 1, to - from);
    const kind = failed ? ' class="failed"' : '';
    const width = Math.max(0.6, step - (step > 3 ? 1 : 0.2));
    return `<rect${kind} x="${(i * step).toFixed(2)}" y="${(to - height).toFixed(2)}" width="${width.toFixed(2)}" height="${height.toFixed(2)}"/>`;
  });
  const line = (kind: string, value: number): string => {
    const at = y(value).toFixed(2);
    return `<line class="${kind}" x1="0" x2="${(step * bars.length).toFixed(1)}" y1="${at}" y2="${at}"/>`;
  };
  const lines = [
    line('base', 0),
    axis.median === null ? '' : line('median', axis.median),
    shown === null ? '' : line('bound', shown),
  ];
  return (
    `<svg width="${WIDTH}" height="${HEIGHT + GAP_BELOW}" viewBox="0 -1 ${WIDTH} ${HEIGHT + GAP_BELOW}" role="img" aria-label="${axis.label}: ${episodes.length} episodes">` +
    `<g class="bars">${rects.join('')}</g>${lines.join('')}</svg>`
  );
}

/** The value farthest from zero of each bin, and whether any of it failed. */
function binned(episodes: readonly EpisodeValue[], bins: number): EpisodeValue[] {
  return Array.from({ length: bins }, (_, bin) => {
    const from = Math.floor((bin * episodes.length) / bins);
    const to = Math.max(from + 1, Math.floor(((bin + 1) * episodes.length) / bins));
    const inside = episodes.slice(from, to);
    const worst = inside.reduce((most, one) => (Math.abs(one.value) > Math.abs(most.value) ? one : most));
    return { value: worst.value, failed: inside.some(({ failed }) => failed) };
  });
}

/** A range within a larger one, as a bar. */
export function rangeBar(range: readonly [number, number], whole: readonly [number, number]): string {
  const [width, height] = [120, 10];
  const span = whole[1] - whole[0];
  const x = (value: number): number => (span > 0 ? ((value - whole[0]) / span) * width : 0);
  const from = x(range[0]);
  const size = Math.max(1.5, x(range[1]) - from);
  return (
    `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" aria-hidden="true"><rect class="span" width="${width}" height="${height}" rx="2"/>` +
    `<rect class="range" x="${Math.min(from, width - 1.5).toFixed(1)}" width="${size.toFixed(1)}" height="${height}" rx="2"/></svg>`
  );
}
