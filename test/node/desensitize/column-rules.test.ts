import { test } from 'node:test';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { brokenPathRule } from '#contracts/content/paths.ts';
import { findPolicy, type DesensitizationPolicy } from '#contracts/desensitize/policies.ts';
import { decideColumns, type ColumnDecision } from '#node/desensitize/column-rules.ts';
import { Detectors } from '#node/desensitize/detectors.ts';
import type { SourceFeature } from '#node/desensitize/ports.ts';

function policy(id: string): DesensitizationPolicy {
  const found = findPolicy(id);
  assert.ok(found.ok);
  return found.value;
}

const detectors = new Detectors(['Ingrid Halvorsen']);
const scope = { key: Buffer.alloc(32, 5), recipient: 'urn:kin:ds:test' };

function feature(name: string, dtype = 'float32', names: readonly string[] | null = null): SourceFeature {
  return { name, dtype, shape: [1], names, fps: null, info: {} };
}

function decide(features: readonly SourceFeature[], id = 'standard@1'): ColumnDecision[] {
  return decideColumns({ features, policy: policy(id), detectors, scope });
}

function fateOf(one: SourceFeature, id?: string): string {
  const [decision] = decide([one], id);
  return decision?.kind === 'drop' ? decision.reason : (decision?.kind ?? '');
}

test('keeps what a robot is made of and drops what nobody allowed', () => {
  const fates: readonly (readonly [SourceFeature, string])[] = [
    [feature('timestamp'), 'core'],
    [feature('task_index', 'int64'), 'core'],
    [feature('observation.state'), 'numbers'],
    [feature('action'), 'numbers'],
    [feature('action.joint_position', 'float64'), 'numbers'],
    [feature('next.done', 'bool'), 'numbers'],
    [feature('observation.gps'), 'location'],
    [feature('observation.latitude', 'float64'), 'location'],
    [feature('operator_id', 'int64'), 'identity'],
    [feature('badge', 'int64'), 'unknown-column'],
    [feature('heart_rate'), 'unknown-column'],
    [feature('notes', 'string'), 'free-text'],
    [feature('language_instruction', 'string'), 'free-text'],
    [feature('language_events', 'language'), 'free-text'],
    [feature('operator', 'string'), 'pseudonyms'],
    [feature('recorded_by', 'string'), 'pseudonyms'],
    [feature('observation.extra', 'struct'), 'nested-value'],
    [feature('observation.images.top', 'video'), 'video-not-allowed'],
    [feature('observation.images.wrist', 'image'), 'image-not-allowed'],
  ];
  for (const [one, fate] of fates) assert.equal(fateOf(one), fate, one.name);
});

test('only open@1 lets pictures through, and no-pixels@1 keeps no pseudonym', () => {
  const video = feature('observation.images.top', 'video');
  assert.equal(fateOf(video, 'open@1'), 'video');
  assert.equal(fateOf(video, 'no-pixels@1'), 'video-not-allowed');
  assert.equal(fateOf(feature('operator', 'string'), 'no-pixels@1'), 'identity');
});

test('replaces the part of a name that identifies, and keeps the rest', () => {
  const [camera, joints] = decide(
    [
      feature('observation.images.cam_D435-817612070540', 'video'),
      feature('action', 'float32', ['shoulder', 'gripper of Ingrid Halvorsen', 'wrist_3']),
    ],
    'open@1',
  );
  assert.ok(camera?.kind === 'video' && joints?.kind === 'numbers');
  assert.match(camera.name, /^observation\.images\.p_[a-z2-7]{16}$/);
  assert.ok(camera.renamed && joints.renamed);
  assert.deepEqual(joints.names, ['shoulder', 'dim-1', 'wrist_3']);
});

test('two columns never get one name', () => {
  const decisions = decide([
    feature('action'),
    feature('action'),
    feature('timestamp'),
    feature('timestamp'),
  ]);
  assert.deepEqual(
    decisions.map((decision) => (decision.kind === 'drop' ? decision.reason : decision.kind)),
    ['numbers', 'unsafe-name', 'core', 'core'],
  );
});

test('names of cameras can be folders everywhere', () => {
  const cameras = [
    'observation.images.Top',
    'observation.images.top',
    'observation.images.a/b',
    'observation.images.x.',
    'con',
  ];
  const decisions = decide(
    cameras.map((name) => feature(name, 'video')),
    'open@1',
  );
  const names = decisions.map((decision) => ('name' in decision ? decision.name : decision.kind));
  assert.equal(names[0], 'observation.images.Top');
  assert.equal(names[1], 'drop', 'one of two folders that differ by case');
  for (const name of names) assert.equal(brokenPathRule(name), undefined, name);
});

test('whatever a feature is called, the name that passes is safe and clean', () => {
  const dtype = fc.constantFrom('float32', 'int64', 'string', 'video', 'image', 'language', 'object', '');
  const name = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc
      .tuple(
        fc.constantFrom('observation.', 'action.', 'observation.images.', ''),
        fc.string({ unit: 'binary', maxLength: 30 }),
      )
      .map((parts) => parts.join('')),
    fc.constantFrom(
      'observation.IngridHalvorsen',
      'action.13812345678',
      'observation.192.168.1.2',
      'action.2025.03.04',
    ),
  );
  fc.assert(
    fc.property(name, dtype, (text, type) => {
      const [decision] = decide([feature(text, type, [text])], 'open@1');
      if (decision === undefined || decision.kind === 'drop' || decision.kind === 'core') return;
      assert.match(decision.name, /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/);
      assert.ok(detectors.isClean(decision.name), decision.name);
      for (const each of decision.names ?? []) assert.ok(detectors.isClean(each), each);
    }),
    { numRuns: 1000 },
  );
});

test('what follows people frame by frame passes under open@2 alone, their names and places never', () => {
  const hands = feature('human.hands', 'float64', ['left_wrist_x', 'left_wrist_y']);
  for (const id of ['open@1', 'standard@1', 'no-pixels@1']) assert.equal(fateOf(hands, id), 'unknown-column');
  assert.equal(fateOf(hands, 'open@2'), 'numbers');
  assert.equal(fateOf(feature('human.gps', 'float64'), 'open@2'), 'location');
  assert.equal(fateOf(feature('human.person_id', 'int64'), 'open@2'), 'identity');
  assert.equal(fateOf(feature('annotation.heart_rate', 'float64'), 'open@2'), 'unknown-column');
  assert.equal(fateOf(feature('humanity', 'float64'), 'open@2'), 'unknown-column');
});
