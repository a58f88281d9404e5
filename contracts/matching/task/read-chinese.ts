/** Reads Chinese instructions: longest words of the lexicon first, and the marks that tell objects from places. */

import { UNKNOWN } from './concept-likeness.ts';
import {
  CHINESE,
  CHINESE_HEADS,
  CONCEPTS,
  JOINT,
  lineage,
  MAX_CHINESE_WORD,
  type WordMeaning,
} from '../lexicon/lexicon.ts';
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
/** After these comes what is acted on or counted: a verb of one character there begins a noun that the lexicon lacks (把拍立得…). */
const NOUN_AFTER = new Set('把将给个只件张支块条根片颗双对副台盆杆束辆本盏扇串'.split(''));
/** After these comes what is acted on, and the verb behind it. */
const DISPOSED = new Set('把将');
/** Verbs that end in a mark of place and act on what follows: 加入缓冲液. */
const ACT_ON_NEXT = new Set(['加入', '滴入', '撒入', '注入']);
/** Characters of {@link STOP} that say which one is meant. */
const QUALITIES = new Set('红绿蓝黄黑白橙紫灰大小长短新旧干湿冷脏圆方');
/** Endings of a verb that say how far it got: nothing of the task by themselves. */
const RESULTS = new Set('好完紧净满住走掉起出进回成齐平稳牢匀碎断干过了着'.split(''));
/** A verb with one of these behind it is a quality of what follows: 洗好的盘子. */
const QUALITY = /^(?:好|完|干净|过|了|熟|碎|开|满)?的(?=\p{Script=Han})/u;
/** Unknown runs longer than this (characters) are sentences that the lexicon knows nothing of. */
const MAX_UNKNOWN = 8;

/** Where a reader is in its run of characters. */
interface Position {
  readonly run: string;
  readonly draft: TaskDraft;
  /** Characters read and not understood. */
  unknown: string;
  /** Where the thing entered last ends, and the verb. */
  thingEnd: number;
  verbEnd: number;
}

/** Reads a run of Chinese characters. */
export function readChinese(run: string, draft: TaskDraft): void {
  const position: Position = { run, draft, unknown: '', thingEnd: -1, verbEnd: -1 };
  for (let at = 0; at < run.length; ) {
    const found = longestWord(run, at);
    if (found === null) at = readCharacter(position, at);
    else if (beginsNoun(position, at, found)) {
      position.unknown += run.slice(at, at + found.length);
      at += found.length;
    } else {
      flush(position, at);
      at += found.length + readWord(position, at, found);
    }
  }
  flush(position, run.length);
}

/** Reads a character that begins no word; gives the place of the next one. */
function readCharacter(position: Position, at: number): number {
  const { run, draft } = position;
  const character = run[at]!;
  if (PLACE_BEFORE.has(character)) {
    flush(position, at);
    draft.inPlace = true;
    draft.followsVerb = false;
  } else if ((STOP.has(character) && !startsStrangeNoun(position, at)) || PLACE_AFTER.has(character)) {
    flush(position, at);
    if (character === '的' && position.thingEnd === at) position.thingEnd = at + 1;
    if (DISPOSED.has(character)) draft.withInstrument = false;
    if ('把将用'.includes(character)) draft.inPlace = false;
    if ('用拿持'.includes(character)) draft.withInstrument = true;
    if ('并再后'.includes(character)) draft.hasVerb = false;
  } else if (position.verbEnd !== at || position.unknown !== '' || !RESULTS.has(character)) {
    position.unknown += character;
  }
  return at + 1;
}

/** 绿萝: a character that says a quality elsewhere begins a noun that the lexicon lacks. */
function startsStrangeNoun({ run, verbEnd }: Position, at: number): boolean {
  return (
    QUALITIES.has(run[at]!) &&
    isStrange(run, at + 1) &&
    (at === 0 || verbEnd === at || NOUN_AFTER.has(run[at - 1]!))
  );
}

/** Enters what was not understood, if it is long enough for a word. What comes before 上, 里 … is a place. */
function flush(position: Position, at: number): void {
  const { draft, unknown, run } = position;
  position.unknown = '';
  if (unknown.length < 2 || unknown.length > MAX_UNKNOWN) return;
  const { inPlace } = draft;
  if (PLACE_AFTER.has(run[at] ?? '')) draft.inPlace = true;
  const head = CHINESE_HEADS.get(unknown.at(-1)!);
  const word =
    unknown.length > 2 && head !== undefined ? UNKNOWN + unknown.slice(0, -1) + JOINT + head : null;
  enterThing(position, at - unknown.length, word ?? UNKNOWN + unknown);
  position.thingEnd = at;
  draft.inPlace = inPlace;
}

