/** Tools of arms that lose something: a joint is locked, a range cut, a finger taken off. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
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
