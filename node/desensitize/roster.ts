/** Names and terms that a company listed, found in text in time that does not grow with their number. */

/** Most roster terms. */
export const MAX_ROSTER_TERMS = 10_000;
/** Shortest roster term that is searched, UTF-16 code units; a shorter one would match everywhere. */
const MIN_ROSTER_TERM = 2;

const HAN = /\p{Script=Han}/u;

/** One spelling for scanning: compatibility forms folded, invisible characters removed. */
export function normalizeForScan(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\u00ad]/gu, '')
    .trim();
}

/**
 * Matches whole words whatever stands between them (`Anna Schmidt`, `anna_schmidt`, `AnnaSchmidt`, `Schmidt, Anna`), and Chinese terms
 * anywhere in the text, because there words have no borders.
 */
export class Roster {
  readonly #byFirstWord = new Map<string, string[][]>();
  readonly #byFirstHan = new Map<string, string[]>();
  /** The terms in use, normalised. */
  readonly terms: readonly string[];

  constructor(terms: readonly string[]) {
    this.terms = [...new Set(terms.map((term) => normalizeForScan(term).toLowerCase()))]
      .filter((term) => term.length >= MIN_ROSTER_TERM)
      .slice(0, MAX_ROSTER_TERMS);
    for (const term of this.terms) {
      if (HAN.test(term)) push(this.#byFirstHan, term[0] as string, term);
      else this.#addWords(wordsOf(term));
    }
  }

  /** The terms that occur in an already normalised text, once for each place. */
  find(text: string): string[] {
    if (this.terms.length === 0) return [];
    const found: string[] = [];
    const words = wordsOf(text);
    for (let i = 0; i < words.length; i++) {
      for (const name of this.#byFirstWord.get(words[i] as string) ?? []) {
        if (name.every((word, k) => words[i + k] === word)) found.push(name.join(' '));
      }
    }
    if (this.#byFirstHan.size === 0) return found;
    const lower = text.toLowerCase();
    for (let i = 0; i < lower.length; i++) {
      for (const term of this.#byFirstHan.get(lower[i] as string) ?? []) {
        if (lower.startsWith(term, i)) found.push(term);
      }
    }
    return found;
  }

  #addWords(words: readonly string[]): void {
    if (words.length === 0) return;
    const spellings = [[...words]];
    if (words.length > 1) spellings.push([words.join('')]);
    if (words.length === 2) spellings.push([...words].reverse(), [[...words].reverse().join('')]);
    for (const spelling of spellings) push(this.#byFirstWord, spelling[0] as string, spelling);
  }
}

/** Runs of letters or of digits, lower case: `anna_schmidt2` gives `anna`, `schmidt`, `2`. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? [];
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