function enterThing({ draft, thingEnd }: Position, at: number, id: string): void {
  if (thingEnd === at) draft.enterBehind(id);
  else draft.enter(id);
}

/** 把拍立得, 抛光夯砣: a verb of one character where a noun has to begin, unless it says of what quality the thing is. */
function beginsNoun(
  { run, unknown, verbEnd, thingEnd, draft }: Position,
  at: number,
  { meaning, length }: Word,
): boolean {
  if (meaning.verb === undefined || meaning.thing !== undefined) return false;
  // 放置捕鼠夹: the verb has been, and nothing follows that this one could act on.
  if (unknown !== '' || thingEnd === at) return length === 1 && draft.hasVerb && at + 1 === run.length;
  const before = run[at - 1] ?? '';
  if (length > 1)
    return DISPOSED.has(before) && !QUALITY.test(run.slice(at + length)) && at + length < run.length;
  if (verbEnd === at) return isStrange(run, at + 1);
  return NOUN_AFTER.has(before) && !QUALITY.test(run.slice(at + length));
}

/** True for a character that is no word, no mark and no ending. */
function isStrange(run: string, at: number): boolean {
  const character = run[at];
  if (character === undefined || longestWord(run, at) !== null) return false;
  return ![PLACE_BEFORE, PLACE_AFTER, STOP, RESULTS].some((set) => set.has(character));
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

/** Enters a word; gives how many characters behind it are read with it. */
function readWord(position: Position, at: number, { meaning, length }: Word): number {
  const { run, draft } = position;
  const { verb, thing, implied } = meaning;
  const before = run[at - 1];
  const isThing = (before !== undefined && THING_AFTER.has(before)) || endsNoun(position, at, length);
  const id =
    verb === undefined || thing === undefined ? (verb ?? thing) : isThing || draft.hasVerb ? thing : verb;
  if (id === undefined) return 0;
  const word = run.slice(at, at + length);
  const after = run[at + length];
  const kind = CONCEPTS.get(id)?.kind;
  if (kind === 'verb') {
    const quality =
      before !== undefined && NOUN_AFTER.has(before) ? QUALITY.exec(run.slice(at + length)) : null;
    if (quality !== null) return quality[0].length;
    const object = enterVerb(word, id, { draft, implied });
    position.verbEnd = at + length;
    // 按电梯 before 按钮: the thing that the verb names is the first part of a compound.
    if (object !== null && draft.objects.has(object)) position.thingEnd = at + length;
    return 0;
  }
  const inPlace = draft.inPlace;
  // 桌上的苹果: the first word says where the second one is.
  const whereabouts = after === '的' && length > 1 && PLACE_AFTER.has(run[at + length - 1]!);
  if (whereabouts || (after !== undefined && PLACE_AFTER.has(after))) draft.inPlace = true;
  if (kind === 'constraint') draft.enter(id);
  else enterThing(position, at, id);
  if (kind !== 'constraint' && !whereabouts) position.thingEnd = at + length;
  if (before !== undefined && FOR_WHOM.has(before)) draft.subject = null;
  draft.inPlace = inPlace && after !== undefined && /[和与及、]/.test(after);
  return 0;
}

/** 培养皿盖揭开: a word that may be verb or thing, behind a noun and before a verb, ends the noun. */
function endsNoun({ run, unknown, thingEnd, draft }: Position, at: number, length: number): boolean {
  if (draft.hasVerb || (thingEnd !== at && unknown === '')) return false;
  const next = longestWord(run, at + length);
  return next?.meaning.verb !== undefined;
}

function enterVerb(
  word: string,
  id: string,
  { draft, implied }: { readonly draft: TaskDraft; readonly implied: string | undefined },
): string | null {
  draft.enter(id);
  const object = implied ?? objectWithin(word);
  if (object !== null) draft.enter(object);
  if (endsInPlaceMark(word) && !ACT_ON_NEXT.has(word)) {
    draft.inPlace = true;
    draft.followsVerb = '入进'.includes(word.at(-1)!) && !lineage(id).includes('locomote');
  }
  return object;
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
