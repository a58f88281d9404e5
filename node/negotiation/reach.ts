/** Reaches a company where it is now: what is known of its addresses may be older than its last start. */

import { isExchangeError } from '#contracts/errors.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { KnownParticipant, Participants } from './ports.ts';

/**
 * Runs `use` with what is known of a company, and once more with a fresh record when the company cannot be reached and its
 * record names other addresses. Throws what `use` throws.
 */
export async function reach<T>(
  participants: Participants,
  company: ParticipantId,
  use: (known: KnownParticipant) => Promise<T>,
): Promise<T> {
  const known = await participants.resolve(company);
  try {
    return await use(known);
  } catch (error) {
    if (!isExchangeError(error, 'peer-unreachable')) throw error;
    const renewed = await participants.resolve(company, { fresh: true }).catch(() => known);
    if (renewed.addresses.join() === known.addresses.join()) throw error;
    return use(renewed);
  }
}
