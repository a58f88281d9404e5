/** Refuses a publication whose own words hold what its data may not: the detectors and the roster, applied to what a lister states. */

import { ExchangeError } from '#contracts/errors.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import type { TextHit } from '../desensitize/free-texts.ts';
import type { ConfinedTextsInput } from './confined-texts.ts';

/** Most places that a refusal names. */
const MAX_PLACES = 8;

/**
 * Searches the free texts of statements, of the listing and of the facts that a manifest will hold. Throws `refused` with the JSON pointers of the texts and the
 * classes of detectors that hit them, never the hits; `bad-config` when the file of statements does not fit.
 */
export async function requirePublishable(input: ConfinedTextsInput, signal: AbortSignal): Promise<void> {
  const outcome = await runConfined<TextHit[]>({
    module: new URL('./confined-texts.ts', import.meta.url),
    input,
    readable: input.declarations === undefined ? [] : [input.declarations],
    signal,
  });
  if (!outcome.ok)
    throw new ExchangeError('bad-config', `Reading the statements ended the process (${outcome.death}).`);
  const hits = outcome.value;
  if (hits.length === 0) return;
  const places = hits
    .slice(0, MAX_PLACES)
    .map(({ pointer, classes }) => `${pointer} (${classes.join(', ')})`);
  const more = hits.length > MAX_PLACES ? ` and ${hits.length - MAX_PLACES} more` : '';
  throw new ExchangeError(
    'refused',
    `What would be published about the dataset holds what must not leave: ${places.join('; ')}${more}.`,
    {
      params: {
        rules: [...new Set(hits.flatMap(({ classes }) => classes))].join(', '),
        pointers: hits
          .slice(0, MAX_PLACES)
          .map(({ pointer }) => pointer)
          .join(', '),
      },
    },
  );
}
