import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  convertedFacts,
  convertedJointMap,
  convertedPoseMap,
  type ColumnChanges,
} from '#contracts/dataset/converted.ts';
import { plainConversion } from '#contracts/dataset/conversions.ts';
import { canonicalValue, type JointMap } from '#contracts/dataset/joint-map.ts';
import { recordedPose, type PoseMap, type PoseTrack } from '#contracts/dataset/pose-map.ts';
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

test('a pose map follows renaming, units and what is left out: the tool stands where it stood', () => {
  const place = { position: [0, 0, 0], rotation: [1, 0, 0, 0] };
  const numbers = (feature: string, count: number) =>
    Array.from({ length: count }, (_, dimension) => ({ feature, dimension }));
  const track: PoseTrack = {
    effector: 0,
    role: 'state',
    position: numbers('place', 3),
    factor: 1,
    rotation: { form: 'roll-pitch-yaw', elements: numbers('turn', 3), factor: 1 },
    frame: { ...place, basis: 'root' },
    tool: { ...place, basis: 'stated' },
    opening: { feature: 'jaw', dimension: 0, closed: 0, open: 0.08 },
  };
  const map: PoseMap = {
    schema: 'pose-map/1',
    embodiment: MAP.embodiment,
    tracks: [track],
    unread: [{ feature: 'other', reason: 'rotation-unknown' }],
  };
  const changes: ColumnChanges = {
    rename: { place: 'tool.place', other: 'another' },
    without: [],
    units: { place: { from: 'm', to: 'mm' }, turn: { from: 'rad', to: 'deg' }, jaw: { from: 'm', to: 'mm' } },
  };
  const made = convertedPoseMap(map, changes);
  assert.deepEqual(made.unread, [{ feature: 'another', reason: 'rotation-unknown' }]);
  const before = recordedPose(track, ({ dimension }) => 0.1 * (dimension + 1))!;
  const after = recordedPose(made.tracks[0]!, ({ feature, dimension }) => {
    return feature === 'tool.place' ? 100 * (dimension + 1) : ((dimension + 1) * 18) / Math.PI;
  })!;
  for (const i of [0, 1, 2]) assert.ok(Math.abs(before.position[i]! - after.position[i]!) < 1e-12);
  for (const i of [0, 1, 2, 3]) assert.ok(Math.abs(before.rotation[i]! - after.rotation[i]!) < 1e-12);
  assert.equal(made.tracks[0]!.opening?.open, 80);
  assert.deepEqual(convertedPoseMap(map, { ...changes, without: ['turn'] }).tracks, []);
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
