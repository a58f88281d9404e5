import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { bodyPair } from '#contracts/matching/factors/body-pair.ts';
import type { BodyProfile } from '#contracts/matching/factors/body-profile.ts';
import { matchDataset, type ScoredDataset } from '#contracts/matching/match-dataset.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { readTask } from '#contracts/matching/task/read-task.ts';
import { MATCH_USES, type MatchResult, type MatchUse } from '#contracts/matching/schema.ts';
import { demandsOf } from '#contracts/matching/task/task-demands.ts';
import { REASON_CODES, reasonWords } from '#contracts/matching/words.ts';
import { armEmbodiment, type ArmShape } from '#test/support/match-bodies.ts';

const DATA: ScoredDataset = {
  dataset: 'd',
  manifest: 'm',
  embodiment: null,
  method: 'teleoperation',
  modalities: ['video', 'joint-position'],
  controlMode: 'position',
  accuracyM: null,
};
const ARM: ArmShape = { upper: 0.4, fore: 0.35 };

function body(shape: ArmShape, change: (embodiment: Embodiment) => Embodiment = (same) => same): BodyProfile {
  return profileOf(change(armEmbodiment(shape)), JSON.stringify([shape, change.toString()]));
}

function score(
  from: BodyProfile,
  to: BodyProfile,
  ask: { use?: MatchUse; task?: string; data?: ScoredDataset } = {},
): MatchResult {
  return matchDataset({
    data: ask.data ?? DATA,
    pair: bodyPair(from, to),
    measuredMotion: false,
    task: null,
    pairing: null,
    demands: demandsOf(ask.task === undefined ? null : readTask(ask.task)),
    use: ask.use ?? 'fine-tune',
  });
}

test('a body is its own best target for every use', () => {
  const self = body(ARM);
  const others = [
    body({ ...ARM, upper: 0.3 }),
    body({ ...ARM, upper: 0.55 }),
    body({ ...ARM, fingers: 5 }),
    body({ ...ARM, turn: 1 }),
  ];
  for (const use of MATCH_USES) {
    const own = score(self, self, { use }).score;
    for (const other of others) assert.ok(score(self, other, { use }).score <= own + 1e-9, use);
  }
});

