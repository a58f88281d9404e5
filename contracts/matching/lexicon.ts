/**
 * The words of tasks in English and Chinese: concepts, their synonyms, and what is a kind of what.
 *
 * Lines of `lexicon-verbs.ts` and `lexicon-things.ts` read `id < parent : English, … : Chinese, …` (no parent: nothing above);
 * `lexicon-kinds.ts` has the narrower things, several a line. A verb's word may imply a thing: `set the table>tableware`.
 * English words are base forms; read-task.ts reduces inflections. A word may be a verb and a thing: where it stands decides.
 */

import { KINDS } from './lexicon-kinds.ts';
import { CONSTRAINTS, THINGS } from './lexicon-things.ts';
import { VERBS } from './lexicon-verbs.ts';

/** What part a concept plays in a sentence. Things become objects or places by where they stand. */
export type ConceptKind = 'verb' | 'thing' | 'constraint';

/** A concept of the lexicon. */
export interface Concept {
  readonly id: string;
  readonly kind: ConceptKind;
  readonly parent: string | null;
}

/** Concept ids by word: what it is as a verb, and what it is else. */
export interface WordMeaning {
  readonly verb?: string;
  readonly thing?: string;
  /** Thing or manner that a verb's words name besides: `set the table>tableware`, "thread needle". */
  readonly implied?: string;
}

interface Row {
  readonly concept: Concept;
  readonly english: readonly string[];
  readonly chinese: readonly string[];
}

/** Things and verbs have names of their own, so that `water` may be both. */
const VERB_MARK = 'v:';

const THING_ROWS: readonly Row[] = [...kindsOf(KINDS), ...rowsOf(THINGS, 'thing')];
const THING_IDS: ReadonlySet<string> = new Set(THING_ROWS.map((row) => row.concept.id));

/** Narrower things come first: they keep their words. */
const ROWS: readonly Row[] = [...rowsOf(VERBS, 'verb'), ...THING_ROWS, ...rowsOf(CONSTRAINTS, 'constraint')];

function kindsOf(text: string): Row[] {
  return text
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [parent = '', kinds = ''] = line.split(' : ');
      return kinds.split(', ').map((kind): Row => {
        const [english = '', chinese = ''] = kind.split('=');
        const words = english.split('/');
        const concept = {
          id: words[0]!.replaceAll(' ', '-'),
          kind: 'thing' as const,
          parent: parent === '-' ? null : parent,
        };
        return { concept, english: words, chinese: chinese.split('/') };
      });
    });
}

function rowsOf(text: string, kind: ConceptKind): Row[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [head = '', english = '', chinese = ''] = line.split(' : ');
      const [id = '', parent] = head.split(' < ');
      const words = (list: string): string[] => list.split(',').map((word) => word.trim());
      const concept = {
        id: nameOf(id, kind),
        kind,
        parent: parent === undefined ? null : nameOf(parent, kind),
      };
      return { concept, english: words(english), chinese: words(chinese) };
    });
}

function nameOf(id: string, kind: ConceptKind): string {
  return kind === 'verb' && THING_IDS.has(id) ? VERB_MARK + id : id;
}

/** Concepts by id. */
export const CONCEPTS: ReadonlyMap<string, Concept> = new Map(
  ROWS.map(({ concept }) => [concept.id, concept]),
);

/** English things that the end of a verb does not name: "clap hands" acts on nothing. */
const NOT_IMPLIED: ReadonlySet<string> = new Set(['body-hand', 'person']);

/** Meanings by English word or phrase, lower case. */
export const ENGLISH: ReadonlyMap<string, WordMeaning> = withImplied(meaningsOf('english'));

/** Meanings by Chinese word. */
export const CHINESE: ReadonlyMap<string, WordMeaning> = meaningsOf('chinese');

/** Most words in one English phrase of the lexicon. */
export const MAX_PHRASE_WORDS = Math.max(...[...ENGLISH.keys()].map((phrase) => phrase.split(' ').length));

/** Most characters in one Chinese word of the lexicon. */
export const MAX_CHINESE_WORD = Math.max(...[...CHINESE.keys()].map((word) => word.length));

/** "thread needle", "walk forward": what an English verb names with its last word. */
function withImplied(words: ReadonlyMap<string, WordMeaning>): Map<string, WordMeaning> {
  const named = new Map<string, WordMeaning>();
  for (const [word, meaning] of words) {
    const last = word.includes(' ') ? word.slice(word.lastIndexOf(' ') + 1) : '';
    const thing = (words.get(last) ?? words.get(last.replace(/s$/, '')))?.thing;
    const names = meaning.verb !== undefined && meaning.thing === undefined && meaning.implied === undefined;
    const implied = names && thing !== undefined && !NOT_IMPLIED.has(thing) ? { implied: thing } : {};
    named.set(word, { ...meaning, ...implied });
  }
  return named;
}

/** The first concept of a kind that lists a word keeps it. */
function meaningsOf(language: 'english' | 'chinese'): Map<string, WordMeaning> {
  const words = new Map<string, WordMeaning>();
  for (const row of ROWS) {
    const part = row.concept.kind === 'verb' ? 'verb' : 'thing';
    for (const entry of row[language]) {
      const [word = '', implied] = entry.split('>');
      const known = words.get(word);
      if (known?.[part] !== undefined) continue;
      words.set(word, { ...known, [part]: row.concept.id, ...(implied === undefined ? {} : { implied }) });
    }
  }
  return words;
}

const LINEAGES: ReadonlyMap<string, readonly string[]> = new Map(
  [...CONCEPTS.keys()].map((id) => [id, upwards(id)]),
);

function upwards(id: string): string[] {
  const line: string[] = [];
  for (let at: string | null = id; at !== null && line.length < 8; at = CONCEPTS.get(at)?.parent ?? null)
    line.push(at);
  return line;
}

/** The concept and everything it is a kind of, nearest first. */
export function lineage(id: string): readonly string[] {
  return LINEAGES.get(id) ?? [id];
}
