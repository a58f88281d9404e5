/**
 * A disk that a test can pull the plug of. What was not synced may be there after a crash, or not, or in part: the model is
 * that of a POSIX file system without promises beyond fsync.
 */

import { ExchangeError } from '#contracts/errors.ts';
import type { HeadStore } from '#server/audit/head-store.ts';
import type { StorageFile, StoragePort } from '#server/audit/storage-port.ts';

/** What happens at the chosen step. */
export type Fault = 'crash' | 'ENOSPC' | 'EIO' | 'torn-write';

interface Inode {
  cached: Uint8Array;
  durable: Uint8Array;
  /** Writes and cuts since the last sync, in order. */
  pending: Change[];
}

type Change = { kind: 'write'; bytes: Uint8Array; position: number } | { kind: 'truncate'; length: number };

interface NameChange {
  readonly folders: readonly string[];
  readonly apply: (names: Map<string, Inode>) => void;
}

/** A disk with a head store beside it; both count steps, so that a fault can be put at any of them. */
export class SimulatedDisk {
  steps = 0;
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  #nameChanges: NameChange[] = [];
  #head: string | null = null;
  /** Heads in the order in which they were stored. */
  readonly heads: string[] = [];
  #fault: { at: number; kind: Fault } | null = null;
  #dead = false;
  #generation = 0;

  /** Puts a fault at the step with that number, counted from now. */
  arm(stepsFromNow: number, kind: Fault): void {
    this.#fault = { at: this.steps + stepsFromNow, kind };
  }

  /** Takes the fault away again. */
  disarm(): void {
    this.#fault = null;
  }

  /** True after a crash, until {@link powerOn}. */
  get dead(): boolean {
    return this.#dead;
  }

