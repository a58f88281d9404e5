import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { bodyClassOf, bodyDof } from '#contracts/embodiment/body/body-class.ts';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';

const ROBOTS = join(import.meta.dirname, '..', '..', '..', 'demo', 'robots');
const EXPECTED = {
  'larkspur-arm7': ['arm', 7],
  'pebblehaven-arm6': ['arm', 6],
  'pebblehaven-desktop5': ['arm', 5],
  'brightmoor-small': ['humanoid', null],
  'walnut-hand5': ['hand', null],
} as const;

test('bodies of the demo fall into their classes', async () => {
  for (const [name, [kind, dof]] of Object.entries(EXPECTED)) {
    const tree = readRobotDescription(await readFile(join(ROBOTS, `${name}.urdf`), 'utf8'));
    const { embodiment } = canonicalForm(tree);
    assert.equal(bodyClassOf(embodiment), kind, name);
    const found = bodyDof(embodiment);
    if (dof === null) assert.ok(found !== null && found >= 0, name);
    else assert.equal(found, dof, name);
  }
});

test('no described body is a class of its own', () => {
  assert.equal(bodyClassOf(null), 'none');
  assert.equal(bodyDof(null), null);
});
