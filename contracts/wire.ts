/** Parsing at the edge: one way from unknown input to a typed value, with a typed error. */

import type { z } from 'zod';
import { ExchangeError, type ErrorParams } from './errors.ts';

/** One thing wrong with a document: where (JSON pointer, RFC 6901) and what. */
export interface WireIssue {
  readonly pointer: string;
  readonly message: string;
}

/** Most issues that are reported for one document. */
export const MAX_ISSUES = 16;

/** An error of shape: carries every issue found, up to {@link MAX_ISSUES}. */
export class WireError extends ExchangeError {
  readonly issues: readonly WireIssue[];

  constructor(what: string, issues: readonly WireIssue[], params: ErrorParams = {}) {
    const first = issues[0];
    super(
      'schema-mismatch',
      `Not a valid ${what}: ${first ? `${first.pointer || '/'} ${first.message}` : 'unknown'}.`,
      { params },
    );
    this.issues = issues;
  }
}

/**
 * Parses a value by a schema. Throws {@link WireError} (`schema-mismatch`) with pointers into the document.
 * @param what the document's name, for the message
 */
export function parseWire<S extends z.ZodType>(schema: S, value: unknown, what: string): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, MAX_ISSUES).map((issue) => ({
    pointer: issue.path
      .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join(''),
    message: issue.message,
  }));
  throw new WireError(what, issues);
}
