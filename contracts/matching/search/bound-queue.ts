/** A queue that hands out first what may score highest. */

/** Something that can be no better than its bound. */
export interface Bounded {
  /** Upper bound of the scores of all rows behind it. */
  readonly bound: number;
  /** Its place in the queue, where it is likely to be worse than its bound. */
  readonly likely?: number;
}

/** A heap of candidates, the greatest bound on top, or what is likely to come of it; of equal ones, the one that `before` puts first. */
export class BoundQueue<T extends Bounded> {
  private readonly items: T[] = [];
  /** Ranks of the items, side by side: comparing them is most of the work. */
  private readonly ranks: number[] = [];
  private readonly before: (a: T, b: T) => boolean;

  constructor(before: (a: T, b: T) => boolean) {
    this.before = before;
  }

  push(item: T): void {
    const { items, ranks } = this;
    const rank = item.likely ?? item.bound;
    let at = items.length;
    items.push(item);
    ranks.push(rank);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = ranks[parent]!;
      if (rank < above || (rank === above && !this.before(item, items[parent]!))) break;
      this.move(parent, at);
      at = parent;
    }
    items[at] = item;
    ranks[at] = rank;
  }

  pop(): T | undefined {
    const { items, ranks } = this;
    const top = items[0];
    const last = items.pop();
    const rank = ranks.pop();
    if (last === undefined || rank === undefined || items.length === 0) return top;
    const { length } = items;
    let at = 0;
    for (let child = 1; child < length; child = 2 * at + 1) {
      if (child + 1 < length && this.first(child + 1, child)) child++;
      if (ranks[child]! < rank || (ranks[child] === rank && !this.before(items[child]!, last))) break;
      this.move(child, at);
      at = child;
    }
    items[at] = last;
    ranks[at] = rank;
    return top;
  }

  private first(a: number, b: number): boolean {
    const { items, ranks } = this;
    return ranks[a] === ranks[b] ? this.before(items[a]!, items[b]!) : ranks[a]! > ranks[b]!;
  }

  private move(from: number, to: number): void {
    this.items[to] = this.items[from]!;
    this.ranks[to] = this.ranks[from]!;
  }
}
