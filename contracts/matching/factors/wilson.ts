/** Interval of a share that was measured on a sample. */

/** A share with its interval. */
export interface ShareInterval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const Z = 1.959963984540054;

/** Wilson's score interval (1927) at 95 %. `count` at least 1. */
export function wilsonInterval(hits: number, count: number): ShareInterval {
  const share = hits / count;
  const z2 = Z * Z;
  const center = (share + z2 / (2 * count)) / (1 + z2 / count);
  const half = (Z / (1 + z2 / count)) * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count * count));
  return {
    share,
    low: Math.min(share, Math.max(0, center - half)),
    high: Math.max(share, Math.min(1, center + half)),
  };
}
