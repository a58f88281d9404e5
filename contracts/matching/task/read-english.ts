/** Reads English instructions, a clause at a time. */

import { baseForms, isInflected, rootOf, singular } from './english-words.ts';
import { UNKNOWN } from './concept-likeness.ts';
import { CONCEPTS, ENGLISH, isA, MAX_PHRASE_WORDS, type WordMeaning } from '../lexicon/lexicon.ts';
import type { TaskDraft } from './task-draft.ts';

function words(text: string): Set<string> {
  return new Set(text.split(' '));
}

const PLACE_BEFORE = words(
  'from on onto in into inside to at under over above below behind beside near off out through between toward towards against upon within across along around',
);
const OBJECT_BEFORE = words('with and of using then it for containing by');
/** After these, a word that may be verb or thing is a thing. */
const THING_AFTER = words(
  'a an the this that these those its his her your my our their some any another each every two three four five six one no of with in on into onto from to at by using',
);
/** Second parts of verbs that may stand apart from them. */
const PARTICLES = words('up down off on out in away over open shut back together apart closed');
/** Ends of verbs that say that a place follows. */
const WHERE_MARKS = words('on onto in into inside');
/** How far a second part may stand from its verb, in words. */
const PARTICLE_DISTANCE = 6;
const STOP = words(
  'both all continue keep stuff thing bit mixture scene zone area region spot goodbye hello something somebody pretend attempt clearance tolerance speed  dataset datasets data sim simulation simulated real teleop teleoperated tele-operated teleoperation demonstrations demos recording trajectories episodes tasks ' +
    'robotic robots humanoid view version policy benchmark suite env environment skill skills collected expert ' +
    'rectangular triangular circular oval cylindrical striped patterned rough smooth rigid flexible deformable translucent chamfered threaded ' +
    'light-colored dark-colored beige turquoise cyan magenta teal navy maroon violet ' +
    'finished mixed random assorted broken used unused neatly randomly automatically manually ' +
    'a an the this that these those its their his her your my our to up down then it them please robot arm gripper hand with and of or is are be being ' +
    'been was were has have had while using use used by for one two three four five six some any other another same each side next front back middle center centre ' +
    'i we you there here not do does as so that which who if when after before during no ' +
    'red green blue yellow black white orange purple pink brown gray grey silver golden big small large little long short tiny huge tall wide narrow thick thin ' +
    'wet damp dirty hot cold warm cool full new old fresh ripe raw cooked round square flat metal wooden plastic ceramic steel rubber electric electronic digital ' +
    'bright dark shiny hard loose tight crumpled wrinkled stacked folded bare single several many few more most whole half pair set piece slice bit bunch stack pile row ' +
    'task episode demo demonstration try perform complete make start end again also into onto until first second third last once twice ' +
    'own correct proper right-side given nearby fully completely together apart away off out side way time just still now let should must will would need needs ' +
    'shaped size sized colored coloured different various several specific designated corresponding empty upside degree degrees cm meter meters gram grams ml',
);

/** These say that what follows is not to be done, up to the next of {@link AGAIN}. */
const NEGATION = words("without not don't dont never cannot can't avoid");
const AGAIN = words('and then but');
/** Words that are a quality before a thing, whatever they are elsewhere. */
const MATERIAL = words('glass paper iron light cotton cardboard');
const DETERMINER = words('a an the this that these those its his her your my our their some any of with');
const ARTICLES = words('a an the this that these those');
/** "pot the seedling", "bottle the fruit": what a thing that is used as a verb does, by its kind. */
const ACTS: readonly (readonly [kind: string, verb: string])[] = [
  ['pot', 'v:plant'],
  ['container', 'pack'],
  ['seasoning', 'sprinkle'],
  ['fork', 'pierce'],
  ['flame', 'bake'],
  ['wheel', 'push'],
  ['peg', 'join'],
];
/** What headings without a verb mean by these. */
const HEADINGS: ReadonlyMap<string, string> = new Map([
  ['off', 'take-out'],
  ['out', 'take-out'],
  ['down', 'lower'],
  ['up', 'lift'],
]);
/** "Give it a wipe", "have a look". */
const GIVING = words('give gives giving have has take takes do does make makes perform');
const TAKING = words('take takes have has');
const BEING = words('is are was were be been being gets got');

