/**
 * The search for the best rows. Bodies stand in a queue by what they may score at most; the first is looked at more closely
 * (hands and signals, coarse reach and kinematics, reach, at last its rows) and goes back with the bound that is then known. As
 * soon as no bound reaches the worst row that would be shown, the rest cannot change the answer: it is the one that scoring
 * every row would give. Two limits end a search that no bound ends; the stages say where rows stopped.
 */

import { BestRows } from './best-rows.ts';
import type { BodyProfile } from './body-profile.ts';
import type { BodyTable } from './body-table.ts';
import { BoundQueue, type Bounded } from './bound-queue.ts';
import { NO_BODY, type DatasetColumns } from './dataset-columns.ts';
import { MAX_REACH_LIMBS, reachOutcome, type ReachOutcome } from './factor-reach.ts';
import { BODY_ONLY, rateDataset, type BodyPair, type Rating } from './match-dataset.ts';
import { ownMotion } from './own-motion.ts';
import { NO_PART, passingRows, type PassingRows, type RowQuestion } from './passing-rows.ts';
import { GATE, VERDICTS, type MatchStage } from './schema.ts';
import {
  handsBound,
  joinBounds,
  pairBound,
  signalBound,
  type BoundQuestion,
  type PartBound,
} from './score-bounds.ts';
import type { PairIndex, PairReach, TargetRow } from './target-row.ts';
import { demandsOf } from './task-demands.ts';
import type { TaskIndex } from './task-index.ts';

/** Pairs of limbs whose reach is computed for one question at most. */
export const MAX_LIMB_PAIRS = 6000;
/** Rows that are judged by their own histograms at most. */
export const MAX_MEASURED_ROWS = 200;

/** What is searched. */
export interface SearchedIndex {
  readonly columns: DatasetColumns;
  readonly bodies: BodyTable;
  readonly pairs: PairIndex;
  readonly tasks: TaskIndex;
}

/** What is asked. */
export interface Question extends RowQuestion {
  readonly target: BodyProfile | null;
}

/** Rows of one body: those with histograms of their own, or those without. */
interface BodyCandidate extends Bounded {
  readonly kind: 'body';
  readonly body: number;
  readonly measured: boolean;
  /** Greatest product of task part and signals, of rows that their signals block and of others. */
  readonly open: number;
  readonly blocked: number;
  /** What is known of the pair, and what it leaves at most. */
  readonly step: 'hands' | 'coarse' | 'reach';
  readonly pair: PartBound;
}

/** Rows of a group whose score is known but for the task. */
interface GroupCandidate extends Bounded {
  readonly kind: 'group';
  readonly group: number;
  readonly rating: Rating;
}

/** One row with a histogram of its own. */
interface RowCandidate extends Bounded {
  readonly kind: 'row';
  readonly slot: number;
}

type Candidate = BodyCandidate | GroupCandidate | RowCandidate;

/** How far bodies and rows came. */
interface Counts {
  bodies: number;
  looked: number;
  reached: number;
  scored: number;
  waiting: number;
  measured: number;
}

/** One search. */
export class MatchSearch {
  private readonly index: SearchedIndex;
  private readonly question: Question;
  private readonly rows: PassingRows;
  private readonly best: BestRows;
  private readonly queue: BoundQueue<Candidate>;
  private readonly row: TargetRow | null;
  private readonly bounds: BoundQuestion | null;
  private readonly signalBounds = new Map<number, PartBound>();
  private readonly ratings = new Map<number, Rating>();
  private readonly ownReach = new Map<number, ReachOutcome>();
  private readonly count: Counts = { bodies: 0, looked: 0, reached: 0, scored: 0, waiting: 0, measured: 0 };
  private limbPairs = 0;

  constructor(index: SearchedIndex, question: Question) {
    this.index = index;
    this.question = question;
    const { target, query } = question;
    this.rows = passingRows(index, question);
    this.best = new BestRows(query.limit, (a, b) => index.columns.ids.before(a, b));
    this.queue = new BoundQueue((a, b) => this.before(a, b));
    this.row = target === null ? null : index.pairs.rowOf(target);
    this.bounds = target === null ? null : { target, demands: demandsOf(question.task), use: query.use };
  }

  /** Slots of the best rows, best first. */
  run(): number[] {
    this.enter();
    for (let top = this.queue.pop(); top !== undefined; top = this.queue.pop()) {
      if (top.bound < this.best.threshold) break;
      if (top.kind === 'body') this.openBody(top);
      else if (top.kind === 'group') this.openGroup(top.group, top.rating);
      else this.openRow(top.slot);
    }
    return this.best.take();
  }

