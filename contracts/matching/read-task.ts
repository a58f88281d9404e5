/**
 * Reads an instruction, English or Chinese, as verbs, objects, places and constraints.
 *
 * No model and no grammar: longest words of the lexicon first, and where a thing stands tells its part. In English a thing
 * after "from", "on", "into" … is a place; in Chinese after 从, 到, 在, 往, 向, or before 上, 里, 中, 内, 下 … Words that the
 * lexicon lacks are kept as they are, so that an unknown object still matches itself.
 */

import { CHINESE, CONCEPTS, ENGLISH, MAX_CHINESE_WORD, MAX_PHRASE_WORDS } from './lexicon.ts';

/** An instruction as read. Entries are concept ids, or `=word` for words that the lexicon lacks. No entry twice. */
export interface Task {
  readonly verbs: readonly string[];
  readonly objects: readonly string[];
  readonly places: readonly string[];
  readonly constraints: readonly string[];
}

/** Longest text that is read; the rest is ignored. */
export const MAX_READ = 600;

const PLACE_BEFORE = new Set(
  'from on onto in into inside to at under over above below behind beside near off out through between toward towards against upon within'.split(
    ' ',
  ),
);
const OBJECT_BEFORE = new Set(['with', 'and', 'of', 'using', 'then', 'it', 'for', 'containing']);
const STOP = new Set(
  (
    'a an the this that these those its their his her your my to up down then it them please robot arm gripper hand with and of or is are be being ' +
    'while using use by for one two three four five some any other another same each both side next front back middle center centre ' +
    'i we you there here not do does as so red green blue yellow black white orange purple pink brown gray grey silver big small large little long short ' +
    'task episode demo demonstration try perform complete make start end again also into onto until first second third'
  ).split(' '),
);
const CHINESE_PLACE_BEFORE = new Set(['从', '到', '在', '往', '向', '至', '进', '入']);
const CHINESE_PLACE_AFTER = new Set(['上', '里', '中', '内', '下', '边', '旁', '前', '后']);
const CHINESE_STOP = new Set(
  '的了着把将被和与及个只件张支块条一二两三四五这那其它他她并然后再用请机器人臂给让使红绿蓝黄黑白色大小'.split(
    '',
  ),
);

interface Draft {
  readonly verbs: Set<string>;
  readonly objects: Set<string>;
  readonly places: Set<string>;
  readonly constraints: Set<string>;
  /** True while things are places. */
  inPlace: boolean;
}

/** Reads an instruction. Never throws; text that says nothing gives a task without entries. */
export function readTask(text: string): Task {
  const draft: Draft = {
    verbs: new Set(),
    objects: new Set(),
    places: new Set(),
    constraints: new Set(),
    inPlace: false,
  };
  const clean = text.slice(0, MAX_READ).normalize('NFKC').toLowerCase();
  for (const run of clean.match(
    /\p{Script=Han}+|[a-z0-9][a-z0-9'-]*(?:[\s_]+[a-z0-9][a-z0-9'-]*)*|[,.;，。；、]/gu,
  ) ?? []) {
    if (/^\p{Script=Han}/u.test(run)) readChinese(run, draft);
    else if (/^[a-z0-9]/.test(run)) readEnglish(run.split(/[\s_]+/), draft);
    else draft.inPlace = false;
  }
  return {
    verbs: [...draft.verbs],
    objects: [...draft.objects],
    places: [...draft.places],
    constraints: [...draft.constraints],
  };
}

function readEnglish(words: readonly string[], draft: Draft): void {
  for (let at = 0; at < words.length; ) {
    const found = longestPhrase(words, at);
    if (found !== null) {
      enter(found.id, draft);
      at += found.length;
      continue;
    }
    const word = words[at]!;
    if (PLACE_BEFORE.has(word)) draft.inPlace = true;
    else if (OBJECT_BEFORE.has(word)) draft.inPlace = word === 'and' || word === 'of' ? draft.inPlace : false;
    else if (!STOP.has(word) && /[a-z]{2}/.test(word)) enterUnknown(`=${singular(word)}`, draft);
    at++;
  }
}

