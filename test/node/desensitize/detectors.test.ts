import { test } from 'node:test';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { DetectorClass } from '#contracts/desensitize/report.ts';
import { Detectors } from '#node/desensitize/detectors.ts';
import { pseudonymOf } from '#node/desensitize/pseudonyms.ts';

const detectors = new Detectors(['Ingrid Halvorsen', '王小明', 'Project Nightjar', 'Zoë Brontë']);

const HITS: readonly (readonly [DetectorClass, string])[] = [
  ['email', 'write to ingrid.h@example-robotics.co.uk today'],
  ['email', '邮箱：xiaoming@例子.cn'],
  ['phone', 'call 13812345678'],
  ['phone', '电话138-1234-5678。'],
  ['phone', '+86 138 1234 5678'],
  ['phone', '１３８１２３４５６７８'],
  ['phone', 'office 021-62345678'],
  ['phone', '(415) 555-0132'],
  ['phone', '1-415-555-0132'],
  ['phone', '+47 22 34 56 78'],
  ['national-id', '身份证 11010519491231002X'],
  ['national-id', 'ssn 219-09-9999'],
  ['payment-card', '4111 1111 1111 1111'],
  ['location', '31.2304, 121.4737'],
  ['location', 'at -33.8688,151.2093 in the hall'],
  ['location', `48°51'24" N`],
  ['location', '+27.5916+086.5640+8850/'],
  ['location', '$GPGGA,123519,4807.038,N'],
  ['location', 'lat: 59.91'],
  ['ip-address', 'host 192.168.1.23'],
  ['ip-address', 'fe80::1ff:fe23:4567:890a'],
  ['ip-address', '2001:db8:85a3:8d3:1319:8a2e:370:7348'],
  ['mac-address', '00:1B:44:11:3A:B7'],
  ['serial-number', 'S/N: A1B2-99'],
  ['serial-number', 'UR5e-20215301234'],
  ['serial-number', 'cam_D435_817612070540'],
  ['serial-number', '序列号：XG20-771'],
  ['serial-number', '123e4567-e89b-12d3-a456-426614174000'],
  ['home-path', '/home/ihalvorsen/rec'],
  ['home-path', 'C:\\Users\\Ingrid\\x'],
  ['home-path', '\\\\nas01\\recordings'],
  ['license-plate', '沪A·12345'],
  ['license-plate', '粤BD12345'],
  ['license-plate', 'license plate: AB 12345'],
  ['date', '2025-03-04'],
  ['date', '2025年3月4日'],
  ['date', '20250304_050607'],
  ['date', '1014_144602'],
  ['person', 'operator: Olaf Berg'],
  ['person', '操作员李雷'],
  ['roster', 'ask ingrid halvorsen'],
  ['roster', 'ingrid_halvorsen'],
  ['roster', 'IngridHalvorsen'],
  ['roster', 'Halvorsen, Ingrid'],
  ['roster', '请找王小明拿杯子'],
  ['roster', 'for project nightjar only'],
  ['roster', 'ZOE\u0308 BRONTE\u0308'],
  ['roster', 'Ing\u200brid Halvorsen'],
];

test('finds every seeded item', () => {
  for (const [name, text] of HITS) {
    const classes = detectors.scan(text).map((hit) => hit.class);
    assert.ok(classes.includes(name), `${name}: ${text} gave ${classes.join(' ') || 'nothing'}`);
  }
});

const CLEAN = [
  'Pick up the yellow bottle on the table.',
  '把杯子放到架子第二层',
  'Put the 3 red blocks into box 12, then return to home position',
  'observation.images.cam_high',
  'kLeftHandThumbRotation',
  'data/chunk-{episode_chunk:03d}/episode_{episode_index:06d}.parquet',
  'data/chunk-000/episode_000029.parquet',
  'videos/observation.images.top/chunk-000/file-000.mp4',
  'Unitree_G1_Inspire',
  'v3.0',
  '0:100',
  'Sequence',
  'stats/observation.state/q99',
  'videos/observation.images.top/from_timestamp',
  'rotate 90 degrees, speed 0.25, position 0.123 and 0.456',
  'p_abcdefghijklmnop',
  'parquet-cpp-arrow version 16.1.0',
  'halvorsen street', // a part of a name is not the name
];

test('leaves harmless text alone', () => {
  for (const text of CLEAN) assert.deepEqual(detectors.scan(text), [], text);
});

test('no pseudonym is taken for a serial number, and none hides a name', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (value) => {
      const key = Buffer.alloc(32, 1);
      const name = pseudonymOf({ key, domain: 'person', recipient: 'x' }, Buffer.from(value).toString('hex'));
      for (const text of [name, `observation.images.${name}`, `videos/${name}/chunk-000`]) {
        assert.deepEqual(detectors.scan(text), [], text);
      }
    }),
    { numRuns: 2000 },
  );
  assert.ok(!new Detectors(['abcdefghijklmnop']).isClean('p_abcdefghijklmnop'));
});

test('identity and card numbers with a wrong check digit are not taken for one', () => {
  for (const text of ['110105194912310021', '4111 1111 1111 1112']) {
    const classes = detectors.scan(text).map((hit) => hit.class);
    assert.ok(!classes.includes('national-id') && !classes.includes('payment-card'), text);
  }
});

test('a seeded item is found wherever it stands in any text', () => {
  const filler = fc.string({ unit: fc.constantFrom(...' .,;\nabcxyz杯子'.split('')), maxLength: 300 });
  fc.assert(
    fc.property(fc.constantFrom(...HITS), filler, filler, ([name, text], before, after) => {
      const found = detectors.scan(`${before} ${text} ${after}`).map((hit) => hit.class);
      assert.ok(found.includes(name));
    }),
    { numRuns: 500 },
  );
});

test('an item across the border of two pieces is found', () => {
  for (const offset of [65_000, 65_500, 65_530, 130_500]) {
    const text = `${'x '.repeat(offset / 2)}ingrid.h@example.com${' y'.repeat(300)}`;
    assert.ok(
      detectors.scan(text).some((hit) => hit.class === 'email'),
      String(offset),
    );
  }
});

test('hostile text costs linear time', () => {
  const started = performance.now();
  for (const unit of ['a', '1', '1 ', 'a.', 'a@', '0:', '(', '+1', 'a-', '1.2,', '\\', 'lat ', '京A']) {
    detectors.scan(unit.repeat(200_000 / unit.length));
  }
  assert.ok(performance.now() - started < 15_000);
});

test('ten thousand roster names cost no more than a few', () => {
  const letters = (n: number) =>
    n.toString(10).replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)] as string);
  const names = Array.from({ length: 10_000 }, (_, i) => `Person${letters(i)} Family${letters(7 * i)}`);
  const many = new Detectors(names);
  const started = performance.now();
  many.scan('the gripper closes around the handle '.repeat(2000));
  assert.ok(performance.now() - started < 5000);
  assert.ok(many.scan('familyh_personb').some((hit) => hit.class === 'roster'));
});
