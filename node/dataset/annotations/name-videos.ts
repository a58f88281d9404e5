/** Which videos a name means, and which videos a file lies beside. */

/** Videos that one name or one place may mean: a folder of more is a shelf, not a recording of several cameras. */
const MAX_MEANT = 64;

/** The videos of a folder by the names that annotation files use for them: path, file name, file name without its ending, a folder above. */
export class VideoNames {
  readonly #byName = new Map<string, Set<string>>();
  readonly #byFolder = new Map<string, string[]>();
  readonly #paths: readonly string[];

  constructor(paths: readonly string[]) {
    this.#paths = paths;
    for (const path of paths) {
      const folders = path.split('/');
      const file = folders.pop() ?? '';
      const folder = folders.join('/');
      this.#byFolder.set(folder, [...(this.#byFolder.get(folder) ?? []), path]);
      for (const name of [path, stemOf(path), file, stemOf(file), ...folders]) {
        this.#byName.set(name, (this.#byName.get(name) ?? new Set()).add(path));
      }
    }
  }

  /** Videos of a name; empty where there is none, or where it means every video: then it tells nothing. */
  named(name: string): readonly string[] {
    const found = this.#byName.get(name) ?? this.#byName.get(stemOf(name.split('/').at(-1) ?? ''));
    const isAll = found?.size === this.#paths.length && this.#paths.length > 1;
    if (found === undefined || isAll || found.size > MAX_MEANT) return [];
    return [...found];
  }

  /**
   * Videos that a file belongs to by its place, where it names none itself: those of its own name, those in its folder where that is a folder below
   * the dataset's own, or the only one there is. Empty where its place does not tell.
   */
  beside(path: string): readonly string[] {
    const folders = path.split('/');
    const stem = stemOf(folders.pop() ?? '');
    for (let end = stem.length; end > 0; end = lastMark(stem.slice(0, end))) {
      const same = this.named(stem.slice(0, end));
      if (same.length === 0) continue;
      const near = same.filter((video) => video.startsWith(`${folders.join('/')}/`));
      return near.length > 0 ? near : same;
    }
    const [only] = this.#paths;
    if (this.#paths.length === 1 && only !== undefined) return [only];
    const together = this.#byFolder.get(folders.join('/')) ?? [];
    return folders.length === 0 || together.length > MAX_MEANT ? [] : together;
  }
}

/** A path without its ending. */
export function stemOf(path: string): string {
  return path.replace(/\.[A-Za-z0-9]{1,8}$/, '');
}

/** Where the last part of a name begins that a mark sets off: `clip7.hands`, `clip7_labels`. */
function lastMark(name: string): number {
  return Math.max(name.lastIndexOf('.'), name.lastIndexOf('_'), name.lastIndexOf('-'), 0);
}
