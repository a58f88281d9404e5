import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workspaceCloud, POSE_STRIDE, type PoseCloud } from '#contracts/embodiment/reach/pose-cloud.ts';
import {
  allowedPlacements,
  bestCoverage,
  chargedCoverage,
  chargeOf,
  coverageAt,
  JUDGED_POSES,
  mayReach,
  type Placement,
} from '#contracts/embodiment/reach/reach-coverage.ts';
import { buildReachMap, cellOf, sectorOf, type ReachMap } from '#contracts/embodiment/reach/reach-map.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { TiltedView } from '#contracts/embodiment/reach/tilted-view.ts';
import { leaning } from '../../support/leaning.ts';
import { randomBody } from '../../support/random-catalog.ts';

const random = seededRandom(5801);
const chains = Array.from({ length: 3 }, () => {
  const { limbs } = randomBody(random, 'x');
  return leaning(limbs[0]!.chain, {
    around: random.unit() < 0.5 ? 'x' : 'y',
    angle: 0.2 + 1.3 * random.unit(),
  });
});
const maps = chains.map((chain) => buildReachMap(chain));
const clouds = chains.map((chain) => workspaceCloud(chain));

/** Poses among the first `count` that a map reaches, each by the definition of its cell. */
function reached(
  cloud: PoseCloud,
  { frame, sectors }: ReachMap,
  { placement: at, count }: { readonly placement: Placement; readonly count: number },
): number {
  const origin = cloud.shoulder.map((value, i) => value + [at.dx, at.dy, at.dz][i]!);
  let hits = 0;
  for (let k = 0; k < count; k++) {
    const numbers = [...cloud.poses.subarray(POSE_STRIDE * k, POSE_STRIDE * (k + 1))];
    const p = numbers.slice(0, 3).map((value, i) => value * cloud.scale.position - origin[i]!);
    const d = numbers.slice(3).map((value) => value * cloud.scale.direction);
    const axes = [frame.x, frame.y, frame.z];
    const pose = [p, d].flatMap((v) =>
      axes.map((axis) => axis[0] * v[0]! + axis[1] * v[1]! + axis[2] * v[2]!),
    );
    const cell = cellOf(pose, 0);
    if (cell >= 0) hits += (sectors[cell]! >> sectorOf(pose[0]!, pose[1]!)) & 1;
  }
  return hits;
}

test('a tilted target reaches the poses whose cells it reaches, at every placement and in any order of asking', () => {
  for (const map of maps) {
    assert.ok(!map.frame.vertical);
    for (const cloud of clouds) {
      const view = new TiltedView(cloud, map);
      for (const placement of allowedPlacements({ fixedHeight: null })) {
        for (const count of [24, 96, 480, 60, 480]) {
          assert.equal(view.hitsAmong(placement, count), reached(cloud, map, { placement, count }));
        }
      }
    }
  }
});

test('the best coverage of a tilted target is that of its placement, and is never said to be out of reach', () => {
  let refused = 0;
  for (const map of maps) {
    for (const cloud of clouds) {
      for (const fixedHeight of [null, 0.13]) {
        const freedom = { fixedHeight };
        const judged = { ...cloud, count: JUDGED_POSES };
        const { coverage, placement } = bestCoverage(cloud, map, freedom);
        const count = JUDGED_POSES;
        const charge = chargeOf(placement, freedom);
        assert.equal(coverage, chargedCoverage(coverageAt(cloud, map, { placement, count }), charge));
        assert.equal(coverage, chargedCoverage(reached(cloud, map, { placement, count }) / count, charge));
        for (const least of [coverage - 0.1, coverage]) {
          assert.ok(least <= 0 || mayReach(judged, map, { freedom, least }));
        }
        if (!mayReach(judged, map, { freedom, least: Math.min(1, coverage + 0.3) })) refused++;
      }
    }
  }
  assert.ok(refused > 3, `${refused} were refused`);
});
