/** One MCAP file being written: chunks with zstd, an index, and schemas and channels made once each. */

import { open, type FileHandle } from 'node:fs/promises';
import { zstdCompressSync } from 'node:zlib';
import { McapWriter } from '@mcap/core';
import type { MessageSchema } from './kinship-messages.ts';

/** Bytes of a chunk before it is compressed. */
const CHUNK_BYTES = 4 * 1024 * 1024;

/** An open file. Call {@link McapFile.finish}; a file without it has no index. */
export class McapFile {
  readonly #handle: FileHandle;
  readonly #writer: McapWriter;
  readonly #schemas = new Map<string, number>();
  readonly #sequences = new Map<number, number>();

  /** Creates a file and writes its head. */
  static async create(path: string): Promise<McapFile> {
    const file = new McapFile(await open(path, 'w'));
    await file.#writer.start({ profile: 'ros2', library: 'kinship' });
    return file;
  }

  private constructor(handle: FileHandle) {
    this.#handle = handle;
    let position = 0n;
    this.#writer = new McapWriter({
      writable: {
        position: () => position,
        write: async (bytes) => {
          await handle.writeFile(bytes);
          position += BigInt(bytes.byteLength);
        },
      },
      chunkSize: CHUNK_BYTES,
      compressChunk: (plain) => ({ compression: 'zstd', compressedData: zstdCompressSync(plain) }),
    });
  }

  /** Adds a channel of CDR messages; its number. */
  async channel(
    topic: string,
    schema: MessageSchema,
    metadata: Readonly<Record<string, string>>,
  ): Promise<number> {
    let schemaId = this.#schemas.get(schema.name);
    if (schemaId === undefined) {
      const data = new TextEncoder().encode(schema.text);
      schemaId = await this.#writer.registerSchema({ name: schema.name, encoding: 'ros2msg', data });
      this.#schemas.set(schema.name, schemaId);
    }
    return this.#writer.registerChannel({
      topic,
      schemaId,
      messageEncoding: 'cdr',
      metadata: new Map(Object.entries(metadata)),
    });
  }

  /** Adds a message at a time in nanoseconds. */
  async message(channelId: number, time: bigint, data: Uint8Array): Promise<void> {
    const sequence = this.#sequences.get(channelId) ?? 0;
    this.#sequences.set(channelId, sequence + 1);
    await this.#writer.addMessage({ channelId, sequence, logTime: time, publishTime: time, data });
  }

  /** Adds a metadata record. */
  async metadata(name: string, values: Readonly<Record<string, string>>): Promise<void> {
    await this.#writer.addMetadata({ name, metadata: new Map(Object.entries(values)) });
  }

  /** Writes the index and closes the file. */
  async finish(): Promise<void> {
    await this.#writer.end();
    await this.#handle.close();
  }

  /** Closes the file as it is. */
  async cancel(): Promise<void> {
    await this.#handle.close();
  }
}
