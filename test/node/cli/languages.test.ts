import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { usageWords } from '#node/cli/usage-words.ts';
import { randomArm } from '#test/support/procedural-robots.ts';
import { jsonOf, kin } from '#test/support/run-kin.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { toUrdf } from '#test/support/write-descriptions.ts';

/** Nothing but names of commands, options, codes and files is English. */
const ENGLISH = /\b(?:the|is|of|Next|error|or|expected|not|unknown)\b/;

test('under --lang zh the next step and errors are Chinese, wherever the option stands', async (t) => {
  const folder = await tempFolder(t);
  const [arm, cut] = [join(folder, 'arm.urdf'), join(folder, 'cut.urdf')];
  await writeFile(arm, toUrdf(randomArm(11)));
  await writeFile(cut, '<robot name="x"><link name="a"/><link name="a"/></robot>');
  const shown = await kin(['embodiment', 'show', arm, '--lang', 'zh']);
  assert.match(shown.stderr, /^\n下一步：kin embodiment show .* --joints\n {4}或 {2}kin match/);
  for (const [args, words] of [
    [
      ['embodiment', 'show', cut, '--lang', 'zh'],
      '错误 bad-robot-description: 有两个连杆名为“a”（第 1 行）。\n',
    ],
    [['--lang', 'zh', 'embodiment', 'show', `${arm}x`], '错误 not-found: 没有文件 arm.urdfx。\n'],
    [['--lang', 'zh', 'embodiment', 'show', folder], /^错误 storage-failed: .* 是文件夹，不是文件。\n$/],
    [['match', '--lang=zh', '--home', folder], /^错误 usage: 未指明匹配对象：.*\n$/],
    [['match', '--robot', arm, '--lang', 'zh', '--home', folder], /^错误 usage: 未指明撮合方：.*\n$/],
    [['match', '--robot', arm, '--broker', 'x y', '--lang', 'zh'], /^错误 usage: “x y”不是撮合方的地址。\n$/],
    [['inbox', '--lang', 'zh', '--home', folder], /^错误 bad-config: .* 中没有节点。请先建立：kin init/],
    [['verify', folder, '--lang', 'zh', '--home', folder], /^错误 usage: 未指明信任哪个存证日志：/],
    [['rank', arm, '--lang', 'zh'], '错误：缺少必需的选项“--to <file>”\n（用 --help 查看用法）\n'],
    [['compare', arm, '--lang', 'zh'], '错误：缺少参数“b”\n（用 --help 查看用法）\n'],
    [
      ['compare', arm, arm, '--use', 'dance', '--lang', 'zh'],
      /^错误：选项“--use <use>”的参数“dance”无效：应为以下之一：replay/,
    ],
  ] as const) {
    const { stderr, code } = await kin([...args]);
    assert.notEqual(code, 0);
    if (typeof words === 'string') assert.equal(stderr, words);
    else assert.match(stderr, words);
    assert.doesNotMatch(stderr.replaceAll(/^错误 [\w-]+|kin [\w -]*|\S*\/\S*/g, ''), ENGLISH);
  }
});

test('the data of an error is the same in every language, with the fault by its code', async () => {
  const [english, chinese] = await Promise.all(
    ['en', 'zh'].map((lang) => kin(['embodiment', 'show', 'no.urdf', '--json', '--lang', lang])),
  );
  const { error } = jsonOf(english!) as {
    error: { code: string; message: string; params: { fault: string } };
  };
  assert.deepEqual(jsonOf(chinese!), { error });
  assert.deepEqual(
    [error.code, error.message, error.params.fault],
    ['not-found', 'There is no file no.urdf.', 'file-missing'],
  );
  assert.deepEqual([english!.code, chinese!.code], [5, 5]);
});

test('a usage error that is not known stays as it is', () => {
  assert.equal(usageWords('error: something else\n', 'zh'), 'error: something else\n');
  assert.equal(
    usageWords("error: unknown command 'mach'\n(Did you mean match?)\n", 'zh'),
    '错误：未知命令“mach”\n（是否指 match？）\n',
  );
});

test('text of strangers in errors steers no terminal', async (t) => {
  const folder = await tempFolder(t);
  const file = join(folder, 'x.urdf');
  await writeFile(file, '<robot name="x"><link name="a"/><joint type="&#x9b;31m\u202e"/></robot>');
  const { stderr } = await kin(['embodiment', 'show', file]);
  // oxlint-disable-next-line no-control-regex -- these must not come out
  assert.doesNotMatch(stderr, /[\u0080-\u009f\u202e]/);
});

test('what describes no robot is refused by every command that takes one', async (t) => {
  const folder = await tempFolder(t);
  const [arm, table] = [join(folder, 'arm.urdf'), join(folder, 'table.xml')];
  await writeFile(arm, toUrdf(randomArm(11)));
  await writeFile(table, '<mujoco><worldbody><body name="t"><geom size="1"/></body></worldbody></mujoco>');
  for (const args of [
    ['embodiment', 'show', table],
    ['compare', arm, table],
    ['rank', '--to', table, arm],
    ['match', '--robot', table, '--home', folder, '--broker', 'http://127.0.0.1:1'],
  ]) {
    const { stderr, code } = await kin(args);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /bad-robot-description: .*This file describes no robot: it has no joint that moves\./,
    );
  }
});

test('kin rank marks what a match would gate for the use, and its JSON says why', async (t) => {
  const folder = await tempFolder(t);
  const arm = join(folder, 'arm.urdf');
  await writeFile(arm, toUrdf(randomArm(11)));
  const asked = ['rank', '--to', arm, arm, 'camera'];
  const { ranking } = jsonOf(await kin([...asked, '--json'])) as {
    ranking: { source: string; score: number; blockers?: { code: string }[] }[];
  };
  assert.deepEqual(
    ranking.map(({ source, blockers }) => [source, blockers?.map(({ code }) => code)]),
    [
      [arm, undefined],
      ['camera', ['block-no-motion']],
    ],
  );
  assert.ok(ranking[1]!.score > 0.05);
  const { stdout } = await kin(asked);
  assert.match(stdout, /2 .* ! camera/);
  assert.match(stdout, /! blocked for this use \(replay\)[\s\S]*\n {2}camera: the data holds no motion/);
  const open = jsonOf(await kin([...asked, '--json', '--use', 'pre-train'])) as { ranking: object[] };
  assert.ok(open.ranking.every((row) => !('blockers' in row)));
});
