/** The catalogs of words: both languages have the same keys, and every key that a page names exists. */

import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { verbWord } from '#server/portal/pages/catalog/value-words.ts';

const PORTAL = join(import.meta.dirname, '..', '..', 'server', 'portal');
const PLURAL = /_(zero|one|two|few|many|other)$/;

type Words = { readonly [key: string]: string | Words };

async function words(folder: string, language: string): Promise<Map<string, string>> {
  const text = await readFile(join(PORTAL, folder, `words.${language}.json`), 'utf8');
  return new Map(flat(JSON.parse(text) as Words, ''));
}

function flat(value: Words, base: string): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]): [string, string][] =>
    typeof inner === 'string' ? [[base + key, inner]] : flat(inner, `${base}${key}.`),
  );
}

function folders(): string[] {
  return globSync('{app,pages/*}/words.en.json', { cwd: PORTAL })
    .map((file) => dirname(file))
    .sort();
}

test('English and Chinese have the same keys and the same variables', async () => {
  for (const folder of folders()) {
    const [english, chinese] = [await words(folder, 'en'), await words(folder, 'zh')];
    const keys = (catalog: Map<string, string>): string[] =>
      [...new Set([...catalog.keys()].map((key) => key.replace(PLURAL, '')))].sort();
    assert.deepEqual(keys(chinese), keys(english), folder);
    for (const [key, text] of english) {
      const other = chinese.get(key) ?? chinese.get(key.replace(PLURAL, '_other')) ?? '';
      const variables = (value: string): string[] => [...new Set(value.match(/\{\{\w+\}\}/g))].sort();
      assert.deepEqual(variables(other), variables(text), `${folder} ${key}`);
      assert.ok(text.trim() !== '' && other.trim() !== '', `${folder} ${key} is empty`);
    }
  }
});

test('every key that a page names in full exists', async () => {
  const app = await words('app', 'en');
  const has = (catalog: Map<string, string>, key: string): boolean =>
    catalog.has(key) || catalog.has(`${key}_other`);
  for (const folder of ['app', 'api', 'components', ...folders().filter((name) => name !== 'app')]) {
    const own = folder.startsWith('pages/') ? await words(folder, 'en') : app;
    for (const file of globSync(`${folder}/**/*.{ts,tsx}`, { cwd: PORTAL })) {
      const source = await readFile(join(PORTAL, file), 'utf8');
      for (const [, key = ''] of source.matchAll(/\bt\(\s*'([^']+)'/g)) {
        const [, area, rest] = /^(\w[\w-]*):(.+)$/.exec(key) ?? [];
        const catalog = area === undefined ? own : area === 'app' ? app : await words(`pages/${area}`, 'en');
        assert.ok(has(catalog, rest ?? key), `${basename(file)} names ${key}`);
      }
    }
  }
});

test('a verb that the catalog is filtered by has a word in both languages', () => {
  assert.deepEqual([verbWord('hand-over', 'en'), verbWord('hand-over', 'zh')], ['hand over', '递']);
  assert.deepEqual([verbWord('v:water', 'en'), verbWord('v:water', 'zh')], ['water', '浇']);
});
