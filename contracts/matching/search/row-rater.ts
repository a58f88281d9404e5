/** Ratings and bounds of rows in one search, each computed once: by group, by signals, by what a pairing is worth. */

import type { BodyTable } from './body-table.ts';
import { NO_BODY, type DatasetColumns } from './dataset-columns.ts';
import { BODY_ONLY, rateDataset, type BodyPair, type Rating } from '../match-dataset.ts';
import { MAX_SHARE, withBonus } from '../factors/pairing.ts';
import type { Task } from '../task/read-task.ts';
import type { MatchQuery } from '../schema.ts';
import {
  boundColumn,
  joinBounds,
  joinedBound,
  partOf,
  signalBound,
  writePart,
  type BoundColumn,
  type BoundQuestion,
  type PartBound,
} from './score-bounds.ts';
import type { PairReach, TargetRow } from './target-row.ts';
import { demandsOf } from '../task/task-demands.ts';

/** The target's side of a question; null where no target is known. */
export interface RatedTarget {
  readonly row: TargetRow | null;
  readonly bounds: BoundQuestion | null;
}

/** Rates the rows of one question. What is asked of rows on a body needs a target. */
export class RowRater {
  private readonly index: { readonly columns: DatasetColumns; readonly bodies: BodyTable };
  private readonly question: { readonly task: Task | null; readonly query: MatchQuery };
  private readonly row: TargetRow | null;
  private readonly bounds: BoundQuestion | null;
  /** Number of the target's own body, {@link NO_BODY} when it is not in the index. */
  private readonly own: number;
  /** Bounds from signals by class; those of the target's own body by group. */
  private readonly signalBounds: (PartBound | undefined)[] = [];
  private readonly ownSignals = new Map<number, PartBound>();
  /** Ratings by group, and of rows without a body by signals. */
  private readonly ratings = new Map<number, Rating>();
  private readonly bodyless = new Map<number, Rating>();

  constructor(index: RowRater['index'], question: RowRater['question'], { row, bounds }: RatedTarget) {
    this.index = index;
    this.question = question;
    this.row = row;
    this.bounds = bounds;
    this.own = row === null ? NO_BODY : (index.bodies.numberOf(row.target.id) ?? NO_BODY);
  }

  /** Share of the body loss that the pairing of a row takes back. */
  shareOf(slot: number): number {
    const { columns, bodies } = this.index;
    const group = columns.group[slot]!;
    if (columns.groups.pairedGroup[group] !== true) return 0;
    const recorded = bodies.profiles[columns.groups.bodyOfGroup[group]!]?.id ?? null;
    return columns.bonusOf(slot, { recorded, target: this.row?.target.id ?? null })?.share ?? 0;
  }

  /** The most that {@link shareOf} may be in a group. */
  mostShare(group: number): number {
    const { columns } = this.index;
    return columns.pairings.size > 0 && columns.groups.pairedGroup[group] === true ? MAX_SHARE : 0;
  }

  /**
   * What the rows of each group score at most before their task; -1 for groups without rows, and for those that are not allowed.
   * @param pairs what is known of the pairs of all bodies and the target so far; null without a target
   */
  boundsOfGroups(allowed: Uint8Array, pairs: BoundColumn | null): Float64Array {
    const { rows, bodyOfGroup, signalsOfGroup, classOfGroup, classes } = this.index.columns.groups;
    const bounds = new Float64Array(allowed.length).fill(-1);
    const signals = boundColumn(classes);
    for (let group = 0; group < bounds.length; group++) {
      if (allowed[group] === 0 || rows[group] === 0) continue;
      const body = bodyOfGroup[group]!;
      const share = this.mostShare(group);
      if (body === NO_BODY || pairs === null) {
        bounds[group] = scoreOf(this.ratingWithoutBody(signalsOfGroup[group]!), share);
        continue;
      }
      if (body === this.own) {
        bounds[group] = joinBounds(partOf(pairs, body), this.signalBoundOf(group, body), share);
        continue;
      }
      const at = classOfGroup[group]!;
      if (signals.known[at] === 0) writePart(signals, at, this.signalBoundOf(group, body));
      const factor = pairs.factor[body]! * signals.factor[at]!;
      bounds[group] = joinedBound(factor, (pairs.blocked[body]! | signals.blocked[at]!) === 1, share);
    }
    return bounds;
  }

  /** Rating of rows without motion of their own. */
  rateOfGroup(group: number): Rating {
    let rating = this.ratings.get(group);
    if (rating === undefined) {
      const body = this.index.columns.groups.bodyOfGroup[group]!;
      rating = this.rate(group, this.pairOf(body, this.row!.reach(body)), false);
      this.ratings.set(group, rating);
    }
    return rating;
  }

  /** Rating of a row by its own motion. */
  rateByMotion(group: number, reach: PairReach): Rating {
    return this.rate(group, this.pairOf(this.index.columns.groups.bodyOfGroup[group]!, reach), true);
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
      usefulness: row.usefulness(body),
      likeness: row.likeness(body),
    };
  }

  /** Rating of rows without a body that is known. */
  ratingWithoutBody(signals: number): Rating {
    const known = this.bodyless.get(signals);
    if (known !== undefined) return known;
    const rating = rateDataset({
      data: { ...BODY_ONLY, ...this.index.columns.groups.signals[signals]! },
      pair: null,
      measuredMotion: false,
      demands: demandsOf(this.question.task),
      use: this.question.query.use,
    });
    this.bodyless.set(signals, rating);
    return rating;
  }

  /** Bounds from signals are the same for groups of one class, but for the target's own body. */
  signalBoundOf(group: number, body: number): PartBound {
    const { columns, bodies } = this.index;
    const own = body === this.own;
    const at = columns.groups.classOfGroup[group]!;
    const known = own ? this.ownSignals.get(group) : this.signalBounds[at];
    if (known !== undefined) return known;
    const signals = columns.groups.signals[columns.groups.signalsOfGroup[group]!]!;
    const bound = signalBound(this.bounds!, signals, bodies.profiles[body]!);
    if (own) this.ownSignals.set(group, bound);
    else this.signalBounds[at] = bound;
    return bound;
  }
}

/** The score of a rating before its task, as matchDataset makes it. */
export function scoreOf({ bodyScore, gate }: Rating, share: number): number {
  return withBonus(bodyScore, share) * gate;
}
