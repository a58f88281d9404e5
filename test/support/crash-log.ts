/** Runs a scripted log into a fault at one step, restarts it, and checks what a log promises. */

import assert from 'node:assert/strict';
import { isExchangeError } from '#contracts/errors.ts';
import type { TransparencyLog } from '#server/audit/transparency-log.ts';
import { assertKeepsPromises, openOnDisk, testEntry } from './log-on-disk.ts';
import { seededRandom } from './mutate-bytes.ts';
import { SimulatedDisk, type Fault } from './simulated-disk.ts';

/** One fault to be survived. */
export interface FaultCase {
  /** Number of the step at which it falls. */
  readonly at: number;
  readonly kind: Fault;
  /** True when the unsynced part of the disk is lost too, not just the process. */
  readonly powerLoss: boolean;
  readonly seed: number;
}

/** Sizes of the batches of one run: single entries, and enough to fill bundles, tiles and segments. */
const SCRIPT = [1, 3, 250, 1, 300, 2, 270, 1];
const TOTAL = SCRIPT.reduce((sum, count) => sum + count, 0);

/** Number of steps that the script takes when nothing fails. */
export async function countScriptSteps(): Promise<number> {
  const disk = new SimulatedDisk();
  await runScript(disk, new Map());
  return disk.steps;
}

/**
 * Runs the script into the fault, restarts, checks, appends everything again (each entry must have one place), lets the power
 * fail once more, and checks again.
 */
export async function surviveFault(fault: FaultCase): Promise<void> {
  const disk = new SimulatedDisk();
  const random = seededRandom(fault.seed);
  const acknowledged = new Map<number, Uint8Array>();
  disk.arm(fault.at, fault.kind);
  await runScript(disk, acknowledged);
  disk.powerOn(random, fault.powerLoss);
  const log = await openOnDisk(disk);
  await assertKeepsPromises(log, { acknowledged, heads: disk.heads });
  await appendRange(log, { from: 0, to: TOTAL, acknowledged });
  assert.equal(log.head().checkpoint.size, TOTAL, 'an entry stands in the log twice');
  await log.close();
  disk.powerOn(random, true);
  const last = await openOnDisk(disk);
  await assertKeepsPromises(last, { acknowledged, heads: disk.heads });
  await last.close();
}

/** Appends the script's batches until something fails; whatever was acknowledged is noted. */
async function runScript(disk: SimulatedDisk, acknowledged: Map<number, Uint8Array>): Promise<void> {
  let log: TransparencyLog | null = null;
  try {
    log = await openOnDisk(disk);
    let from = 0;
    for (const [batch, count] of SCRIPT.entries()) {
      await appendRange(log, { from, to: from + count, acknowledged });
      from += count;
      // A restart in the middle, so that faults fall into recovery as well.
      if (batch === 4) {
        await log.close();
        log = await openOnDisk(disk);
      }
    }
    await log.close();
  } catch (error) {
    assert.ok(
      isExchangeError(error, 'storage-failed') || isExchangeError(error, 'log-unavailable'),
      String(error),
    );
    await log?.close();
  }
}

async function appendRange(
  log: TransparencyLog,
  range: { from: number; to: number; acknowledged: Map<number, Uint8Array> },
): Promise<void> {
  const appends = Array.from({ length: range.to - range.from }, async (_, i) => {
    const entry = testEntry(range.from + i);
    const { index } = await log.append(entry);
    const known = range.acknowledged.get(index);
    assert.ok(known === undefined || Buffer.from(known).equals(entry), `index ${index} was given out twice`);
    range.acknowledged.set(index, entry);
  });
  const outcomes = await Promise.allSettled(appends);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

/** `count` faults spread over the steps of the script, of all kinds. */
export function spreadFaults(steps: number, count: number): FaultCase[] {
  const kinds: readonly Fault[] = ['crash', 'crash', 'ENOSPC', 'EIO', 'torn-write'];
  return Array.from({ length: count }, (_, i) => ({
    at: 1 + Math.floor((i * steps) / count),
    kind: kinds[i % kinds.length] as Fault,
    powerLoss: i % 3 !== 0,
    seed: 1000 + i,
  }));
}
