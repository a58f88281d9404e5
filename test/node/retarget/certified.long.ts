import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRobot } from '#node/embodiment/read-robot.ts';
import { certifyAndRetarget, swinging, type Compared } from '#test/support/certified-pair.ts';
import { robotFile } from '#test/support/robot-recording.ts';

const signal = new AbortController().signal;
const ROBOTS = ['larkspur-arm7', 'quillfeather-arm7', 'pebblehaven-arm6', 'brightmoor-small'] as const;

test('what certificates count is within 1 cm and 10 degrees in the added columns: 16 pairs, every frame', async (t) => {
  const robots = await Promise.all(ROBOTS.map((name) => readRobot(robotFile(name), { signal })));
  const total = { windows: 0, followed: 0, alone: 0, frames: 0 };
  for (const [i, from] of robots.entries()) {
    const root = await swinging(t, ROBOTS[i]!, 8);
    for (const to of robots) {
      const found = await certifyAndRetarget(root, from, to);
      if (from === to) assert.equal(found.followed, found.windows, `${ROBOTS[i]} follows itself`);
      for (const key of Object.keys(total) as (keyof Compared)[]) total[key] += found[key];
    }
  }
  t.diagnostic(
    `${total.followed} of ${total.windows} windows (${total.alone} by themselves), ${total.frames} frames`,
  );
  assert.ok(total.followed > total.windows / 2);
});