test('what has to be converted is listed: rate, units, senses of joints, deltas, gripper range', () => {
  const notation = { rateHz: 15, units: ['deg', 'mm'], turnedJoints: 3, delta: true };
  const data: ScoredDataset = { ...DATA, notation };
  const { conversions } = score(body(ARM), body({ ...ARM, aperture: 0.05 }), { data });
  const codes = conversions.map(({ code }) => code);
  for (const code of [
    'convert-rate',
    'convert-units',
    'convert-axes',
    'convert-deltas',
    'convert-gripper-range',
  ])
    assert.ok(codes.includes(code), code);
  const words = conversions.map((reason) => [reasonWords(reason), reasonWords(reason, 'zh')]).flat();
  assert.ok(words.includes('positions in deg, mm become radians and metres'));
  assert.ok(!words.some((text) => /\{|convert-/.test(text)), words.join('; '));
  const plain = score(body(ARM), body({ ...ARM, aperture: 0.05 }), {
    data: { ...DATA, notation: { rateHz: null, units: [], turnedJoints: 0, delta: false } },
  });
  assert.deepEqual(
    plain.conversions.map(({ code }) => code),
    ['convert-joints-to-pose', 'convert-pose-to-joints', 'convert-gripper-range'],
  );
});

test('taking something away from the target never raises a score that uses it', () => {
  const from = body(ARM);
  const base = score(from, body(ARM)).score;
  const locked = (embodiment: Embodiment): Embodiment => ({
    ...embodiment,
    joints: embodiment.joints.map((joint, i) =>
      i === 4 ? { ...joint, lower: -0.001, upper: 0.001 } : joint,
    ),
  });
  const tighter = (embodiment: Embodiment): Embodiment => ({
    ...embodiment,
    joints: embodiment.joints.map((joint) => ({
      ...joint,
      lower: joint.lower! * 0.6,
      upper: joint.upper! * 0.6,
    })),
  });
  const poorer = [
    body(ARM, locked),
    body(ARM, tighter),
    body({ ...ARM, aperture: 0.03 }),
    body({ ...ARM, upper: 0.3, fore: 0.25 }),
  ];
  for (const target of poorer) assert.ok(score(from, target).score < base);
  const dexterous = body({ ...ARM, fingers: 5 });
  assert.ok(score(dexterous, body({ ...ARM, fingers: 3 })).score < score(dexterous, dexterous).score);
});

test('a precise task separates robots, a loose one does not, and the losses add up to the score', () => {
  const from = body({ ...ARM, fingers: 3 });
  const targets = [from, body(ARM), body({ ...ARM, fingers: 3, upper: 0.34 }), body({ ...ARM, turn: 1.2 })];
  const spread = (task: string | undefined): number => {
    const scores = targets.map((to) => {
      const result = score(from, to, task === undefined ? {} : { task });
      const lost = result.factors.reduce((sum, factor) => sum + factor.lost, 0);
      assert.ok(Math.abs(Math.exp(-lost) - result.bodyScore) < 1e-12);
      for (const { weight, lost: own, value } of result.factors) {
        if (value !== null && value >= 0.01) assert.ok(Math.abs(own + weight * Math.log(value)) < 1e-12);
      }
      return result.score;
    });
    assert.equal(Math.max(...scores), scores[0], 'the own body fits best');
    return Math.log(Math.max(...scores) / Math.min(...scores));
  };
  const [precise, medium, loose, open] = [
    spread('insert the peg into the hole'),
    spread('stack the cup'),
    spread('lift the cup'),
    spread(undefined),
  ];
  assert.ok(precise > 1.3 * medium, `${precise} ${medium}`);
  assert.ok(medium > 1.1 * loose, `${medium} ${loose}`);
  assert.equal(medium, open, 'without a task, and for an ordinary one, weights are those of the use');
  assert.equal(spread('把插销插进孔里'), precise);
  const accuracy = (task: string): number =>
    score(body(ARM), body(ARM), { task }).factors.find(({ factor }) => factor === 'accuracy')!.weight;
  assert.ok(accuracy('insert the peg') > 2 * accuracy('stack the cup'));
});

test('at a fixed floor height a small body helps a tall one little, and a raised table is advised', () => {
  const small = body({ upper: 0.22, fore: 0.2, stands: 0.9 });
  const tall = body({ upper: 0.35, fore: 0.3, stands: 1.5 });
  const result = score(small, tall, { use: 'replay' });
  const [reach] = result.factors;
  assert.equal(reach?.reason.code, 'reach-height');
  assert.equal(result.placement?.heightFree, false);
  assert.equal(result.placement.reason.code, 'raise-table');
  assert.ok(Number(result.placement.reason.params['coverage']) > reach.value! + 0.2);
  assert.match(reasonWords(result.placement.reason), /raise the table by \d+ cm/);
  assert.match(reasonWords(result.placement.reason, 'zh'), /台面升高/);
  const back = score(tall, small, { use: 'replay' });
  assert.ok(back.factors[0]!.value! < reach.value!);
  assert.equal(score(body({ upper: 0.22, fore: 0.2 }), tall, { use: 'replay' }).placement?.heightFree, true);
});

test('noise below the ninth decimal changes nothing, to the bit', () => {
  const noisy = (embodiment: Embodiment): Embodiment => ({
    ...embodiment,
    joints: embodiment.joints.map((joint, i) => ({
      ...joint,
      point: joint.point.map((x) => x + 1e-10 * (i - 3)),
      lower: joint.lower! + 2e-10,
    })),
  });
  const other = body({ ...ARM, upper: 0.3 });
  const clean = score(body(ARM), other);
  assert.deepEqual(score(body(ARM, noisy), other), clean);
});

test('what is unknown is neither zero nor one: it widens the interval', () => {
  const known = score(body(ARM), body(ARM));
  const bare = (embodiment: Embodiment): Embodiment => ({
    ...embodiment,
    endEffectors: embodiment.endEffectors.map((effector) => ({ ...effector, hand: null })),
  });
  const open = score(body(ARM), body(ARM, bare));
  const hand = open.factors.find((factor) => factor.factor === 'hand');
  assert.equal(hand?.value, null);
  assert.ok(open.low < open.score && open.score < open.high);
  assert.ok(open.high - open.low > known.high - known.low);
});

test('data without motion cannot be replayed, nor fine-tuned on, but pre-trained on', () => {
  const film: ScoredDataset = {
    ...DATA,
    method: 'human-video',
    modalities: ['video'],
    controlMode: 'unknown',
  };
  const result = score(body(ARM), body(ARM), { data: film });
  assert.equal(result.verdict, 'pre-train-only');
  assert.equal(result.replayable, null);
  assert.ok(result.uses['pre-train'] > 5 * result.uses.replay);
  assert.deepEqual(score(body(ARM), body(ARM), { data: film, use: 'pre-train' }).blockers, []);
});

test('what was done by pressing needs forces: missing ones widen the interval, and gate a replay of watched motion', () => {
  const feels = (embodiment: Embodiment): Embodiment => ({
    ...embodiment,
    sensors: [
      { kind: 'force-torque', joint: 5, pose: { position: [0, 0, 0], rotation: [1, 0, 0, 0] }, rateHz: null },
    ],
  });
  const [from, to] = [body({ ...ARM, upper: 0.38 }), body(ARM, feels)];
  const task = 'insert the peg into the hole';
  const ask = (over: Partial<ScoredDataset>, use: MatchUse = 'fine-tune', asked = task): MatchResult =>
    score(from, to, { task: asked, use, data: { ...DATA, ...over } });
  const measured = ask({ modalities: ['video', 'joint-position', 'force'] });
  const implied = ask({});
  const watched = ask({ method: 'motion-capture', modalities: ['human-pose'], controlMode: 'unknown' });
  const sensors = ({ factors }: MatchResult): MatchResult['factors'][number] =>
    factors.find(({ factor }) => factor === 'sensors')!;
  assert.equal(sensors(implied).reason.code, 'sensors-forces-implied');
  assert.equal(sensors(watched).reason.code, 'sensors-forces-unknown');
  assert.equal(sensors(watched).value, null);
  assert.ok(sensors(watched).low < sensors(implied).low && sensors(implied).low < sensors(measured).low);
  assert.ok(measured.score > implied.score && implied.score > watched.score);
  assert.ok(implied.high - implied.low > measured.high - measured.low);
  // Lifting asks for no forces.
  const lifted = (over: Partial<ScoredDataset>): MatchResult => ask(over, 'fine-tune', 'lift the box');
  assert.deepEqual(
    sensors(lifted({})),
    sensors(lifted({ modalities: ['video', 'joint-position', 'force'] })),
  );
  // A motion that was only watched is not replayed where it pressed, and says why; commands press again.
  const codes = (over: Partial<ScoredDataset>, asked = task): string[] =>
    ask(over, 'replay', asked).blockers.map(({ code }) => code);
  const capture = { method: 'motion-capture', modalities: ['human-pose'], controlMode: 'unknown' } as const;
  assert.deepEqual(codes(capture), ['block-forces-unknown']);
  assert.deepEqual(codes({ ...capture, modalities: ['human-pose', 'force'] }), []);
  assert.deepEqual(codes({}), []);
  assert.deepEqual(codes(capture, 'lift the box'), []);
  const control = ({ factors }: MatchResult): MatchResult['factors'][number] =>
    factors.find(({ factor }) => factor === 'control')!;
  const [pressed, moved] = [control(ask({}, 'replay')), control(ask({}, 'replay', 'lift the box'))];
  assert.equal(pressed.value, moved.value);
  assert.ok(pressed.low < moved.low);
});

test('a precise task asks for more accuracy than lifting', () => {
  const sure = (embodiment: Embodiment): Embodiment => ({
    ...embodiment,
    accuracy: { repeatability: 0.004, method: 'measured' },
  });
  const target = body(ARM, sure);
  const data = { ...DATA, accuracyM: 0.001 };
  const of = (task: string): number =>
    score(body(ARM), target, { data, task, use: 'replay' }).factors.find(
      (factor) => factor.factor === 'accuracy',
    )!.value!;
  assert.equal(of('lift the box'), 1);
  assert.ok(of('insert the peg into the hole') < 0.6);
});

test('every reason that a score gives has words in both languages', () => {
  const results = [
    score(body(ARM), body({ ...ARM, fingers: 5 }), { task: 'rotate in hand the ball' }),
    score(body({ ...ARM, fingers: 5 }), body(ARM), { task: 'rotate in hand the ball' }),
    score(body(ARM), body({ upper: 0.1, fore: 0.1, shoulder: 0.1 }), {
      use: 'joint-space',
      task: 'fold the towel',
    }),
  ];
  const forces = [
    score(body(ARM), body(ARM), { task: 'insert the peg into the hole' }),
    score(body(ARM), body(ARM), {
      task: 'polish the surface',
      use: 'replay',
      data: { ...DATA, method: 'motion-capture', controlMode: 'unknown' },
    }),
    ...[true, false, null].flatMap((feels) =>
      (['force', 'joint-torque'] as const).map((kind) =>
        score(
          body(ARM),
          { ...body(ARM), feels, cameras: [] },
          {
            task: 'polish the surface',
            data: { ...DATA, modalities: ['joint-position', kind] },
          },
        ),
      ),
    ),
  ];
  for (const result of [...results, ...forces]) {
    const reasons = [
      ...result.factors.map((factor) => factor.reason),
      ...result.blockers,
      ...result.conversions,
      ...result.lossy,
      result.placement!.reason,
    ];
    for (const reason of reasons) {
      assert.ok(REASON_CODES.includes(reason.code), reason.code);
      for (const language of ['en', 'zh'] as const)
        assert.doesNotMatch(reasonWords(reason, language), /[{}?]/);
    }
  }
});

test('a camera without a body leaves reach, usefulness and kinematics open', () => {
  const camera = profileOf(
    {
      ...armEmbodiment(ARM),
      kind: 'camera',
      mounting: 'worn',
      joints: [],
      limbs: [],
      endEffectors: [],
    },
    'camera',
  );
  const film: ScoredDataset = {
    ...DATA,
    method: 'human-video',
    modalities: ['video'],
    controlMode: 'unknown',
  };
  const result = score(camera, body(ARM), { data: film, use: 'pre-train' });
  for (const name of ['reach', 'usefulness', 'kinematics'] as const) {
    assert.equal(result.factors.find((factor) => factor.factor === name)?.value, null);
  }
  assert.ok(result.score > 0.2 && result.high > result.low + 0.3);
});
