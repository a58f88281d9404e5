import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalBytes } from '#contracts/canonical-json.ts';
import { MAX_FACTS_BYTES } from '#contracts/dataset/limits.ts';
import {
  declarationsSchema,
  lifecycleOf,
  lifecycleSchema,
  pairingSchema,
  UNSTATED_LIFECYCLE,
} from '#contracts/dataset/lifecycle.ts';

test('says of every stage that nobody stated it', () => {
  assert.deepEqual(lifecycleSchema.parse(UNSTATED_LIFECYCLE), UNSTATED_LIFECYCLE);
  assert.deepEqual(lifecycleOf(null), UNSTATED_LIFECYCLE);
  assert.ok(canonicalBytes(UNSTATED_LIFECYCLE).length < 1000);
});

test('takes the stages that a lister states and leaves the others unknown', () => {
  const declarations = declarationsSchema.parse({
    schema: 'declarations/1',
    episodes: 12,
    success: { labeller: 'operator', share: 0.9 },
    pairings: [{ kind: 'task-instance', group: 'cup-shelf-2026-03', dataset: null, episodes: 40 }],
  });
  const life = lifecycleOf(declarations);
  assert.deepEqual(life.success, { labeller: 'operator', share: 0.9 });
  assert.equal(life.pairings[0]?.group, 'cup-shelf-2026-03');
  assert.deepEqual(life.annotation, UNSTATED_LIFECYCLE.annotation);
  assert.equal('episodes' in life, false);
});

test('refuses what is no statement: unknown stages, people’s control characters, half poses', () => {
  const refused: readonly object[] = [
    { operatorName: 'a person' },
    { objects: [{ name: 'cup\u202e' }] },
    { pairings: [{ kind: 'task-instance', group: 'Cup Shelf', dataset: null, episodes: null }] },
    { grippers: [{ feature: 'action' }] },
    { features: { action: { unit: 'furlong' } } },
  ];
  for (const change of refused) {
    const result = declarationsSchema.safeParse({ schema: 'declarations/1', ...change });
    assert.equal(result.success, false, JSON.stringify(change));
  }
  assert.equal(declarationsSchema.safeParse({ schema: 'declarations/2' }).success, false);
});

test('names pairings by a group or by the other dataset', () => {
  const dataset = `urn:kin:ds:${'a'.repeat(52)}`;
  const pairing = { kind: 'trajectory', group: 'larkspur.cup-7', dataset, episodes: null };
  assert.deepEqual(pairingSchema.parse(pairing), pairing);
  assert.equal(pairingSchema.safeParse({ ...pairing, dataset: 'larkspur/cups' }).success, false);
});

test('bounds a life so that it fits into facts', () => {
  const object = {
    name: 'o'.repeat(160),
    material: 'm'.repeat(160),
    massKg: 1.5,
    friction: 0.5,
    deformability: 'rigid',
    size: [0.1, 0.1, 0.1],
  };
  const full = (count: number) => ({
    ...UNSTATED_LIFECYCLE,
    objects: Array.from({ length: count }, () => object),
  });
  assert.equal(lifecycleSchema.safeParse(full(64)).success, true);
  assert.ok(canonicalBytes(full(64)).length < MAX_FACTS_BYTES / 2);
  assert.equal(lifecycleSchema.safeParse(full(65)).success, false);
});
