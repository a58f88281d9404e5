import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { test, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import { fromUtf8 } from '#contracts/bytes.ts';
import { isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import { joinInside, readFileBounded, writeFileAtomic } from '#platform/files.ts';

const carries = (code: ErrorCode) => (error: unknown) => isExchangeError(error) && error.code === code;

async function folderOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kin-files-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('a file is replaced as a whole and leaves nothing beside it', async (t) => {
  const folder = await folderOf(t);
  const path = join(folder, 'head');
  await writeFileAtomic(path, 'one');
  await Promise.all(['two', 'three', 'four'].map((text) => writeFileAtomic(path, text, { mode: 0o600 })));
  assert.match(await readFile(path, 'utf8'), /^(two|three|four)$/);
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.deepEqual(await readdir(folder), ['head']);
});

test('an exclusive write keeps what is there', async (t) => {
  const path = join(await folderOf(t), 'key');
  await writeFileAtomic(path, 'first', { exclusive: true });
  await assert.rejects(writeFileAtomic(path, 'second', { exclusive: true }), carries('conflict'));
  assert.equal(await readFile(path, 'utf8'), 'first');
});

test('a write into a folder that is not there is a storage failure', async (t) => {
  await assert.rejects(writeFileAtomic(join(await folderOf(t), 'no', 'x'), 'x'), carries('storage-failed'));
});

test('reading stops at its bound', async (t) => {
  const folder = await folderOf(t);
  const path = join(folder, 'x');
  await writeFile(path, 'hello');
  assert.equal(fromUtf8(await readFileBounded(path, 5)), 'hello');
  await assert.rejects(readFileBounded(path, 4), carries('limit-exceeded'));
  await assert.rejects(readFileBounded(join(folder, 'none'), 4), carries('not-found'));
  await assert.rejects(readFileBounded(folder, 1_000_000), carries('storage-failed'));
  if (process.platform === 'linux')
    await assert.rejects(readFileBounded('/proc/self/status', 8), carries('limit-exceeded'));
});

test('paths of strangers stay inside their folder or are refused', () => {
  const folder = resolve('/srv/delivered');
  for (const good of ['a', 'data/chunk-000/file.parquet', 'videos/观察.mp4', '..a/b..c']) {
    assert.equal(joinInside(folder, good), join(folder, good));
  }
  const bad = [
    '',
    '/',
    '/etc/passwd',
    '..',
    '../x',
    'a/../b',
    'a//b',
    './a',
    'a/.',
    'a\\b',
    'C:x',
    'nul',
    'COM1.txt',
  ];
  for (const path of [
    ...bad,
    'a\u0000b',
    'a\nb',
    'trailing.',
    'space ',
    'x'.repeat(256),
    'ab/'.repeat(400) + 'c',
    '\ud800',
  ]) {
    assert.throws(() => joinInside(folder, path), carries('path-not-allowed'), path);
  }
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom('..', '.', '', 'a', '\\', ':')).map((parts) => parts.join('/')),
  );
  fc.assert(
    fc.property(texts, (path) => {
      try {
        assert.ok(joinInside(folder, path).startsWith(folder + sep));
      } catch (error) {
        assert.ok(carries('path-not-allowed')(error), String(error));
      }
    }),
    { numRuns: 300 },
  );
});
