/** Words for the values of filters. Those of codes come from contracts or from the words of every page. */

import type { TFunction } from 'i18next';
import { chineseVerb } from '#contracts/matching/lexicon/verb-words.ts';
import type { Language } from '#contracts/matching/words.ts';

/** The word for a value of a filter or facet. */
export function valueWords(name: string, value: string, t: TFunction<'catalog'>): string {
  switch (name) {
    case 'collection':
      return t(`app:collection.${value}`, { defaultValue: value });
    case 'bodyClass':
      return t(`body.${value}`, { defaultValue: value });
    case 'modality':
      return t(`modality.${value}`, { defaultValue: value });
    case 'access':
      return t(`access.${value}`, { defaultValue: value });
    default:
      return value;
  }
}

/** The word for a verb of the tasks' lexicon: in Chinese the first of its words. */
export function verbWord(verb: string, language: Language): string {
  if (language === 'en') return verb.replace('v:', '').replaceAll('-', ' ');
  return chineseVerb(verb) ?? verb;
}
