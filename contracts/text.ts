/** Text that strangers write and people read: no control characters, no direction overrides that make a page lie. */

import { z } from 'zod';

const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const FORBIDDEN_BUT_BREAKS = /[^\P{Cc}\n\t]|[\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

const EVERY_FORBIDDEN = new RegExp(FORBIDDEN_BUT_BREAKS.source, 'gu');

/** Text of a stranger that has to be taken as it came, with a mark for every character that could make a page lie. */
export function truthfulText(text: string): string {
  return text.replaceAll(EVERY_FORBIDDEN, '\ufffd');
}

/** Schema of a single line of at most `max` UTF-16 code units. */
export function lineSchema(max: number): z.ZodString {
  return z
    .string()
    .max(max)
    .refine((text) => !FORBIDDEN.test(text), 'control characters are not allowed');
}

/** Schema of a text with line breaks and tabs, of at most `max` UTF-16 code units. */
export function proseSchema(max: number): z.ZodString {
  return z
    .string()
    .max(max)
    .refine((text) => !FORBIDDEN_BUT_BREAKS.test(text), 'control characters are not allowed');
}
