/** Answers of peers that cannot be read. */

import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { mayPass } from '#platform/back-off.ts';

/**
 * What an answer is that cannot be read: no refusal of what was asked, whatever code reading it gives, but `peer-misbehaved`. Passes on what
 * may pass by itself.
 * @param what the answer's name, for the message
 */
export function unreadableAnswer(what: string, cause: unknown): unknown {
  if (!isExchangeError(cause) || mayPass(cause)) return cause;
  return new ExchangeError('peer-misbehaved', `The ${what} cannot be read: ${cause.message}`, { cause });
}
