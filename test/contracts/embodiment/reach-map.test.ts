import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KinematicChain } from '#contracts/embodiment/kinematics/chain.ts';
import { chainsOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { workspaceCloud } from '#contracts/embodiment/reach/pose-cloud.ts';
import {
  ALIGNED,
  allowedPlacements,
  bestCoverage,
  chargedCoverage,
  chargeOf,
  coverageAt,
  mayReach,
} from '#contracts/embodiment/reach/reach-coverage.ts';
import { buildReachMap, turnSector, sectorOf } from '#contracts/embodiment/reach/reach-map.ts';
import { IDENTITY } from '#contracts/embodiment/spatial.ts';
import { armEmbodiment, type ArmShape } from '#test/support/match-bodies.ts';

const FREE = { fixedHeight: null };

function arm(shape: ArmShape): KinematicChain {
  return chainsOf(armEmbodiment(shape))[0]!;
}

test('a chain covers its own workspace', () => {
  for (const shape of [
    { upper: 0.4, fore: 0.35 },
    { upper: 0.2, fore: 0.2, turn: 1.2 },
  ]) {
    const chain = arm(shape);
    assert.ok(bestCoverage(workspaceCloud(chain), buildReachMap(chain), FREE).coverage > 0.97);
  }
});

test('coverage is directed: the long arm reaches what the short one does, not the other way round', () => {
  const long = arm({ upper: 0.5, fore: 0.45 });
  const short = arm({ upper: 0.2, fore: 0.2 });
  const there = bestCoverage(workspaceCloud(short), buildReachMap(long), FREE).coverage;
  const back = bestCoverage(workspaceCloud(long), buildReachMap(short), FREE).coverage;
  assert.ok(there > back + 0.5, `${there} against ${back}`);
});

test('scaling the target away from the source never gains coverage', () => {
  const source = workspaceCloud(arm({ upper: 0.4, fore: 0.35 }));
  const at = (factor: number): number =>
    bestCoverage(source, buildReachMap(arm({ upper: 0.4 * factor, fore: 0.35 * factor })), FREE).coverage;
  const shrinking = [1, 0.9, 0.8, 0.65, 0.5].map(at);
  shrinking.slice(1).forEach((coverage, i) => assert.ok(coverage <= shrinking[i]! + 0.005));
});

test('a first joint with less than a full turn covers less of a round workspace', () => {
  const round = arm({ upper: 0.4, fore: 0.35 });
  const half = arm({ upper: 0.4, fore: 0.35, turn: 0.8 });
  const coverage = coverageAt(workspaceCloud(round), buildReachMap(half), { placement: ALIGNED });
  assert.ok(coverage < 0.75);
  assert.ok(bestCoverage(workspaceCloud(half), buildReachMap(half), FREE).coverage > 0.97);
});

test('turning the whole arm by a right angle about the vertical changes nothing that the base cannot undo', () => {
  const chain = arm({ upper: 0.4, fore: 0.35, turn: 0.6 });
  const turned: KinematicChain = {
    ...chain,
    joints: chain.joints.map((joint) => ({ ...joint, axis: [-joint.axis[1], joint.axis[0], joint.axis[2]] })),
  };
  const coverage = bestCoverage(workspaceCloud(chain), buildReachMap(turned), FREE);
  assert.ok(coverage.coverage > 0.95);
});

test('an arm that hangs on a tilted axis is turned down only where it reaches less than asked', () => {
  const chain = arm({ upper: 0.4, fore: 0.35, turn: 2.2 });
  let refused = 0;
  for (const axis of [
    [0, 1, 0],
    [0, 0.96, 0.28],
    [0.6, 0, 0.8],
  ] as const) {
    const tilted = chain.joints.map((joint, i) => (i === 0 ? { ...joint, axis } : joint));
    const map = buildReachMap({ ...chain, joints: tilted });
    assert.equal(map.frame.vertical, false);
    for (const upper of [0.2, 0.45]) {
      const cloud = workspaceCloud(arm({ upper, fore: 0.3 }), 480);
      for (const freedom of [FREE, { fixedHeight: 0.2 }]) {
        const { coverage } = bestCoverage(cloud, map, freedom);
        const most = Math.max(
          ...allowedPlacements(freedom).map((placement) =>
            chargedCoverage(coverageAt(cloud, map, { placement }), chargeOf(placement, freedom)),
          ),
        );
        assert.equal(coverage, most);
        for (let poses = 0; poses <= 480; poses += 5) {
          const may = mayReach(cloud, map, { freedom, least: poses / 480 });
          assert.equal(may, most >= poses / 480, `${axis.join(' ')} ${upper} ${poses}`);
          if (!may) refused++;
        }
        assert.equal(mayReach(cloud, map, { freedom, least: coverage }), true);
      }
    }
  }
  assert.ok(refused > 300, `${refused} were turned down`);
});

test('sectors turn in steps of an eighth', () => {
  const angles = Array.from({ length: 8 }, (_, k) => (k + 0.5) * (Math.PI / 4));
  const sectors = angles.map((angle) => sectorOf(Math.cos(angle), Math.sin(angle)));
  assert.equal(new Set(sectors).size, 8);
  sectors.forEach((sector, k) => assert.equal(turnSector(sector, 1), sectors[(k + 1) % 8]));
});

test('maps repeat to the bit', () => {
  const chain = arm({ upper: 0.3, fore: 0.3 });
  assert.deepEqual(buildReachMap(chain), buildReachMap(chain));
});

test('a gantry, which turns about no line, reaches what an arm inside it does, to every side', () => {
  const axes = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ] as const;
  const joints = axes.map((axis, joint) => ({
    type: joint < 3 ? ('prismatic' as const) : ('revolute' as const),
    axis,
    point: [0, 0, 0] as const,
    lower: joint < 3 ? -1.2 : -3.1,
    upper: joint < 3 ? 1.2 : 3.1,
    unlimited: false,
    velocity: null,
    follows: null,
    shared: false,
    joint,
  }));
  const gantry = buildReachMap({ joints, tcp: IDENTITY });
  const covered = bestCoverage(workspaceCloud(arm({ upper: 0.4, fore: 0.35 })), gantry, FREE).coverage;
  assert.ok(covered > 0.7, `${covered}`);
});
