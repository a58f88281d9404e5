/** English words that the lexicon lacks as they are spelt: hyphens, numbers behind (`scene5`), two words written as one, and a letter too many, too few or changed in what can be no English word. */

import { baseForms, singular } from './english-words.ts';
import { COMMON_ENGLISH, ENGLISH } from '../lexicon/lexicon.ts';

/** Every word of the lexicon, alone or in a phrase. */
const KNOWN: ReadonlySet<string> = new Set([...ENGLISH.keys()].flatMap((phrase) => phrase.split(' ')));
/** Shortest word of the lexicon that a misspelling is brought to. */
const SHORTEST_REPAIRED = 5;
/** Shortest word in which another letter is believed to be a slip. */
const SHORTEST_SUBSTITUTED = 6;
/** Shortest part of two words that are written as one. */
const SHORTEST_PART = 3;
/** Letters that are looked at together to tell whether a word could be an English one. */
const RUN = 3;
const EDGE = '^';

type Lacks = ReadonlyMap<string, readonly (readonly [word: string, at: number])[]>;

let lacks: Lacks | null = null;
let runs: ReadonlySet<string> | null = null;

/** Common words by what remains of them when one letter is left out, with its place. Made when the first unknown word comes. */
function byLack(): Lacks {
  if (lacks !== null) return lacks;
  const made = new Map<string, [string, number][]>();
  for (const word of COMMON_ENGLISH) {
    if (word.length < SHORTEST_REPAIRED) continue;
    for (let at = 1; at < word.length; at++) {
      const rest = without(word, at);
      const lacking = made.get(rest);
      if (lacking === undefined) made.set(rest, [[word, at]]);
      else lacking.push([word, at]);
    }
  }
  lacks = made;
  return made;
}

/** Runs of three letters that words of the lexicon have. Made when the first slip is weighed. */
function englishRuns(): ReadonlySet<string> {
  if (runs !== null) return runs;
  const made = new Set<string>();
  for (const word of KNOWN) for (const run of runsOf(word)) made.add(run);
  runs = made;
  return made;
}

function without(word: string, at: number): string {
  return word.slice(0, at) + word.slice(at + 1);
}

function runsOf(word: string): string[] {
  const edged = EDGE + word + EDGE;
  return Array.from({ length: edged.length - RUN + 1 }, (_, i) => edged.slice(i, i + RUN));
}

/** True when every run of its letters is one of English words: "trowel" is no slip of "towel", "tbale" is one of "table". */
function couldBeEnglish(word: string): boolean {
  const known = englishRuns();
  return runsOf(word).every((run) => known.has(run));
}

/** True when the word, or what it may be an inflection of, is in the lexicon. */
export function isKnown(word: string): boolean {
  return KNOWN.has(word) || baseForms(word).some((form) => KNOWN.has(form));
}

/** The words that a word stands for; itself when nothing better is found. */
export function repaired(word: string): string[] {
  if (isKnown(word)) return [word];
  if (/^[a-z]{3,}\d+$/.test(word)) return repaired(word.replace(/\d+$/, ''));
  if (word.includes('-'))
    return word
      .split('-')
      .filter((part) => part !== '')
      .flatMap(repaired);
  return apart(word) ?? [respelt(word) ?? word];
}

/** "dishrack", "stackblocks": two words of the lexicon. */
function apart(word: string): string[] | null {
  for (let at = word.length - SHORTEST_PART; at >= SHORTEST_PART; at--) {
    const parts = [word.slice(0, at), word.slice(at)] as const;
    if (ENGLISH.has(parts[0]) && (ENGLISH.has(parts[1]) || ENGLISH.has(singular(parts[1]))))
      return [...parts];
  }
  return null;
}

/**
 * The only common word that is one slip away from this one, its first letter kept; null when there is none or several. A word that could
 * be an English one is a rare word and no slip, unless all that differs is whether a letter is doubled ("aple").
 */
function respelt(word: string): string | null {
  const words = byLack();
  const found = new Set((words.get(word) ?? []).map(([known]) => known));
  for (let at = 1; at < word.length; at++) {
    const rest = without(word, at);
    if (word.length >= SHORTEST_SUBSTITUTED && rest.length >= SHORTEST_REPAIRED && COMMON_ENGLISH.has(rest))
      found.add(rest);
    for (const [known, place] of words.get(rest) ?? []) {
      const swapped = Math.abs(place - at) === 1 && known[at] === word[place] && known[place] === word[at];
      if (swapped || (place === at && word.length >= SHORTEST_SUBSTITUTED)) found.add(known);
    }
  }
  if (found.size !== 1) return null;
  const [only] = found;
  return singled(only!) === singled(word) || !couldBeEnglish(word) ? only! : null;
}

/** The word with every doubled letter written once. */
function singled(word: string): string {
  return word.replace(/([a-z])\1/g, '$1');
}
