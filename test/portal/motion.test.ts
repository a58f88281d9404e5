/** An episode on its robot: joint columns of a sample become joint positions by the signed map, at any time. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import type { JointMap } from '#contracts/dataset/joint-map.ts';
import type { Series } from '#contracts/http/samples.ts';
import { followedChannels, motionOf, positionsAt } from '../../server/portal/pages/dataset/motion.ts';
import { robotFile } from '../support/robot-recording.ts';

const tree = readRobotDescription(await readFile(robotFile('larkspur-arm7'), 'utf8'));
const { embodiment: body } = canonicalForm(tree);
const element = { label: 'j', unit: 'deg' as const, factor: Math.PI / 180, offset: 0 };
const MAP: JointMap = {
  schema: 'joint-map/1',
  embodiment: `sha256:${'0'.repeat(64)}`,
  columns: [
    {
      feature: 'observation.state',
      role: 'state',
      quantity: 'position',
      reference: 'absolute',
      elements: [
        { ...element, dimension: 0, joint: 1, sign: -1 },
        { ...element, dimension: 1, joint: 0, sign: 1, offset: Math.PI / 2 },
        { ...element, dimension: 2, joint: 2, sign: 1 },
      ],
      unmapped: [],
    },
  ],
};
const CHANNELS = [
  { feature: 'action', dimension: 0 },
  { feature: 'observation.state', dimension: 1 },
  { feature: 'observation.state', dimension: 0 },
];

function series(values: Readonly<Record<number, (number | null)[]>>, reduced = false): Series {
  const channels = Object.entries(values).map(([channel, each]) => ({
    channel: Number(channel),
    values: each,
  }));
  const time = (channels[0]?.values ?? []).map((_, i) => i / 10);
  return { episode: 0, frames: time.length, reduced, time, channels };
}

test('only joints whose column the sample has are moved, whatever the order of channels', () => {
  const followed = followedChannels(MAP, CHANNELS);
  assert.deepEqual(
    followed.map(({ source, channel }) => [source.joint, channel]),
    [
      [1, 2],
      [0, 1],
    ],
  );
});

test('sign, unit and offset are applied, gaps keep the position before, and between frames it goes straight', () => {
  const followed = followedChannels(MAP, CHANNELS);
  const motion = motionOf(body, followed, [series({ 2: [0, null, 90] }), series({ 1: [90, 90, 180] })]);
  assert.deepEqual(
    motion.positions.map((q) => [q[0], q[1]]),
    [
      [0, -0],
      [0, -0],
      [Math.PI / 2, -Math.PI / 2],
    ],
  );
  const [q0, q1] = positionsAt(motion, 0.15);
  assert.ok(Math.abs((q0 ?? 0) - Math.PI / 4) < 1e-12 && Math.abs((q1 ?? 0) + Math.PI / 4) < 1e-12);
  assert.deepEqual(positionsAt(motion, 99), motion.positions[2], 'after the end it stands');
});

test('of reduced series the body stands between the least and the greatest value of each stretch', () => {
  const followed = followedChannels(MAP, CHANNELS).filter(({ channel }) => channel === 2);
  const motion = motionOf(body, followed, [series({ 2: [0, 90, 90, 180] }, true)]);
  assert.deepEqual(
    motion.positions.map((q) => Math.round(((q[1] ?? 0) * -180) / Math.PI)),
    [45, 135],
  );
  assert.deepEqual(
    motion.time.map((time) => time.toFixed(2)),
    ['0.05', '0.25'],
  );
});
