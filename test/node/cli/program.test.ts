import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kin } from '../../support/run-kin.ts';

test('a word that names another command stands in nobody’s way', async () => {
  const { code, stderr } = await kin(['--home', 'node', 'validate', 'match']);
  assert.equal(code, 5);
  assert.match(stderr, /match/);
});

test('a command that does not exist is told what comes near', async () => {
  const { code, stderr } = await kin(['veryfi', 'x']);
  assert.equal(code, 2);
  assert.match(stderr, /Did you mean verify\?/);
});
