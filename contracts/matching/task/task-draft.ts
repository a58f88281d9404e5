/** A task while it is being read: concepts come in one by one, and what they say together is put right at the end. */

import { CONCEPTS, isA, JOINT, lineage } from '../lexicon/lexicon.ts';

/** An instruction as read. Entries are concept ids, or `=word` for words that the lexicon lacks. No entry twice. */
export interface Task {
  readonly verbs: readonly string[];
  readonly objects: readonly string[];
  readonly places: readonly string[];
  readonly constraints: readonly string[];
}

/** Collects the parts of a task. */
export class TaskDraft {
  readonly verbs = new Set<string>();
  readonly objects = new Set<string>();
  readonly places = new Set<string>();
  readonly constraints = new Set<string>();
  /** True while things are places. */
  inPlace = false;
  /** Things after a verb that says where (装入, 插入): places, unless nothing else is acted on. */
  readonly afterVerb = new Set<string>();
  /** True while {@link inPlace} is due to such a verb. */
  followsVerb = false;
  /** Person at the head of a clause, who acts when a verb follows; null when there is none. */
  subject: string | null = null;
  /** True once the clause that is read has a verb. */
  hasVerb = false;
  /** True while things are what it is done with. */
  withInstrument = false;
  /** Things it is done with. */
  private readonly instruments = new Set<string>();
  /** The thing entered last, until something else is. */
  private last: string | null = null;
  /** True when it was not named before. */
  private lastIsNew = false;

  /** Begins a new clause. */
  beginClause(): void {
    this.inPlace = false;
    this.withInstrument = false;
    this.hasVerb = false;
    this.subject = null;
  }

  /** Takes a concept, or `=word`, as what it is. */
  enter(id: string): void {
    const kind = CONCEPTS.get(id)?.kind ?? 'thing';
    if (kind === 'verb') this.enterVerb(id);
    else if (kind === 'constraint') this.constraints.add(id);
    else {
      this.last = id;
      this.lastIsNew = !this.objects.has(id) && !this.places.has(id);
      if (!this.hasVerb && !this.inPlace && !this.objects.has(id) && isA(id, 'person')) this.subject = id;
      (this.inPlace ? this.places : this.objects).add(id);
      if (this.withInstrument && !this.inPlace) this.instruments.add(id);
      if (this.inPlace && this.followsVerb) this.afterVerb.add(id);
    }
  }

  /**
   * Takes a thing that stands right behind another one, or that the other one is of: one compound, "tomato" before "seedling".
   * A room says where, not what.
   */
  enterBehind(head: string): void {
    const before = this.last;
    if (before === null || before === head || CONCEPTS.get(head)?.kind === 'constraint')
      return this.enter(head);
    this.join(before, head, before);
  }

  /** Takes a thing that the last one is a part of: "lid" before "of the jar". */
  enterWhole(whole: string): void {
    const part = this.last;
    if (part === null || part === whole || !PARTS.some((kind) => isA(part, kind))) return this.enter(whole);
    this.join(whole, part, part);
  }

  private join(before: string, head: string, replaced: string): void {
    const { inPlace } = this;
    this.inPlace ||= this.places.has(replaced) && !this.objects.has(replaced);
    if (this.lastIsNew)
      for (const things of [this.objects, this.places, this.afterVerb]) things.delete(replaced);
    const modifier = before.slice(before.indexOf(JOINT) + 1);
    const joined = isA(modifier, 'room') || isA(head, modifier) ? head : modifier + JOINT + head;
    this.enter(joined);
    this.last = joined;
    this.inPlace = inPlace;
  }

  /** Takes a verb, known or not: things after it are objects again. */
  enterVerb(id: string): void {
    if (this.subject !== null) this.objects.delete(this.subject);
    this.subject = null;
    this.verbs.add(id);
    this.inPlace = false;
    this.withInstrument = false;
    this.hasVerb = true;
  }

  /** The task. */
  finish(): Task {
    this.#combine();
    this.#putOnto();
    this.#leaveInstruments();
    return {
      verbs: [...this.verbs],
      objects: [...this.objects],
      places: [...this.places],
      constraints: [...this.constraints],
    };
  }

  /** "spray the mirror with cleaner" is spraying cleaner onto the mirror. */
  #putOnto(): void {
    if (!this.#has(['spray', 'spread', 'sprinkle']) || this.instruments.size === 0) return;
    const put = [...this.instruments].filter((thing) => PUT_ONTO.some((kind) => isA(thing, kind)));
    if (put.length === 0) return;
    for (const thing of this.objects) {
      if (this.instruments.has(thing)) continue;
      this.objects.delete(thing);
      this.places.add(thing);
    }
    for (const thing of put) this.instruments.delete(thing);
  }

