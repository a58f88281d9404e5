/**
 * Messages between a confined child and its parent, over a pipe: 4 bytes of length (big endian), then one value as `node:v8` serializes it.
 *
 * Not Node's own channel to child processes: there, bytes that are no message throw in the parent where nobody can catch them, and a message
 * may be of any length. Here what cannot be read breaks the channel, and the parent decides what that means.
 */

import type { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';

/** Longest message, in bytes: eight pictures of 4K video fit in. */
export const MAX_MESSAGE_BYTES = 512 * 1024 * 1024;
const LENGTH_BYTES = 4;

/** Who hears what comes. */
export interface ChannelListener {
  /** A value as the other end made it: of any shape, where that end may be in a stranger's hands. */
  message(value: unknown): void;
  /** What came is no message; nothing more is heard. */
  broken(): void;
  /** The other end is gone. Called once. */
  ended(): void;
}

/** One end of the pipe. */
export class Channel {
  readonly #socket: Socket;
  readonly #listener: ChannelListener;
  readonly #length = Buffer.alloc(LENGTH_BYTES);
  /** The message whose length has come, with room for all of it. */
  #body: Buffer | undefined;
  /** Bytes that are there of the length, or of the body once there is one. */
  #filled = 0;

  constructor(socket: Socket, listener: ChannelListener) {
    this.#socket = socket;
    this.#listener = listener;
    socket.on('data', (chunk) => this.#take(chunk));
    // The close follows every error, and says enough.
    socket.on('error', () => undefined);
    socket.on('close', () => listener.ended());
  }

  /** Sends a value; resolves when it is written, or when nobody is there to hear it. Throws at once what cannot be serialized. */
  send(value: unknown): Promise<void> {
    const body = serialize(value);
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(body.length);
    if (!this.#socket.writable) return Promise.resolve();
    this.#socket.write(length);
    return new Promise((done) => this.#socket.write(body, () => done()));
  }

  /** Ends the pipe in both directions. */
  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    for (let rest = chunk; rest.length > 0 && !this.#socket.destroyed; ) {
      const target = this.#body ?? this.#length;
      const taken = rest.copy(target, this.#filled);
      this.#filled += taken;
      rest = rest.subarray(taken);
      if (this.#filled < target.length) return;
      this.#filled = 0;
      if (this.#body === undefined) this.#begin(this.#length.readUInt32BE());
      else this.#give(this.#body);
    }
  }

  /** A value has one byte at least, so an empty message is none. */
  #begin(length: number): void {
    if (length === 0 || length > MAX_MESSAGE_BYTES) this.#break();
    // The system gives the memory page by page, as it is filled.
    else this.#body = Buffer.allocUnsafeSlow(length);
  }

  #give(body: Buffer): void {
    this.#body = undefined;
    let value: unknown;
    try {
      value = deserialize(body);
    } catch {
      return this.#break();
    }
    this.#listener.message(value);
  }

  #break(): void {
    this.close();
    this.#listener.broken();
  }
}
