/** Finds what must not leave in documents that a lister writes himself: every text that their schema leaves free. */

import { z } from 'zod';
import type { DetectorClass } from '#contracts/desensitize/report.ts';
import { datasetIdSchema } from '#contracts/ids.ts';
import type { Detectors } from './detectors.ts';
import { textsOf } from './json-texts.ts';

/** A place in a document and what was found there; the text itself stays where it is. */
export interface TextHit {
  /** JSON pointer. A member whose name was hit is named by the object that holds it. */
  readonly pointer: string;
  readonly classes: readonly DetectorClass[];
}

/** Says what a text holds that must not leave. */
export type TextScan = (text: string) => readonly DetectorClass[];

/** Dotted versions read like dates and addresses (`2023.1.1`, `4.5.0.0`). */
const VERSION = /^v?\d{1,4}(?:\.\d{1,3}){1,3}(?:[-+.]?(?:a|b|rc|alpha|beta|dev|post)\.?\d{0,3})?$/i;
const VERSION_MEMBER = '/version';

/** Scans with all detectors. */
export function scanOf(detectors: Detectors): TextScan {
  return (text) => [...new Set(detectors.scan(text).map((hit) => hit.class))];
}

/** Scans for the roster alone. */
export function rosterScanOf(detectors: Detectors): TextScan {
  const scan = scanOf(detectors);
  return (text) => scan(text).filter((name) => name === 'roster');
}

/**
 * All hits in the free texts of `value`, and in the names of its members where the schema leaves them free. What the schema closes (enumerations, literals, dates in a field
 * for dates, dataset ids) is not searched; a text that the schema does not know is. `value` fits the schema.
 */
export function* freeTextHits(
  schema: z.core.$ZodType,
  value: unknown,
  { scan, pointer = '' }: { readonly scan: TextScan; readonly pointer?: string },
): Generator<TextHit> {
  if (value === null || value === undefined || isClosed(schema)) return;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    yield* freeTextHits(schema.unwrap(), value, { scan, pointer });
  } else if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Readonly<Record<string, z.core.$ZodType>>;
    for (const [name, member] of Object.entries(value)) {
      yield* freeTextHits(shape[name] ?? z.unknown(), member, { scan, pointer: below(pointer, name) });
    }
  } else if (schema instanceof z.ZodArray && Array.isArray(value)) {
    for (const [n, item] of value.entries())
      yield* freeTextHits(schema.element, item, { scan, pointer: below(pointer, String(n)) });
  } else if (schema instanceof z.ZodRecord) {
    for (const [name, member] of Object.entries(value)) {
      const classes = scan(name);
      // The name is part of every pointer below: what was hit must not get into them.
      if (classes.length > 0) yield { pointer, classes };
      else
        yield* freeTextHits(schema.valueType, member, {
          scan,
          pointer: below(pointer, name),
        });
    }
  } else {
    const classes = new Set([...textsOf(value)].flatMap((text) => classesOf(text, pointer, scan)));
    if (classes.size > 0) yield { pointer, classes: [...classes] };
  }
}

function classesOf(text: string, pointer: string, scan: TextScan): readonly DetectorClass[] {
  const classes = scan(text);
  if (!pointer.endsWith(VERSION_MEMBER) || !VERSION.test(text)) return classes;
  return classes.filter((name) => name === 'roster');
}

function isClosed(schema: z.core.$ZodType): boolean {
  return (
    schema === datasetIdSchema ||
    schema instanceof z.ZodEnum ||
    schema instanceof z.ZodLiteral ||
    schema instanceof z.ZodISODate
  );
}

/** RFC 6901. */
function below(pointer: string, name: string): string {
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
