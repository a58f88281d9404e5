import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convertedFacts, convertedJointMap } from '#contracts/dataset/converted.ts';
import { plainConversion } from '#contracts/dataset/conversions.ts';
import { canonicalValue, type JointMap } from '#contracts/dataset/joint-map.ts';
import { lerobotFacts } from '#test/support/described-dataset.ts';

const MAP: JointMap = {
  schema: 'joint-map/1',
  embodiment: `sha256:${'1'.repeat(64)}`,
  columns: [
    {
      feature: 'observation.state',
      role: 'state',
      quantity: 'position',
      reference: 'absolute',
      elements: [{ dimension: 0, joint: 3, label: 'elbow', unit: 'rad', factor: 1, sign: -1, offset: 0.25 }],
      unmapped: [],
    },
    {
      feature: 'action',
      role: 'action',
      quantity: 'position',
      reference: 'absolute',
      elements: [],
      unmapped: [],
    },
  ],
};

const options = {
  ...plainConversion('lerobot-v2.1'),
  fps: 10,
  rename: { 'observation.state': 'joints' },
  without: ['action', 'observation.images.top'],
  units: { 'observation.state': { from: 'rad', to: 'deg' } },
} as const;

test('a joint map follows renaming, units and what is left out: the joint stands where it stood', () => {
  const made = convertedJointMap(MAP, { ...options, without: ['action'] });
  assert.deepEqual(
    made.columns.map(({ feature }) => feature),
    ['joints'],
  );
  const [before, after] = [MAP.columns[0]!.elements[0]!, made.columns[0]!.elements[0]!];
  assert.equal(after.unit, 'deg');
  const degrees = (0.7 * 180) / Math.PI;
  assert.ok(Math.abs(canonicalValue(after, degrees) - canonicalValue(before, 0.7)) < 1e-12);
});

test('facts follow a conversion', () => {
  const facts = lerobotFacts('v3.0');
  const made = convertedFacts(facts, {
    options: { ...options, without: ['observation.images.top'] },
    episodes: 2,
    frames: 50,
  });
  assert.deepEqual(
    made.features.map(({ name, unit, rateHz }) => [name, unit, rateHz]),
    [
      ['joints', 'deg', 10],
      ['task_index', 'count', 10],
    ],
  );
  assert.deepEqual([made.episodes, made.frames, made.fps, made.seconds], [2, 50, 10, 5]);
});
