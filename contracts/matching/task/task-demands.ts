/** From a task to what it asks of a body, by verb and thing. */

import { lineage } from '../lexicon/lexicon.ts';
import { NO_DEMANDS, TOLERANCES, type Precision, type TaskDemands } from './demands.ts';
import type { Task } from './read-task.ts';

function verbs(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/** Precise whatever they act on. */
const PRECISE_VERBS = verbs(
  'assemble disassemble join crimp strip route solder draw-line tie untie sew dispense zip unlock breed-plant',
);
/** Precise between hard parts; done with room to spare where things are large or give way ({@link FORGIVING}). */
const FITTING_VERBS = verbs('insert screw unscrew unplug align');
const MEDIUM_VERBS = verbs(
  'stack hang cut grate prune harvest peel press type stamp ignite turn tilt pour spray scoop hand-over flip in-hand glue crack spread ' +
    'drill hammer hit polish paint play v:water switch-on switch-off replace repair carve swipe unzip fold measure weigh',
);
/** A book in a shelf, a lid on a jar, a chair that is straightened: some millimetres do not matter. */
const FORGIVING = [
  'food',
  'plant',
  'textile',
  'furniture',
  'furniture-part',
  'book',
  'container',
  'lid',
  'umbrella',
  'shoe',
  'liquid',
  'tableware',
];
/** What is put there has to fit, and has to be set down exactly. */
const FITTED_PLACES = ['hole', 'socket', 'board'];
const SETTING_VERBS = verbs('place put drop');
/** Things that are taken with the tips of the fingers. */
const SMALL = [
  'coin',
  'needle',
  'card',
  'seed',
  'bead',
  'screw-part',
  'medicine',
  'key',
  'labware',
  'bulb',
  'lid',
  'board',
  'electronic-component',
];
/** The force decides, whatever it acts on. */
const FORCE_VERBS = verbs('sand polish drill crimp massage');
/** The force decides where parts fit without room to spare. */
const MATING_VERBS = verbs('insert screw unscrew unplug assemble disassemble');
const TWO_HAND_VERBS = verbs('fold tie untie wear undress wring');
/** Two hands lay out what is large and limp; one smooths dough or spreads papers. */
const LIMP = ['textile', 'tent', 'paper'];

/** Demands of a task; without one {@link NO_DEMANDS}. */
export function demandsOf(task: Task | null): TaskDemands {
  if (task === null) return NO_DEMANDS;
  const precision = precisionOf(task);
  return {
    toleranceM: TOLERANCES[precision],
    precision,
    inHand: task.verbs.includes('in-hand'),
    twoHands: needsTwoHands(task),
    contact: livesOnForces(task, precision),
  };
}

function precisionOf({ verbs, objects, places, constraints }: Task): Precision {
  const has = (set: ReadonlySet<string>): boolean => verbs.some((verb) => set.has(verb));
  if (constraints.includes('precise') || has(PRECISE_VERBS)) return 'precise';
  if (has(FITTING_VERBS)) return objects.length > 0 && objects.every(isForgiving) ? 'medium' : 'precise';
  if (has(SETTING_VERBS) && places.some((place) => isOneOf(place, FITTED_PLACES))) return 'precise';
  if (has(MEDIUM_VERBS) || (verbs.length > 0 && objects.some((object) => isOneOf(object, SMALL))))
    return 'medium';
  return verbs.length > 0 ? 'loose' : 'open';
}

function needsTwoHands({ verbs, objects, constraints }: Task): boolean {
  if (constraints.includes('two-hands')) return true;
  if (constraints.includes('left-hand') && constraints.includes('right-hand')) return true;
  if (verbs.includes('unfold') && objects.some((object) => isOneOf(object, LIMP))) return true;
  return verbs.some((verb) => TWO_HAND_VERBS.has(verb));
}

function livesOnForces({ verbs, places, constraints }: Task, precision: Precision): boolean {
  if (constraints.includes('contact') || verbs.some((verb) => FORCE_VERBS.has(verb))) return true;
  if (precision !== 'precise') return false;
  return (
    verbs.some((verb) => MATING_VERBS.has(verb)) || places.some((place) => isOneOf(place, FITTED_PLACES))
  );
}

function isForgiving(thing: string): boolean {
  return isOneOf(thing, FORGIVING);
}

function isOneOf(thing: string, kinds: readonly string[]): boolean {
  return lineage(thing).some((kind) => kinds.includes(kind));
}
