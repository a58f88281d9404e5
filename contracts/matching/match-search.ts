/**
 * The search for the best rows. Tiers of rows with equal task part stand in a queue by what they may score at most; the first is
 * opened into bodies, a body is looked at more closely (signals, coarse reach and kinematics, reach, at last its rows) and goes back
 * with the bound that is then known. As soon as no bound reaches the worst row that would be shown, the rest cannot change the answer:
 * it is the one that scoring every row would give. Two limits end a search that no bound ends; the stages say where rows stopped.
 */

import { BestRows } from './best-rows.ts';
import type { BodyProfile } from './body-profile.ts';
import type { BodyTable } from './body-table.ts';
import { BoundQueue, type Bounded } from './bound-queue.ts';
import { NO_BODY, type DatasetColumns } from './dataset-columns.ts';
import { MAX_REACH_LIMBS, mayCover, reachOutcome } from './factor-reach.ts';
import type { Rating } from './match-dataset.ts';
import { boundWithBonus, RowRater, scoreOf } from './row-rater.ts';
import { RowTiers, type RowQuestion, type TierRows } from './row-tiers.ts';
import { GATE, SEARCH_LIMITS, VERDICTS, type MatchStage, type SearchLimit } from './schema.ts';
import {
  joinBounds,
  leastCoverage,
  pairBound,
  PairBounds,
  type BoundQuestion,
  type PartBound,
} from './score-bounds.ts';
import type { PairIndex, TargetRow } from './target-row.ts';
import { demandsOf } from './task-demands.ts';
import type { TaskIndex } from './task-index.ts';

/** What one question may spend at most. */
export interface SearchBudget {
  /** Pairs of limbs whose reach is computed. */
  readonly limbPairs: number;
  /** Rows that are judged by their own motion. */
  readonly measuredRows: number;
}

/** Budget of a question: none of the sixty on a million datasets that the bench asks comes to its end. */
export const SEARCH_BUDGET: SearchBudget = { limbPairs: 6000, measuredRows: 2000 };

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

/** All rows with one task part. */
interface TierCandidate extends Bounded {
  readonly kind: 'tier';
  readonly tier: number;
}

/** Rows of a tier on one body: all of them, or those with histograms of their own, or those without. */
interface BodyCandidate extends Bounded {
  readonly kind: 'body';
  readonly step: 'hands' | 'measured' | 'coarse' | 'reach';
  readonly tier: number;
  readonly body: number;
}

/** Rows of a tier in one group that is rated. */
interface GroupCandidate extends Bounded {
  readonly kind: 'group';
  readonly tier: number;
  readonly group: number;
  readonly rating: Rating;
}

/** One row with a histogram of its own. */
interface RowCandidate extends Bounded {
  readonly kind: 'row';
  readonly tier: number;
  readonly slot: number;
}

