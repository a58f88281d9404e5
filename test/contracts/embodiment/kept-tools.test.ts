/** Tools of arms that lose something: a joint is locked, a range cut, a finger taken off. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chainsOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { FastChain } from '#contracts/embodiment/kinematics/fast-chain.ts';
import { reachFrameOf } from '#contracts/embodiment/reach/reach-frame.ts';
import { body, chain, type Part, Y, X, Z } from '#test/support/machine-parts.ts';

/** Tool and hand of the first end effector. */
function toolOf(parts: readonly Part[]) {
  const { tcp, source, hand } = body(parts).endEffectors[0]!;
  return { tcp, source, hand: hand?.kind ?? 'none', fingers: hand?.fingers.length ?? 0 };
}

/** Five joints that carry a hand; the last rolls. */
const FOREARM: readonly Omit<Part, 'name' | 'on'>[] = [
  { at: [0, 0, 0.05], turns: [Z, -2, 2] },
  { at: [0, 0, 0.05], turns: [Y, -1.5, 1.5] },
  { at: [0, 0, 0.12], turns: [Y, -1.5, 1.5] },
  { at: [0, 0, 0.12], turns: [Y, -1.6, 1.6] },
  { at: [0, 0, 0.05], turns: [Z, -2.7, 2.7] },
];

test('a locked roll leaves the jaw behind it a jaw, and the tool of a gripper where it was', () => {
  const jaw: Omit<Part, 'name' | 'on'> = { at: [0.02, 0, 0.03], turns: [Y, -0.1, 1.7] };
  const fingers = [1, -1].map(
    (side): Part => ({
      name: `finger${side}`,
      on: 'j4',
      at: [0, 0.02 * side, 0.03],
      slides: [Y, side > 0 ? 0 : -0.02, side > 0 ? 0.02 : 0],
    }),
  );
  const mark: Part = { name: 'tip', on: 'j4', at: [0, 0, 0.11], frame: true };
  const locked = FOREARM.with(4, { ...FOREARM[4]!, turns: [Z, 0, 0] });
  for (const [whole, still] of [
    [chain('j', 'base', [...FOREARM, jaw]), chain('j', 'base', [...locked, jaw])],
    [
      [...chain('j', 'base', FOREARM), ...fingers, mark],
      [...chain('j', 'base', locked), ...fingers, mark],
    ],
  ] as const) {
    assert.deepEqual(toolOf(still), toolOf(whole));
    assert.notEqual(toolOf(whole).hand, 'none');
  }
});

test('a gripper that loses one of two fingers beside the horn of its motor keeps its tool, and is a jaw', () => {
  const arm = chain('j', 'base', FOREARM);
  const [left, right] = [1, -1].map(
    (side): Part => ({
      name: `finger${side}`,
      on: 'j4',
      at: [0, 0.02 * side, 0.06],
      slides: [Y, side > 0 ? 0.015 : -0.037, side > 0 ? 0.037 : -0.015],
    }),
  );
  const horn: Part = { name: 'horn', on: 'j4', at: [0.02, 0, 0.03], spins: X };
  const [both, one] = [toolOf([...arm, horn, left!, right!]), toolOf([...arm, horn, left!])];
  assert.deepEqual([both.hand, both.fingers, one.hand, one.fingers], ['two-finger', 2, 'jaw', 1]);
  assert.deepEqual(one.tcp, both.tcp);
});

test('a last joint that pitches is as long as what is declared on its body, whatever its range', () => {
  const pitching = (upper: number): Part[] => [
    ...chain('j', 'base', [...FOREARM.slice(0, 4), { at: [0, 0, 0.1], turns: [Y, -1, upper] }]),
    { name: 'tip', on: 'j4', at: [0, 0, 0.11], frame: true },
  ];
  for (const upper of [1, 0.4]) {
    const { source, tcp } = toolOf(pitching(upper));
    assert.equal(source, 'declared');
    const { position } = body(pitching(upper)).endEffectors[0]!.tcp;
    const [last] = body(pitching(upper)).joints.slice(-1);
    assert.deepEqual(tcp.position, position);
    assert.ok(Math.abs(Math.hypot(...position.map((x, i) => x - last!.point[i]!)) - 0.11) < 1e-6);
  }
});

test('a last joint that is locked beside the axis of its wrist keeps the tool where its own parts reach', () => {
  const offset = (turns: Part['turns']): Part[] => [
    ...chain('j', 'base', [...FOREARM, { at: [0, 0, 0.04], turns: [Y, -1, 2] }]),
    { name: 'last', on: 'j5', at: [0.09, 0, 0], turns },
    { name: 'flange', on: 'last', at: [0, 0, 0.1], box: [0.05, 0.05, 0.02] },
  ];
  const [whole, still] = [offset([Z, -2.9, 2.9]), offset([Z, 0, 0])].map((parts) => body(parts));
  assert.deepEqual(still!.endEffectors[0]!.tcp, whole!.endEffectors[0]!.tcp);
  assert.equal(still!.joints.length, whole!.joints.length - 1);
});

