import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { FACTORS } from '#contracts/matching/schema.ts';
import { randomArm, randomHumanoid } from '#test/support/procedural-robots.ts';
import { jsonOf, kin } from '#test/support/run-kin.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { toMjcf, toUrdf } from '#test/support/write-descriptions.ts';

async function robotFiles(
  t: TestContext,
): Promise<Record<'arm' | 'twin' | 'other' | 'human' | 'broken', string>> {
  const folder = await tempFolder(t);
  const write = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  return {
    arm: await write('arm.urdf', toUrdf(randomArm(11))),
    twin: await write('twin.xml', toMjcf(randomArm(11))),
    other: await write('other.urdf', toUrdf(randomArm(12))),
    human: await write('human.urdf', toUrdf(randomHumanoid(13))),
    broken: await write('broken.urdf', '<robot name="x"><link'),
  };
}

interface Shown {
  readonly id: string;
  readonly degreesOfFreedom: number;
  readonly limbs: readonly { readonly kind: string; readonly joints: readonly { readonly name: string }[] }[];
  readonly tools: readonly { readonly reach: number }[];
  readonly embodiment: { readonly schema: string; readonly joints: readonly unknown[] };
}

test('kin embodiment show says limbs, reach and the same id for URDF and MJCF of one robot', async (t) => {
  const files = await robotFiles(t);
  const [urdf, mjcf] = [files.arm, files.twin].map((file) => kin(['embodiment', 'show', file, '--json']));
  const shown = jsonOf(await urdf!) as Shown;
  assert.equal((jsonOf(await mjcf!) as Shown).id, shown.id);
  assert.equal(shown.embodiment.schema, 'embodiment/1');
  assert.ok(shown.limbs.some((limb) => limb.kind === 'arm'));
  assert.ok(shown.tools[0]!.reach > 0.1);
  const text = await kin(['embodiment', 'show', files.arm, '--joints']);
  assert.equal(text.code, 0);
  assert.match(text.stdout, /LIMBS[\s\S]*TOOLS[\s\S]*JOINTS OF/);
  for (const limb of shown.limbs) for (const { name } of limb.joints) assert.ok(text.stdout.includes(name));
  const chinese = await kin(['embodiment', 'show', files.arm, '--joints', '--lang', 'zh']);
  assert.equal(chinese.code, 0);
  assert.match(chinese.stdout, /安装方式[\s\S]*自由度[\s\S]*肢体[\s\S]*工具中心点[\s\S]*臂 1 的关节/);
  for (const english of ['LIMBS', 'TOOLS', 'mounting', 'revolute', 'bench:'])
    assert.ok(!chinese.stdout.includes(english), english);
  assert.equal((await kin(['embodiment', 'show', files.arm, '--lang', 'fr'])).code, 2);
});

interface Way {
  readonly score: number;
  readonly factors: readonly { readonly lost: number }[];
  readonly joints: readonly {
    readonly from: string | null;
    readonly to: string | null;
    readonly alike: number | null;
    readonly sense: 'same' | 'opposite' | null;
  }[];
}

test('kin compare answers both directions, and its losses add up to the score', async (t) => {
  const { arm, twin, other } = await robotFiles(t);
  const compared = jsonOf(await kin(['compare', arm, other, '--json'])) as {
    readonly use: string;
    readonly forward: Way;
    readonly backward: Way;
    readonly overlap: { readonly rows: number[][] };
  };
  assert.equal(compared.use, 'replay');
  for (const way of [compared.forward, compared.backward]) {
    const lost = way.factors.reduce((sum, factor) => sum + factor.lost, 0);
    assert.ok(Math.abs(Math.exp(-lost) - way.score) < 1e-12);
    assert.ok(way.joints.length > 0);
  }
  assert.ok(compared.overlap.rows.length > 0);
  const text = await kin(['compare', arm, twin]);
  assert.match(text.stdout, /arm → twin[\s\S]*twin → arm[\s\S]*██[\s\S]*both 100 %/);
  const broken = await kin(['compare', arm, import.meta.filename]);
  assert.match(broken.stderr, /^error bad-xml: .*robot-commands\.test\.ts: /);
  const chinese = await kin(['compare', arm, twin, '--lang', 'zh']);
  assert.match(chinese.stdout, /得分[\s\S]*因素[\s\S]*权重[\s\S]*对应的关节[\s\S]*可达范围/);
  assert.doesNotMatch(chinese.stdout, /FACTOR|WEIGHT|REASON|score|placement|Joints/);
});