type Candidate = TierCandidate | BodyCandidate | GroupCandidate | RowCandidate;

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
  private readonly opened: TierRows[] = [];
  private readonly best: BestRows;
  private readonly queue: BoundQueue<Candidate>;
  private readonly row: TargetRow | null;
  private readonly bounds: BoundQuestion | null;
  private readonly pairs: PairBounds | null;
  /** What is known of the pairs before a step is taken, by body: of a known target, coarse reach and likeness. */
  private readonly first: Float64Array;
  /** What the next steps leave of a pair, by body. */
  private readonly coarse = new Map<number, PartBound>();
  private readonly reached = new Map<number, PartBound>();
  private readonly looked = new Set<number>();
  private readonly rater: RowRater;
  private readonly count: Counts = { scored: 0, waiting: 0, measured: 0 };
  private limbPairs = 0;
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
    this.bounds = target === null ? null : { target, demands: demandsOf(question.task), use: query.use };
    this.rater = new RowRater(index, question, { row: this.row, bounds: this.bounds });
    const { profiles } = index.bodies;
    this.pairs = this.row === null ? null : new PairBounds(this.bounds!, this.row, profiles);
    this.first = Float64Array.from(this.row === null ? [] : profiles, (_, body) => this.firstBound(body));
  }

  /** Slots of the best rows, best first. */
  run(): number[] {
    const most = this.mostOfAnyBody();
    this.tiers.parts.forEach((part, tier) => this.queue.push({ kind: 'tier', bound: part * most, tier }));
    for (let top = this.queue.pop(); top !== undefined; top = this.queue.pop()) {
      if (top.bound < this.best.threshold) break;
      this.open(top);
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
    if (top.kind === 'tier') this.openTier(top.tier);
    else if (top.kind === 'body') this.openBody(top);
    else if (top.kind === 'group') this.openGroup(top);
    else this.openRow(top);
  }

  private push(candidate: Candidate): void {
    if (candidate.bound >= this.best.threshold) this.queue.push(candidate);
  }

  /** The best bound of a body that costs nothing. That it is lower for known targets only skips what would never have been opened. */
  private firstBound(body: number): number {
    const { factor, blocked } = this.row!.knows(body) ? this.pairs!.coarse(body) : this.pairs!.hands(body);
    return blocked ? GATE * factor : factor;
  }

  /** What any row scores at most before its task. */
  private mostOfAnyBody(): number {
    const { groups } = this.index.columns;
    let most = 0;
    for (const bound of this.first) if (bound > most) most = bound;
    const loose = this.row === null ? groups.signals.keys() : this.signalsOf(groups.onBody(NO_BODY));
    for (const signals of loose) most = Math.max(most, scoreOf(this.rater.ratingWithoutBody(signals), 0));
    // Part of the loss may be taken back: that holds for what is blocked, too.
    return this.index.columns.pairings.size === 0 ? most : boundWithBonus(most);
  }

  private signalsOf(groups: readonly number[]): number[] {
    return groups.map((group) => this.index.columns.groups.signalsOfGroup[group]!);
  }

  private openTier(tier: number): void {
    const part = this.tiers.parts[tier]!;
    const rows = this.tiers.open(tier);
    this.opened[tier] = rows;
    const { signalsOfGroup } = this.index.columns.groups;
    for (const body of rows.bodies) {
      if (body !== NO_BODY && this.row !== null) {
        const first = this.first[body]!;
        const bound = this.rater.isPaired(rows.groupsOf(body)) ? boundWithBonus(first) : first;
        this.push({ kind: 'body', step: 'hands', bound: bound * part, tier, body });
        continue;
      }
      for (const group of rows.groupsOf(body)) {
        const rating = this.rater.ratingWithoutBody(signalsOfGroup[group]!);
        const bound = scoreOf(rating, this.rater.mostShare(group)) * part;
        this.push({ kind: 'group', bound, tier, group, rating });
      }
    }
  }

  private openBody(candidate: BodyCandidate): void {
    const { step, tier, body } = candidate;
    if (step === 'hands') {
      this.openSignals(candidate);
    } else if (step === 'measured') {
      this.looked.add(body);
      for (const group of this.groupsOf(candidate)) this.openMeasured(tier, group);
    } else if (step === 'coarse') {
      this.looked.add(body);
      if (!this.spendLimbPairs(body)) {
        this.keepBack('limb-pairs', candidate.bound);
        return;
      }
      const pair = this.reachBound(body);
      this.push({ ...candidate, step: 'reach', bound: this.partBound(candidate, pair) });
    } else {
      for (const group of this.groupsOf(candidate)) {
        const rating = this.rater.rateOfGroup(group);
        this.openGroup({ kind: 'group', bound: 0, tier, group, rating });
      }
    }
  }

  /** Looks at signals, coarse reach and kinematics, apart for rows with histograms of their own and for those without. */
  private openSignals({ tier, body }: BodyCandidate): void {
    const pair = this.coarseBound(body);
    const part = this.tiers.parts[tier]!;
    const { measuredGroup } = this.index.columns.groups;
    let [measured, plain] = [-1, -1];
    for (const group of this.opened[tier]!.groupsOf(body)) {
      const bound =
        joinBounds(pair, this.rater.signalBoundOf(group, body), this.rater.mostShare(group)) * part;
      if (measuredGroup[group] === true) measured = Math.max(measured, bound);
      else plain = Math.max(plain, bound);
    }
    if (measured >= 0) this.push({ kind: 'body', step: 'measured', tier, body, bound: measured });
    if (plain >= 0) this.push({ kind: 'body', step: 'coarse', tier, body, bound: plain });
  }

  /** Groups with rows that a candidate stands for. */
  private groupsOf({ tier, body, step }: BodyCandidate): number[] {
    const { measuredGroup } = this.index.columns.groups;
    const measured = step === 'measured';
    return this.opened[tier]!.groupsOf(body).filter((group) => measuredGroup[group] === measured);
  }

  /** What the rows of a candidate score at most. */
  private partBound(candidate: BodyCandidate, pair: PartBound): number {
    let most = 0;
    for (const group of this.groupsOf(candidate)) {
      const signals = this.rater.signalBoundOf(group, candidate.body);
      most = Math.max(most, joinBounds(pair, signals, this.rater.mostShare(group)));
    }
    return most * this.tiers.parts[candidate.tier]!;
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
      const recorded = this.index.bodies.profiles[body]!;
      const row = this.row!;
      const known = { recorded, reverse: row.reverse(body), likeness: row.likeness(body) };
      bound = pairBound(this.bounds!, { ...known, reach: row.reach(body) });
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
  private openGroup({ tier, group, rating }: GroupCandidate): void {
    const part = this.tiers.parts[tier]!;
    for (const slot of this.opened[tier]!.slotsOf(group)) {
      this.count.scored++;
      this.offer(slot, rating, part);
    }
  }

  /** Puts the rows of a group into the queue one by one. */
  private openMeasured(tier: number, group: number): void {
    const body = this.index.columns.groups.bodyOfGroup[group]!;
    const [pair, signals] = [this.coarseBound(body), this.rater.signalBoundOf(group, body)];
    const part = this.tiers.parts[tier]!;
    const unpaired = joinBounds(pair, signals, 0) * part;
    for (const slot of this.opened[tier]!.slotsOf(group)) {
      this.count.waiting++;
      const share = this.rater.shareOf(slot);
      const bound = share === 0 ? unpaired : joinBounds(pair, signals, share) * part;
      this.push({ kind: 'row', bound, tier, slot });
    }
  }

  /** Judges a row by its own histogram. */
  private openRow({ tier, slot, bound }: RowCandidate): void {
    if (this.count.measured >= this.index.budget.measuredRows) {
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
    const asked = { bound, wanted: this.best.threshold, share: this.rater.shareOf(slot) };
    if (!mayCover(motion, { recorded, target }, leastCoverage(this.bounds!, asked))) return;
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
    if (a.kind === 'body' && b.kind === 'body' && a.body !== b.body) {
      const { profiles } = this.index.bodies;
      return profiles[a.body]!.id < profiles[b.body]!.id;
    }
    return KINDS.indexOf(a.kind) < KINDS.indexOf(b.kind);
  }
}

/** Of equal bounds, what stands for most rows first: a limit then cuts the same rows whatever was asked before. */
const KINDS: readonly Candidate['kind'][] = ['tier', 'body', 'group', 'row'];
