import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Detectors } from '#node/desensitize/detectors.ts';
import { listRaw, rawRoot } from '#node/desensitize/inventory.ts';
import { SourceTexts } from '#node/desensitize/source-texts.ts';

const scratch = await mkdtemp(join(tmpdir(), 'kin-texts-'));
after(async () => await rm(scratch, { recursive: true, force: true }));

async function textsOfFile(name: string, content: string): Promise<SourceTexts> {
  const dir = await mkdtemp(join(scratch, 'one-'));
  await writeFile(join(dir, name), content);
  const texts = new SourceTexts(new Detectors(['Ingrid Halvorsen']));
  await texts.addFiles(dir, await listRaw(dir));
  return texts;
}

test('numbers in JSON are joint angles, whatever they look like', async () => {
  const numbers = { mean: [2.532739813432272e-7, 31.23041, 121.4737], count: [13812345678] };
  for (const content of [
    JSON.stringify(numbers, null, 4),
    JSON.stringify(numbers),
    '[31.23041, 121.47370',
    '2.532739813432272e-7,',
  ]) {
    const texts = await textsOfFile('stats.json', content);
    assert.deepEqual([...texts.needles], [], content);
  }
});

test('texts of JSON, lines of notes and names of files are scanned', async () => {
  const seen = async (name: string, content: string) =>
    [...(await textsOfFile(name, content)).needles].join(' ');
  assert.match(await seen('info.json', '{"a":{"b":["write to x.y@example.com"]}}'), /x\.y@example\.com/);
  assert.match(await seen('episodes.jsonl', '{"n":1}\n{"Ingrid Halvorsen":2}\n'), /ingrid halvorsen/);
  assert.match(await seen('notes.txt', 'nothing\n13812345678'), /13812345678/);
  assert.match(await seen('UR5e-20215301234.bin', '\0\0'), /UR5e-20215301234/);
  assert.match(await seen('torn.json', '{"a": "13812345678", '), /13812345678/);
});

test('the raw root covers every plain file and opens no link', async () => {
  const dir = await mkdtemp(join(scratch, 'raw-'));
  await mkdir(join(dir, 'CON'));
  await writeFile(join(dir, 'CON', 'a: odd name'), 'x');
  await writeFile(join(dir, 'b'), 'y');
  const plain = await listRaw(dir);
  const root = await rawRoot(dir, plain, {});
  await symlink('/etc/passwd', join(dir, 'link'));
  const linked = await listRaw(dir);
  assert.deepEqual(
    linked.map(({ path, plain }) => [path, plain]),
    [
      ['CON/a: odd name', true],
      ['b', true],
      ['link', false],
    ],
  );
  assert.equal(await rawRoot(dir, linked, {}), root);
  await writeFile(join(dir, 'b'), 'z');
  assert.notEqual(await rawRoot(dir, linked, {}), root);
});
