import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { z } from 'zod';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { embodimentId, gridStep } from '#contracts/embodiment/body/embodiment-id.ts';
import {
  type Embodiment,
  embodimentSchema,
  parseEmbodiment,
} from '#contracts/embodiment/embodiment-schema.ts';
import { readUrdf } from '#contracts/embodiment/description/read-urdf.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { randomArm, randomHumanoid } from '#test/support/procedural-robots.ts';
import { toUrdf } from '#test/support/write-descriptions.ts';

const arm: Embodiment = canonicalForm(readUrdf(toUrdf(randomArm(5)))).embodiment;

test('the JSON Schema accepts what the schema accepts', () => {
  const schema = z.toJSONSchema(embodimentSchema);
  const validate = new Ajv2020.default({ strict: false }).compile(schema);
  for (const seed of [1, 2, 3]) {
    const body = canonicalForm(readUrdf(toUrdf(randomHumanoid(seed)))).embodiment;
    assert.ok(validate(body), JSON.stringify(validate.errors));
  }
  assert.ok(!validate({ ...arm, vendor: 'somebody' }));
});

test('an embodiment survives the way through JSON with its id', () => {
  const again = parseEmbodiment(JSON.parse(JSON.stringify(arm)));
  assert.deepEqual(again, arm);
  assert.equal(embodimentId(nodeCrypto, again), embodimentId(nodeCrypto, arm));
});

test('the id of a known body never changes', () => {
  const { id, embodiment } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../vectors/embodiment.json'), 'utf8'),
  ) as { id: string; embodiment: unknown };
  assert.equal(embodimentId(nodeCrypto, parseEmbodiment(embodiment)), id);
});

test('an embodiment holds no names', () => {
  assert.doesNotMatch(JSON.stringify(arm), /body\d|joint\d/);
});

test('unknown versions, foreign members and dangling references are refused', () => {
  const refused = (value: unknown, code: Parameters<typeof isExchangeError>[1]): void => {
    assert.throws(
      () => parseEmbodiment(value),
      (error) => isExchangeError(error, code),
    );
  };
  refused({ ...arm, schema: 'embodiment/2' }, 'unknown-version');
  refused({ ...arm, name: 'x' }, 'schema-mismatch');
  refused(null, 'schema-mismatch');
  refused({ ...arm, joints: arm.joints.map((joint) => ({ ...joint, parent: 50 })) }, 'schema-mismatch');
  refused({ ...arm, joints: arm.joints.map((joint) => ({ ...joint, axis: [0, 0, 2] })) }, 'schema-mismatch');
  refused(
    { ...arm, joints: arm.joints.map((joint) => ({ ...joint, lower: 1, upper: -1 })) },
    'schema-mismatch',
  );
  refused({ ...arm, couplings: [[0, 199]] }, 'schema-mismatch');
  refused({ ...arm, limbs: [{ kind: 'arm', parent: 3, joints: [0] }] }, 'schema-mismatch');
  refused(
    { ...arm, sensors: [{ kind: 'camera', joint: 100, pose: arm.endEffectors[0]?.tcp, rateHz: null }] },
    'schema-mismatch',
  );
  refused(
    { ...arm, joints: arm.joints.map((joint) => ({ ...joint, velocity: Number.NaN })) },
    'schema-mismatch',
  );
});

test('decimals with five digits fall into the same step of the grid whatever their last bit is', () => {
  fc.assert(
    fc.property(fc.integer({ min: -500_000, max: 500_000 }), (hundredThousandths) => {
      const exact = hundredThousandths / 100_000;
      for (const noise of [-1e-9, 1e-9, -1e-6, 1e-6]) assert.equal(gridStep(exact + noise), gridStep(exact));
    }),
    { numRuns: 2000 },
  );
});

test('a grid step tells values apart that differ by two ten-thousandths', () => {
  fc.assert(
    fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (value) => {
      assert.notEqual(gridStep(value), gridStep(value + 2e-4));
    }),
  );
});