function longestPhrase(words: readonly string[], at: number): { id: string; length: number } | null {
  for (let length = Math.min(MAX_PHRASE_WORDS, words.length - at); length >= 1; length--) {
    const phrase = words.slice(at, at + length);
    const id = conceptOfPhrase(phrase);
    if (id !== null) return { id, length };
  }
  return null;
}

function conceptOfPhrase(phrase: readonly string[]): string | null {
  const first = phrase[0]!;
  const last = phrase[phrase.length - 1]!;
  if (phrase.length === 1) {
    for (const form of baseForms(first)) {
      const id = ENGLISH.get(form);
      if (id !== undefined) return id;
    }
    return null;
  }
  // Of a phrase the first word may be an inflected verb, the last one a plural.
  const middle = phrase.slice(1, -1);
  for (const start of baseForms(first)) {
    for (const end of [last, singular(last)]) {
      const id = ENGLISH.get([start, ...middle, end].join(' '));
      if (id !== undefined) return id;
    }
  }
  return null;
}

/** The word, and what it may be an inflection of, likeliest first. */
function baseForms(word: string): string[] {
  const forms = [word];
  if (word.endsWith('ing') && word.length > 5) forms.push(...stems(word.slice(0, -3)));
  if (word.endsWith('ed') && word.length > 4) forms.push(...stems(word.slice(0, -2)));
  if (word.endsWith('s')) forms.push(singular(word), word.slice(0, -1));
  return forms;
}

/** "plac" -> "place", "putt" -> "put", "lift" -> "lift". */
function stems(stem: string): string[] {
  const doubled = /([a-z])\1$/.test(stem) ? [stem.slice(0, -1)] : [];
  return [stem, `${stem}e`, ...doubled];
}

function singular(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (word.endsWith('ves') && word.length > 4) return `${word.slice(0, -3)}f`;
  if (/(?:s|x|z|ch|sh|o)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function readChinese(run: string, draft: Draft): void {
  let unknown = '';
  const flush = (): void => {
    if (unknown.length >= 2) enterUnknown(`=${unknown}`, draft);
    unknown = '';
  };
  for (let at = 0; at < run.length; ) {
    const found = longestChinese(run, at);
    if (found !== null) {
      flush();
      const after = run[at + found.length];
      const kind = CONCEPTS.get(found.id)?.kind;
      const before = draft.inPlace;
      if (kind === 'verb' && endsInPlaceMark(run.slice(at, at + found.length))) {
        enter(found.id, draft);
        draft.inPlace = true;
      } else {
        if (kind === 'thing' && after !== undefined && CHINESE_PLACE_AFTER.has(after)) draft.inPlace = true;
        enter(found.id, draft);
        if (kind === 'thing') draft.inPlace = before && after !== undefined && /[和与及、]/.test(after);
      }
      at += found.length;
      continue;
    }
    const character = run[at]!;
    if (CHINESE_PLACE_BEFORE.has(character)) {
      flush();
      draft.inPlace = true;
    } else if (CHINESE_STOP.has(character) || CHINESE_PLACE_AFTER.has(character)) {
      flush();
      if (character === '把' || character === '将' || character === '用') draft.inPlace = false;
    } else unknown += character;
    at++;
  }
  flush();
}

/** 放到, 放在, 倒入: the verb says that a place follows. */
function endsInPlaceMark(word: string): boolean {
  return word.length > 1 && CHINESE_PLACE_BEFORE.has(word[word.length - 1]!);
}

function longestChinese(run: string, at: number): { id: string; length: number } | null {
  for (let length = Math.min(MAX_CHINESE_WORD, run.length - at); length >= 1; length--) {
    const id = CHINESE.get(run.slice(at, at + length));
    if (id !== undefined) return { id, length };
  }
  return null;
}

function enter(id: string, draft: Draft): void {
  const kind = CONCEPTS.get(id)?.kind;
  if (kind === 'verb') {
    draft.verbs.add(id);
    draft.inPlace = false;
  } else if (kind === 'constraint') draft.constraints.add(id);
  else enterUnknown(id, draft);
}

function enterUnknown(id: string, draft: Draft): void {
  (draft.inPlace ? draft.places : draft.objects).add(id);
}
