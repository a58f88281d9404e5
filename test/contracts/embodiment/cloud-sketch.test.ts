import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  emptySketches,
  sketchedCoverage,
  sketchMapOf,
  writeSketch,
} from '#contracts/embodiment/reach/cloud-sketch.ts';
import { FINE_DIRECTIONS } from '#contracts/embodiment/reach/directions.ts';
import { packCloud, packedCoverage } from '#contracts/embodiment/reach/packed-cloud.ts';
import { histogramCloud, workspaceCloud, type PoseCloud } from '#contracts/embodiment/reach/pose-cloud.ts';
import { buildReachMap } from '#contracts/embodiment/reach/reach-map.ts';
import { chainOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { seededRandom, type SeededRandom } from '#contracts/embodiment/seeded-random.ts';
import { armEmbodiment } from '../../support/match-bodies.ts';

function arm(upper: number, turn: number) {
  const embodiment = armEmbodiment({ upper, fore: 0.3, turn });
  return chainOf(embodiment, embodiment.endEffectors[0]!);
}

/** Motion in a few dozen cells of a histogram, in three places wherever they lie. */
function strokes(random: SeededRandom): PoseCloud {
  const cells = Array.from({ length: 3 }, () => {
    const place = [random.unit() * 1.6 - 0.8, random.unit() * 1.6 - 0.8, random.unit() * 1.8 - 0.5] as const;
    const direction = random.below(FINE_DIRECTIONS);
    return Array.from({ length: 10 }, (_, k) => ({
      center: [place[0] + 0.04 * k, place[1] - 0.04 * k, place[2] + 0.02 * k] as const,
      direction,
      share: 0.01 + random.unit(),
      size: 0.08,
    }));
  });
  return histogramCloud(cells.flat(), [0, 0, 0.3], 480);
}

test('a sketch never tells less than is covered, at free heights and at given ones, and mostly tells what is out of reach', () => {
  const random = seededRandom(6101);
  const clouds = [
    ...Array.from({ length: 40 }, () => strokes(random)),
    ...[0.2, 0.3, 0.45].map((upper) => workspaceCloud(arm(upper, 2.6), 480)),
  ].map(packCloud);
  const sketches = emptySketches(clouds.length);
  clouds.forEach((cloud, i) => writeSketch(sketches, i, cloud));
  let [far, told] = [0, 0];
  for (const [upper, turn] of [
    [0.25, 3.15],
    [0.4, 1.2],
  ] as const) {
    const map = buildReachMap(arm(upper, turn));
    for (const fixedHeight of [null, -0.31, 0, 0.42, 9, -9]) {
      clouds.forEach((cloud, index) => {
        const { coverage } = packedCoverage(cloud, map, { fixedHeight });
        const at = { sketches, index, poses: cloud.count };
        const most = sketchedCoverage(at, sketchMapOf(map), { fixedHeight });
        assert.ok(most >= coverage, `${upper} ${fixedHeight} ${index}: ${most} for ${coverage}`);
        if (coverage > 0.7) return;
        far++;
        if (most < 0.8) told++;
      });
    }
  }
  assert.ok(told > 0.7 * far && far > 100, `${told} of ${far}`);
});

test('a sketch of nothing leaves everything open, and is written over', () => {
  const map = sketchMapOf(buildReachMap(arm(0.3, 3.15)));
  const cloud = packCloud(strokes(seededRandom(6102)));
  const sketches = emptySketches(2);
  const told = (index: number): number =>
    sketchedCoverage({ sketches, index, poses: cloud.count }, map, { fixedHeight: 9 });
  writeSketch(sketches, 1, cloud);
  assert.equal(told(0), 1);
  assert.ok(told(1) < 0.6, `${told(1)}`);
  writeSketch(sketches, 1, null);
  assert.equal(told(1), 1);
});
