import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Pose, Quaternion, Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import * as s from '#contracts/embodiment/spatial.ts';

const number = fc.double({ min: -3, max: 3, noNaN: true });
const vector: fc.Arbitrary<Vec3> = fc.tuple(number, number, number);
const rotation: fc.Arbitrary<Quaternion> = vector.map((rpy) => s.fromRpy(rpy));
const pose: fc.Arbitrary<Pose> = fc.record({ position: vector, rotation });

function close(a: readonly number[], b: readonly number[], tolerance = 1e-9): void {
  a.forEach((value, i) => assert.ok(Math.abs(value - b[i]!) <= tolerance, `${a.join()} is not ${b.join()}`));
}

test('a pose after its inverse changes nothing', () => {
  fc.assert(
    fc.property(pose, (p) => {
      const id = s.compose(p, s.invert(p));
      close(id.position, [0, 0, 0]);
      assert.ok(s.angleOf(id.rotation) < 1e-7);
    }),
  );
});

test('composition is associative and moves points one frame after the other', () => {
  fc.assert(
    fc.property(pose, pose, vector, (a, b, v) => {
      close(s.transformPoint(s.compose(a, b), v), s.transformPoint(a, s.transformPoint(b, v)));
    }),
  );
});

test('matrices and quaternions describe the same rotation', () => {
  fc.assert(
    fc.property(rotation, vector, (q, v) => {
      const m = s.toMatrix(q);
      close([s.dot(m[0], v), s.dot(m[1], v), s.dot(m[2], v)], s.rotate(q, v));
      assert.ok(s.angleBetween(s.fromMatrix(m), q) < 1e-7);
    }),
  );
});

test('roll, pitch and yaw come back as the same rotation, poles included', () => {
  fc.assert(
    fc.property(vector, (rpy) => {
      const q = s.fromRpy(rpy);
      assert.ok(s.angleBetween(s.fromRpy(s.toRpy(q)), q) < 1e-5);
    }),
  );
  for (const pitch of [Math.PI / 2, -Math.PI / 2]) {
    const q = s.fromRpy([0.4, pitch, -1.1]);
    assert.ok(s.angleBetween(s.fromRpy(s.toRpy(q)), q) < 1e-5);
  }
});

test('a rotation from one direction to another does so, opposite directions included', () => {
  fc.assert(
    fc.property(vector, vector, (a, b) => {
      fc.pre(s.norm(a) > 1e-3 && s.norm(b) > 1e-3);
      close(s.rotate(s.fromTo(s.unit(a), s.unit(b)), s.unit(a)), s.unit(b), 1e-6);
      close(s.rotate(s.fromTo(s.unit(a), s.scale(s.unit(a), -1)), s.unit(a)), s.scale(s.unit(a), -1), 1e-6);
      assert.ok(Math.abs(s.dot(s.perpendicular(s.unit(a)), s.unit(a))) < 1e-12);
    }),
  );
});

test('a rotation about z turns x into y', () => {
  close(s.rotate(s.fromAxisAngle([0, 0, 1], Math.PI / 2), [1, 0, 0]), [0, 1, 0], 1e-15);
});
