import { test } from 'node:test';
import assert from 'node:assert/strict';
import { countScriptSteps, spreadFaults, surviveFault } from '#test/support/crash-log.ts';

/** Faults that every run of the tests tries; the long run tries a thousand. */
const FAULTS = 60;

test('survives crashes, full disks, read and write errors and torn writes at 60 steps without loss or fork', async () => {
  const steps = await countScriptSteps();
  assert.ok(steps > FAULTS);
  for (const fault of spreadFaults(steps, FAULTS)) {
    await assert.doesNotReject(surviveFault(fault), JSON.stringify(fault));
  }
});
