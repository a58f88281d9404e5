/** A task while it is being read: concepts come in one by one, and what they say together is put right at the end. */

import { CONCEPTS, lineage } from './lexicon.ts';

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
  /** True once the clause that is read has a verb. */
  hasVerb = false;

  /** Begins a new clause. */
  beginClause(): void {
    this.inPlace = false;
    this.hasVerb = false;
  }

  /** Takes a concept, or `=word`, as what it is. */
  enter(id: string): void {
    const kind = CONCEPTS.get(id)?.kind ?? 'thing';
    if (kind === 'verb') this.enterVerb(id);
    else if (kind === 'constraint') this.constraints.add(id);
    else {
      (this.inPlace ? this.places : this.objects).add(id);
      if (this.inPlace && this.followsVerb) this.afterVerb.add(id);
    }
  }

  /** Takes a verb, known or not: things after it are objects again. */
  enterVerb(id: string): void {
    this.verbs.add(id);
    this.inPlace = false;
    this.hasVerb = true;
  }

  /** The task. */
  finish(): Task {
    this.#combine();
    return {
      verbs: [...this.verbs],
      objects: [...this.objects],
      places: [...this.places],
      constraints: [...this.constraints],
    };
  }

  #has(verbs: readonly string[]): boolean {
    return verbs.some((verb) => this.verbs.has(verb));
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
    const things = [...objects, ...places];
    if (things.includes('body-hand') && this.#has(['turn', 'flip', 'roll-up'])) {
      this.#replace(['turn', 'flip', 'roll-up'], 'in-hand');
      objects.delete('body-hand');
      places.delete('body-hand');
    }
    if (this.#has(['open', 'close']) && [...objects].some(isSwitched)) {
      if (this.verbs.has('open')) this.#replace(['open'], 'switch-on');
      if (this.verbs.has('close')) this.#replace(['close'], 'switch-off');
    }
    if (
      things.includes('plant') &&
      things.includes('water') &&
      this.#has(['pour', 'hand-over', 'dispense'])
    ) {
      this.#replace(['pour', 'hand-over', 'dispense'], 'v:water');
      objects.delete('water');
    }
    if (objects.has('lid')) {
      if (this.#has(['take-out', 'unscrew', 'open'])) this.verbs.add('uncap');
      if (this.#has(['place', 'screw', 'close'])) this.verbs.add('cover');
    } else if (this.verbs.has('uncap')) objects.add('lid');
    if (places.has('trash') && this.#has(['place', 'throw', 'put'])) this.verbs.add('discard');
    if (this.#has(['pack', 'unpack'])) {
      for (const place of places) if (lineage(place).includes('container')) objects.add(place);
    }
    if ((places.has('bag') || places.has('box')) && this.verbs.has('place')) this.verbs.add('pack');
  }
}

/** Things that go on and off, and have no door. */
function isSwitched(thing: string): boolean {
  return thing === 'lamp' || thing === 'appliance' || lineage(thing).includes('device');
}
