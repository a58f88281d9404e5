/**
 * The words of tasks in English and Chinese: concepts, their synonyms, and what is a kind of what.
 *
 * Lines of `lexicon-verbs.ts` and `lexicon-things.ts` read `id < parent : English, … : Chinese, …` (no parent: nothing above);
 * `lexicon-kinds.ts` and `lexicon/` have the narrower things, several a line, and the words of trades. A verb's word may imply a thing: `set the table>tableware`.
 * English words are base forms; read-task.ts reduces inflections. A word may be a verb and a thing: where it stands decides.
 */

import { FOOD } from './food.ts';
import { HOME } from './home.ts';
import { TRADES } from './trades.ts';
import { FIELD_VERBS } from './field-verbs.ts';
import { TRADE_VERBS } from './trade-verbs.ts';
import { WEAR } from './wear.ts';
import { WORKS } from './works.ts';
import { HANDLING_VERBS } from './handling-verbs.ts';
import { HEADS } from './heads.ts';
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

/** Narrower things come first: they keep their words. An id that comes again only adds words. */
const THING_ROWS: readonly Row[] = [
  ...[FOOD, HOME, WORKS, WEAR, TRADES, KINDS].flatMap(kindsOf),
  ...rowsOf(THINGS, 'thing'),
];
const THING_IDS: ReadonlySet<string> = new Set(THING_ROWS.map((row) => row.concept.id));

const ROWS: readonly Row[] = [
  ...[HANDLING_VERBS, TRADE_VERBS, FIELD_VERBS, VERBS].flatMap((verbs) => rowsOf(verbs, 'verb')),
  ...THING_ROWS,
  ...rowsOf(CONSTRAINTS, 'constraint'),
];

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
      const words = (list: string): string[] => (list === '-' ? [] : list.split(', '));
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
  [
    ...ROWS.filter(({ concept }) => concept.parent === null),
    ...ROWS.filter(({ concept }) => concept.parent !== null).reverse(),
  ].map(({ concept }): [string, Concept] => [concept.id, concept]),
);

/** English things that the end of a verb does not name: "clap hands" acts on nothing. */
const NOT_IMPLIED: ReadonlySet<string> = new Set(['body-hand', 'person']);

/** Meanings by English word or phrase, lower case. */
export const ENGLISH: ReadonlyMap<string, WordMeaning> = withImplied(meaningsOf('english'));

/** English words, alone or in a phrase, of the general lists: those that a slip is brought to. */
export const COMMON_ENGLISH: ReadonlySet<string> = new Set(
  [
    ...rowsOf(VERBS, 'verb'),
    ...kindsOf(KINDS),
    ...rowsOf(THINGS, 'thing'),
    ...rowsOf(CONSTRAINTS, 'constraint'),
  ].flatMap(({ english }) => english.flatMap((entry) => (entry.split('>')[0] ?? '').split(' '))),
);

/** Meanings by Chinese word. */
export const CHINESE: ReadonlyMap<string, WordMeaning> = meaningsOf('chinese');

/** What a Chinese noun that ends in a character is, where the lexicon lacks the noun: X盒 is a box. */
export const CHINESE_HEADS: ReadonlyMap<string, string> = new Map(
  HEADS.trim()
    .split('\n')
    .flatMap((line) => {
      const [id = '', characters = ''] = line.split(' : ');
      return Array.from(characters, (character): [string, string] => [character, id]);
    }),
);

/** Most words in one English phrase of the lexicon. */
export const MAX_PHRASE_WORDS = greatest(ENGLISH.keys(), (phrase) => phrase.split(' ').length);

/** Most characters in one Chinese word of the lexicon. */
export const MAX_CHINESE_WORD = greatest(CHINESE.keys(), (word) => word.length);

function greatest(words: Iterable<string>, size: (word: string) => number): number {
  let most = 0;
  for (const word of words) most = Math.max(most, size(word));
  return most;
}

/** A meaning while the lists are read. */
interface Draft {
  verb?: string;
  thing?: string;
  implied?: string;
}

/** "thread needle", "walk forward": what an English verb names with its last word. */
function withImplied(words: Map<string, Draft>): Map<string, WordMeaning> {
  for (const [word, meaning] of words) {
    if (meaning.verb === undefined || meaning.thing !== undefined || meaning.implied !== undefined) continue;
    const space = word.lastIndexOf(' ');
    if (space < 0) continue;
    const last = word.slice(space + 1);
    const thing = (words.get(last) ?? words.get(last.replace(/s$/, '')))?.thing;
    if (thing !== undefined && !NOT_IMPLIED.has(thing)) meaning.implied = thing;
  }
  return words;
}

/** The first concept of a kind that lists a word keeps it. */
function meaningsOf(language: 'english' | 'chinese'): Map<string, Draft> {
  const words = new Map<string, Draft>();
  for (const row of ROWS) {
    const part = row.concept.kind === 'verb' ? 'verb' : 'thing';
    for (const entry of row[language]) {
      const mark = entry.indexOf('>');
      const word = mark < 0 ? entry : entry.slice(0, mark);
      const known = words.get(word) ?? {};
      if (known[part] !== undefined) continue;
      known[part] = row.concept.id;
      if (mark >= 0) known.implied = entry.slice(mark + 1);
      words.set(word, known);
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

/** Between what stands before the head of a compound and the head: `tomato+seedling`. */
export const JOINT = '+';

/** The concept and everything it is a kind of, nearest first. A compound is a kind of its head. */
export function lineage(id: string): readonly string[] {
  const known = LINEAGES.get(id);
  if (known !== undefined) return known;
  const joint = id.indexOf(JOINT);
  return joint < 0 ? [id] : [id, ...lineage(id.slice(joint + 1))];
}

/** Things whose English name is made of two, by those: `phone-case` is like `phone+box` of another language. */
const MADE_OF: ReadonlyMap<string, string> = new Map(
  THING_ROWS.flatMap(({ concept, english }): [string, string][] => {
    const name = english[0] ?? '';
    const space = name.lastIndexOf(' ');
    const [before, head] = [
      ENGLISH.get(name.slice(0, Math.max(0, space))),
      ENGLISH.get(name.slice(space + 1)),
    ];
    if (space < 0 || before?.thing === undefined || head?.thing === undefined) return [];
    return [[concept.id, before.thing + JOINT + head.thing]];
  }),
);

/** The compound that a thing's English name is; the thing itself when its name is no compound of things. */
export function takenApart(id: string): string {
  return MADE_OF.get(id) ?? id;
}

/** True for the kind itself and everything that is a kind of it. */
export function isA(thing: string, kind: string): boolean {
  return lineage(thing).includes(kind);
}
