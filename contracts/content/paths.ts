/**
 * Which file paths may stand in a derivative, so that every receiver's file system can hold it and none can be tricked
 * (docs/content-roots.md, "Paths"). The rules are the same for the folder that is sealed, the list that is fetched and the
 * folder that is written.
 */

import { utf8 } from '../bytes.ts';
import { ExchangeError } from '../errors.ts';

/** Longest path, UTF-8 bytes. */
export const MAX_PATH_BYTES = 512;
/** Longest part of a path between slashes, UTF-8 bytes: the least that common file systems allow. */
export const MAX_SEGMENT_BYTES = 200;
/** Most parts of a path. */
export const MAX_PATH_SEGMENTS = 16;
/** Folder beside the content that holds the papers of the delivery; it is never part of a root. */
export const EXCHANGE_FOLDER = 'exchange';

/** Why a path is not allowed. */
export type PathRule =
  | 'empty'
  | 'not-unicode'
  | 'not-nfc'
  | 'too-long'
  | 'too-deep'
  | 'absolute'
  | 'backslash'
  | 'control-character'
  | 'forbidden-character'
  | 'empty-segment'
  | 'dot-segment'
  | 'trailing-dot-or-space'
  | 'reserved-name'
  | 'exchange-folder';

// Device names of Windows, with or without an extension; the superscript digits count there as digits.
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
// Control characters, and format characters that hide or reorder what a person sees.
const CONTROL = /[\p{Cc}\p{Cf}\u2028\u2029]/u;
// What Windows forbids in a name; the colon also opens alternate streams.
const FORBIDDEN = /[<>:"|?*]/;

/** The first rule that a path breaks, or undefined when it is allowed. Paths are relative and use forward slashes. */
export function brokenPathRule(path: string): PathRule | undefined {
  if (path === '') return 'empty';
  if (path.length > MAX_PATH_BYTES) return 'too-long'; // before any work that grows with the length
  if (!path.isWellFormed()) return 'not-unicode';
  if (path.normalize('NFC') !== path) return 'not-nfc';
  if (utf8(path).length > MAX_PATH_BYTES) return 'too-long';
  if (path.startsWith('/')) return 'absolute';
  if (path.includes('\\')) return 'backslash';
  if (CONTROL.test(path)) return 'control-character';
  if (/^[a-z]:/i.test(path)) return 'absolute';
  if (FORBIDDEN.test(path)) return 'forbidden-character';
  const segments = path.split('/');
  if (segments.length > MAX_PATH_SEGMENTS) return 'too-deep';
  if (foldPath(segments[0] as string) === EXCHANGE_FOLDER) return 'exchange-folder';
  for (const segment of segments) {
    const rule = brokenSegmentRule(segment);
    if (rule !== undefined) return rule;
  }
  return undefined;
}

function brokenSegmentRule(segment: string): PathRule | undefined {
  if (segment === '') return 'empty-segment';
  if (segment === '.' || segment === '..') return 'dot-segment';
  if (/[. ]$/.test(segment) || segment.startsWith(' ')) return 'trailing-dot-or-space';
  if (RESERVED.test(segment)) return 'reserved-name';
  if (utf8(segment).length > MAX_SEGMENT_BYTES) return 'too-long';
  return undefined;
}

/** Throws `path-not-allowed` with the broken rule in `params.rule`. */
export function requirePath(path: string): void {
  const rule = brokenPathRule(path);
  if (rule !== undefined) {
    throw new ExchangeError('path-not-allowed', `A file path is not allowed (${rule}).`, {
      params: { rule, path: path.slice(0, MAX_PATH_BYTES) },
    });
  }
}

/** Order of paths in roots and lists: by UTF-8 bytes, which is by code point. Negative, zero or positive. */
export function comparePaths(a: string, b: string): number {
  const left = utf8(a);
  const right = utf8(b);
  const shared = left.length < right.length ? left.length : right.length;
  for (let i = 0; i < shared; i++) {
    const difference = (left[i] as number) - (right[i] as number);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/**
 * Checks paths as one folder: each allowed, strictly ascending by {@link comparePaths}, and no two of them (nor a file and a
 * folder, nor two spellings of one folder) falling together on a file system that ignores case or compatibility forms.
 */
export class FolderPaths {
  readonly #spelling = new Map<string, string>(); // folded file or folder → its one spelling; folders end with a slash
  #previous: string | undefined;
  #folder: string | undefined;

  /** Takes the next path. Throws `path-not-allowed` with the broken rule in `params.rule`. */
  add(path: string): void {
    requirePath(path);
    if (this.#previous !== undefined && comparePaths(this.#previous, path) >= 0) {
      throw clash('not-ascending', path);
    }
    this.#previous = path;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    if (folder !== this.#folder) {
      for (let end = folder.indexOf('/'); end !== -1; end = folder.indexOf('/', end + 1)) {
        this.#claim(folder.slice(0, end + 1), path);
      }
      this.#folder = folder;
    }
    this.#claim(path, path);
  }

  #claim(name: string, path: string): void {
    const folded = foldPath(name);
    const known = this.#spelling.get(folded);
    if (known !== undefined && known !== name) throw clash('case-collision', path);
    const other = folded.endsWith('/') ? folded.slice(0, -1) : `${folded}/`;
    if (this.#spelling.has(other)) throw clash('file-and-folder', path);
    this.#spelling.set(folded, name);
  }
}

/** Checks all paths of a folder, as {@link FolderPaths} does. Throws `path-not-allowed`. */
export function requireFolderPaths(paths: Iterable<string>): void {
  const folder = new FolderPaths();
  for (const path of paths) folder.add(path);
}

function clash(rule: string, path: string): ExchangeError {
  return new ExchangeError('path-not-allowed', `Two file paths cannot stand together (${rule}).`, {
    params: { rule, path },
  });
}

/** One spelling for all names that some file system takes for the same. */
function foldPath(path: string): string {
  return path.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}
