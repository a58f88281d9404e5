import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { rotate } from '#contracts/embodiment/spatial.ts';

test('an arm stands on its foot, whatever hangs on a mast above it', () => {
  const file = new URL('../../../demo/robots/pebblehaven-desktop5.urdf', import.meta.url);
  const text = readFileSync(file, 'utf8');
  assert.match(text, /top_camera_mount/);
  const { base } = canonicalForm(readRobotDescription(text));
  assert.ok(rotate(base.rotation, [0, 0, 1])[2] > 0.999);
});
