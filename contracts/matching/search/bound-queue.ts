/** A queue that hands out first what may score highest. */

/** Something that can be no better than its bound. */
export interface Bounded {
  /** Upper bound of the scores of all rows behind it. */
  readonly bound: number;
}

/** A heap of candidates, the greatest bound on top; of equal bounds, the one that `before` puts first. */
export class BoundQueue<T extends Bounded> {
  private readonly items: T[] = [];
  /** Bounds of the items, side by side: comparing them is most of the work. */
  private readonly bounds: number[] = [];
  private readonly before: (a: T, b: T) => boolean;

  constructor(before: (a: T, b: T) => boolean) {
    this.before = before;
  }

  push(item: T): void {
    const { items, bounds } = this;
    const { bound } = item;
    let at = items.length;
    items.push(item);
    bounds.push(bound);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = bounds[parent]!;
      if (bound < above || (bound === above && !this.before(item, items[parent]!))) break;
      this.move(parent, at);
      at = parent;
    }
    items[at] = item;
    bounds[at] = bound;
  }

  pop(): T | undefined {
    const { items, bounds } = this;
    const top = items[0];
    const last = items.pop();
    const bound = bounds.pop();
    if (last === undefined || bound === undefined || items.length === 0) return top;
    const { length } = items;
    let at = 0;
    for (let child = 1; child < length; child = 2 * at + 1) {
      if (child + 1 < length && this.first(child + 1, child)) child++;
      if (bounds[child]! < bound || (bounds[child] === bound && !this.before(items[child]!, last))) break;
      this.move(child, at);
      at = child;
    }
    items[at] = last;
    bounds[at] = bound;
    return top;
  }

  private first(a: number, b: number): boolean {
    const { items, bounds } = this;
    return bounds[a] === bounds[b] ? this.before(items[a]!, items[b]!) : bounds[a]! > bounds[b]!;
  }

  private move(from: number, to: number): void {
    this.items[to] = this.items[from]!;
    this.bounds[to] = this.bounds[from]!;
  }
}
