/** Keeps the best few of many rows as they are offered: a heap with the worst kept row on top. */

/** The best `keep` rows by score; of equal scores, the one whose name comes first. */
export class BestRows {
  private readonly keep: number;
  private readonly before: (a: number, b: number) => boolean;
  private readonly rows: number[] = [];
  private readonly scores: number[] = [];

  /** @param before whether the name of a row comes before that of another: the outcome does not depend on the order of offers */
  constructor(keep: number, before: (a: number, b: number) => boolean) {
    this.keep = keep;
    this.before = before;
  }

  /** What a row has to score to be kept; -1 while anything is. */
  get threshold(): number {
    return this.rows.length < this.keep ? -1 : this.scores[0]!;
  }

  /** Takes a row in when it is among the best so far. */
  offer(row: number, score: number): void {
    if (this.rows.length < this.keep) {
      this.rows.push(row);
      this.scores.push(score);
      this.rise(this.rows.length - 1);
      return;
    }
    if (!this.better({ row, score }, 0)) return;
    this.rows[0] = row;
    this.scores[0] = score;
    this.sink();
  }

  /** The kept rows, best first. */
  take(): number[] {
    return this.rows
      .map((row, i) => ({ row, score: this.scores[i]! }))
      .sort((a, b) => b.score - a.score || (this.before(a.row, b.row) ? -1 : 1))
      .map(({ row }) => row);
  }

  /** True when the offered row beats the kept one at `at`. */
  private better(offered: { readonly row: number; readonly score: number }, at: number): boolean {
    const kept = this.scores[at]!;
    if (offered.score !== kept) return offered.score > kept;
    return this.before(offered.row, this.rows[at]!);
  }

  private rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.better({ row: this.rows[at]!, score: this.scores[at]! }, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private sink(): void {
    for (let at = 0; ; ) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child >= this.rows.length) continue;
        if (this.better({ row: this.rows[worst]!, score: this.scores[worst]! }, child)) worst = child;
      }
      if (worst === at) return;
      this.swap(at, worst);
      at = worst;
    }
  }

  private swap(a: number, b: number): void {
    [this.rows[a], this.rows[b]] = [this.rows[b]!, this.rows[a]!];
    [this.scores[a], this.scores[b]] = [this.scores[b]!, this.scores[a]!];
  }
}
