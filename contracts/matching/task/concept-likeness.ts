/** How alike two concepts of tasks are: by the tree of kinds, by the parts of a compound, by spelling where the lexicon knows neither. */

import { isA, JOINT, lineage, takenApart } from '../lexicon/lexicon.ts';

/** One is a kind of the other. */
export const KIND_OF = 0.82;
/** Both are of one kind. */
export const SAME_KIND = 0.55;
/** They meet one step further up, or one step further up on both sides. */
const NEAR_KIND = 0.45;
const FAR_KIND = 0.3;
/** What is done and what undoes it: of one kind, and never the same task. */
const OPPOSITE = 0.5;
/** Two words of two scripts that the lexicon knows neither of: nobody can tell. */
export const UNTOLD = 0.4;
/** A compound and its bare head, when nothing is known of what stands before the head: often no more than a quality. */
const HEAD_ALONE = 0.9;
/** One head behind two unknown words of one script, or related heads behind one word; and a head behind an unknown and a known word. */
const OTHER_UNKNOWN = 0.75;
const HALF_KNOWN = 0.7;
/** What a compound keeps of a likeness of its head with another head. */
const BY_HEAD = 0.9;

/** Before a word that the lexicon lacks. */
export const UNKNOWN = '=';

/** Acts of two kinds that are told with either word: bring and deliver, squeeze out and dispense. */
const NEAR_ACT = 0.78;
const NEAR_ACTS: Pairs = bothWays(
  'fetch/carry fetch/hand-over tidy/arrange squeeze/dispense pack/insert dispense/place knead/squeeze lower/place carry/put join/assemble ' +
    'walk/navigate dispense/sprinkle flatten-box/squeeze soak/dip clean/tidy switch-off/press switch-on/press place/sprinkle lift/carry unplug/pull unplug/take-out zip/join assemble/pack press/insert pour/restock peel/tear',
);

const OPPOSITES: Pairs = bothWays(
  'open/close open/cover uncap/cover uncap/close switch-on/switch-off zip/unzip tie/untie lock/unlock v:lock/unlock screw/unscrew ' +
    'insert/unplug assemble/disassemble join/disassemble fold/unfold roll-up/unroll wrap/unwrap wear/undress push/pull pack/unpack ' +
    'climb/descend sit/stand stack/unstack freeze/melt inflate/deflate increase/decrease lift/lower place/take-out place/pick ' +
    'glue/peel fasten/unscrew draw-line/erase pick/drop squat/stand seal/unwrap hang/take-out pour/empty',
);

type Pairs = ReadonlyMap<string, ReadonlySet<string>>;

function bothWays(list: string): Pairs {
  const pairs = new Map<string, Set<string>>();
  for (const pair of list.split(' ')) {
    const [one = '', other = ''] = pair.split('/');
    pairs.set(one, (pairs.get(one) ?? new Set()).add(other));
    pairs.set(other, (pairs.get(other) ?? new Set()).add(one));
  }
  return pairs;
}

/** Heads that stand for what they belong to, or for what is in them: the door of the fridge, a carton of milk. */
const BELONGING: readonly string[] = [
  'furniture-part',
  'lid',
  'button',
  'valve',
  'surface',
  'zipper',
  'hole',
  'socket',
  'shelf',
];
const HOLDING: readonly string[] = ['bottle', 'can', 'box', 'jar', 'bag', 'tray'];

/** Concepts whose likenesses are remembered, and how many of each: a question compares few concepts with those of every instruction. */
const MAX_REMEMBERED = 64;
const MAX_OF_EACH = 4096;
const remembered = new Map<string, Map<string, number>>();

/** Likeness of two concepts: 1 for the same, less when they meet further up, 0 when they never do. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  let known = remembered.get(a);
  if (known === undefined) {
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    known = new Map();
    remembered.set(a, known);
  }
  let alike = known.get(b);
  if (alike === undefined) {
    alike = likenessOf(a, b);
    if (known.size < MAX_OF_EACH) known.set(b, alike);
  }
  return alike;
}

function likenessOf(a: string, b: string): number {
  const [jointA, jointB] = [a.indexOf(JOINT), b.indexOf(JOINT)];
  if (jointA < 0) return jointB < 0 ? simpleLikeness(a, b) : ofCompoundAndWord(b, jointB, a);
  if (jointB < 0) return ofCompoundAndWord(a, jointA, b);
  return ofCompounds(partsOf(a, jointA), partsOf(b, jointB));
}

function partsOf(compound: string, joint: number): Compound {
  return [compound.slice(0, joint), compound.slice(joint + 1)];
}

/** A compound beside a word that may be one in English, too: "phone case". */
function ofCompoundAndWord(compound: string, joint: number, word: string): number {
  const parts = partsOf(compound, joint);
  const alike = withCompound(parts, word);
  const apart = takenApart(word);
  return apart === word ? alike : Math.max(alike, ofCompounds(parts, partsOf(apart, apart.indexOf(JOINT))));
}

