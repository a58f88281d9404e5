/** Protobuf message types as MCAP embeds them: a serialized `google.protobuf.FileDescriptorSet` (mcap.dev/spec/registry, "protobuf"). */

import { create, createFileRegistry, fromBinary, type DescMessage } from '@bufbuild/protobuf';
import {
  file_google_protobuf_duration,
  file_google_protobuf_empty,
  file_google_protobuf_struct,
  file_google_protobuf_timestamp,
  file_google_protobuf_wrappers,
  FileDescriptorSetSchema,
  type FileDescriptorProto,
} from '@bufbuild/protobuf/wkt';
import { ExchangeError } from '#contracts/errors.ts';

/** Largest descriptor set, bytes. */
export const MAX_DESCRIPTOR_BYTES = 4 * 1024 * 1024;
/** Files of one set. */
const MAX_DESCRIPTOR_FILES = 2048;

/** Files that careless writers leave out because every library brings them. */
const WELL_KNOWN = [
  file_google_protobuf_timestamp,
  file_google_protobuf_duration,
  file_google_protobuf_wrappers,
  file_google_protobuf_struct,
  file_google_protobuf_empty,
].map(({ proto }) => proto);

/**
 * Finds a message type by its full name. Throws `bad-dataset` for bytes that are no descriptor set or lack the type, `limit-exceeded`
 * for sets without bounds.
 */
export function parseProtobufDefinition(name: string, bytes: Uint8Array): DescMessage {
  if (bytes.length > MAX_DESCRIPTOR_BYTES) {
    throw new ExchangeError('limit-exceeded', 'A protobuf schema is too long.', { params: { type: name } });
  }
  try {
    const set = fromBinary(FileDescriptorSetSchema, bytes, { readUnknownFields: false });
    const file = inOrder([...WELL_KNOWN, ...set.file]);
    const type = createFileRegistry(create(FileDescriptorSetSchema, { file })).getMessage(name);
    if (type !== undefined) return type;
  } catch (cause) {
    if (cause instanceof ExchangeError) throw cause;
    throw new ExchangeError(
      'bad-dataset',
      `A protobuf schema cannot be read: ${String(cause)}`.slice(0, 200),
      {
        cause,
      },
    );
  }
  throw new ExchangeError('bad-dataset', `The protobuf schema does not hold ${name.slice(0, 60)}.`);
}

/** Files with those that they import in front of them: writers list them in any order. The last of a name counts. */
function inOrder(files: readonly FileDescriptorProto[]): FileDescriptorProto[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  if (byName.size > MAX_DESCRIPTOR_FILES) {
    throw new ExchangeError('limit-exceeded', 'A protobuf schema has too many files.', {
      params: { limit: MAX_DESCRIPTOR_FILES },
    });
  }
  const done = new Set<string>();
  const out: FileDescriptorProto[] = [];
  for (const root of byName.values()) {
    // A stack instead of recursion: imports may be as deep as there are files.
    const stack = [root];
    const entered = new Set<string>();
    for (let file = stack.at(-1); file !== undefined; file = stack.at(-1)) {
      const missing = entered.has(file.name)
        ? []
        : file.dependency.flatMap((name) => (done.has(name) ? [] : (byName.get(name) ?? [])));
      entered.add(file.name);
      const next = missing.filter(({ name }) => !entered.has(name));
      if (next.length > 0) stack.push(...next);
      else {
        stack.pop();
        if (!done.has(file.name)) out.push(file);
        done.add(file.name);
      }
    }
  }
  return out;
}
