/** The Chinese word of a verb of tasks, without the rest of the lexicon: pages that only name verbs load nothing else of it. */

import { VERBS } from './lexicon-verbs.ts';

const WORDS: ReadonlyMap<string, string> = new Map(
  VERBS.trim()
    .split('\n')
    .map((line): [string, string] => {
      const [head = '', , chinese = ''] = line.split(' : ');
      return [head.split(' < ')[0]!, chinese.split(', ')[0]!.split('>')[0]!];
    }),
);

/** The first Chinese word that the lexicon has for a verb, `v:` before its id or not; undefined for a verb that it lacks. */
export function chineseVerb(verb: string): string | undefined {
  return WORDS.get(verb.replace(/^v:/, ''));
}
