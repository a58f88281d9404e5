import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRobot } from '#node/embodiment/read-robot.ts';
import { certifyAndRetarget, swinging } from '#test/support/certified-pair.ts';
import { robotFile } from '#test/support/robot-recording.ts';

const signal = new AbortController().signal;

/** Recorded robot, robot that replays: all, some, and two arms. */
const PAIRS = [
  ['quillfeather-arm7', 'pebblehaven-arm6', 'all'],
  ['pebblehaven-arm6', 'larkspur-arm7', 'some'],
  ['brightmoor-small', 'brightmoor-small', 'all'],
] as const;

for (const [recorded, replaying, share] of PAIRS) {
  test(`what a certificate counts of ${recorded} for ${replaying} is within 1 cm and 10 degrees in the added columns, every frame`, async (t) => {
    const [from, to] = await Promise.all(
      [recorded, replaying].map((name) => readRobot(robotFile(name), { signal })),
    );
    const root = await swinging(t, recorded, 5);
    const { windows, followed, alone, frames } = await certifyAndRetarget(root, from!, to!);
    t.diagnostic(`${followed} of ${windows} windows (${alone} by themselves), ${frames} frames`);
    assert.ok(followed > 0 && followed < windows === (share === 'some'));
  });
}
