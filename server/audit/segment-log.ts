/** The chain of write-ahead segments: one is written, older ones are removed once bundles hold their entries. */

import type { RecoveredLog } from './recover-log.ts';
import { SEGMENT_FOLDER, SegmentWriter, segmentPath } from './segment.ts';
import type { StoragePort } from './storage-port.ts';

/** Writes segments in a row. */
export class SegmentLog {
  readonly #storage: StoragePort;
  readonly #starts: number[];
  readonly #segmentBytes: number;
  #current: SegmentWriter;

  private constructor(
    storage: StoragePort,
    segmentBytes: number,
    state: { starts: number[]; current: SegmentWriter },
  ) {
    this.#storage = storage;
    this.#segmentBytes = segmentBytes;
    this.#starts = state.starts;
    this.#current = state.current;
  }

  /** Takes up the segments that recovery found, or starts the first one. */
  static async resume(
    storage: StoragePort,
    segmentBytes: number,
    recovered: RecoveredLog,
  ): Promise<SegmentLog> {
    await storage.makeDirectory(SEGMENT_FOLDER);
    const { lastSegment, segments, tree } = recovered;
    // The last segment may end before the tiles do, when its name came back after a crash: nothing may follow it then.
    if (lastSegment !== null && lastSegment.start + lastSegment.entries.length === tree.size) {
      const current = await SegmentWriter.resume(storage, lastSegment);
      return new SegmentLog(storage, segmentBytes, { starts: [...segments], current });
    }
    const current = await SegmentWriter.create(storage, tree.size);
    return new SegmentLog(storage, segmentBytes, { starts: [...segments, tree.size], current });
  }

  /** Makes entries durable and returns them as they read back. */
  async append(entries: readonly Uint8Array[], firstIndex: number): Promise<readonly Uint8Array[]> {
    if (this.#current.length >= this.#segmentBytes) {
      const next = await SegmentWriter.create(this.#storage, firstIndex);
      await this.#current.close();
      this.#current = next;
      this.#starts.push(firstIndex);
    }
    return this.#current.append(entries, firstIndex);
  }

  /** Removes segments of which every entry is below `bundled`, oldest first. */
  async dropBelow(bundled: number): Promise<void> {
    while ((this.#starts[1] ?? Number.POSITIVE_INFINITY) <= bundled) {
      const start = this.#starts.shift() as number;
      // Lost or kept by a crash, it does no harm: its entries stand in bundles that are durable.
      await this.#storage.remove(segmentPath(start));
    }
  }

  async close(): Promise<void> {
    await this.#current.close();
  }
}