/** True for words that the reader knows without the lexicon. */
export function isFunctionWord(word: string): boolean {
  return STOP.has(word) || PLACE_BEFORE.has(word) || OBJECT_BEFORE.has(word) || NEGATION.has(word);
}

/** Reads the words of one clause. */
export function readEnglish(clause: readonly string[], draft: TaskDraft): void {
  const taken = new Set<number>();
  const near: Nearness = { end: -1, whole: false };
  for (let at = 0; at < clause.length; ) {
    if (taken.has(at) || isModal(clause, at)) {
      at++;
      continue;
    }
    const found = isOwnHand(clause, at) || isNoun(clause, at) ? null : phraseAt(clause, at, { taken, draft });
    if (found === null && NEGATION.has(clause[at]!)) {
      while (at < clause.length && !AGAIN.has(clause[at]!)) at++;
      continue;
    }
    if (found === null) {
      readUnknown(clause, at, { draft, near });
      at++;
      continue;
    }
    if (found.length === 1 && isQuality(clause, at, { found, draft })) {
      at++;
      continue;
    }
    const named = at > 0 && THING_AFTER.has(clause[at - 1]!) && clause[at - 1] !== 'to';
    const verb = named ? null : separated(clause, at, found);
    if (verb !== null) taken.add(verb.particle);
    const act = verb?.id ?? gerund(clause, at, { found, near, draft });
    if (at === 0 && act === null && actsLikeVerb(clause, found)) {
      draft.enterVerb(actOf(found.meaning.thing) ?? UNKNOWN + rootOf(clause[0]!));
      at++;
      continue;
    }
    const id = act ?? chosen(clause, at, { ...found, draft });
    if (id !== null) enterThere(id, { at, length: found.length, draft, near });
    if (id !== null && saysWhere(clause[at + found.length - 1]!, { id, length: found.length, draft }))
      draft.inPlace = true;
    at += found.length;
    const { implied } = found.meaning;
    if (implied === undefined || id !== found.meaning.verb) continue;
    draft.enter(implied);
    if (longestPhrase(clause, at - 1)?.meaning.thing === implied) near.end = at;
  }
  if (draft.verbs.size === 0 && near.end >= 0) enterHeading(clause, draft);
}

/** "pick up the glue and put into the drawer": the verb ends in a mark of place, and what it acts on has been named. */
function saysWhere(
  last: string,
  { id, length, draft }: { readonly id: string; readonly length: number; readonly draft: TaskDraft },
): boolean {
  return length > 1 && WHERE_MARKS.has(last) && isA(id, 'put') && draft.objects.size > 0;
}

/** What is done with a thing whose name is used as a verb. */
function actOf(thing: string | undefined): string | undefined {
  return thing === undefined ? undefined : ACTS.find(([kind]) => isA(thing, kind))?.[1];
}

/** "fork the meat": a thing at the head, before an article, is what is done. */
function actsLikeVerb(clause: readonly string[], { meaning, length }: Phrase): boolean {
  return length === 1 && meaning.verb === undefined && ARTICLES.has(clause[1] ?? '') && clause.length > 2;
}

/** "meat off grill", "toilet seat down": headings that say what is done by where things go. */
function enterHeading(clause: readonly string[], draft: TaskDraft): void {
  const word = clause.find((each) => HEADINGS.has(each));
  const verb = word === undefined ? undefined : HEADINGS.get(word);
  if (verb !== undefined) draft.verbs.add(verb);
}

/** "door opening", "opening the jar": a word that is a thing elsewhere says what is done behind the first thing of a heading, or before it. */
function gerund(
  clause: readonly string[],
  at: number,
  { found, near, draft }: { readonly found: Phrase; readonly near: Nearness; readonly draft: TaskDraft },
): string | null {
  if (found.length > 1 || found.meaning.verb !== undefined) return null;
  const word = clause[at]!;
  const next = clause[at + 1];
  const first = near.end < 0 && next !== undefined && !PLACE_BEFORE.has(next) && !OBJECT_BEFORE.has(next);
  if (!word.endsWith('ing') || draft.hasVerb || !(first || near.end === at)) return null;
  for (const base of baseForms(word).slice(1)) {
    const verb = ENGLISH.get(base)?.verb;
    if (verb !== undefined) return verb;
  }
  return null;
}

/** Where the thing entered last ends, and whether "of" stood behind it. */
interface Nearness {
  end: number;
  whole: boolean;
}

