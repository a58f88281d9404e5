/**
 * The search for the best rows. Tiers of rows with equal task part stand in a queue by what they may score at most; the first is
 * opened into groups, a group is looked at more closely (signals, coarse reach and kinematics, reach, at last its rows) and goes back
 * with the bound that is then known. As soon as no bound reaches the worst row that would be shown, the rest cannot change the answer:
 * it is the one that scoring every row would give. Two limits end a search that no bound ends; the stages say where rows stopped.
 */

import { BestRows } from './best-rows.ts';
import type { BodyProfile } from '../factors/body-profile.ts';
import type { BodyTable } from './body-table.ts';
import { BoundQueue, type Bounded } from './bound-queue.ts';
import { NO_BODY, type DatasetColumns } from './dataset-columns.ts';
import { MAX_REACH_LIMBS, mayCover, reachOutcome } from '../factors/factor-reach.ts';
import type { Rating } from '../match-dataset.ts';
import { isSketched, MotionBounds } from './motion-bounds.ts';
import { RowRater, scoreOf } from './row-rater.ts';
import { RowTiers, type RowQuestion } from './row-tiers.ts';
import { SEARCH_LIMITS, VERDICTS, type MatchStage, type SearchLimit } from '../schema.ts';
import { joinBounds, PairBounds, type BoundQuestion, type PartBound } from './score-bounds.ts';
import type { PairIndex, TargetRow } from './target-row.ts';
import { demandsOf } from '../task/task-demands.ts';
import type { TaskIndex } from './task-index.ts';

/** What one question may spend at most. */
export interface SearchBudget {
  /** Pairs of limbs whose reach is computed. */
  readonly limbPairs: number;
  /** Rows that are judged by their own motion. */
  readonly measuredRows: number;
  /** The same for a target of which sketches tell nothing: it has to read more to find as much, and reads more slowly. */
  readonly unsketchedRows: number;
}

/** Budget of a question: of the sixty on a million datasets that the bench asks, the three without a task about one robot come to its end. */
export const SEARCH_BUDGET: SearchBudget = { limbPairs: 6000, measuredRows: 2000, unsketchedRows: 5000 };

/** What is searched. */
export interface SearchedIndex {
  readonly columns: DatasetColumns;
  readonly bodies: BodyTable;
  readonly pairs: PairIndex;
  readonly tasks: TaskIndex;
  readonly budget: SearchBudget;
}

/** What is asked. */
export interface Question extends RowQuestion {
  readonly target: BodyProfile | null;
}

/** Rows with one task part, those of the first slices left out. */
interface TierCandidate extends Bounded {
  readonly kind: 'tier';
  readonly tier: number;
  readonly slice: number;
}

/** Rows of a tier in one group, and what is looked at next: `rated` where no body has to be compared. */
interface GroupCandidate extends Bounded {
  readonly kind: 'group';
  readonly step: 'hands' | 'measured' | 'coarse' | 'reach' | 'rated';
  readonly tier: number;
  readonly group: number;
  readonly slots: readonly number[];
}

/** One row with a histogram of its own. */
interface RowCandidate extends Bounded {
  readonly kind: 'row';
  /** What it would score at most were its motion covered whole; `bound` knows its sketch. */
  readonly whole: number;
  readonly tier: number;
  readonly slot: number;
}

type Candidate = TierCandidate | GroupCandidate | RowCandidate;

/** Least bounds of the slices in which a tier is opened, as parts of the greatest one: most rows are far from what ends a search. */
const SLICES = [0.96, 0.92, 0.84, 0.68, 0.36, 0] as const;

/** How far rows came. */
interface Counts {
  scored: number;
  waiting: number;
  measured: number;
}

