import { test } from 'node:test';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isExchangeError } from '#contracts/errors.ts';
import {
  brokenPathRule,
  comparePaths,
  MAX_PATH_BYTES,
  MAX_SEGMENT_BYTES,
  requireFolderPaths,
} from '#contracts/content/paths.ts';
import { HOSTILE_FOLDERS, HOSTILE_PATHS } from '#test/support/hostile-paths.ts';

test('allows the paths that LeRobot folders are made of', () => {
  for (const path of [
    'meta/info.json',
    'data/chunk-000/episode_000000.parquet',
    'videos/observation.images.top/chunk-000/file-000.mp4',
    'meta/任务.json',
    'images/é.png',
  ]) {
    assert.equal(brokenPathRule(path), undefined, path);
  }
});

test('refuses every path of the hostile corpus by the rule that it breaks', () => {
  for (const [path, rule] of HOSTILE_PATHS) {
    assert.equal(brokenPathRule(path), rule, JSON.stringify(path.slice(0, 60)));
  }
});

test('refuses paths that fall together on some file system', () => {
  for (const [paths, rule] of HOSTILE_FOLDERS) {
    assert.throws(
      () => requireFolderPaths(paths),
      (error: unknown) => isExchangeError(error, 'path-not-allowed') && error.params['rule'] === rule,
      paths.join(' '),
    );
  }
});

test('allows siblings whose names merely share a beginning', () => {
  requireFolderPaths(['a.x', 'a/b', 'a/c', 'ab', 'b/a', 'b/b']);
});

test('orders paths by their UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      assert.equal(Math.sign(comparePaths(a, b)), Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
    }),
  );
});

test('lets no string through that leaves the folder or its limits', () => {
  const piece = fc.oneof(
    fc.constantFrom('..', '.', '/', '\\', '\0', 'a', 'CON', 'exchange', ':', ' ', '\u202e', 'é'),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const path = pieces.join('');
      if (brokenPathRule(path) !== undefined) return;
      assert.ok(Buffer.byteLength(path) <= MAX_PATH_BYTES);
      assert.ok(!path.startsWith('/') && !/[\\:\0]/.test(path));
      for (const segment of path.split('/')) {
        assert.ok(segment !== '' && segment !== '.' && segment !== '..');
        assert.ok(Buffer.byteLength(segment) <= MAX_SEGMENT_BYTES);
      }
    }),
    { numRuns: 2000 },
  );
});
