import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalForm, type CanonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';

interface Wheels {
  /** Rollers of each wheel; 0 for plain wheels. */
  readonly rollers: number;
  /** Angle (degrees) of a roller's axis to the axle: 45 mecanum, 90 omniwheel. */
  readonly tilt: number;
  /** Rows of rollers side by side. */
  readonly rows?: number;
  /** True for an arm of four joints on the cart. */
  readonly arm?: boolean;
}

const [RADIUS, THICK] = [0.08, 0.02];

/** A cart with four wheels, each with a free joint a roller. */
function cart({ rollers, tilt, rows = 1, arm = false }: Wheels): string {
  const wheels = [
    [0.2, 0.15],
    [0.2, -0.15],
    [-0.2, 0.15],
    [-0.2, -0.15],
  ].map(([x, y], wheel) => {
    const own = Array.from({ length: rollers * rows }, (_, k) => {
      const angle = (2 * Math.PI * k) / rollers + (k >= rollers ? Math.PI / rollers : 0);
      const [c, s, t] = [Math.cos(angle), Math.sin(angle), (tilt * Math.PI) / 180];
      const axis = [-s * Math.sin(t), Math.cos(t), c * Math.sin(t)];
      const side = rows === 1 ? 0 : k >= rollers ? 0.015 : -0.015;
      return `<body pos="${RADIUS * c} ${side} ${RADIUS * s}"><joint name="r${wheel}_${k}" axis="${axis.join(' ')}"/><geom type="sphere" size="${THICK}"/></body>`;
    });
    const plain = rollers === 0 ? `<geom type="sphere" size="${RADIUS + THICK}"/>` : '';
    return `<body pos="${x} ${y} 0"><joint name="w${wheel}" axis="0 1 0"/>${plain}${own.join('')}</body>`;
  });
  const links = arm
    ? `<body pos="0.1 0 0.1"><joint axis="0 0 1" range="-170 170"/><body pos="0 0 0.2"><joint axis="0 1 0" range="-90 90"/><body pos="0 0 0.4"><joint axis="0 1 0" range="-120 120"/><body pos="0.3 0 0"><joint axis="1 0 0" range="-170 170"/><geom type="sphere" size="0.02" pos="0.1 0 0"/></body></body></body></body>`
    : '';
  return `<mujoco><worldbody><body name="base" pos="0 0 0.1"><freejoint/><geom type="box" size="0.3 0.1 0.05"/>${wheels.join('')}${links}</body></worldbody></mujoco>`;
}

function read(wheels: Wheels): CanonicalForm {
  return canonicalForm(readRobotDescription(cart(wheels)));
}

const idOf = ({ embodiment }: CanonicalForm): string => embodimentId(nodeCrypto, embodiment);

test('a wheel with rollers is one wheel, as large as the circle of its rollers', () => {
  for (const arm of [false, true]) {
    const plain = read({ rollers: 0, tilt: 0, arm });
    const kinds = plain.embodiment.limbs.map(({ kind }) => kind);
    assert.equal(kinds.filter((kind) => kind === 'wheel').length, 4);
    for (const wheels of [
      { rollers: 9, tilt: 45 },
      { rollers: 12, tilt: 90 },
      { rollers: 36, tilt: 45 },
      { rollers: 60, tilt: 90 },
      { rollers: 8, tilt: 90, rows: 2 },
    ]) {
      const rolling = read({ ...wheels, arm });
      assert.equal(rolling.embodiment.mounting, 'mobile');
      assert.deepEqual(
        rolling.embodiment.limbs.map(({ kind }) => kind),
        kinds,
      );
      assert.equal(rolling.embodiment.shoulderHeight, plain.embodiment.shoulderHeight);
      // The same machine: it stands as high and moves alike.
      assert.equal(idOf(rolling), idOf(plain), `${wheels.rollers} ${wheels.tilt}`);
      assert.ok(!rolling.joints.some(({ name }) => name.startsWith('r')));
    }
  }
});

test('what turns freely and is no roller stays', () => {
  // Along the axle: a gear or a drum. Only on one side: no rim. Too few: a turret.
  for (const wheels of [
    { rollers: 9, tilt: 0 },
    { rollers: 4, tilt: 90 },
  ]) {
    const { joints } = read(wheels);
    assert.equal(joints.filter(({ name }) => name.startsWith('r')).length, 4 * wheels.rollers);
  }
});