/** One search. */
export class MatchSearch {
  private readonly index: SearchedIndex;
  private readonly question: Question;
  private readonly tiers: RowTiers;
  private readonly best: BestRows;
  private readonly queue: BoundQueue<Candidate>;
  private readonly row: TargetRow | null;
  private readonly asked: BoundQuestion | null;
  private readonly pairs: PairBounds | null;
  /** What the next steps leave of a pair, by body. */
  private readonly coarse = new Map<number, PartBound>();
  private readonly reached = new Map<number, PartBound>();
  private readonly motions = new Map<number, MotionBounds>();
  private readonly looked = new Set<number>();
  private readonly rater: RowRater;
  /** What the rows of each group score at most before their task, and the greatest of all (below 0 for no rows). */
  private readonly bounds: Float64Array;
  private readonly most: number;
  private readonly count: Counts = { scored: 0, waiting: 0, measured: 0 };
  private limbPairs = 0;
  /** Rows that may be judged by their own motion; known when the first one is. */
  private readLimit: number | undefined;
  /** Greatest bound that each limit kept back. */
  private readonly keptBack = new Map<SearchLimit, number>();

  constructor(index: SearchedIndex, question: Question) {
    this.index = index;
    this.question = question;
    const { target, query } = question;
    this.tiers = new RowTiers(index, question);
    this.best = new BestRows(query.limit, (a, b) => index.columns.ids.before(a, b));
    this.queue = new BoundQueue((a, b) => this.before(a, b));
    this.row = target === null ? null : index.pairs.rowOf(target);
    this.asked = target === null ? null : { target, demands: demandsOf(question.task), use: query.use };
    this.rater = new RowRater(index, question, { row: this.row, bounds: this.asked });
    this.pairs = this.row === null ? null : new PairBounds(this.asked!, this.row, index.bodies.profiles);
    const { row } = this;
    // That bounds are lower for known targets only skips what would never have been opened.
    const first = row === null ? null : this.pairs!.first((body) => row.knows(body));
    this.bounds = this.rater.boundsOfGroups(this.tiers.allowed, first);
    let most = -1;
    for (const bound of this.bounds) if (bound > most) most = bound;
    this.most = most;
  }

  /** Slots of the best rows, best first. It stops after every step; the index must not change before it is done. */
  *steps(): Generator<void, number[]> {
    if (this.most < 0) return [];
    const { parts } = this.tiers;
    parts.forEach((part, tier) => this.queue.push({ kind: 'tier', bound: part * this.most, tier, slice: 0 }));
    for (let top = this.queue.pop(); top !== undefined; top = this.queue.pop()) {
      if (top.bound < this.best.threshold) break;
      this.open(top);
      yield;
    }
    return this.best.take();
  }

  /** Limits that kept back what might have been among the best rows. */
  limits(): SearchLimit[] {
    const { threshold } = this.best;
    return SEARCH_LIMITS.filter((limit) => (this.keptBack.get(limit) ?? -1) >= Math.max(0, threshold));
  }

  private keepBack(limit: SearchLimit, bound: number): void {
    this.keptBack.set(limit, Math.max(bound, this.keptBack.get(limit) ?? 0));
  }

  /** Where bodies and rows stopped. */
  stages(shown: number): MatchStage[] {
    const { count, tiers, looked, reached, index } = this;
    const rated = count.scored + count.measured;
    return [
      { stage: 'filters', unit: 'datasets', entered: index.columns.size, kept: tiers.passed },
      { stage: 'coarse-reach', unit: 'bodies', entered: tiers.bodies, kept: looked.size },
      { stage: 'reach', unit: 'bodies', entered: looked.size, kept: reached.size },
      { stage: 'factors', unit: 'datasets', entered: tiers.passed, kept: count.scored + count.waiting },
      { stage: 'histogram', unit: 'datasets', entered: count.waiting, kept: count.measured },
      { stage: 'limit', unit: 'datasets', entered: rated, kept: shown },
    ];
  }

  private open(top: Candidate): void {
    if (top.kind === 'tier') this.openTier(top);
    else if (top.kind === 'group') this.openGroup(top);
    else this.openRow(top);
  }

  private push(candidate: Candidate): void {
    if (candidate.bound >= this.best.threshold) this.queue.push(candidate);
  }