interface Ranking {
  readonly to: string;
  readonly use: string;
  readonly ranking: readonly {
    readonly source: string;
    readonly score: number;
    readonly coverage: number | null;
    readonly factors: Readonly<Record<string, number | null>>;
    readonly replayable: { readonly share: number; readonly low: number; readonly high: number } | null;
  }[];
  readonly unreadable?: readonly { readonly source: string; readonly code: string }[];
}

test('kin compare tells the sense of joints as their files count them', async (t) => {
  const folder = await tempFolder(t);
  const model = randomArm(11);
  const turned = model.bodies.findIndex(({ joint }) => joint.type === 'revolute');
  const flipped = model.bodies.map((one, i) => {
    const { axis, lower, upper } = one.joint;
    const [x, y, z] = axis;
    const joint = { ...one.joint, axis: [-x, -y, -z] as const, lower: -upper, upper: -lower };
    return i === turned ? { ...one, joint } : one;
  });
  const [as, other] = [join(folder, 'as.urdf'), join(folder, 'other.urdf')];
  await writeFile(as, toUrdf(model));
  await writeFile(other, toUrdf({ ...model, bodies: flipped }));
  const { joints } = (jsonOf(await kin(['compare', as, other, '--json'])) as { forward: Way }).forward;
  assert.ok(joints.length > 3);
  const name = model.bodies[turned]!.joint.name;
  for (const { from, to, alike, sense } of joints)
    assert.deepEqual([to, alike, sense], [from, 1, from === name ? 'opposite' : 'same']);
});

test('kin rank puts the robot itself and its twin first, and verifies as many as it is asked to', async (t) => {
  const { arm, twin, other } = await robotFiles(t);
  const result = await kin(['rank', '--to', arm, other, twin, arm, '--json', '--verify', '1']);
  assert.equal(result.code, 0);
  const { to, use, ranking, ...rest } = jsonOf(result) as Ranking;
  assert.deepEqual(rest, {});
  assert.deepEqual([to, use], [arm, 'replay']);
  assert.equal(ranking.length, 3);
  assert.equal(ranking[2]!.source, other);
  assert.deepEqual(Object.keys(ranking[0]!), ['source', 'score', 'coverage', 'factors', 'replayable']);
  assert.deepEqual(Object.keys(ranking[0]!.factors), [...FACTORS]);
  assert.deepEqual(Object.keys(ranking[0]!.replayable!), ['share', 'low', 'high']);
  assert.ok(ranking[0]!.replayable!.share > 0.9);
  assert.equal(ranking.filter((row) => row.replayable !== null).length, 1);
  const ids = await kin(['rank', '--to', arm, other, arm, '--quiet']);
  assert.deepEqual([ids.stdout, ids.stderr], [`${arm}\n${other}\n`, '']);
});

test('kin rank names files that cannot be read, ranks the others and ends in an error', async (t) => {
  const { arm, human, broken } = await robotFiles(t);
  const result = await kin([
    'rank',
    '--to',
    arm,
    human,
    broken,
    '--use',
    'pre-train',
    '--tool',
    '0.1',
    '--json',
  ]);
  assert.equal(result.code, 1);
  assert.match(result.stderr, /broken\.urdf: bad-xml/);
  assert.match(result.stderr, /1 of 2 sources are not ranked/);
  const document = jsonOf(result) as Ranking;
  assert.equal(document.use, 'pre-train');
  assert.deepEqual(
    document.ranking.map((row) => row.source),
    [human],
  );
  assert.deepEqual(
    document.unreadable?.map(({ source, code }) => [source, code]),
    [[broken, 'bad-xml']],
  );
});

test('kin rank says what is wrong with its arguments', async (t) => {
  const { arm, broken } = await robotFiles(t);
  assert.equal((await kin(['rank', arm])).code, 2);
  assert.equal((await kin(['rank', '--to', arm, arm, '--use', 'dance'])).code, 2);
  const unread = await kin(['rank', '--to', broken, arm]);
  assert.equal(unread.code, 1);
  assert.match(unread.stderr, /broken\.urdf: /);
});

