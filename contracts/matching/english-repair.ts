/** English words that the lexicon lacks as they are spelt: hyphens, numbers behind (`scene5`), two words written as one, and a letter too many, too few or changed. */

import { baseForms, singular } from './english-words.ts';
import { ENGLISH } from './lexicon.ts';

/** Every word of the lexicon, alone or in a phrase. */
const KNOWN: ReadonlySet<string> = new Set([...ENGLISH.keys()].flatMap((phrase) => phrase.split(' ')));
/** Shortest word of the lexicon that a misspelling is brought to. */
const SHORTEST_REPAIRED = 5;
/** Shortest word in which another letter is believed to be a slip. */
const SHORTEST_SUBSTITUTED = 6;
/** Shortest part of two words that are written as one. */
const SHORTEST_PART = 3;

/** Words of the lexicon by what remains of them when one letter is left out, with its place. */
const BY_LACK: ReadonlyMap<string, readonly (readonly [word: string, at: number])[]> = lacking();

function lacking(): Map<string, [string, number][]> {
  const lacks = new Map<string, [string, number][]>();
  for (const word of KNOWN) {
    if (word.length < SHORTEST_REPAIRED) continue;
    for (let at = 1; at < word.length; at++) {
      const rest = without(word, at);
      lacks.set(rest, [...(lacks.get(rest) ?? []), [word, at]]);
    }
  }
  return lacks;
}

function without(word: string, at: number): string {
  return word.slice(0, at) + word.slice(at + 1);
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

/** The only word of the lexicon that one slip away from this one, its first letter kept; null when there is none or several. */
function respelt(word: string): string | null {
  const found = new Set((BY_LACK.get(word) ?? []).map(([known]) => known));
  for (let at = 1; at < word.length; at++) {
    const rest = without(word, at);
    if (word.length >= SHORTEST_SUBSTITUTED && rest.length >= SHORTEST_REPAIRED && KNOWN.has(rest))
      found.add(rest);
    for (const [known, place] of BY_LACK.get(rest) ?? []) {
      const swapped = Math.abs(place - at) === 1 && known[at] === word[place] && known[place] === word[at];
      if (swapped || (place === at && word.length >= SHORTEST_SUBSTITUTED)) found.add(known);
    }
  }
  return found.size === 1 ? [...found][0]! : null;
}