  /**
   * What a restart finds. `powerLoss`: everything unsynced is lost, kept or torn, as `random` has it; otherwise only the
   * process died and the system's cache survives. Files that the old process still holds are dead.
   */
  powerOn(random: () => number, powerLoss: boolean): void {
    this.#dead = false;
    this.#fault = null;
    this.#generation += 1;
    if (!powerLoss) return;
    for (const change of this.#nameChanges) if (random() < 0.5) change.apply(this.#durableNames);
    this.#nameChanges = [];
    this.#names = new Map(this.#durableNames);
    for (const inode of new Set(this.#names.values())) {
      for (const change of inode.pending) {
        const fate = random();
        if (fate < 0.4) continue;
        inode.durable = applyChange(inode.durable, fate < 0.7 ? change : tear(change, random()));
      }
      inode.pending = [];
      inode.cached = Uint8Array.from(inode.durable);
    }
  }

  /** All files with their bytes as a reader would see them. */
  files(): Map<string, Uint8Array> {
    return new Map([...this.#names].map(([path, inode]) => [path, inode.cached]));
  }

  /** Puts a file there, durable, as a tamperer would. */
  tamper(path: string, bytes: Uint8Array | null): void {
    if (bytes === null) {
      this.#names.delete(path);
      this.#durableNames.delete(path);
      return;
    }
    const inode: Inode = { cached: Uint8Array.from(bytes), durable: Uint8Array.from(bytes), pending: [] };
    this.#names.set(path, inode);
    this.#durableNames.set(path, inode);
  }

  /** Replaces the stored head, as a tamperer or a restored backup would. */
  tamperHead(note: string | null): void {
    this.#head = note;
  }

  /** The stored head. */
  get storedHead(): string | null {
    return this.#head;
  }

  headStore(): HeadStore {
    return {
      read: () => this.#head,
      compareAndSwap: (expected, next) => {
        // A crash falls before or after the swap, never into it.
        this.#step();
        if (this.#head !== expected) throw new ExchangeError('log-forked', 'another head');
        this.#head = next;
        this.heads.push(next);
        this.#step();
      },
      close: () => undefined,
    };
  }

  storage(): StoragePort {
    const generation = this.#generation;
    const step = (): Fault | null => this.#step(generation);
    return {
      makeDirectory: async () => void step(),
      list: async (folder) => {
        step();
        const prefix = folder === '' ? '' : `${folder}/`;
        const names = [...this.#names.keys()].filter((path) => path.startsWith(prefix));
        return [...new Set(names.map((path) => path.slice(prefix.length).split('/')[0] as string))];
      },
      read: async (path) => {
        step();
        const inode = this.#names.get(path);
        return inode === undefined ? null : Uint8Array.from(inode.cached);
      },
      open: async (path) => {
        step();
        return this.#file(this.#inode(path), generation);
      },
      rename: async (from, to) => {
        step();
        const inode = this.#names.get(from);
        if (inode === undefined) throw failed('ENOENT');
        this.#rename([folderOf(from), folderOf(to)], (names) => {
          names.delete(from);
          names.set(to, inode);
        });
      },
      remove: async (path) => {
        step();
        this.#rename([folderOf(path)], (names) => names.delete(path));
      },
      syncDirectory: async (folder) => {
        step();
        const [now, later] = [[] as NameChange[], [] as NameChange[]];
        for (const change of this.#nameChanges) (change.folders.includes(folder) ? now : later).push(change);
        for (const change of now) change.apply(this.#durableNames);
        this.#nameChanges = later;
      },
    };
  }

  #rename(folders: readonly string[], apply: (names: Map<string, Inode>) => void): void {
    apply(this.#names);
    this.#nameChanges.push({ folders, apply });
  }

  #inode(path: string): Inode {
    let inode = this.#names.get(path);
    if (inode === undefined) {
      const created: Inode = { cached: new Uint8Array(0), durable: new Uint8Array(0), pending: [] };
      this.#rename([folderOf(path)], (names) => names.set(path, created));
      inode = created;
    }
    return inode;
  }

  #file(inode: Inode, generation: number): StorageFile {
    const step = (): Fault | null => this.#step(generation);
    const change = (what: Change): void => {
      inode.pending.push(what);
      inode.cached = applyChange(inode.cached, what);
    };
    return {
      size: async () => {
        step();
        return inode.cached.length;
      },
      read: async (position, length) => {
        step();
        return inode.cached.slice(position, position + length);
      },
      write: async (bytes, position) => {
        const write: Change = { kind: 'write', bytes: Uint8Array.from(bytes), position };
        if (step() === 'torn-write') {
          change(tear(write, 0.5));
          throw failed('ENOSPC');
        }
        change(write);
      },
      truncate: async (length) => {
        step();
        change({ kind: 'truncate', length });
      },
      sync: async () => {
        step();
        inode.durable = Uint8Array.from(inode.cached);
        inode.pending = [];
      },
      close: async () => undefined,
    };
  }

  #step(generation = this.#generation): Fault | null {
    if (this.#dead || generation !== this.#generation) throw failed('crashed');
    this.steps += 1;
    if (this.#fault === null || this.steps !== this.#fault.at) return null;
    const { kind } = this.#fault;
    if (kind === 'torn-write') return kind;
    if (kind === 'crash') this.#dead = true;
    throw failed(kind);
  }
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

function failed(code: string): ExchangeError {
  return new ExchangeError('storage-failed', `simulated: ${code}`, { params: { code } });
}

function applyChange(bytes: Uint8Array, change: Change): Uint8Array {
  if (change.kind === 'truncate') {
    const out = new Uint8Array(change.length);
    out.set(bytes.subarray(0, change.length));
    return out;
  }
  const out = new Uint8Array(Math.max(bytes.length, change.position + change.bytes.length));
  out.set(bytes);
  out.set(change.bytes, change.position);
  return out;
}

function tear(change: Change, share: number): Change {
  if (change.kind === 'truncate') return change;
  return { ...change, bytes: change.bytes.slice(0, Math.floor(change.bytes.length * share)) };
}
