/**
 * Words in English and Chinese. A namespace is a folder with `words.en.json` and `words.zh.json`: `app` for what every page shows,
 * and one per area of pages. Only the namespaces and the language in use are loaded.
 */

import i18next, {
  changeLanguage,
  loadNamespaces,
  use as install,
  type BackendModule,
  type ReadCallback,
  type ResourceKey,
} from 'i18next';
import { initReactI18next } from 'react-i18next';
import { ExchangeError } from '#contracts/errors.ts';
import type { Language } from '#contracts/matching/words.ts';
import { readChoice, writeChoice } from './choices.ts';

const CHOICE = 'language';

const FILES = import.meta.glob<ResourceKey>(['./words.*.json', '../pages/*/words.*.json'], {
  import: 'default',
});

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    void handWords({ language, namespace }, done);
  },
};

/** i18next takes callbacks. */
async function handWords(
  wanted: { readonly language: string; readonly namespace: string },
  done: ReadCallback,
): Promise<void> {
  let words: ResourceKey;
  try {
    words = await readWords(wanted.language, wanted.namespace);
  } catch (error) {
    done(error as Error, false);
    return;
  }
  done(null, words);
}

async function readWords(language: string, namespace: string): Promise<ResourceKey> {
  const folder = namespace === 'app' ? '.' : `../pages/${namespace}`;
  const load = FILES[`${folder}/words.${language}.json`];
  if (load === undefined) throw new ExchangeError('not-found', `There are no words for ${namespace}.`);
  return load();
}

/** Loads the words that every page needs. */
export async function startWords(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  });
  await install(backend)
    .use(initReactI18next)
    .init({
      lng: firstLanguage(),
      supportedLngs: ['en', 'zh'],
      fallbackLng: false,
      ns: ['app'],
      defaultNS: 'app',
      interpolation: { escapeValue: false },
      returnNull: false,
    });
}

/** Words of an area's pages, loaded ahead of the page that shows them. */
export function loadWords(area: string): Promise<void> {
  return loadNamespaces(area);
}

/** Changes the language and remembers it. */
export async function chooseLanguage(language: Language): Promise<void> {
  writeChoice(CHOICE, language);
  await changeLanguage(language);
}

function firstLanguage(): Language {
  const chosen = readChoice(CHOICE);
  if (chosen === 'en' || chosen === 'zh') return chosen;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
