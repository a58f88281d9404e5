/** Which datasets of an index are paired with which: by what they state, one name for all that state the same. */

import { MAX_PAIRINGS, type StatedPairing } from '../factors/pairing.ts';

/** A pairing of one dataset with the number of what it shares. */
interface Membership {
  readonly pairing: StatedPairing;
  readonly group: number;
}

/** Pairings by slot. Few datasets have any. */
export class PairingTable {
  private readonly bySlot = new Map<
    number,
    { readonly body: string | null; readonly members: Membership[] }
  >();
  private readonly groups = new Map<string, number>();
  /** Bodies of the members of each group, with how many datasets of the group are on each. */
  private readonly bodies: Map<string | null, number>[] = [];

  /** Number of datasets that state a pairing. */
  get size(): number {
    return this.bySlot.size;
  }

  /** Takes in what a dataset states; it has nothing here yet. */
  put(slot: number, body: string | null, pairings: readonly StatedPairing[]): void {
    if (pairings.length === 0) return;
    const members = pairings
      .slice(0, MAX_PAIRINGS)
      .map((pairing) => ({ pairing, group: this.groupOf(pairing) }));
    this.bySlot.set(slot, { body, members });
    for (const { group } of members) this.count(group, body, 1);
  }

  delete(slot: number): void {
    const held = this.bySlot.get(slot);
    if (held === undefined) return;
    this.bySlot.delete(slot);
    for (const { group } of held.members) this.count(group, held.body, -1);
  }

  /** What a dataset states. */
  of(slot: number): readonly StatedPairing[] {
    return this.bySlot.get(slot)?.members.map(({ pairing }) => pairing) ?? [];
  }

  /** Bodies of all datasets that state a pairing, the asking one among them. */
  partners(pairing: StatedPairing): ReadonlyMap<string | null, number> {
    return this.bodies[this.groupOf(pairing)]!;
  }

  private groupOf({ kind, group }: StatedPairing): number {
    const key = `${kind} ${group}`;
    let number = this.groups.get(key);
    if (number === undefined) {
      number = this.bodies.push(new Map()) - 1;
      this.groups.set(key, number);
    }
    return number;
  }

  private count(group: number, body: string | null, change: 1 | -1): void {
    const counts = this.bodies[group]!;
    const left = (counts.get(body) ?? 0) + change;
    if (left === 0) counts.delete(body);
    else counts.set(body, left);
  }
}
