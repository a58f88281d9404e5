/**
 * Groups of datasets that the scorer cannot tell apart but by task and motion: one body, one set of signals. A group is rated
 * once a question, however many datasets are in it.
 */

import { COLLECTION_METHODS, CONTROL_MODES, MODALITIES } from '../../dataset/vocabulary.ts';
import type { DataSignals } from '../factors/factor-data.ts';
import type { MatchFilters } from '../schema.ts';

/** What the datasets of a group share. */
export interface GroupKey {
  /** Number of the body, or NO_BODY; and of its cameras: bodies with the same cameras have the same one. */
  readonly body: number;
  readonly cameras: number;
  /** Number of the signals (see {@link GroupTable.signals}). */
  readonly signals: number;
  /** True when the datasets have pose histograms of their own. */
  readonly measured: boolean;
  /** True when the datasets state a pairing with others. */
  readonly paired: boolean;
}

/** Distinct signals that one number can name. */
const MAX_SIGNALS = 2 ** 22;

/** Groups by number. Groups are never removed, they only become empty. */
export class GroupTable {
  /** Distinct signals by number. */
  readonly signals: DataSignals[] = [];
  /** Body, signals, own motion and slots by group. */
  readonly bodyOfGroup: number[] = [];
  readonly signalsOfGroup: number[] = [];
  readonly measuredGroup: boolean[] = [];
  readonly pairedGroup: boolean[] = [];
  readonly slots: number[][] = [];
  /** Number of slots by group: a pass over these is cheaper than one over the lists. */
  readonly rows: number[] = [];
  /** Groups of one class differ in nothing that the signals' factors look at, but for the target's own body. */
  readonly classOfGroup: number[] = [];
  /** One past the greatest body number. */
  bodyLimit = 0;
  /** Names of signals, the same whatever came first. */
  private readonly signalKeys: string[] = [];
  private readonly signalsByKey = new Map<string, number>();
  private readonly groupByKey = new Map<number, number>();
  private readonly classByKey = new Map<number, number>();

  /** Number of groups. */
  get size(): number {
    return this.slots.length;
  }

  /** Number of classes. */
  get classes(): number {
    return this.classByKey.size;
  }

  /** Order of the groups on one body, the same whatever came first. */
  isBefore(a: number, b: number): boolean {
    const [signalsA, signalsB] = [this.signalsOfGroup[a]!, this.signalsOfGroup[b]!];
    if (signalsA !== signalsB) return this.signalKeys[signalsA]! < this.signalKeys[signalsB]!;
    if (this.measuredGroup[a] !== this.measuredGroup[b]) return this.measuredGroup[b]!;
    return this.pairedGroup[a] !== this.pairedGroup[b] && this.pairedGroup[b]!;
  }

  /** Puts a slot into a group; returns its place there. */
  add(group: number, slot: number): number {
    return (this.rows[group] = this.slots[group]!.push(slot)) - 1;
  }

  /** Takes a place out of a group. Returns the slot that moves there: the last one, which may be the one that goes. */
  remove(group: number, place: number): number {
    const listed = this.slots[group]!;
    const last = listed.pop()!;
    if (place < listed.length) listed[place] = last;
    this.rows[group] = listed.length;
    return last;
  }

  /** Number of a dataset's signals. */
  signalsOf(data: DataSignals): number {
    const modalities = MODALITIES.filter((modality) => data.modalities.includes(modality));
    const parts = [
      COLLECTION_METHODS.indexOf(data.method),
      CONTROL_MODES.indexOf(data.controlMode),
      data.accuracyM,
      modalities,
    ];
    const key = parts.join(' ');
    const known = this.signalsByKey.get(key);
    if (known !== undefined) return known;
    const { method, controlMode, accuracyM } = data;
    const number = this.signals.push({ method, modalities, controlMode, accuracyM }) - 1;
    this.signalsByKey.set(key, number);
    this.signalKeys.push(key);
    return number;
  }

  /** Number of a group, made when it is new. */
  numberOf({ body, cameras, signals, measured, paired }: GroupKey): number {
    const key = ((body + 1) * MAX_SIGNALS + signals) * 4 + (measured ? 2 : 0) + (paired ? 1 : 0);
    const known = this.groupByKey.get(key);
    if (known !== undefined) return known;
    const number = this.slots.push([]) - 1;
    this.rows.push(0);
    this.bodyOfGroup.push(body);
    this.signalsOfGroup.push(signals);
    this.measuredGroup.push(measured);
    this.pairedGroup.push(paired);
    this.classOfGroup.push(this.classOf(signals, cameras));
    this.bodyLimit = Math.max(this.bodyLimit, body + 1);
    this.groupByKey.set(key, number);
    return number;
  }

  private classOf(signals: number, cameras: number): number {
    const key = cameras * MAX_SIGNALS + signals;
    const known = this.classByKey.get(key);
    if (known !== undefined) return known;
    const number = this.classByKey.size;
    this.classByKey.set(key, number);
    return number;
  }

  /** For each group, 1 when the filters let its signals pass. */
  passing({ methods, modalities }: MatchFilters): Uint8Array {
    if (methods === undefined && modalities === undefined) return new Uint8Array(this.size).fill(1);
    const passing = this.signals.map(
      (signals) =>
        (methods === undefined || methods.includes(signals.method)) &&
        (modalities ?? []).every((modality) => signals.modalities.includes(modality)),
    );
    const allowed = new Uint8Array(this.size);
    for (let group = 0; group < allowed.length; group++) {
      if (passing[this.signalsOfGroup[group]!] === true) allowed[group] = 1;
    }
    return allowed;
  }
}
