import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CERTIFIED_REASONS, CERTIFIED_STATUS } from '#contracts/http/fit.ts';
import { certifiedReasonWords, certifiedStatusWords } from '#contracts/http/fit-words.ts';
import { reasonWords } from '#contracts/matching/words.ts';

const move = (forwardCm: number, upCm: number, turnDegrees: number) => ({
  code: 'move-base',
  params: { forwardCm, upCm, turnDegrees },
});

test('a placement is told as one would say it', () => {
  assert.equal(
    reasonWords(move(-15, 20, 0)),
    'put the shoulder 15 cm behind and 20 cm above the recorded one',
  );
  assert.equal(reasonWords(move(0, -20, 0)), 'put the shoulder 20 cm below the recorded one');
  assert.equal(
    reasonWords(move(30, 0, -45)),
    'put the shoulder 30 cm in front of the recorded one; turn the base by 45 degrees to the right',
  );
  assert.equal(reasonWords(move(0, 0, 90)), 'turn the base by 90 degrees to the left');
  assert.equal(
    reasonWords(move(-15, 20, 90), 'zh'),
    '将肩部置于录制机体肩部后方 15 厘米、上方 20 厘米处，底座左转 90 度',
  );
});

test('an opening that stays what it is is not scaled', () => {
  const opening = (fromMm: number) =>
    reasonWords({ code: 'convert-gripper-range', params: { fromMm, toMm: 80 } });
  assert.equal(opening(85), 'gripper opening scaled from 85 mm to 80 mm');
  assert.equal(opening(80), 'gripper opening of 80 mm, as recorded');
});

test('classes of hands are words in both languages', () => {
  const reason = { code: 'hand-other-class', params: { recorded: 'anthropomorphic', target: 'two-finger' } };
  assert.equal(reasonWords(reason), 'recorded with a five-finger hand, replayed with a two-finger gripper');
  assert.equal(reasonWords(reason, 'zh'), '录制时为五指手，重放时为两指夹爪');
});

test('what became of asking for a certificate has words in both languages', () => {
  for (const language of ['en', 'zh'] as const) {
    for (const status of CERTIFIED_STATUS) assert.notEqual(certifiedStatusWords(status, language), status);
    for (const reason of CERTIFIED_REASONS)
      assert.match(certifiedReasonWords(reason, language), language === 'en' ? /^[A-Z].*\.$/ : /。$/);
  }
});
