import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { bodyOfStatement, type BodyStatement } from '#contracts/embodiment/body/body-statement.ts';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { bodyPair } from '#contracts/matching/factors/body-pair.ts';
import type { BodyProfile } from '#contracts/matching/factors/body-profile.ts';
import { BODY_ONLY, matchDataset, type ScoredDataset } from '#contracts/matching/match-dataset.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { MATCH_USES, type MatchResult, type MatchUse } from '#contracts/matching/schema.ts';
import { demandsOf } from '#contracts/matching/task/task-demands.ts';
import { reasonWords } from '#contracts/matching/words.ts';
import { robotFile } from '#test/support/robot-recording.ts';

/** Two fingers that slide on a handle: what people hold in their hand to record what a gripper would do. */
const GRIPPER = `<robot name="hand_held"><link name="palm"><inertial><mass value="0.4"/></inertial></link>
${['left', 'right']
  .map(
    (
      side,
      i,
    ) => `<link name="${side}"><inertial><mass value="0.05"/></inertial><visual><origin xyz="0 0 0.03"/><geometry><box size="0.02 0.01 0.06"/></geometry></visual></link>
<joint name="${side}_slide" type="prismatic"><parent link="palm"/><child link="${side}"/><origin xyz="0 ${i === 0 ? 0.005 : -0.005} 0.08"/><axis xyz="0 ${i === 0 ? 1 : -1} 0"/><limit lower="0" upper="0.04" velocity="1" effort="10"/></joint>`,
  )
  .join('\n')}</robot>`;

const robot = (text: string, id: string): BodyProfile =>
  profileOf(canonicalForm(readRobotDescription(text)).embodiment, id);
const stated = (statement: BodyStatement, id: string): BodyProfile =>
  profileOf(bodyOfStatement(statement).form.embodiment, id);
const file = (name: string): BodyProfile => robot(readFileSync(robotFile(name), 'utf8'), name);

const humanoid = file('brightmoor-tall');
const arm = file('larkspur-arm7');
const camera = stated({ kind: 'camera', height: 1.6 }, 'camera');
const person = stated({ kind: 'human', stature: 1.75 }, 'person');
const gripper = robot(GRIPPER, 'gripper');

const VIDEO: ScoredDataset = {
  ...BODY_ONLY,
  method: 'human-video',
  modalities: ['video'],
  controlMode: 'unknown',
};
const CAPTURE: ScoredDataset = { ...VIDEO, method: 'motion-capture', modalities: ['joint-position'] };
const TRACKED: ScoredDataset = { ...VIDEO, modalities: ['video', 'human-pose'] };
const HELD: ScoredDataset = { ...VIDEO, modalities: ['video', 'end-effector-pose', 'gripper'] };

function score(
  data: ScoredDataset,
  bodies: readonly [BodyProfile | null, BodyProfile],
  use: MatchUse,
): MatchResult {
  const [from, to] = bodies;
  return matchDataset({
    data,
    pair: from === null ? null : bodyPair(from, to),
    measuredMotion: false,
    task: null,
    pairing: null,
    demands: demandsOf(null),
    use,
  });
}

const blocked = (result: MatchResult): string[] => result.blockers.map(({ code }) => code);
const unknownOf = (result: MatchResult): string[] =>
  result.factors.filter(({ value }) => value === null).map(({ factor }) => factor);

test('every way of collecting says what it can give, whatever it is wanted for', () => {
  for (const [data, from, to, verdict] of [
    [VIDEO, camera, arm, 'pre-train-only'],
    [VIDEO, null, arm, 'pre-train-only'],
    [TRACKED, camera, arm, 'retarget'],
    [TRACKED, person, humanoid, 'retarget'],
    [CAPTURE, person, humanoid, 'retarget'],
    [HELD, gripper, arm, 'retarget'],
    [{ ...VIDEO, modalities: [] }, camera, arm, 'not-usable'],
    [BODY_ONLY, arm, arm, 'direct'],
  ] as const)
    for (const use of MATCH_USES)
      assert.equal(score(data, [from, to], use).verdict, verdict, JSON.stringify(data));
});

test('people are retargeted and never used as they are, however well a robot reaches', () => {
  const result = score(CAPTURE, [person, humanoid], 'replay');
  assert.ok((result.factors.find(({ factor }) => factor === 'reach')?.value ?? 0) > 0.5);
  assert.equal(result.verdict, 'retarget');
});

test('what is missing is unknown: its middle counts, its interval is shown, and the use that lives on it waits', () => {
  const seen = score(TRACKED, [camera, arm], 'pre-train');
  assert.deepEqual(unknownOf(seen), ['reach', 'usefulness', 'hand', 'kinematics']);
  for (const { value, low, high, lost } of seen.factors) {
    if (value !== null) continue;
    assert.ok(low > 0 && low < 1 && high === 1 && lost > 0);
  }
  assert.ok(seen.low < seen.score && seen.score < seen.high);
  assert.deepEqual(blocked(seen), []);
  assert.deepEqual(blocked(score(TRACKED, [camera, arm], 'replay')), ['block-reach-unknown']);
  assert.deepEqual(blocked(score(TRACKED, [camera, arm], 'joint-space')), ['block-kinematics-unknown']);
  assert.deepEqual(blocked(score(TRACKED, [null, arm], 'replay')), ['block-reach-unknown']);
  assert.deepEqual(blocked(score(VIDEO, [camera, arm], 'replay')), ['block-no-motion']);
  // Motion capture has no commands and no forces: measured motion serves, torques are nobody's.
  const captured = score(CAPTURE, [person, humanoid], 'replay');
  assert.deepEqual(blocked(captured), []);
  assert.equal(
    captured.factors.find(({ factor }) => factor === 'control')?.reason.code,
    'control-motion-only',
  );
});

test('a hand-held gripper is compared by hand, and replay waits until it is measured where it can go', () => {
  assert.ok(gripper.handOnly);
  const use = score(HELD, [gripper, arm], 'fine-tune');
  assert.deepEqual(blocked(use), []);
  const reach = use.factors.find(({ factor }) => factor === 'reach')!;
  assert.deepEqual([reach.value, reach.reason.code, reach.high], [null, 'reach-carried', 1]);
  assert.ok((use.factors.find(({ factor }) => factor === 'hand')?.value ?? 0) > 0.3);
  assert.deepEqual(blocked(score(HELD, [gripper, arm], 'replay')), ['block-reach-unknown']);
  for (const result of [
    use,
    score(HELD, [gripper, arm], 'replay'),
    score(TRACKED, [camera, arm], 'joint-space'),
  ])
    for (const reason of [...result.blockers, ...result.factors.map((factor) => factor.reason)])
      for (const language of ['en', 'zh'] as const)
        assert.notEqual(reasonWords(reason, language), reason.code);
});