  private openTier({ tier, slice }: TierCandidate): void {
    const part = this.tiers.parts[tier]!;
    const { bounds, most } = this;
    const from = SLICES[slice]! * most;
    const below = slice === 0 ? Number.POSITIVE_INFINITY : SLICES[slice - 1]! * most;
    const rows = this.tiers.open(tier, { bounds, from, below, wanted: this.best.threshold });
    for (const [group, slots] of rows) {
      this.push({
        kind: 'group',
        step: this.firstStep(group),
        bound: bounds[group]! * part,
        tier,
        group,
        slots,
      });
    }
    if (slice + 1 < SLICES.length) this.push({ kind: 'tier', bound: from * part, tier, slice: slice + 1 });
  }

  private firstStep(group: number): GroupCandidate['step'] {
    const { bodyOfGroup, measuredGroup } = this.index.columns.groups;
    const body = bodyOfGroup[group]!;
    if (body === NO_BODY || this.row === null) return 'rated';
    if (!this.row.knows(body)) return 'hands';
    return measuredGroup[group] === true ? 'measured' : 'coarse';
  }

  private openGroup(candidate: GroupCandidate): void {
    const { groups } = this.index.columns;
    const { step, group } = candidate;
    const body = groups.bodyOfGroup[group]!;
    if (step === 'rated') {
      this.offerGroup(candidate, this.rater.ratingWithoutBody(groups.signalsOfGroup[group]!));
    } else if (step === 'hands') {
      const next = groups.measuredGroup[group] === true ? 'measured' : 'coarse';
      this.goOn(candidate, next, this.coarseBound(body));
    } else if (step === 'measured') {
      this.looked.add(body);
      this.openMeasured(candidate);
    } else if (step === 'coarse') {
      this.looked.add(body);
      if (this.spendLimbPairs(body)) this.goOn(candidate, 'reach', this.reachBound(body));
      else this.keepBack('limb-pairs', candidate.bound);
    } else {
      this.offerGroup(candidate, this.rater.rateOfGroup(group));
    }
  }

  /** Puts a group back with what is known of its pair by now. */
  private goOn(candidate: GroupCandidate, step: GroupCandidate['step'], pair: PartBound): void {
    const { group, tier } = candidate;
    const signals = this.rater.signalBoundOf(group, this.index.columns.groups.bodyOfGroup[group]!);
    const bound = joinBounds(pair, signals, this.rater.mostShare(group)) * this.tiers.parts[tier]!;
    this.push({ ...candidate, step, bound });
  }

  private coarseBound(body: number): PartBound {
    let bound = this.coarse.get(body);
    if (bound === undefined) {
      bound = this.pairs!.coarse(body);
      this.coarse.set(body, bound);
    }
    return bound;
  }

  private reachBound(body: number): PartBound {
    let bound = this.reached.get(body);
    if (bound === undefined) {
      bound = this.pairs!.reached(body);
      this.reached.set(body, bound);
    }
    return bound;
  }

  /** False when the question has no pairs of limbs left for the reach of a body. */
  private spendLimbPairs(body: number): boolean {
    if (this.reached.has(body)) return true;
    const limbs = ({ limbs }: BodyProfile): number => Math.min(Math.max(limbs.length, 1), MAX_REACH_LIMBS);
    const pairs = limbs(this.index.bodies.profiles[body]!) * limbs(this.row!.target);
    if (this.limbPairs + pairs > this.index.budget.limbPairs) return false;
    this.limbPairs += pairs;
    return true;
  }

  /** Offers the rows of a group whose rating is known. */
  private offerGroup({ tier, slots }: GroupCandidate, rating: Rating): void {
    const part = this.tiers.parts[tier]!;
    this.count.scored += slots.length;
    for (const slot of slots) this.offer(slot, rating, part);
  }