  /** Reach of a row by its own histogram, when the search has looked at it. */
  reachOf(slot: number): ReachOutcome | undefined {
    return this.ownReach.get(slot);
  }

  /** Where bodies and rows stopped. */
  stages(shown: number): MatchStage[] {
    const { count, rows, index } = this;
    const rated = count.scored + count.measured;
    return [
      { stage: 'filters', unit: 'datasets', entered: index.columns.size, kept: rows.passed },
      { stage: 'coarse-reach', unit: 'bodies', entered: count.bodies, kept: count.looked },
      { stage: 'reach', unit: 'bodies', entered: count.looked, kept: count.reached },
      { stage: 'factors', unit: 'datasets', entered: rows.passed, kept: count.scored + count.waiting },
      { stage: 'histogram', unit: 'datasets', entered: count.waiting, kept: count.measured },
      { stage: 'limit', unit: 'datasets', entered: rated, kept: shown },
    ];
  }

  /** Puts all passing rows into the queue, body by body. */
  private enter(): void {
    const { groups } = this.index.columns;
    const { groupParts } = this.rows;
    const parts = { open: this.partsOfBodies(), blocked: this.partsOfBodies() };
    for (let group = 0; group < groupParts.length; group++) {
      const part = groupParts[group]!;
      if (part < 0) continue;
      const body = groups.bodyOfGroup[group]!;
      if (body === NO_BODY || this.row === null) {
        const rating = this.ratingWithoutBody(groups.signalsOfGroup[group]!);
        this.queue.push({ kind: 'group', bound: rating.score * part, group, rating });
        continue;
      }
      const signals = this.signalBoundOf(group, body);
      const most = signals.factor * part;
      const at = 2 * body + (groups.measuredGroup[group] === true ? 1 : 0);
      const into = signals.blocked ? parts.blocked : parts.open;
      if (most > into[at]!) into[at] = most;
    }
    for (let body = 0; body < this.index.bodies.size; body++) {
      const plain = this.enterBody(body, false, parts);
      const measured = this.enterBody(body, true, parts);
      if (plain || measured) this.count.bodies++;
    }
  }

  /** Two numbers a body, for rows without and with motion of their own. */
  private partsOfBodies(): Float64Array {
    return new Float64Array(2 * this.index.bodies.size).fill(NO_PART);
  }

  private enterBody(
    body: number,
    measured: boolean,
    parts: { readonly open: Float64Array; readonly blocked: Float64Array },
  ): boolean {
    const at = 2 * body + (measured ? 1 : 0);
    const open = parts.open[at]!;
    const blocked = parts.blocked[at]!;
    if (open < 0 && blocked < 0) return false;
    this.look({ kind: 'body', body, measured, open, blocked }, 'hands');
    return true;
  }

  /** Puts a body into the queue with the bound that its step allows. */
  private look(candidate: Omit<BodyCandidate, 'step' | 'pair' | 'bound'>, step: BodyCandidate['step']): void {
    const { body } = candidate;
    const recorded = this.index.bodies.profiles[body]!;
    const row = this.row!;
    const pair =
      step === 'hands'
        ? handsBound(this.bounds!, recorded)
        : pairBound(this.bounds!, {
            recorded,
            reverse: row.reverse(body),
            likeness: row.likeness(body),
            ...(step === 'reach' ? { reach: row.reach(body) } : {}),
          });
    const part = pair.blocked
      ? GATE * Math.max(candidate.open, candidate.blocked)
      : Math.max(candidate.open, GATE * candidate.blocked);
    const bound = pair.factor * part;
    if (bound >= this.best.threshold) this.queue.push({ ...candidate, step, pair, bound });
  }

  private openBody(candidate: BodyCandidate): void {
    const { body, measured, step } = candidate;
    if (step === 'hands') {
      this.look(candidate, 'coarse');
    } else if (measured) {
      this.count.looked++;
      this.count.reached++;
      this.openMeasured(candidate);
    } else if (step === 'coarse') {
      this.count.looked++;
      const pairs = this.limbPairsOf(body);
      if (this.limbPairs + pairs > MAX_LIMB_PAIRS) return;
      this.limbPairs += pairs;
      this.look(candidate, 'reach');
    } else {
      this.count.reached++;
      const pair = this.pairOf(body, this.row!.reach(body));
      for (const group of this.groupsOf(candidate)) this.openGroup(group, this.rate(group, pair, false));
    }
  }

  /** Groups with passing rows that a candidate stands for. */
  private groupsOf({ body, measured }: BodyCandidate): number[] {
    const { groups } = this.index.columns;
    return groups
      .onBody(body)
      .filter((group) => groups.measuredGroup[group] === measured && this.rows.groupParts[group]! >= 0);
  }

