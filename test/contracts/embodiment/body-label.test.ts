/** What bodies without a file are called, in words of both languages. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bodyLabelSearchText,
  bodyLabelWords,
  cameraLabel,
  personLabel,
  SKELETON_LABEL,
} from '#contracts/embodiment/body/body-label.ts';

test('codes become words in the language of whoever reads', () => {
  assert.equal(bodyLabelWords(personLabel(1.75), 'en'), 'person of 1.75 m');
  assert.equal(bodyLabelWords(personLabel(1.8), 'zh'), '身高 1.80 m 的人');
  assert.equal(bodyLabelWords(cameraLabel(1.6), 'en'), 'camera worn at 1.60 m');
  assert.equal(bodyLabelWords(cameraLabel(1.6), 'zh'), '佩戴于 1.60 m 高的相机');
  assert.equal(bodyLabelWords(SKELETON_LABEL, 'en'), 'person with own skeleton');
  assert.equal(bodyLabelWords(SKELETON_LABEL, 'zh'), '人（自带骨架）');
});

test('every other label is a name, and is left as it is', () => {
  for (const name of ['human', 'camera', 'human:', 'human:tall', 'human:1.755', 'xhuman:1.75', 'arm 7', ''])
    for (const language of ['en', 'zh'] as const) assert.equal(bodyLabelWords(name, language), name);
});

test('a person is found by words of both languages', () => {
  assert.deepEqual(bodyLabelSearchText('human:1.75').split('\n'), [
    'human:1.75',
    'person of 1.75 m',
    '身高 1.75 m 的人',
  ]);
  assert.equal(bodyLabelSearchText('arm 7'), 'arm 7');
});
