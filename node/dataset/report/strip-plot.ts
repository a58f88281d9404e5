/** A strip of dots as inline SVG: each episode at its value, spread a little so that equal values stay visible. */

const WIDTH = 220;
const HEIGHT = 26;
const RADIUS = 3;

/** One episode's value. */
export interface Dot {
  readonly value: number;
  /** Whether this metric disqualified the episode. */
  readonly failed: boolean;
}

/** Draws dots between `min` and `max`. The label names the picture for readers who do not see it. */
export function stripPlot(dots: readonly Dot[], axis: { label: string; min: number; max: number }): string {
  const span = axis.max - axis.min;
  const circles = dots.map(({ value, failed }, i) => {
    const share = span > 0 ? (value - axis.min) / span : 0.5;
    const x = RADIUS + share * (WIDTH - 2 * RADIUS);
    // The golden ratio spreads neighbours evenly whatever their number, and the same on every machine.
    const y = RADIUS + ((i * 0.618034) % 1) * (HEIGHT - 2 * RADIUS);
    const mark = failed ? ' class="failed"' : '';
    return `<circle${mark} cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${RADIUS}"/>`;
  });
  const middle = HEIGHT / 2;
  return (
    `<svg width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${axis.label}: ${dots.length} episodes">` +
    `<line x1="0" x2="${WIDTH}" y1="${middle}" y2="${middle}"/>${circles.join('')}</svg>`
  );
}
