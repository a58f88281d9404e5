import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { rankBodies, type LabelledBody } from '#contracts/matching/rank-bodies.ts';
import { MATCH_USES } from '#contracts/matching/schema.ts';

const LINK = (name: string): string => `<link name="${name}"><inertial><mass value="1"/></inertial></link>`;

/** An arm of `links` pitching links of `length` metres on a turning base, with a gripper; without links, the gripper alone. */
function machine(links: number, length: number): LabelledBody {
  const joints = Array.from({ length: links }, (_, i) => {
    const [axis, at] = i === 0 ? ['0 0 1', '0 0 0.1'] : ['0 1 0', `0 0 ${i === 1 ? 0.05 : length}`];
    return `<joint name="j${i}" type="revolute"><parent link="l${i}"/><child link="l${i + 1}"/><origin xyz="${at}"/>
      <axis xyz="${axis}"/><limit lower="-2" upper="2" velocity="1" effort="1"/></joint>`;
  });
  const fingers = [1, -1].map(
    (side) => `<joint name="f${side}" type="prismatic"><parent link="l${links}"/><child link="g${side}"/>
      <origin xyz="0 ${0.01 * side} 0.08"/><axis xyz="0 ${side} 0"/><limit lower="0" upper="0.04" velocity="1" effort="1"/></joint>`,
  );
  const names = [...Array.from({ length: links + 1 }, (_, i) => `l${i}`), 'g1', 'g-1'];
  const text = `<robot name="m">${names.map(LINK).join('')}${joints.join('')}${fingers.join('')}</robot>`;
  const label = `${links} of ${length}`;
  return { label, body: profileOf(canonicalForm(readRobotDescription(text)).embodiment, label) };
}

const ARM = machine(5, 0.25);
const SOURCES = [ARM, machine(5, 0.24), machine(4, 0.2), machine(3, 0.1), machine(0, 0)];

test('a body is its own best source, for every use, however thin what it reaches is', () => {
  for (const target of SOURCES) {
    for (const use of MATCH_USES) {
      const { ranking } = rankBodies({ target, sources: SOURCES, use, verify: 0 });
      const self = ranking.find(({ source }) => source === target.label)!;
      assert.equal(self.coverage, 1);
      for (const { source, score } of ranking) {
        assert.ok(score <= self.score, `${use}: ${source} ${score}, ${target.label} ${self.score}`);
      }
    }
  }
});

test('a hand without an arm says nothing about reach, and does not pass for an arm that fits', () => {
  const { ranking } = rankBodies({ target: ARM, sources: SOURCES, use: 'replay', verify: 0 });
  const hand = ranking.find(({ source }) => source === '0 of 0')!;
  assert.equal(hand.factors.reach, null);
  assert.equal(hand.factors.hand, 1);
  const like = ranking.find(({ source }) => source === '5 of 0.24')!;
  assert.ok(hand.score < 0.5 * like.score, `${hand.score} and ${like.score}`);
  const back = rankBodies({ target: SOURCES[4]!, sources: [ARM], use: 'replay', verify: 0 }).ranking[0]!;
  assert.equal(back.factors.reach, null);
});