test('what one finger opens is known where it slides, or where its file shows how long it is', () => {
  const opening = (finger: Omit<Part, 'name' | 'on'>, more: readonly Part[] = []): number | null => {
    const parts = [...chain('j', 'base', FOREARM), { name: 'f', on: 'j4', ...finger }, ...more];
    const { hand } = body(parts).endEffectors[0]!;
    assert.equal(hand?.kind, 'jaw');
    return hand?.aperture?.[1] ?? null;
  };
  const hinge: Omit<Part, 'name' | 'on'> = { at: [0.02, 0, 0.03], turns: [Y, -0.2, 1] };
  const tip: Part = { name: 'tip', on: 'f', at: [0, 0, 0.06] };
  assert.ok(Math.abs(opening({ at: [0, 0.02, 0.03], slides: [Y, 0, 0.04] })! - 0.04) < 1e-6);
  assert.equal(opening(hinge), null);
  assert.ok(Math.abs(opening(hinge, [tip])! - 2 * 0.06 * Math.sin(0.6)) < 2e-3);
});

test('a finger that slides behind a wrist that pitches is a jaw, the quill of a machine of parallel joints is not', () => {
  const slides: Part['slides'] = [Y, 0, 0.03];
  const pitching = chain('j', 'base', [...FOREARM.slice(0, 4), { at: [0.02, 0.02, 0.08], slides }]);
  assert.equal(toolOf(pitching).hand, 'jaw');
  const upright = [0.1, 0.2, 0.2, 0.05].map(
    (x): Omit<Part, 'name' | 'on'> => ({ at: [x, 0, 0], turns: [Z, -2, 2] }),
  );
  const quill = chain('j', 'base', [...upright, { at: [0.02, 0, 0], slides: [Z, -0.1, 0] }]);
  assert.equal(toolOf(quill).hand, 'none');
});

test('a gripper of four bars that loses one has two fingers and its approach; three fingers side by side stay three', () => {
  const bar = (name: string, at: Part['at'], side: number): Part[] => [
    {
      name,
      on: 'j4',
      at,
      turns: [X, side > 0 ? -0.8 : 0, side > 0 ? 0 : 0.8],
      ...(name === 'a' ? {} : { follows: 'a' }),
    },
    { name: `${name}tip`, on: name, at: [0, 0.03 * side, 0.05] },
  ];
  const bars = [
    bar('a', [0, 0.03, 0.06], 1),
    bar('b', [0, 0.012, 0.07], 1),
    bar('c', [0, -0.03, 0.06], -1),
    bar('d', [0, -0.012, 0.07], -1),
  ];
  const arm = chain('j', 'base', FOREARM);
  const handOf = (parts: readonly Part[]) => body([...arm, ...parts]).endEffectors[0]!;
  assert.equal(handOf(bars.flat()).hand?.kind, 'two-finger');
  for (const lost of [1, 2, 3]) {
    const { hand, tcp } = handOf(bars.toSpliced(lost, 1).flat());
    assert.equal(hand?.kind, 'two-finger');
    assert.deepEqual(tcp.rotation.map(Math.abs), handOf(bars.flat()).tcp.rotation.map(Math.abs));
  }
  const beside = [
    bar('a', [0.03, 0.03, 0.06], 1),
    bar('b', [-0.03, 0.03, 0.06], 1),
    bar('c', [0, -0.03, 0.06], -1),
  ];
  assert.equal(handOf(beside.flat()).hand?.kind, 'three-finger');
});

test('an arm whose first or second joint is locked keeps its base frame and its shoulder', () => {
  const arm = (first: Part['turns'], second: Part['turns']): Part[] =>
    chain('j', 'base', [
      { at: [0, 0, 0.3], turns: first },
      { at: [0.2, 0, 0.4], turns: second },
      { at: [0, 0, 1], turns: [Y, -2, 2] },
      { at: [0.3, 0, 0.1], turns: [X, -3, 3] },
      { at: [0.6, 0, 0], turns: [Y, -2, 2] },
      { at: [0.1, 0, 0], turns: [X, -3, 3] },
    ]);
  const chainOf = (first: Part['turns'], second: Part['turns']) => chainsOf(body(arm(first, second)))[0]!;
  const [column, shoulder] = [[Z, -2.8, 2.8] as const, [Y, -1, 1] as const];
  const whole = chainOf(column, shoulder);
  for (const own of [whole, chainOf(column, [Y, 0, 0])]) {
    assert.deepEqual(own.tcp, whole.tcp);
    assert.ok(Math.hypot(...reachFrameOf(new FastChain(own)).origin) < 1e-6);
  }
  const still = chainOf([Z, 0, 0], shoulder);
  assert.deepEqual(still.tcp, whole.tcp);
  assert.deepEqual(still.joints[0]!.axis, whole.joints[1]!.axis);
});
