/**
 * Checks an answer against its schema and writes it as canonical JSON. A list in it is checked and written item by item, in pieces: a page
 * of a hundred companies with their keys takes a hundred milliseconds in all.
 */

import { z } from 'zod';
import { utf8 } from '#contracts/bytes.ts';
import { canonicalJson } from '#contracts/canonical-json.ts';
import { giveWay, Pieces } from '../give-way.ts';
import { jsonBody, withoutUndefined } from './json.ts';
import type { Schema } from './route.ts';

/** Canonical JSON of an answer. Throws `ZodError` when it does not fit. */
export type AnswerWriter = (value: unknown) => Promise<Uint8Array>;

/** The writer of a route's answers; made once a route. */
export function answerWriter(schema: Schema): AnswerWriter {
  const lists = schema instanceof z.ZodObject ? listsOf(schema) : new Map<string, Schema>();
  return lists.size === 0 ? wholeWriter(schema) : listWriter(schema as z.ZodObject, lists);
}

function wholeWriter(schema: Schema): AnswerWriter {
  return async (value) => {
    // Finding, checking and writing a long answer take milliseconds each: a turn for each.
    const data = schema.parse(value);
    await giveWay();
    return jsonBody(data);
  };
}

/** Members that are lists, with the schema of an item. */
function listsOf(schema: z.ZodObject): Map<string, Schema> {
  const lists = new Map<string, Schema>();
  for (const [name, member] of Object.entries(schema.shape)) {
    if (member instanceof z.ZodArray) lists.set(name, member.element as Schema);
  }
  return lists;
}

function listWriter(schema: z.ZodObject, lists: ReadonlyMap<string, Schema>): AnswerWriter {
  // Bounds on the number of items are judged with everything else of the answer, the items one by one.
  const frame = schema.safeExtend(
    Object.fromEntries([...lists.keys()].map((name) => [name, unlooked(schema.shape[name] as z.ZodArray)])),
  );
  return async (value) => {
    const data = frame.parse(value) as Record<string, unknown>;
    const pieces = new Pieces();
    const parts: Uint8Array[] = [];
    let before = '{';
    for (const name of Object.keys(data).sort()) {
      if (data[name] === undefined) continue;
      const item = lists.get(name);
      parts.push(utf8(`${before}${canonicalJson(name)}:`));
      before = ',';
      if (item === undefined) parts.push(jsonBody(data[name]));
      else await writeItems(data[name] as unknown[], { item, parts, pieces });
    }
    parts.push(utf8(before === '{' ? '{}' : '}'));
    return Buffer.concat(parts);
  };
}

/** The same list with items of any kind. */
function unlooked(list: z.ZodArray): Schema {
  return list.clone({ ...list.def, element: z.any() });
}

async function writeItems(
  items: readonly unknown[],
  { item, parts, pieces }: { readonly item: Schema; readonly parts: Uint8Array[]; readonly pieces: Pieces },
): Promise<void> {
  let before = '[';
  for (const value of items) {
    await pieces.afterStep();
    const data = item.parse(value);
    await pieces.afterStep();
    parts.push(utf8(before + canonicalJson(withoutUndefined(data))));
    before = ',';
  }
  parts.push(utf8(before === '[' ? '[]' : ']'));
}