/** Enters a concept: right behind a thing it is the head of a compound, "lid of the jar" is one the other way round. */
function enterThere(
  id: string,
  { at, length, draft, near }: { at: number; length: number; draft: TaskDraft; near: Nearness },
): void {
  const kind = CONCEPTS.get(id)?.kind ?? 'thing';
  if (kind !== 'thing') {
    draft.enter(id);
    near.whole = false;
    return;
  }
  if (near.end === at) draft.enterBehind(id);
  else if (near.whole) draft.enterWhole(id);
  else draft.enter(id);
  near.end = at + length;
  near.whole = false;
}

/** "you can open it", "it can be seen": not the tin. */
function isModal(clause: readonly string[], at: number): boolean {
  const next = clause[at + 1];
  return (
    clause[at] === 'can' &&
    next !== undefined &&
    (next === 'be' || (isVerbOnly(clause, at + 1) && !isInflected(next)))
  );
}

/** "Give it a wipe", "do the wiping"; but of "take it out of the stand" the last word is no act. */
function gives(word: string, article: string): boolean {
  return GIVING.has(word) && !(article === 'the' && TAKING.has(word));
}

/** "the wobble": a word that is a verb elsewhere. "Give it a wipe" still says what is done. */
function isNoun(clause: readonly string[], at: number): boolean {
  const before = clause[at - 1];
  if (before === undefined || !ARTICLES.has(before) || clause.some((word) => gives(word, before)))
    return false;
  const found = longestPhrase(clause, at);
  return (
    found?.length === 1 &&
    found.meaning.verb !== undefined &&
    found.meaning.thing === undefined &&
    !(before !== 'the' && isA(found.meaning.verb, 'locomote')) &&
    !isInflected(clause[at]!)
  );
}

/** "in hand", "left hand", "the robot hand": not the verb. */
function isOwnHand(clause: readonly string[], at: number): boolean {
  const before = clause[at - 1];
  return clause[at] === 'hand' && before !== undefined && !AGAIN.has(before) && before !== 'to';
}

/** "finished part", "the packing station", "glass jar": a word that only says which thing is meant. */
function isQuality(
  clause: readonly string[],
  at: number,
  { found, draft }: { readonly found: Phrase; readonly draft: TaskDraft },
): boolean {
  const next = clause[at + 1];
  if (next === undefined || isFunctionWord(next)) return false;
  if (MATERIAL.has(clause[at]!) && (draft.hasVerb || at > 0))
    return found.meaning.thing !== undefined && isThing(clause, at + 1);
  if (found.meaning.verb === undefined || !isInflected(clause[at]!) || !isThing(clause, at + 1)) return false;
  const named = at > 0 && DETERMINER.has(clause[at - 1]!);
  return named || (draft.hasVerb && clause[at]!.endsWith('ed'));
}

function isThing(clause: readonly string[], at: number): boolean {
  return longestPhrase(clause, at)?.meaning.thing !== undefined;
}

function isVerbOnly(clause: readonly string[], at: number): boolean {
  const meaning = at < clause.length ? longestPhrase(clause, at)?.meaning : undefined;
  return meaning?.verb !== undefined && meaning.thing === undefined;
}

interface Phrase {
  readonly meaning: WordMeaning;
  readonly length: number;
  /** The words as the lexicon lists them. */
  readonly form: string;
}

/** The phrase at a place. "insert key in lock": behind a verb, a thing comes before a verb of several words that begins like it. */
function phraseAt(
  clause: readonly string[],
  at: number,
  { taken, draft }: { readonly taken: ReadonlySet<number>; readonly draft: TaskDraft },
): Phrase | null {
  const found = longestPhrase(clause, at, taken);
  if (found === null || found.length === 1 || found.meaning.thing !== undefined || !draft.hasVerb)
    return found;
  const before = clause[at - 1];
  if (before === undefined || AGAIN.has(before) || before === 'to') return found;
  const alone = lookUp([clause[at]!]);
  return alone?.meaning.thing === undefined ? found : { ...alone, length: 1 };
}

/** `taken`: words that belong to a verb before them. */
function longestPhrase(clause: readonly string[], at: number, taken?: ReadonlySet<number>): Phrase | null {
  for (let length = Math.min(MAX_PHRASE_WORDS, clause.length - at); length >= 1; length--) {
    if (length > 1 && taken?.has(at + length - 1)) continue;
    const found = lookUp(clause.slice(at, at + length));
    if (found === null) continue;
    const says = !STOP.has(clause[at]!) && !STOP.has(singular(clause[at]!));
    if (length === 1 && !says && found.meaning.verb === undefined) return null;
    return { ...found, length };
  }
  return null;
}

