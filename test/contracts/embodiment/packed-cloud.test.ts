import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FastChain } from '#contracts/embodiment/kinematics/fast-chain.ts';
import {
  MAX_PACKED_POSES,
  packCloud,
  packedCoverage,
  packedMayReach,
} from '#contracts/embodiment/reach/packed-cloud.ts';
import { workspaceCloud } from '#contracts/embodiment/reach/pose-cloud.ts';
import {
  allowedPlacements,
  bestCoverage,
  chargedCoverage,
  chargeOf,
  coverageAt,
  type Placement,
} from '#contracts/embodiment/reach/reach-coverage.ts';
import { reachFrameOf } from '#contracts/embodiment/reach/reach-frame.ts';
import { buildReachMap } from '#contracts/embodiment/reach/reach-map.ts';
import { chainOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { armEmbodiment } from '../../support/match-bodies.ts';

/** An arm whose base turns by so many radians to either side. */
function arm(upper: number, turn: number) {
  const embodiment = armEmbodiment({ upper, fore: 0.3, turn });
  return chainOf(embodiment, embodiment.endEffectors[0]!);
}

test('a packed cloud is covered as its poses are, at every placement', () => {
  const free = { fixedHeight: null };
  for (const [upper, turn] of [
    [0.25, 3.15],
    [0.4, 1.2],
    [0.3, 2.4],
  ] as const) {
    const map = buildReachMap(arm(upper, turn));
    assert.ok(map.frame.vertical);
    for (const recorded of [0.2, 0.3, 0.45]) {
      const cloud = workspaceCloud(arm(recorded, 2.6), 480);
      const { coverage, placement } = packedCoverage(packCloud(cloud), map, free);
      const turns = map.fullTurn ? [0] : [0, 1, 2, 3, 4, 5, 6, 7];
      const at = (placed: Placement): number =>
        chargedCoverage(coverageAt(cloud, map, { placement: placed }), chargeOf(placed, free));
      const all = allowedPlacements(free).flatMap((one) => turns.map((eighths) => at({ ...one, eighths })));
      assert.equal(coverage, Math.max(...all), `${upper} ${turn} ${recorded}`);
      // What a turn gains has to be worth it before it is advised.
      assert.ok(at(placement) > coverage - 0.021);
      assert.equal(bestCoverage(cloud, map, free).coverage, coverage);
    }
  }
});

test('a fixed height is met to half a cell', () => {
  const map = buildReachMap(arm(0.3, 3.15));
  const cloud = workspaceCloud(arm(0.3, 3.15), MAX_PACKED_POSES);
  const packed = packCloud(cloud);
  for (const cells of [-3, 0, 2, 60]) {
    const exact = packedCoverage(packed, map, { fixedHeight: cells * 0.05 });
    const near = packedCoverage(packed, map, { fixedHeight: cells * 0.05 + 0.02 });
    assert.equal(near.coverage, exact.coverage);
    assert.equal(near.placement.dz, cells * 0.05 + 0.02);
  }
  assert.equal(packedCoverage(packed, map, { fixedHeight: 60 * 0.05 }).coverage, 0);
  assert.deepEqual(packed.shoulder, reachFrameOf(new FastChain(arm(0.3, 3.15))).origin);
});

test('what may not be reached is not reached, and what turns all the way round is told to the pose', () => {
  let refused = 0;
  for (const [upper, turn] of [
    [0.25, 3.15],
    [0.4, 1.2],
    [0.2, 3.15],
  ] as const) {
    const map = buildReachMap(arm(upper, turn));
    for (const recorded of [0.2, 0.3, 0.45]) {
      const packed = packCloud(workspaceCloud(arm(recorded, 2.6), 480));
      for (const freedom of [{ fixedHeight: null }, { fixedHeight: 0.3 }]) {
        const { coverage } = packedCoverage(packed, map, freedom);
        assert.equal(packedMayReach(packed, map, { freedom, least: coverage }), true);
        for (let poses = 0; poses <= 480; poses++) {
          const least = poses / 480;
          const may = packedMayReach(packed, map, { freedom, least });
          if (!may) refused++;
          if (map.fullTurn) assert.equal(may, coverage >= least, `${upper} ${recorded} ${poses}`);
          else assert.ok(may || coverage < least);
        }
      }
    }
  }
  assert.ok(refused > 1000, `${refused} were refused`);
});
