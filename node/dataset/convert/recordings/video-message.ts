import { ExchangeError } from '#contracts/errors.ts';
import { RecordCursor } from '../../mcap/record-cursor.ts';
import type { Channel } from '../../recordings/recording.ts';

/** CDR header of little-endian messages. */
const CDR_HEADER_BYTES = 4;

/**
 * The packet in a `foxglove_msgs/CompressedVideo` message as Kinship writes it: time, frame id, data, format. Throws `bad-dataset` for a message that is
 * none.
 */
export function decodeVideoMessage({ codec, topic }: Channel, bytes: Uint8Array): Uint8Array {
  if (codec.kind !== 'ros' || codec.wire !== 'cdr' || bytes[1] !== 1) {
    throw new ExchangeError('bad-dataset', `${topic} carries no video packets that are read.`);
  }
  const cursor = new RecordCursor(bytes.subarray(CDR_HEADER_BYTES));
  cursor.skip(8);
  const name = cursor.uint32();
  cursor.skip(name);
  cursor.skip((4 - (name % 4)) % 4);
  return cursor.bytes(cursor.uint32());
}