  /** "with a knife": what it is done with is no part of what it is done to, where something else is. */
  #leaveInstruments(): void {
    const tools = [...this.instruments].filter((thing) => INSTRUMENTS.some((kind) => isA(thing, kind)));
    if (this.objects.size > tools.length) for (const tool of tools) this.objects.delete(tool);
  }

  #has(ids: readonly string[], among: ReadonlySet<string> = this.verbs): boolean {
    return ids.some((id) => among.has(id));
  }

  #replace(verbs: readonly string[], by: string): void {
    for (const verb of verbs) this.verbs.delete(verb);
    this.verbs.add(by);
  }

  /** What verb and thing mean together that neither means alone. */
  #combine(): void {
    const { objects, places } = this;
    if (objects.size === 0) {
      for (const thing of this.afterVerb) {
        objects.add(thing);
        places.delete(thing);
      }
    }
    if (this.#hasThing('washer') && this.#hasThing('textile')) {
      for (const things of [objects, places]) if (things.delete('washer')) things.add('washing-machine');
    }
    if (this.#hasThing('body-hand') && this.#has(['turn', 'flip', 'roll-up'])) {
      this.#replace(['turn', 'flip', 'roll-up'], 'in-hand');
      objects.delete('body-hand');
      places.delete('body-hand');
    }
    if (this.#has(['open', 'close']) && [...objects].some(isSwitched)) {
      if (this.verbs.has('open')) this.#replace(['open'], 'switch-on');
      if (this.verbs.has('close')) this.#replace(['close'], 'switch-off');
    }
    if (objects.size === 0 && this.verbs.has('turn') && this.#has(SIDES, this.constraints)) {
      this.#replace(['turn'], 'locomote');
    }
    for (const { verbs, thing, by } of TOGETHER) {
      if (this.#has(verbs) && hasKind(objects, thing)) this.#replace(verbs, by);
    }
    if (places.size === 0 && WORN.some((kind) => hasKind(objects, kind))) {
      if (this.verbs.has('place')) this.#replace(['place'], 'wear');
      if (this.verbs.has('take-out')) this.#replace(['take-out'], 'undress');
    }
    this.#combineLiquids();
    this.#combineContainers();
  }

  #combineLiquids(): void {
    const { objects } = this;
    const givers = ['pour', 'hand-over', 'dispense'];
    if (this.#hasThing('plant') && this.#hasThing('water') && this.#has(givers)) {
      this.#replace(givers, 'v:water');
      objects.delete('water');
    }
    if (hasKind(objects, 'pipette') && this.#has(['place', 'put', 'take'])) {
      this.#replace(['place', 'put', 'take'], 'dispense');
    }
    const pipettes = [...objects].filter((thing) => isA(thing, 'pipette'));
    if (objects.size > pipettes.length && this.verbs.has('dispense'))
      for (const pipette of pipettes) objects.delete(pipette);
  }

  #combineContainers(): void {
    const { objects, places } = this;
    if (hasKind(objects, 'lid')) {
      if (this.#has(['take-out', 'unscrew', 'open'])) this.verbs.add('uncap');
      // A lid that is taken off and put somewhere covers nothing.
      if (this.#has(['screw', 'close']) || (this.verbs.has('place') && !this.verbs.has('uncap')))
        this.verbs.add('cover');
    } else if (this.verbs.has('uncap')) objects.add('lid');
    if (hasKind(places, 'trash') && this.#has(['place', 'throw', 'put', 'drop'])) this.verbs.add('discard');
    if (hasKind(places, 'bin') && this.verbs.has('throw')) this.verbs.add('discard');
    if (this.#has(['pack', 'unpack'])) {
      for (const place of places) if (LOADED.some((kind) => isA(place, kind))) objects.add(place);
    }
    const packed = hasKind(places, 'bag') || hasKind(places, 'box');
    if (packed && this.verbs.has('place')) this.verbs.add('pack');
    const fits = hasKind(places, 'hole') || hasKind(places, 'socket');
    if (fits && this.verbs.has('press')) this.#replace(['press'], 'insert');
  }

  #hasThing(kind: string): boolean {
    return [...this.objects, ...this.places].some((thing) => isA(thing, kind));
  }
}

/** Places that are themselves loaded, packed or emptied. */
const LOADED = ['container', 'washer-appliance', 'vehicle', 'pallet', 'cart'];
const SIDES = ['left-side', 'right-side'];

