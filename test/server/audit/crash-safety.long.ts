import { test } from 'node:test';
import assert from 'node:assert/strict';
import { countScriptSteps, spreadFaults, surviveFault } from '#test/support/crash-log.ts';

/** With the 50 killed processes of kill-process.long.ts, a thousand crash points. */
const FAULTS = 950;

test('survives 950 faults at every step of the script without loss or fork', async () => {
  const steps = await countScriptSteps();
  const started = performance.now();
  for (const fault of spreadFaults(steps, FAULTS)) {
    await assert.doesNotReject(surviveFault(fault), JSON.stringify(fault));
  }
  process.stdout.write(
    `# ${FAULTS} faults over ${steps} steps, seeds from 1000, ${Math.round((performance.now() - started) / 1000)} s\n`,
  );
});
