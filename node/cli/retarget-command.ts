/** `kin retarget`: the motion of a dataset in the joints of my robot, as added columns. Needs no node. */

import type { Command } from 'commander';
import { UP_AXES, type UpAxis } from '#contracts/embodiment/description/gravity.ts';
import type { RetargetReport } from '#contracts/retarget/retarget-schema.ts';
import { readRobot } from '../embodiment/read-robot.ts';
import { retargetDataset, retargetRobotOf } from '../retarget/retarget-dataset.ts';
import { asChoice, asCount, asNumber } from './arguments.ts';
import type { Run, RunCommand } from './cli.ts';
import { plain } from './output.ts';
import { partName, retargetFacts } from './retarget-words.ts';
import { type Language } from './table-words.ts';
import { noteUp, UP_WORDS } from './up-option.ts';

interface RetargetOptions {
  readonly robot: string;
  readonly robotUp?: UpAxis;
  readonly output: string;
  readonly sourceRobot?: string;
  readonly sourceUp?: UpAxis;
  readonly sourceHuman?: number;
  readonly jointMap?: string;
  readonly up: 'y' | 'z';
  readonly workers?: number;
  readonly lang: Language;
}

/** Adds the command. */
export function addRetargetCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('retarget')
    .description(
      "add columns to a LeRobot dataset: the same motion in your robot's joints, and what of it cannot be followed",
    )
    .argument('<folder>', 'a delivery, or a LeRobot dataset')
    .requiredOption('--robot <file>', 'URDF or MJCF of your robot')
    .option('--robot-up <axis>', UP_WORDS, asChoice(UP_AXES))
    .requiredOption('-o, --output <folder>', 'folder for the dataset with added columns')
    .option('--source-robot <file>', 'URDF or MJCF of the recorded robot, where no delivery names it')
    .option('--source-up <axis>', UP_WORDS, asChoice(UP_AXES))
    .option('--source-human <metres>', 'a person of this stature was recorded, as joint angles', asNumber)
    .option('--joint-map <file>', 'joint-map/1: which column moves which joint of the recorded robot')
    .option(
      '--up <axis>',
      'axis of key points and poses that points up: y, z',
      asChoice(['y', 'z'] as const),
      'z',
    )
    .option('--workers <n>', 'processes that follow motion at a time', asCount)
    .action((folder: string) =>
      run(command, (context) =>
        retarget(context, folder, { ...command.opts<Omit<RetargetOptions, 'lang'>>(), lang: context.lang }),
      ),
    );
}

async function retarget(run: Run, folder: string, options: RetargetOptions): Promise<void> {
  const { output, signal } = run;
  const { robot: file, robotUp: up, output: out, lang, ...rest } = options;
  const robot = await readRobot(file, { signal, ...(up === undefined ? {} : { up }) });
  noteUp(output, { file, warnings: robot.form.warnings, option: '--robot-up' }, lang);
  const report = await retargetDataset({
    ...rest,
    root: folder,
    robot: retargetRobotOf(robot),
    out,
    signal,
    onProgress: (step, share, detail) => output.progress(step, share, detail),
  });
  output.endProgress();
  output.data(report);
  show(run, report, { folder: out, robot: robot.tree.name, lang });
}

function show(
  { output }: Run,
  report: RetargetReport,
  to: { folder: string; robot: string; lang: Language },
): void {
  const { result } = report;
  const { lang } = to;
  const zh = lang === 'zh';
  const [robot, folder] = [plain(to.robot), output.tone('strong', to.folder)];
  const done = output.tone('good', '✓');
  output.line(
    zh
      ? `${done} ${robot}：${result.episodes} 个片段，${result.frames} 帧，写入 ${folder}`
      : `${done} ${result.episodes} episodes, ${result.frames} frames for ${robot} in ${folder}`,
  );
  output.table(
    [
      { title: zh ? '部位' : 'PART' },
      { title: zh ? '跟随' : 'FOLLOWED', align: 'right' },
      { title: zh ? '误差不超过' : 'WITHIN', align: 'right' },
    ],
    result.elements.map(({ label, given, followed, position, orientation }) => [
      partName(label, lang),
      given === 0 ? (zh ? '未录制' : 'nothing recorded') : `${((100 * followed) / given).toFixed(1)} %`,
      followed === 0
        ? '–'
        : `${(position * 1000).toFixed(1)} mm${orientation === 0 ? '' : `, ${((orientation * 180) / Math.PI).toFixed(1)}°`}`,
    ]),
  );
  output.facts(retargetFacts(report, lang));
  output.next(`kin inspect ${to.folder}`);
}
