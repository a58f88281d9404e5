/**
 * The answer frame of an exchange: one byte, then a body.
 *
 * 0 is followed by the bytes of the answer. 1 is followed by canonical JSON `{code, message, ok: false, params}` with a code of
 * the closed list. An error that a handler did not mean to show travels as `internal` with no message of its own.
 */

import { canonicalBytes, parseCanonical } from '#contracts/canonical-json.ts';
import { z } from 'zod';
import { ERROR_CODES, ExchangeError, isExchangeError } from '#contracts/errors.ts';

/** Longest error frame. */
export const MAX_ERROR_BYTES = 4_096;
/** Longest message of an error on the wire, in UTF-16 units. */
const MAX_MESSAGE_LENGTH = 400;
const MAX_PARAMS = 12;
const MAX_PARAM_LENGTH = 128;

const OK = Uint8Array.of(0);
const FAILED = Uint8Array.of(1);

const errorSchema = z.strictObject({
  ok: z.literal(false),
  code: z.enum(ERROR_CODES),
  message: z.string().max(MAX_MESSAGE_LENGTH),
  params: z.record(
    z.string().max(64),
    z.union([z.string().max(MAX_PARAM_LENGTH), z.number(), z.boolean(), z.null()]),
  ),
});

/** Parts of a good answer. */
export function answerParts(body: Uint8Array): Uint8Array[] {
  return [OK, body];
}

/** Parts of an error answer. */
export function errorParts(error: unknown): Uint8Array[] {
  const shown = isExchangeError(error) && error.code !== 'internal' ? error : undefined;
  const wire = {
    ok: false,
    code: shown?.code ?? 'internal',
    message: clean((shown?.message ?? 'The peer failed to handle the request.').slice(0, MAX_MESSAGE_LENGTH)),
    params: shown === undefined ? {} : wireParams(shown),
  };
  return [FAILED, canonicalBytes(wire)];
}

/** Body of a good answer. Throws the error of an error answer (param `peer` added), or `peer-misbehaved` for anything else. */
export function readAnswer(frame: Uint8Array, peer: string): Uint8Array {
  if (frame[0] === 0) return frame.subarray(1);
  if (frame[0] === 1) throw readError(frame.subarray(1), peer);
  throw new ExchangeError('peer-misbehaved', 'The answer has no known form.', { params: { peer } });
}

function readError(bytes: Uint8Array, peer: string): ExchangeError {
  try {
    const { code, message, params } = errorSchema.parse(parseCanonical(bytes, MAX_ERROR_BYTES));
    return new ExchangeError(code, clean(message), { params: { ...params, peer } });
  } catch (cause) {
    return new ExchangeError('peer-misbehaved', 'The answer is no well-formed error.', {
      params: { peer },
      cause,
    });
  }
}

function wireParams(error: ExchangeError): Record<string, string | number | boolean | null> {
  const params: Record<string, string | number | boolean | null> = {};
  for (const [name, value] of Object.entries(error.params).slice(0, MAX_PARAMS)) {
    if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) continue;
    if (Number.isNaN(value)) continue;
    params[name.slice(0, 64)] = typeof value === 'string' ? clean(value.slice(0, MAX_PARAM_LENGTH)) : value;
  }
  return params;
}

/** Text of a stranger goes to terminals: no control characters, no half characters. */
function clean(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is removed
  return text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}
