/** Which episodes a conversion takes: `0-3,7,12-`. */

import { ExchangeError } from '#contracts/errors.ts';

/** Parts of one selection. */
const MAX_PARTS = 1000;

interface Range {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  hit: boolean;
}

/** A selection of episodes by number. */
export class EpisodeSelection {
  readonly #ranges: readonly Range[] | null;

  /** Parses a selection; null selects everything. Throws `usage`. */
  constructor(text: string | null) {
    this.#ranges = text === null ? null : parse(text);
  }

  /** True when every episode is selected. */
  get all(): boolean {
    return this.#ranges === null;
  }

  /** Whether an episode is selected. */
  has(episode: number): boolean {
    if (this.#ranges === null) return true;
    let found = false;
    for (const range of this.#ranges) {
      if (episode < range.from || episode > range.to) continue;
      range.hit = true;
      found = true;
    }
    return found;
  }

  /** Throws `not-found` when a part of the selection has met no episode. */
  requireHits(): void {
    const missed = this.#ranges?.filter(({ hit }) => !hit).map(({ text }) => text) ?? [];
    if (missed.length === 0) return;
    throw new ExchangeError('not-found', `The dataset has no episode ${missed.slice(0, 20).join(', ')}.`, {
      params: { episodes: missed.slice(0, 20).join(',') },
    });
  }
}

function parse(text: string): Range[] {
  const parts = text.split(',');
  if (parts.length > MAX_PARTS) throw bad(text);
  return parts.map((part) => {
    const match = /^\s*(\d{1,9})\s*(-\s*(\d{1,9})?)?\s*$/.exec(part);
    if (match === null) throw bad(part);
    const from = Number(match[1]);
    const to =
      match[2] === undefined ? from : match[3] === undefined ? Number.POSITIVE_INFINITY : Number(match[3]);
    if (to < from) throw bad(part);
    return { text: part.trim(), from, to, hit: false };
  });
}

function bad(part: string): ExchangeError {
  return new ExchangeError(
    'usage',
    `"${part.slice(0, 40)}" names no episodes; say them like 0-3,7,12- (numbers as in the source).`,
  );
}

/** Ranges of the new numbering for ranges of the old one, `kept` in the order in which they were written. Empty ranges are left out. */
export function renumberSplits(
  splits: Readonly<Record<string, string>>,
  kept: readonly number[],
): Readonly<Record<string, string>> {
  const out: Record<string, string> = {};
  for (const [name, text] of Object.entries(splits)) {
    const match = /^(\d{1,9}):(\d{1,9})$/.exec(text);
    if (match === null) continue;
    const inside = kept.flatMap((episode, index) =>
      episode >= Number(match[1]) && episode < Number(match[2]) ? [index] : [],
    );
    const [first] = inside;
    const last = inside.at(-1);
    // A range can only say what is consecutive.
    if (first === undefined || last === undefined || last - first + 1 !== inside.length) continue;
    out[name] = `${first}:${last + 1}`;
  }
  const covered = Object.values(out).some((range) => range.startsWith('0:'));
  return covered ? out : { train: `0:${kept.length}` };
}
