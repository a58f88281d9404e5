import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { mutateDescription } from '#test/support/mutate-description.ts';
import { randomArm, randomHumanoid, randomQuadruped } from '#test/support/procedural-robots.ts';
import { toMjcf, toUrdf } from '#test/support/write-descriptions.ts';

const MUTATIONS = 10_000;
const MAKERS = [randomArm, randomHumanoid, randomQuadruped];

test('10,000 mutated descriptions are read or refused with a typed error, each within a second', () => {
  const random = seededRandom(77);
  let read = 0;
  for (let i = 0; i < MUTATIONS; i++) {
    const model = MAKERS[i % MAKERS.length]!(i % 97);
    const text = mutateDescription(i % 2 === 0 ? toUrdf(model) : toMjcf(model), random);
    const started = performance.now();
    try {
      canonicalForm(readRobotDescription(text));
      read += 1;
    } catch (error) {
      assert.ok(error instanceof ExchangeError && error.code !== 'internal', `${String(error)}\n${text}`);
    }
    assert.ok(performance.now() - started < 1000, text);
  }
  assert.ok(read > MUTATIONS / 20, `only ${read} were read`);
});