function simpleLikeness(a: string, b: string): number {
  if (a === b) return 1;
  if (isUnknown(a) || isUnknown(b))
    return isUnknown(a) && isUnknown(b) ? ofUnknown(a.slice(1), b.slice(1)) : 0;
  const [ups, others] = [lineage(a), lineage(b)];
  if (ups.includes(b) || others.includes(a)) return unlessOpposite(a, b, KIND_OF);
  if (NEAR_ACTS.get(a)?.has(b) === true) return NEAR_ACT;
  for (let i = 1; i < Math.min(ups.length, 3); i++) {
    const j = others.indexOf(ups[i]!);
    if (j === 1 && i === 1) return unlessOpposite(a, b, SAME_KIND);
    if (j >= 1 && i + j === 3) return NEAR_KIND;
    if (j >= 1 && i + j === 4) return FAR_KIND;
  }
  return 0;
}

function unlessOpposite(a: string, b: string, alike: number): number {
  return OPPOSITES.get(a)?.has(b) === true ? OPPOSITE : alike;
}

/** A compound beside a word: by its head, or by what its head belongs to or holds. */
function withCompound([before, head]: Compound, other: string): number {
  const alone = byHeadAlone([before, head], other);
  const byFirst = simpleLikeness(before, other);
  return Math.max(alone, (speaksOfFirst(head) ? KIND_OF : SAME_KIND) * byFirst);
}

/** "fridge door" beside "door", beside "car door", which is another kind of it, and beside "gate". */
function byHeadAlone([before, head]: Compound, other: string): number {
  const likely = simpleLikeness(head, other);
  if (likely === 1) return isUnknown(before) ? HEAD_ALONE : KIND_OF;
  if (likely === KIND_OF && isA(other, head)) return isUnknown(before) ? HALF_KNOWN : SAME_KIND;
  return BY_HEAD * likely;
}

type Compound = readonly [before: string, head: string];

function ofCompounds([before, head]: Compound, [otherBefore, otherHead]: Compound): number {
  const heads = simpleLikeness(head, otherHead);
  const befores = simpleLikeness(before, otherBefore);
  if (heads < 1) {
    if (befores < 1) return BY_HEAD * heads;
    return holds(head) && holds(otherHead)
      ? KIND_OF
      : Math.max(speaksOfFirst(head) ? SAME_KIND : 0, heads >= FAR_KIND ? OTHER_UNKNOWN : BY_HEAD * heads);
  }
  if (befores === 1) return 1;
  if (!isUnknown(before) && !isUnknown(otherBefore)) return SAME_KIND + (KIND_OF - SAME_KIND) * befores;
  if (!isUnknown(before) || !isUnknown(otherBefore)) return HALF_KNOWN;
  return scriptOf(before) === scriptOf(otherBefore) ? Math.max(OTHER_UNKNOWN, befores) : KIND_OF;
}

function holds(head: string): boolean {
  return HOLDING.some((kind) => isA(head, kind));
}

function speaksOfFirst(head: string): boolean {
  return isUnknown(head) || holds(head) || BELONGING.some((kind) => isA(head, kind));
}

/** True for a word that the lexicon lacks. */
export function isUnknown(concept: string): boolean {
  return concept.startsWith(UNKNOWN);
}

function scriptOf(word: string): 'han' | 'other' {
  return /\p{Script=Han}/u.test(word) ? 'han' : 'other';
}

/** Words that the lexicon lacks: one within the other is a kind of it; Chinese nouns of one kind end alike. */
function ofUnknown(a: string, b: string): number {
  if (scriptOf(a) !== scriptOf(b)) return UNTOLD;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const chinese = scriptOf(short) === 'han';
  if (short.length >= (chinese ? 2 : 4) && long.includes(short)) return KIND_OF;
  return chinese && short.at(-1) === long.at(-1) ? SAME_KIND : 0;
}
