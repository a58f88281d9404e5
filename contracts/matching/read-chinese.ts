/** Reads Chinese instructions: longest words of the lexicon first, and the marks that tell objects from places. */

import { CHINESE, CONCEPTS, lineage, MAX_CHINESE_WORD, type WordMeaning } from './lexicon.ts';
import type { TaskDraft } from './task-draft.ts';

const PLACE_BEFORE = new Set(['从', '到', '在', '往', '向', '至', '进', '入']);
const PLACE_AFTER = new Set(['上', '里', '中', '内', '下', '边', '旁', '前', '后', '处']);
const STOP = new Set(
  '的了着把将被和与及个只件张支块条根片颗粒双对副台盆份杆枚束辆本盏扇把串些几一二两三四五六这那其它他她并然后再用请机器人臂给让使过来去起成为所以地得已正要需可应该先红绿蓝黄黑白橙紫灰色大小长短新旧干湿冷脏圆方空满整半'.split(
    '',
  ),
);
/** After these, a word that may be verb or thing is a thing. */
const THING_AFTER = new Set('把将个只件张支块条根片颗双对的用给'.split(''));
/** After these, a person is not the one who acts. */
const FOR_WHOM = new Set('把将给帮为对替让扶喂'.split(''));
/** Unknown runs longer than this (characters) are sentences that the lexicon knows nothing of. */
const MAX_UNKNOWN = 8;

/** Reads a run of Chinese characters. */
export function readChinese(run: string, draft: TaskDraft): void {
  let unknown = '';
  const flush = (): void => {
    if (unknown.length >= 2 && unknown.length <= MAX_UNKNOWN) draft.enter(`=${unknown}`);
    unknown = '';
  };
  for (let at = 0; at < run.length; ) {
    const found = longestWord(run, at);
    if (found !== null) {
      flush();
      enterWord(run, at, { ...found, draft });
      at += found.length;
      continue;
    }
    const character = run[at]!;
    if (PLACE_BEFORE.has(character)) {
      flush();
      draft.inPlace = true;
      draft.followsVerb = false;
    } else if (STOP.has(character) || PLACE_AFTER.has(character)) {
      flush();
      if ('把将用'.includes(character)) draft.inPlace = false;
      if ('并再后'.includes(character)) draft.hasVerb = false;
    } else unknown += character;
    at++;
  }
  flush();
}

interface Word {
  readonly meaning: WordMeaning;
  readonly length: number;
}

function longestWord(run: string, at: number): Word | null {
  for (let length = Math.min(MAX_CHINESE_WORD, run.length - at); length >= 1; length--) {
    const meaning = CHINESE.get(run.slice(at, at + length));
    if (meaning === undefined) continue;
    // A single character that also marks a place or says nothing is a word only where no mark is wanted.
    const character = run[at]!;
    if (length === 1 && (PLACE_BEFORE.has(character) || PLACE_AFTER.has(character))) return null;
    return { meaning, length };
  }
  return null;
}

function enterWord(run: string, at: number, { meaning, length, draft }: Word & { draft: TaskDraft }): void {
  const { verb, thing, implied } = meaning;
  const before = run[at - 1];
  const isThing = before !== undefined && THING_AFTER.has(before);
  const id =
    verb === undefined || thing === undefined ? (verb ?? thing) : isThing || draft.hasVerb ? thing : verb;
  if (id === undefined) return;
  const word = run.slice(at, at + length);
  const after = run[at + length];
  if (CONCEPTS.get(id)?.kind === 'verb') {
    draft.enter(id);
    const object = implied ?? objectWithin(word);
    if (object !== null) draft.enter(object);
    if (endsInPlaceMark(word)) {
      draft.inPlace = true;
      draft.followsVerb = '入进'.includes(word.at(-1)!) && !lineage(id).includes('locomote');
    }
    return;
  }
  const inPlace = draft.inPlace;
  if (after !== undefined && PLACE_AFTER.has(after)) draft.inPlace = true;
  draft.enter(id);
  if (before !== undefined && FOR_WHOM.has(before)) draft.subject = null;
  draft.inPlace = inPlace && after !== undefined && /[和与及、]/.test(after);
}

/** Verbs that end like a thing and do not act on it. */
const NO_OBJECT = new Set(['打包', '拆包', '走路', '做饭', '做菜', '盛饭', '爬楼', '盘', '刷']);

/** 洗碗, 开灯, 拧螺丝: the thing that the verb already names. */
function objectWithin(word: string): string | null {
  if (NO_OBJECT.has(word)) return null;
  for (let at = 1; at < word.length; at++) {
    const thing = CHINESE.get(word.slice(at))?.thing;
    if (thing !== undefined && CONCEPTS.get(thing)?.kind === 'thing') return thing;
  }
  return null;
}

/** 放到, 放在, 倒入: the verb says that a place follows. */
function endsInPlaceMark(word: string): boolean {
  return word.length > 1 && PLACE_BEFORE.has(word.at(-1)!);
}