/** Of a phrase the first word may be an inflected verb, the last one a plural. */
function lookUp(phrase: readonly string[]): Pick<Phrase, 'meaning' | 'form'> | null {
  const last = phrase.at(-1)!;
  const middle = phrase.slice(1, -1);
  const ends = phrase.length === 1 ? [null] : [last, singular(last)];
  for (const start of baseForms(phrase[0]!)) {
    for (const end of ends) {
      const form = [start, ...middle, ...(end === null ? [] : [end])].join(' ');
      const meaning = ENGLISH.get(form);
      if (meaning !== undefined) return { meaning, form };
    }
  }
  return null;
}

/** "switch the lamp off": the second part of a verb at the end of what the verb acts on. */
function separated(
  clause: readonly string[],
  at: number,
  { form, length }: Phrase,
): { readonly id: string; readonly particle: number } | null {
  if (length > 1) return null;
  for (let j = at + 2; j <= Math.min(at + PARTICLE_DISTANCE, clause.length - 1); j++) {
    const word = clause[j]!;
    if (!PARTICLES.has(word)) continue;
    const after = clause[j + 1];
    if (after !== undefined && !PLACE_BEFORE.has(after) && !OBJECT_BEFORE.has(after)) continue;
    const id = ENGLISH.get(`${form} ${word}`)?.verb;
    if (id !== undefined) return { id, particle: j };
  }
  return null;
}

/** Verb or thing: where a word stands in its clause tells, when it can be both. */
function chosen(
  clause: readonly string[],
  at: number,
  { meaning, length, draft }: Phrase & { readonly draft: TaskDraft },
): string | null {
  const { verb, thing } = meaning;
  if (verb === undefined || thing === undefined) return verb ?? thing ?? null;
  const before = clause[at - 1];
  if (before !== undefined && THING_AFTER.has(before) && !(before === 'to' && !draft.hasVerb)) return thing;
  if (length === 1 && isInflected(clause[at]!)) return verb;
  const after = clause[at + length];
  if (after !== undefined && (BEING.has(after) || (after.endsWith('ing') && isVerbOnly(clause, at + length))))
    return thing;
  if (draft.hasVerb || after === undefined) return draft.hasVerb ? thing : (thing ?? verb);
  return PLACE_BEFORE.has(after) && before !== undefined ? thing : verb;
}

function readUnknown(
  clause: readonly string[],
  at: number,
  { draft, near }: { readonly draft: TaskDraft; readonly near: Nearness },
): void {
  const word = clause[at]!;
  if (word === 'of' && near.end === at) near.whole = true;
  if (
    word === 'hand' &&
    ['in', 'within', 'inside'].some((mark) => clause.slice(Math.max(0, at - 2), at).includes(mark))
  ) {
    draft.places.add('body-hand');
  } else if (PLACE_BEFORE.has(word)) draft.inPlace = true;
  else if (OBJECT_BEFORE.has(word)) {
    draft.inPlace = word === 'and' || word === 'of' ? draft.inPlace : false;
    draft.withInstrument = word === 'with' || word === 'using' || (draft.withInstrument && word === 'of');
    if (word === 'and' || word === 'then') draft.hasVerb = false;
  } else if (BEING.has(word)) {
    if (!clause[at + 1]?.endsWith('ing')) draft.subject = null;
  } else if (saysSomething(word)) {
    if (at === 0 && !draft.hasVerb && commands(clause)) draft.enterVerb(`=${rootOf(word)}`);
    else enterThere(`=${rootOf(word)}`, { at, length: 1, draft, near });
  }
}

function saysSomething(word: string): boolean {
  return (
    /[a-z]{2}/.test(word) && !/[a-z]{3}ly$/.test(word) && !baseForms(word).some((form) => STOP.has(form))
  );
}

/** True when an unknown word at the head acts on what follows: "glimber the frob", "induct parcels". */
function commands(clause: readonly string[]): boolean {
  const next = clause[1];
  if (next === undefined) return false;
  return THING_AFTER.has(next) || (isThing(clause, 1) && !clause.some((_, i) => isVerbOnly(clause, i)));
}