  /** Puts the rows of a group into the queue one by one. */
  private openMeasured({ tier, group, slots }: GroupCandidate): void {
    const body = this.index.columns.groups.bodyOfGroup[group]!;
    const [pair, signals] = [this.coarseBound(body), this.rater.signalBoundOf(group, body)];
    const part = this.tiers.parts[tier]!;
    const { columns } = this.index;
    const motions = this.motionsOn(body);
    // Most rows are paired with none: what they have to cover is the same for all of them.
    const unpaired = this.rowNeed({ pair, signals, part }, 0);
    for (const slot of slots) {
      const share = this.rater.shareOf(slot);
      const { whole, least } = share === 0 ? unpaired : this.rowNeed({ pair, signals, part }, share);
      if (whole < this.best.threshold) continue;
      const most = motions.mostCovered(columns.sketches, slot);
      if (most < least) continue;
      const bound = joinBounds(this.pairs!.covered(pair, most), signals, share) * part;
      if (bound < this.best.threshold) continue;
      this.count.waiting++;
      this.queue.push({ kind: 'row', bound, whole, tier, slot });
    }
  }

  private motionsOn(body: number): MotionBounds {
    let bounds = this.motions.get(body);
    if (bounds === undefined) {
      bounds = new MotionBounds(this.index.bodies.profiles[body]!, this.row!.target);
      this.motions.set(body, bounds);
    }
    return bounds;
  }

  /** What a row of a group would score at most were its motion covered whole, and what has to be covered of it to matter. */
  private rowNeed(
    group: { readonly pair: PartBound; readonly signals: PartBound; readonly part: number },
    share: number,
  ): { readonly whole: number; readonly least: number } {
    const whole = joinBounds(group.pair, group.signals, share) * group.part;
    const wanted = this.best.threshold;
    return { whole, least: this.pairs!.leastCoverage({ bound: whole, wanted, share }) };
  }

  /** Judges a row by its own histogram. */
  private openRow({ tier, slot, bound, whole }: RowCandidate): void {
    const { budget } = this.index;
    this.readLimit ??= isSketched(this.row!.target) ? budget.measuredRows : budget.unsketchedRows;
    if (this.count.measured >= this.readLimit) {
      this.keepBack('measured-rows', bound);
      return;
    }
    this.count.measured++;
    const { columns } = this.index;
    const group = columns.group[slot]!;
    const body = columns.groups.bodyOfGroup[group]!;
    const part = this.tiers.parts[tier]!;
    const recorded = this.index.bodies.profiles[body]!;
    const motion = columns.motionOf(slot, recorded);
    if (motion.length === 0) {
      this.offer(slot, this.rater.rateOfGroup(group), part);
      return;
    }
    const { target } = this.row!;
    const asked = { bound: whole, wanted: this.best.threshold, share: this.rater.shareOf(slot) };
    if (!mayCover(motion, { recorded, target }, this.pairs!.leastCoverage(asked))) return;
    const reach = reachOutcome(motion, recorded, target);
    this.offer(slot, this.rater.rateByMotion(group, reach), part);
  }

  private offer(slot: number, rating: Rating, part: number): void {
    const least = this.question.query.filters.atLeast;
    if (least !== undefined && VERDICTS.indexOf(rating.verdict) > VERDICTS.indexOf(least)) return;
    this.best.offer(slot, scoreOf(rating, this.rater.shareOf(slot)) * part);
  }

  /** Order of candidates with equal bounds: by id, so that a limit cuts the same rows whatever came first. */
  private before(a: Candidate, b: Candidate): boolean {
    if (a.kind === 'row' && b.kind === 'row') return this.index.columns.ids.before(a.slot, b.slot);
    if (a.kind === 'group' && b.kind === 'group') return this.isGroupBefore(a, b);
    if (a.kind === 'tier' && b.kind === 'tier') return a.tier < b.tier;
    return KINDS.indexOf(a.kind) < KINDS.indexOf(b.kind);
  }

  private isGroupBefore(a: GroupCandidate, b: GroupCandidate): boolean {
    if (a.group === b.group) return a.tier < b.tier;
    const { groups } = this.index.columns;
    const [bodyA, bodyB] = [groups.bodyOfGroup[a.group]!, groups.bodyOfGroup[b.group]!];
    if (bodyA === bodyB) return groups.isBefore(a.group, b.group);
    return this.index.bodies.before(bodyA, bodyB);
  }
}

/** Of equal bounds, what stands for most rows first: a limit then cuts the same rows whatever was asked before. */
const KINDS: readonly Candidate['kind'][] = ['tier', 'group', 'row'];
