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
  private readonly before: (a: T, b: T) => boolean;

  constructor(before: (a: T, b: T) => boolean) {
    this.before = before;
  }

  push(item: T): void {
    let at = this.items.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = this.items[parent]!;
      if (!this.first(item, above)) break;
      this.items[at] = above;
      at = parent;
    }
    this.items[at] = item;
  }

  pop(): T | undefined {
    const top = this.items[0];
    const last = this.items.pop();
    if (top === undefined || last === undefined || this.items.length === 0) return top;
    const { length } = this.items;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= length) break;
      if (child + 1 < length && this.first(this.items[child + 1]!, this.items[child]!)) child++;
      if (!this.first(this.items[child]!, last)) break;
      this.items[at] = this.items[child]!;
      at = child;
    }
    this.items[at] = last;
    return top;
  }

  private first(a: T, b: T): boolean {
    const [rankA, rankB] = [a.likely ?? a.bound, b.likely ?? b.bound];
    return rankA !== rankB ? rankA > rankB : this.before(a, b);
  }
}
