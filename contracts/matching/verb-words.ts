/** The Chinese word of a verb of tasks, without the rest of the lexicon: pages that only name verbs load no nouns. */

import { VERBS } from './lexicon-verbs.ts';
import { FIELD_VERBS } from './lexicon/field-verbs.ts';
import { TRADE_VERBS } from './lexicon/trade-verbs.ts';
import { HANDLING_VERBS } from './lexicon/handling-verbs.ts';

const NONE = '-';

/** First Chinese word by id. `v:` of ids that a thing has as well is left out. */
const WORDS: ReadonlyMap<string, string> = new Map(
  [VERBS, FIELD_VERBS, TRADE_VERBS, HANDLING_VERBS]
    .flatMap((verbs) => verbs.trim().split('\n'))
    .map((line): [string, string] => {
      const [head = '', , chinese = NONE] = line.split(' : ');
      return [head.split(' < ')[0]!, chinese.split(', ')[0]!.split('>')[0]!];
    })
    .filter(([, word]) => word !== NONE)
    .reverse(),
);

/** The first Chinese word that the lexicon has for a verb; undefined for a verb that it lacks. */
export function chineseVerb(verb: string): string | undefined {
  return WORDS.get(verb.replace(/^v:/, ''));
}