/** What things are sprayed, spread and strewn with. */
const PUT_ONTO = [
  'liquid',
  'chemical',
  'food',
  'cleaning-tool',
  'adhesive',
  'wall-paint',
  'medicine',
  'toiletry',
  'oil',
];
/** What is put on and taken off where no place is named. */
const WORN = [
  'glove',
  'hat',
  'shoe',
  'sock',
  'coat',
  'face-mask',
  'helmet',
  'glasses',
  'watch',
  'protective-suit',
];
/** Things that are used on others. */
const INSTRUMENTS = [
  'tool',
  'utensil',
  'cleaning-tool',
  'cloth',
  'towel',
  'tissue',
  'brush',
  'surgical-instrument',
  'pipette',
  'labware',
  'appliance',
  'toiletry',
  'stationery',
  'lighter',
  'match',
  'tape',
  'plastic-wrap',
];
/** Things that belong to others. */
const PARTS = ['furniture-part', 'lid', 'button', 'board', 'part'];

/** Verbs that mean another one when they act on a thing of a kind. */
const TOGETHER: readonly {
  readonly verbs: readonly string[];
  readonly thing: string;
  readonly by: string;
}[] = [
  { verbs: ['turn', 'join', 'sew', 'navigate'], thing: 'screw-part', by: 'screw' },
  { verbs: ['turn'], thing: 'bulb', by: 'screw' },
  { verbs: ['take-out', 'carry', 'throw', 'pour'], thing: 'trash', by: 'discard' },
  { verbs: ['close', 'pull'], thing: 'zipper', by: 'zip' },
  { verbs: ['open'], thing: 'zipper', by: 'unzip' },
  { verbs: ['flip', 'switch-on', 'turn'], thing: 'button', by: 'press' },
  { verbs: ['hand-over'], thing: 'animal', by: 'feed' },
  { verbs: ['pull', 'unplug', 'take-out', 'pick'], thing: 'weeds', by: 'weed' },
  { verbs: ['wipe', 'clean', 'wash'], thing: 'writing-board', by: 'erase' },
  { verbs: ['mow'], thing: 'crop', by: 'harvest' },
  { verbs: ['spread'], thing: 'textile', by: 'unfold' },
  { verbs: ['unfold'], thing: 'dough', by: 'knead' },
  { verbs: ['unplug'], thing: 'furniture', by: 'pull' },
  { verbs: ['unplug'], thing: 'furniture-part', by: 'pull' },
  { verbs: ['take-out', 'clean', 'unplug'], thing: 'burr', by: 'sand' },
  { verbs: ['spread'], thing: 'bearing', by: 'lubricate' },
  { verbs: ['spread'], thing: 'gear', by: 'lubricate' },
  { verbs: ['spread'], thing: 'chain', by: 'lubricate' },
  { verbs: ['spread'], thing: 'label-tag', by: 'glue' },
  { verbs: ['spread'], thing: 'sticker', by: 'glue' },
  { verbs: ['spread'], thing: 'tape', by: 'glue' },
  { verbs: ['paint'], thing: 'food', by: 'spread' },
  { verbs: ['boil'], thing: 'textile', by: 'iron' },
  { verbs: ['push'], thing: 'button', by: 'press' },
  { verbs: ['catch'], thing: 'pipe', by: 'join' },
  { verbs: ['catch'], thing: 'connector', by: 'join' },
  { verbs: ['spread'], thing: 'adhesive', by: 'glue' },
  { verbs: ['take'], thing: 'pulse', by: 'measure' },
  { verbs: ['walk'], thing: 'cable', by: 'route' },
  { verbs: ['stir'], thing: 'textile', by: 'hammer' },
  { verbs: ['draw-line'], thing: 'curtain', by: 'pull' },
  { verbs: ['draw-line'], thing: 'drawer', by: 'pull' },
  { verbs: ['draw-line'], thing: 'liquid', by: 'dispense' },
  { verbs: ['draw-line'], thing: 'chemical', by: 'dispense' },
  { verbs: ['draw-line'], thing: 'syringe', by: 'dispense' },
];

function hasKind(things: ReadonlySet<string>, kind: string): boolean {
  return [...things].some((thing) => isA(thing, kind));
}

/** Appliances with a door: they are opened and closed. */
const WITH_DOOR = ['fridge', 'microwave', 'oven', 'washer-appliance'];

/** Things that go on and off, and have no door. */
function isSwitched(thing: string): boolean {
  const kinds = lineage(thing);
  if (WITH_DOOR.some((kind) => kinds.includes(kind))) return false;
  return (
    kinds.includes('faucet') ||
    kinds.includes('lamp') ||
    kinds.includes('appliance') ||
    kinds.includes('device')
  );
}
