import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { KinematicChain } from '#contracts/embodiment/kinematics/chain.ts';
import { chainForward } from '#contracts/embodiment/kinematics/chain.ts';
import { chainsOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { buildCoarseMap, sharedCells } from '#contracts/embodiment/reach/coarse-reach.ts';
import { packCloud } from '#contracts/embodiment/reach/packed-cloud.ts';
import { cloudOfPoses, histogramCloud, workspaceCloud } from '#contracts/embodiment/reach/pose-cloud.ts';
import {
  histogramCells,
  histogramScale,
  PoseHistogramBuilder,
  poseHistogramSchema,
} from '#contracts/embodiment/reach/pose-histogram.ts';
import { bestCoverage, mayReach } from '#contracts/embodiment/reach/reach-coverage.ts';
import { buildReachMap } from '#contracts/embodiment/reach/reach-map.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { decodeGeometry, encodeGeometry } from '#contracts/matching/factors/limb-geometry.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { reachOverlap } from '#contracts/matching/factors/reach-overlap.ts';
import { ownMotion } from '#contracts/matching/search/own-motion.ts';
import { reachOutcome } from '#contracts/matching/factors/factor-reach.ts';
import { verifyReplay } from '#contracts/matching/verify-replay.ts';
import { armEmbodiment, type ArmShape } from '#test/support/match-bodies.ts';

const FREE = { fixedHeight: null };

/** An arm, every length times a factor. */
function scaledArm(shape: ArmShape, factor: number): Embodiment {
  const times = (v: readonly number[]): number[] => v.map((value) => value * factor);
  const arm = armEmbodiment(shape);
  return {
    ...arm,
    joints: arm.joints.map((joint) => ({ ...joint, point: times(joint.point) })),
    endEffectors: arm.endEffectors.map((end) => ({
      ...end,
      tcp: { ...end.tcp, position: times(end.tcp.position) },
    })),
  };
}

function chain(shape: ArmShape, factor = 1): KinematicChain {
  return chainsOf(scaledArm(shape, factor))[0]!;
}

/** Coverage of the workspace of one chain by another. */
function covered(from: KinematicChain, to: KinematicChain): number {
  return bestCoverage(workspaceCloud(from), buildReachMap(to), FREE).coverage;
}

/** Reaches some 2 m: a map on a scale of 1 that has half of its radius to spare. */
const LARGE: ArmShape = { upper: 0.95, fore: 0.9, shoulder: 0.5 };
const SMALLER: ArmShape = { upper: 0.6, fore: 0.5, shoulder: 0.5 };

test('source and target scaled alike cover each other alike', () => {
  const there = covered(chain(SMALLER), chain(LARGE));
  const back = covered(chain(LARGE), chain(SMALLER));
  assert.ok(there > back + 0.2);
  for (const [factor, scale] of [
    [2, 2],
    [4, 4],
    [32, 32],
  ] as const) {
    const [small, large] = [chain(SMALLER, factor), chain(LARGE, factor)];
    const map = buildReachMap(large);
    assert.equal(map.scale, scale);
    assert.equal(map.occupied, buildReachMap(chain(LARGE)).occupied);
    // Cells and steps of the placement are those of the small ones times the factor; only poses are rounded to other steps.
    assert.ok(Math.abs(covered(small, large) - there) < 0.005);
    // The smaller one's map has a smaller scale, so its cells are finer.
    assert.ok(Math.abs(covered(large, small) - back) < 0.06);
  }
  // A factor that is no power of two: cells are up to twice as fine as those of the small ones.
  assert.ok(Math.abs(covered(chain(SMALLER, 3), chain(LARGE, 3)) - there) < 0.06);
  assert.ok(Math.abs(covered(chain(LARGE, 3), chain(SMALLER, 3)) - back) < 0.06);
});

test('a large arm covers its own workspace, and what inverse kinematics replays follows coverage', () => {
  const bodies = [1, 3].map((factor) => profileOf(scaledArm(LARGE, factor), `${factor}`));
  for (const body of bodies) {
    const own = covered(body.limbs[0]!.chain, body.limbs[0]!.chain);
    assert.ok(own > 0.93, `${own}`);
  }
  const shares = bodies.map((from) => bodies.map((to) => verifyReplay(from, to)!.share));
  const selves = shares.map((row, i) => row[i]!);
  assert.ok(Math.min(...selves) > 0.75, selves.join(' '));
  bodies.forEach((from, i) =>
    bodies.forEach((to, j) => {
      const coverage = covered(from.limbs[0]!.chain, to.limbs[0]!.chain);
      assert.ok(shares[i]![j]! <= coverage + 0.1, `${i} ${j}`);
      if (j < i) assert.ok(coverage < 0.6 && shares[i]![j]! < 0.45, `${i} ${j} ${coverage}`);
    }),
  );
});

test('the coverage of a large target is its best placement, and is never said to be out of reach', () => {
  let refused = 0;
  for (const turn of [1.2, 3]) {
    const map = buildReachMap(chain({ ...LARGE, turn }, 3));
    const cloud = workspaceCloud(chain(SMALLER, 2), 480);
    for (const freedom of [FREE, { fixedHeight: 0.4 }]) {
      const { coverage } = bestCoverage(cloud, map, freedom);
      for (let poses = 0; poses <= 480; poses += 5) {
        const least = poses / 480;
        const may = mayReach(cloud, map, { freedom, least });
        assert.ok(may || coverage < least);
        if (!may) refused++;
      }
    }
  }
  assert.ok(refused > 10, `${refused}`);
});

test('what a large arm did is published whole, and is covered by the arm that did it', () => {
  const body = profileOf(scaledArm({ ...LARGE, turn: 1 }, 4), 'large');
  const { chain: of } = body.limbs[0]!;
  const scale = histogramScale(of);
  assert.equal(scale, 2);
  const builder = new PoseHistogramBuilder(0, scale);
  const random = seededRandom(3);
  let farthest = 0;
  for (let k = 0; k < 6000; k++) {
    const q = of.joints.map((_, j) => (j === 0 ? 0.6 * random.unit() : j < 3 ? 0.2 * random.unit() : 0));
    const { position, rotation } = chainForward(of, q);
    farthest = Math.max(farthest, ...position.map(Math.abs));
    builder.addPose(k % 5, position, rotation);
  }
  const histogram = poseHistogramSchema.parse(builder.build());
  assert.ok(farthest > 7);
  assert.deepEqual([histogram.scale, histogram.fallback, histogram.withheld.outside], [scale, 'none', 0]);
  const cells = histogramCells(histogram);
  assert.equal(cells[0]!.size, 0.16);
  assert.ok(Math.max(...cells.map(({ center }) => center[2])) > 7);
  const cloud = histogramCloud(cells, [0, 0, 0], 480);
  assert.ok(Math.max(...cloud.poses.filter((_, i) => i % 6 === 2)) * cloud.scale.position > 7);
  const motion = ownMotion([histogram], body);
  assert.ok(reachOutcome(motion, body, body).coverage > 0.9);
  const small = profileOf(armEmbodiment(SMALLER), 'small');
  assert.ok(reachOutcome(motion, body, small).coverage < 0.05);
  assert.equal(packCloud(cloud).lists.length, 5);
});

test('a histogram on no scale is refused', () => {
  const good = new PoseHistogramBuilder(0, 4).build();
  assert.equal(poseHistogramSchema.safeParse(good).success, true);
  for (const scale of [0, 1, 3, 2.5, 128, -2, null])
    assert.equal(poseHistogramSchema.safeParse({ ...good, scale }).success, false);
});

test('one pose far away does not make the others coarse', () => {
  const near = Array.from({ length: 300 }, (_, k) => [0.001 * k, 0, 0.5, 0, 0, 1]);
  const cloud = cloudOfPoses([...near, [1e6, 0, 0, 0, 0, 1]], [0, 0, 0]);
  assert.equal(cloud.scale.position, 0.0002);
  assert.equal(cloudOfPoses([[100, 0, 0, 0, 0, 1]], [0, 0, 0]).scale.position, 0.0002 * 16);
});

test('reach in common is counted in cells of one size, whatever the scales', () => {
  const maps = [1, 2, 4].map((factor) => buildCoarseMap(chain(LARGE, factor)));
  assert.deepEqual(
    maps.map(({ scale }) => scale),
    [1, 2, 4],
  );
  const own = maps.map((map) => sharedCells(map, map));
  assert.ok(own[1]! > 3 * own[0]! && own[2]! > 3 * own[1]!);
  for (const [a, b] of [
    [0, 1],
    [1, 2],
    [0, 2],
  ] as const) {
    const shared = sharedCells(maps[a]!, maps[b]!);
    assert.equal(shared, sharedCells(maps[b]!, maps[a]!));
    assert.ok(shared <= own[a]! && shared > 0.2 * own[a]!, `${a} ${b} ${shared / own[a]!}`);
  }
});

test('geometry of a large limb comes back from its bytes', () => {
  const limb = profileOf(scaledArm(LARGE, 4), 'large').limbs[0]!;
  const made = { cloud: workspaceCloud(limb.chain), coarse: buildCoarseMap(limb.chain) };
  const bytes = encodeGeometry(made);
  assert.deepEqual(decodeGeometry(bytes, limb, false), made);
  bytes[bytes.length - 1] = 3;
  assert.equal(decodeGeometry(bytes, limb, false), null);
});

test('reach of a small and a large arm is drawn in cells of the larger', () => {
  const [small, large] = [profileOf(armEmbodiment(SMALLER), 's'), profileOf(scaledArm(LARGE, 2), 'l')];
  const overlap = reachOverlap(
    { body: small, limb: small.limbs[0]! },
    { body: large, limb: large.limbs[0]! },
  );
  assert.equal(overlap.cellSize, 0.2);
  const { onlyFirst, onlySecond, both } = overlap;
  assert.ok(onlyFirst < 0.1 && onlySecond > 0.7 && both > 0, `${onlyFirst} ${onlySecond} ${both}`);
  assert.ok(overlap.rows[0]!.length * overlap.cellSize < 5 && overlap.top > 3.2);
});
