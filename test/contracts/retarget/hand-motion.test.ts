import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { bodyMotionsOf, poseOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { HUMAN, humanTree } from '#contracts/embodiment/body/human-body.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { distance, invert, transformPoint } from '#contracts/embodiment/spatial.ts';
import type { Hand } from '#contracts/embodiment/embodiment-schema.ts';
import { HandChain } from '#contracts/retarget/hand-chain.ts';
import { HAND_TOLERANCE, mapHand, motionOfHand, type TipMotion } from '#contracts/retarget/hand-motion.ts';
import { handTrack } from '#contracts/retarget/key-points.ts';

const person = canonicalForm(humanTree(1.75), HUMAN).embodiment;
const hand = person.endEffectors[0]!.hand!;
const chain = new HandChain(person, 0);
const FRAMES = 40;
const interval = 1 / 30;

/** A two-finger gripper that opens from 0 to 8 cm, as a hand with two sliding fingers. */
function gripper(): { hand: Hand; chain: HandChain; zero: number[] } {
  const slide = (sense: number, joint: number) => ({
    parent: -1,
    type: 'prismatic' as const,
    axis: [sense, 0, 0],
    point: [0, 0, 0],
    lower: 0,
    upper: 0.04,
    velocity: 0.5,
    effort: null,
    actuated: true,
    follows: joint === 0 ? null : { joint: 0, multiplier: 1, offset: 0 },
  });
  const body = structuredClone(person);
  const tip = (sense: number) => ({
    joints: [sense < 0 ? 0 : 1],
    root: [0, 0, 0],
    tip: [0.001 * sense, 0, 0.1],
  });
  body.joints = [slide(-1, 0), slide(1, 1)];
  body.endEffectors = [
    {
      limb: -1,
      joint: -1,
      tcp: { position: [0, 0, 0.1], rotation: [1, 0, 0, 0] },
      source: 'declared',
      hand: {
        kind: 'two-finger',
        fingers: [tip(-1), tip(1)],
        thumb: -1,
        opposable: 1,
        aperture: [0, 0.08],
        actuated: 1,
      },
    },
  ];
  return { hand: body.endEffectors[0]!.hand!, chain: new HandChain(body, 0), zero: [0] };
}

/** Fingers that close and open once. */
function grasp(): Float64Array {
  const q = new Float64Array(chain.size * FRAMES);
  for (let k = 0; k < FRAMES; k++) {
    const closing = Math.sin((Math.PI * k) / (FRAMES - 1));
    for (let v = 0; v < chain.size; v++) {
      const [low, high] = [chain.lower[v]!, chain.upper[v]!];
      q[chain.size * k + v] = low + (0.2 + 0.5 * closing) * (high - low);
    }
  }
  return q;
}

test('finger tips are where the whole body says they are, seen from the tool', () => {
  const random = seededRandom(5);
  for (let round = 0; round < 20; round++) {
    const q = chain.lower.map((low, v) => low + random.unit() * (chain.upper[v]! - low));
    const whole = person.joints.map(() => 0);
    chain.joints.forEach((joint, v) => (whole[joint] = q[v]!));
    const motions = bodyMotionsOf(person, whole);
    const { tcp, hand: fingers } = person.endEffectors[0]!;
    const toTool = invert(poseOf(tcp));
    chain.forward(q);
    fingers!.fingers.forEach(({ joints, tip }, f) => {
      const at = transformPoint(motions[joints.at(-1)!]!, [tip[0]!, tip[1]!, tip[2]!]);
      const expected = transformPoint(toTool, at);
      const found: Vec3 = [chain.tips[3 * f]!, chain.tips[3 * f + 1]!, chain.tips[3 * f + 2]!];
      assert.ok(distance(expected, found) < 1e-9);
    });
  }
});

test('a hand follows its own finger tips', () => {
  const motion = motionOfHand(hand, chain, { q: grasp(), frames: FRAMES, zero: [] });
  assert.equal(motion.kind, 'tips');
  const mapped = mapHand(motion, { hand, chain, zero: [] }, { count: FRAMES, interval })!;
  assert.equal(mapped.mapping, 'tips-to-tips');
  assert.ok(mapped.fingers.every((finger) => finger !== null));
  const met = mapped.met.reduce((sum, flag) => sum + flag, 0);
  assert.ok(met >= 0.95 * FRAMES, `${met} of ${FRAMES}`);
  for (let i = 0; i < mapped.q.length; i++) {
    const v = i % chain.size;
    assert.ok(mapped.q[i]! >= chain.lower[v]! - 1e-12 && mapped.q[i]! <= chain.upper[v]! + 1e-12);
  }
});

test('a gripper opens as wide as thumb and nearest finger stand apart, and says where it cannot', () => {
  const target = gripper();
  const motion = motionOfHand(hand, chain, { q: grasp(), frames: FRAMES, zero: [] }) as TipMotion;
  const mapped = mapHand(motion, target, { count: FRAMES, interval })!;
  assert.equal(mapped.mapping, 'tips-to-opening');
  for (let k = 0; k < FRAMES; k++) {
    const opening = 2 * mapped.q[k]!;
    const gap = nearestGap(motion, k);
    assert.ok(Math.abs(Math.abs(opening - gap) - mapped.residual[k]!) < 1e-9);
    assert.equal(mapped.met[k] === 1, mapped.residual[k]! <= HAND_TOLERANCE);
    if (gap > 0.09) assert.equal(mapped.met[k], 0);
  }
});

function nearestGap({ tips, lengths }: TipMotion, frame: number): number {
  const at = (f: number): Vec3 => {
    const i = 3 * (lengths.length * frame + f);
    return [tips[i]!, tips[i + 1]!, tips[i + 2]!];
  };
  return Math.min(...lengths.slice(1).map((_, f) => distance(at(0), at(f + 1))));
}

test('an opening keeps its metres where both ends know theirs, else its share of the range', () => {
  const target = gripper();
  const share = Float64Array.from({ length: FRAMES }, (_, k) => k / (FRAMES - 1));
  const metres = mapHand({ kind: 'opening', share, aperture: [0, 0.04] }, target, {
    count: FRAMES,
    interval,
  })!;
  assert.equal(metres.mapping, 'opening-metres');
  assert.ok(Math.abs(2 * metres.q[FRAMES - 1]! - 0.04) < 1e-3);
  const part = mapHand({ kind: 'opening', share, aperture: null }, target, { count: FRAMES, interval })!;
  assert.equal(part.mapping, 'opening-share');
  assert.ok(Math.abs(2 * part.q[FRAMES - 1]! - 0.08) < 2e-3);
  const fingers = mapHand(
    { kind: 'opening', share, aperture: [0.02, 0.06] },
    { hand, chain, zero: [] },
    { count: FRAMES, interval },
  )!;
  assert.equal(fingers.mapping, 'opening-to-tips');
  assert.equal(fingers.fingers.filter((finger) => finger !== null).length, 2);
});

test('key points of a hand give a frame that looks ahead, and tips that keep their distances', () => {
  const count = 21;
  const points = new Float64Array(3 * count);
  const put = (i: number, p: Vec3): void => points.set(p, 3 * i);
  put(0, [0, 0, 0]);
  // A right hand, fingers ahead along x, palm down: the thumb at +y.
  for (let f = 0; f < 5; f++) {
    for (let b = 0; b < 4; b++) {
      const thumb = f === 0;
      const ahead = thumb ? 0.03 + 0.02 * b : 0.09 + 0.03 * b;
      put(1 + 4 * f + b, [ahead, 0.04 - 0.02 * f + (thumb ? 0.02 : 0), thumb ? -0.01 * b : -0.004 * b]);
    }
  }
  const { poses, fingers } = handTrack(points, { count, frames: 1, tool: 'pinch' });
  assert.ok(poses[5]! > 0.98, 'the tool approaches ahead');
  assert.ok(poses[9]! < -0.9, 'the opening axis leaves the palm downwards');
  const between = [0, 1, 2].map((i) => (points[3 * 4 + i]! + points[3 * 8 + i]!) / 2);
  between.forEach((value, i) => assert.ok(Math.abs(poses[i]! - value) < 1e-12));
  assert.ok(Math.abs(fingers.lengths[1]! - 3 * Math.hypot(0.03, 0.004)) < 1e-9);
  const gap = Math.hypot(...[0, 1, 2].map((i) => fingers.tips[i]! - fingers.tips[3 + i]!));
  const recorded = Math.hypot(...[0, 1, 2].map((i) => points[12 + i]! - points[24 + i]!));
  assert.ok(Math.abs(gap - recorded) < 1e-12);
});
