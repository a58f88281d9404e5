/** What pages look like in the middle of something: a question that is answered, a dataset on its way into the catalog. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Language } from '#contracts/matching/words.ts';
import { robotFile } from './robot-recording.ts';

const PAGES = join(import.meta.dirname, '..', '..', 'server', 'portal', 'pages');
/** Reading a folder and drawing what desensitizing does to it, milliseconds. */
const PATIENCE_MS = 60_000;

/** A scene: plays on a page and stops, with a name, wherever a picture is to be taken. */
export interface Scene {
  readonly site: 'broker' | 'node';
  /** Area of its pages. */
  readonly area: string;
  readonly play: (page: Page, language: Language) => AsyncGenerator<string>;
}

/** All scenes. */
export const SCENES: readonly Scene[] = [
  { site: 'broker', area: 'match', play: answeredQuestion },
  { site: 'node', area: 'publish', play: publication },
];

async function* answeredQuestion(page: Page, language: Language): AsyncGenerator<string> {
  const say = await wordsOf('match', language);
  await page.goto('/match');
  await page.locator('input[type=file]').setInputFiles(robotFile('quillfeather-arm7'));
  await page.getByLabel(say('question.task')).fill(say('question.taskExample'));
  await page.getByRole('button', { name: say('question.ask') }).click();
  const first = page.locator('main li').first();
  await first.getByRole('button').first().click();
  yield 'match-answer';
}

async function* publication(page: Page, language: Language): AsyncGenerator<string> {
  const say = await wordsOf('publish', language);
  await page.goto('/publish');
  await page.getByRole('button', { name: say('start.new') }).click();
  await page.getByRole('button', { name: new RegExp(`${say('pick.choose')}.*desk-tidy`) }).click();
  await page.getByText(say('data.features')).waitFor({ timeout: PATIENCE_MS });
  yield 'publish-data';
  for (const step of ['robot', 'quality', 'privacy', 'terms', 'review']) {
    const name = say('wizard.next').replace('{{step}}', say(`step.${step}`));
    await page.getByRole('button', { name }).click();
    yield `publish-${step}`;
  }
}

/** Words of an area by their dotted key. */
async function wordsOf(area: string, language: Language): Promise<(key: string) => string> {
  const words: unknown = JSON.parse(await readFile(join(PAGES, area, `words.${language}.json`), 'utf8'));
  return (key) => {
    let found = words;
    for (const part of key.split('.')) found = (found as Record<string, unknown>)[part];
    return String(found);
  };
}
