/**
 * What a sealing job has finished, line by line, so that a killed job continues.
 *
 * A line is written only after the chunk that it names is on the disk under its final name. If we crash before, the chunk is
 * sealed again to the same bytes; if we crash in the middle of a line, the torn line is ignored and cut off.
 */

import { open, readFile, type FileHandle } from 'node:fs/promises';
import { fromHex, toHex } from '#contracts/bytes.ts';
import { formatDigest, parseDigest, type Digest } from '#contracts/digest.ts';

const LINE = /^(\d{1,7}) (\d{1,7}) ([0-9a-f]{64}) ([0-9a-f]{64})$/;

/** One sealed chunk: file number in path order, index in the file, hash before and after sealing. */
export interface SealedChunk {
  readonly file: number;
  readonly index: number;
  readonly plainHash: Uint8Array;
  readonly cipherHash: Digest;
}

/** The journal of one job: one derivative sealed under one key. */
export class SealJournal {
  readonly #handle: FileHandle;
  readonly #done: Map<string, { plain: string; cipherHash: Digest }>;

  private constructor(handle: FileHandle, done: Map<string, { plain: string; cipherHash: Digest }>) {
    this.#handle = handle;
    this.#done = done;
  }

  /** Opens or creates the journal at `path`. A journal of another job (its first line tells) is started afresh. */
  static async open(path: string, job: { derivative: Digest; keyCommitment: Digest }): Promise<SealJournal> {
    const header = `seal-journal/1 ${job.derivative} ${job.keyCommitment}`;
    const text = await readFile(path, 'utf8').catch(() => '');
    const done = new Map<string, { plain: string; cipherHash: Digest }>();
    const lines = text.split('\n');
    lines.pop(); // what follows the last line end is empty or torn
    let valid = 0;
    if (lines[0] === header) {
      valid = header.length + 1;
      for (const line of lines.slice(1)) {
        const match = LINE.exec(line);
        if (match === null) break;
        const [, file, index, plain, cipher] = match as unknown as [string, string, string, string, string];
        done.set(`${file} ${index}`, { plain, cipherHash: formatDigest(fromHex(cipher)) });
        valid += line.length + 1;
      }
    }
    const handle = await open(path, valid === 0 ? 'w' : 'r+', 0o600);
    await handle.truncate(valid);
    if (valid === 0) await handle.write(`${header}\n`, 0);
    await handle.datasync();
    return new SealJournal(handle, done);
  }

  /** Hash of the sealed chunk when this chunk, with these plaintext bytes, is finished. */
  finished(file: number, index: number, plainHash: Uint8Array): Digest | undefined {
    const known = this.#done.get(`${file} ${index}`);
    return known !== undefined && known.plain === toHex(plainHash) ? known.cipherHash : undefined;
  }

  /** Records chunks whose bytes and names are on the disk. */
  async append(chunks: readonly SealedChunk[]): Promise<void> {
    const lines = chunks.map(
      (chunk) =>
        `${chunk.file} ${chunk.index} ${toHex(chunk.plainHash)} ${toHex(parseDigest(chunk.cipherHash))}\n`,
    );
    const { size } = await this.#handle.stat();
    await this.#handle.write(lines.join(''), size);
    await this.#handle.datasync();
  }

  /** Closes the file. */
  async close(): Promise<void> {
    await this.#handle.close();
  }
}