  private limbPairsOf(body: number): number {
    const limbs = ({ limbs }: BodyProfile): number => Math.min(Math.max(limbs.length, 1), MAX_REACH_LIMBS);
    return limbs(this.index.bodies.profiles[body]!) * limbs(this.row!.target);
  }

  /** Offers the rows of a group whose rating is known. */
  private openGroup(group: number, rating: Rating): void {
    for (const slot of this.index.columns.groups.slots[group]!) {
      const part = this.rows.partOf(slot);
      if (part < 0) continue;
      this.count.scored++;
      this.offer(slot, rating, part);
    }
  }

  /** Puts the rows of a body into the queue one by one. */
  private openMeasured(candidate: BodyCandidate): void {
    const { columns } = this.index;
    const { body, pair } = candidate;
    for (const group of this.groupsOf(candidate)) {
      const whole = joinBounds(pair, this.signalBoundOf(group, body));
      for (const slot of columns.groups.slots[group]!) {
        const part = this.rows.partOf(slot);
        if (part < 0) continue;
        this.count.waiting++;
        const bound = whole * part;
        if (bound >= this.best.threshold) this.queue.push({ kind: 'row', bound, slot });
      }
    }
  }

  /** Judges a row by its own histogram. */
  private openRow(slot: number): void {
    if (this.count.measured >= MAX_MEASURED_ROWS) return;
    this.count.measured++;
    const { columns, bodies } = this.index;
    const group = columns.group[slot]!;
    const body = columns.groups.bodyOfGroup[group]!;
    const recorded = bodies.profiles[body]!;
    const motion = ownMotion(columns.read(slot, recorded.id).histograms, recorded);
    const part = this.rows.partOf(slot);
    if (motion.length === 0) {
      this.offer(slot, this.rate(group, this.pairOf(body, this.row!.reach(body)), false), part);
      return;
    }
    const reach = reachOutcome(motion, recorded, this.row!.target);
    this.ownReach.set(slot, reach);
    this.offer(slot, this.rate(group, this.pairOf(body, reach), true), part);
  }

  private offer(slot: number, rating: Rating, part: number): void {
    const least = this.question.query.filters.atLeast;
    if (least !== undefined && VERDICTS.indexOf(rating.verdict) > VERDICTS.indexOf(least)) return;
    this.best.offer(slot, rating.score * part);
  }

  private rate(group: number, pair: BodyPair, measuredMotion: boolean): Rating {
    const { groups } = this.index.columns;
    const data = { ...BODY_ONLY, ...groups.signals[groups.signalsOfGroup[group]!]! };
    const { demands, use } = this.bounds!;
    return rateDataset({ data, pair, measuredMotion, demands, use });
  }

  private pairOf(body: number, reach: PairReach): BodyPair {
    const row = this.row!;
    return {
      recorded: this.index.bodies.profiles[body]!,
      target: row.target,
      reach: { placement: null, freeHeightCoverage: null, ...reach },
      reverse: row.reverse(body),
      likeness: row.likeness(body),
    };
  }

  private ratingWithoutBody(signals: number): Rating {
    const known = this.ratings.get(signals);
    if (known !== undefined) return known;
    const rating = rateDataset({
      data: { ...BODY_ONLY, ...this.index.columns.groups.signals[signals]! },
      pair: null,
      measuredMotion: false,
      demands: demandsOf(this.question.task),
      use: this.question.query.use,
    });
    this.ratings.set(signals, rating);
    return rating;
  }

  /** Bounds from signals are the same for bodies with the same cameras, but for the target's own body. */
  private signalBoundOf(group: number, body: number): PartBound {
    const { columns, bodies } = this.index;
    const signals = columns.groups.signalsOfGroup[group]!;
    const recorded = bodies.profiles[body]!;
    const own = recorded.id === this.row!.target.id;
    const key = (signals * (bodies.size + 1) + bodies.cameras[body]!) * 2 + (own ? 1 : 0);
    const known = this.signalBounds.get(key);
    if (known !== undefined) return known;
    const bound = signalBound(this.bounds!, columns.groups.signals[signals]!, recorded);
    this.signalBounds.set(key, bound);
    return bound;
  }

  /** Order of candidates with equal bounds: by id, so that a limit cuts the same rows whatever came first. */
  private before(a: Candidate, b: Candidate): boolean {
    if (a.kind === 'row' && b.kind === 'row') return this.index.columns.ids.before(a.slot, b.slot);
    if (a.kind === 'body' && b.kind === 'body' && a.body !== b.body) {
      const { profiles } = this.index.bodies;
      return profiles[a.body]!.id < profiles[b.body]!.id;
    }
    return a.kind === 'body' && b.kind === 'row';
  }
}
