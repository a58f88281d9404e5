import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NEGOTIATION_STATES } from '#contracts/negotiation/transitions.ts';
import { TRANSFER_PHASES } from '#contracts/http/console.ts';
import { TRANSFER_STATES } from '#contracts/transfer/transitions.ts';
import { codeWords, endedWords, LINES, lineWords } from '#node/cli/command-words.ts';

const slots = (words: string): string[] => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

test('every line of a command names the same facts in both languages', () => {
  for (const [line, [english, chinese]] of Object.entries(LINES)) {
    assert.deepEqual(slots(chinese), slots(english), line);
    assert.match(chinese, /[\u4e00-\u9fff]/, line);
  }
  assert.equal(lineWords('see', 'zh', { file: 'a.json' }), '见 a.json');
});

test('every state and step of the protocol has a Chinese name, and keeps its own in English', () => {
  for (const state of [...NEGOTIATION_STATES, ...TRANSFER_STATES]) {
    assert.equal(codeWords('state', state, 'en'), state);
    assert.match(codeWords('state', state, 'zh'), /^[\u4e00-\u9fff]+$/);
  }
  for (const phase of TRANSFER_PHASES) assert.match(codeWords('phase', phase, 'zh'), /^[\u4e00-\u9fff]+$/);
  assert.equal(codeWords('state', 'NEW', 'zh'), 'NEW');
});

test('what a counterparty notes about an ending steers no terminal', () => {
  const ended = { by: 'provider', code: 'purpose-too-vague', note: 'say \u001b[31mmore' } as const;
  assert.equal(endedWords({ ended }), 'purpose-too-vague: say \ufffd[31mmore');
  assert.equal(endedWords({ ended: null }), '');
});
