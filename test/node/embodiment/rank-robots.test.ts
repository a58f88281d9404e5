import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rankRobots } from '#node/embodiment/rank-robots.ts';
import type { LabelledEmbodiment } from '#node/embodiment/confined-rank.ts';
import { armEmbodiment } from '#test/support/match-bodies.ts';

const armOf = (label: string, upper: number): LabelledEmbodiment => ({
  label,
  id: label,
  embodiment: armEmbodiment({ upper, fore: 0.3 }),
});

test('a source that breaks the ranking is named with its reason, and the others are ranked', async () => {
  const arm = armOf('arm', 0.4);
  // No description gives such a form: it stands for a fault that nobody has thought of.
  const broken = { ...armOf('broken', 0.4), embodiment: { ...arm.embodiment, limbs: null } } as never;
  const asked = { target: armOf('target', 0.4), use: 'replay', verify: 0 } as const;
  const ranked = await rankRobots({ ...asked, sources: [arm, broken, armOf('long', 0.9)] });
  assert.deepEqual(
    ranked.ranking.map(({ source }) => source),
    ['arm', 'long'],
  );
  assert.deepEqual(
    ranked.failed.map(({ source, error }) => [source, error.code]),
    [['broken', 'internal']],
  );
  const target = { ...asked.target, embodiment: { ...arm.embodiment, limbs: null } } as never;
  await assert.rejects(rankRobots({ ...asked, target, sources: [arm] }), { code: 'internal' });
});