test('people and worn cameras are shown, compared and ranked like robots, and what is unknown is said', async (t) => {
  const { human: robot, arm } = await robotFiles(t);
  const person = await kin(['embodiment', 'show', 'human:1.75']);
  assert.match(person.stdout, /person of 1\.75 m {3}human\n[\s\S]*1\.40 m above the floor[\s\S]*5 fingers/);
  assert.match((await kin(['embodiment', 'show', 'camera', '--lang', 'zh'])).stdout, /相机[\s\S]*穿戴于人/);
  assert.equal((await kin(['embodiment', 'show', 'human:9'])).code, 2);
  const compared = await kin(['compare', 'human:1.75', robot]);
  assert.match(compared.stdout, /human:1\.75 → human[\s\S]*measured motion serves as command/);
  const camera = await kin(['compare', 'camera', arm, '--lang', 'zh']);
  assert.match(camera.stdout, /可达性 +未知[\s\S]*仅有相机，未记录手的位置/);
  const ranked = await kin(['rank', '--to', arm, 'human', 'camera', arm, '--json', '--use', 'pre-train']);
  const { ranking } = jsonOf(ranked) as Ranking;
  assert.equal(ranking[0]!.source, arm);
  const [human, seen] = ['human', 'camera'].map((name) => ranking.find(({ source }) => source === name)!);
  assert.ok(human!.coverage !== null && human!.factors['kinematics'] !== null);
  assert.deepEqual([seen!.coverage, seen!.factors['reach'], seen!.factors['hand']], [null, null, null]);
});

test('a file with y up is read as its twin when somebody says so, and the command says when it is in doubt', async (t) => {
  const folder = await tempFolder(t);
  const upright = toUrdf(randomHumanoid(13));
  const root = /<link name="([^"]+)"/.exec(upright)![1]!;
  const station = `<link name="station"/><joint name="bolts" type="fixed"><origin rpy="-1.5707963267948966 0 0"/><parent link="station"/><child link="${root}"/></joint>`;
  const [z, y] = [join(folder, 'z.urdf'), join(folder, 'y.urdf')];
  await writeFile(z, upright);
  await writeFile(y, upright.replace('</robot>', `${station}</robot>`));
  const idOf = async (...args: string[]): Promise<string> =>
    (jsonOf(await kin(['embodiment', 'show', ...args, '--json'])) as Shown).id;
  assert.equal(await idOf(y, '--up', 'y'), await idOf(z));
  assert.notEqual(await idOf(y, '--up', 'z'), await idOf(z));
  assert.equal((await kin(['embodiment', 'show', y, '--up', 'w'])).code, 2);
  const seen = await kin(['compare', z, y, '--lang', 'zh']);
  assert.equal(seen.code, 0);
  assert.match(seen.stderr, /y\.urdf: 机体沿文件的 y 轴站立.*--up/);
  const told = await kin(['compare', z, y, '--up', 'y', '--json']);
  assert.equal(told.stderr.includes('--up'), false);
  const ranked = await kin(['rank', y, '--to', z]);
  assert.match(ranked.stderr, /y\.urdf: The machine stands along the y axis/);
});

test('which axis is up is said of a description: without one, or with another word, it is a usage error', async (t) => {
  const home = await tempFolder(t);
  const calls = [
    ['match', '--task', 'pour water', '--up', 'y'],
    ['match', '--robot', 'arm.urdf', '--up', 'w'],
    ['fit', 'larkspur/cups', '--robot', 'arm.urdf', '--up', 'w'],
    ['pull', 'agr_7f3k', '-o', home, '--robot-up', 'y'],
    ['retarget', home, '--robot', 'arm.urdf', '-o', home, '--robot-up', 'w'],
    ['verify', home, '--source-up', 'w'],
  ];
  for (const call of calls) {
    const ended = await kin([...call, '--home', home]);
    assert.equal(ended.code, 2, call.join(' '));
    assert.match(ended.stderr, /-up|--up/);
  }
});
