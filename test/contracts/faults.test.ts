import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExchangeError } from '#contracts/errors.ts';
import { errorWords, faultError, FAULTS, refusalWords } from '#contracts/faults.ts';

const slots = (words: string): string[] => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

test('words of faults name the same parameters in both languages, and end as no sentence does', () => {
  for (const [fault, [english, chinese]] of Object.entries(FAULTS)) {
    assert.deepEqual(slots(chinese), slots(english), fault);
    assert.match(chinese, /[\u4e00-\u9fff]/, fault);
    for (const words of [english, chinese]) assert.doesNotMatch(words, /[.。]$|\(line/, fault);
  }
});

test('an error of a fault is told in both languages, with its line', () => {
  const error = faultError('bad-robot-description', 'cycle', { link: 'upper', line: 7 });
  assert.equal(error.message, 'The joints form a cycle through the link "upper" (line 7).');
  assert.deepEqual(error.params, { link: 'upper', line: 7, fault: 'cycle' });
  assert.equal(errorWords(error, 'en'), error.message);
  assert.equal(errorWords(error, 'zh'), '关节构成经过连杆“upper”的闭环（第 7 行）。');
});

test('an error without a known fault keeps its message behind the Chinese of its code', () => {
  const plain = new ExchangeError('rate-limited', 'Too many.');
  assert.equal(errorWords(plain, 'zh'), '请求过多，请稍候：Too many.');
  // A server of strangers may name anything as its fault.
  for (const fault of ['constructor', '__proto__', 'none', 7]) {
    const strange = new ExchangeError('not-found', 'Gone.', { params: { fault } });
    assert.equal(errorWords(strange, 'zh'), '未找到：Gone.');
  }
});

test('a parameter that looks like a slot is not filled again', () => {
  const error = faultError('not-found', 'dataset-unknown', { dataset: '{fault}' });
  assert.equal(error.message, 'The catalog has no dataset "{fault}".');
});

test('refusals of a license have words, and a region that was not stated is asked for', () => {
  const action = { code: 'action-not-permitted', params: { action: 'redistribute' } };
  assert.equal(refusalWords(action, 'en'), 'the license does not permit to redistribute the data');
  assert.equal(refusalWords(action, 'zh'), '许可不允许此用途：redistribute');
  const unstated = { code: 'region-not-permitted', params: { region: null } };
  assert.match(refusalWords(unstated, 'en'), /--region/);
  assert.match(refusalWords(unstated, 'zh'), /--region/);
  assert.equal(refusalWords({ code: 'other-thing', params: { n: 2 } }, 'en'), 'other thing (n 2)');
});
