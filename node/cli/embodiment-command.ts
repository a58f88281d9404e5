/** `kin embodiment show`: what a robot description says to the exchange: limbs, tools, hand, id. Needs no node. */

import type { Command } from 'commander';
import { bodyLabelWords } from '#contracts/embodiment/body/body-label.ts';
import { warningLines } from '#contracts/embodiment/description/warning-words.ts';
import { UP_AXES, type UpAxis } from '#contracts/embodiment/description/gravity.ts';
import {
  describeRobot,
  type JointDescription,
  type LimbDescription,
  type RobotDescription,
  type ToolDescription,
} from '../embodiment/describe-robot.ts';
import { readBody, withStatedUp, type BodyRequest } from '../embodiment/read-body.ts';
import { asBody, asChoice, BODY_NOTATION } from './arguments.ts';
import type { Run, RunCommand } from './cli.ts';
import { plain, type Output } from './output.ts';
import { UP_WORDS } from './up-option.ts';
import { robotWord } from './robot-words.ts';
import { heading, type Language } from './table-words.ts';

const DEGREES = 180 / Math.PI;

interface ShowOptions {
  readonly joints?: boolean;
  readonly up?: UpAxis;
  readonly lang: Language;
}

/** Adds the command. */
export function addEmbodimentCommand(program: Command, run: RunCommand): void {
  const command = program.command('embodiment').description('read robot descriptions');
  const show = command
    .command('show')
    .description(
      'limbs, degrees of freedom, reach, tool, hand, id and warnings of a robot, a person or a worn camera',
    )
    .argument('<body>', `URDF or MJCF, ${BODY_NOTATION}`, asBody)
    .option('--joints', 'every joint with its limits')
    .option('--up <axis>', UP_WORDS, asChoice(UP_AXES))
    .action((body: BodyRequest) =>
      run(show, (context) =>
        showEmbodiment(context, body, { ...show.opts<Omit<ShowOptions, 'lang'>>(), lang: context.lang }),
      ),
    );
}

async function showEmbodiment(run: Run, body: BodyRequest, { joints, lang, up }: ShowOptions): Promise<void> {
  const { output, signal } = run;
  const robot = await readBody(withStatedUp(body, up), signal);
  const described = describeRobot(robot);
  output.data({ ...described, embodiment: robot.form.embodiment });
  output.id(described.id);
  showHead(output, described, lang);
  showLimbs(output, described, lang);
  showTools(output, described, lang);
  if (joints === true)
    described.limbs.forEach((limb, i) => showJoints(output, { limb, number: i + 1, lang }));
  if (described.warnings.length > 0) {
    section(output, heading('WARNINGS', lang));
    for (const line of warningLines(described.warnings, lang))
      output.item(`  ${output.tone('warn', '!')} `, plain(line));
  }
  const { file } = body;
  if (described.kind !== 'robot' || file === null) return;
  output.next(
    ...(joints === true ? [] : [`kin embodiment show ${file} --joints`]),
    `kin match --robot ${file} --task "…"`,
  );
}

function showHead(output: Output, robot: RobotDescription, lang: Language): void {
  const name = plain(bodyLabelWords(robot.name, lang)) || heading('unnamed', lang);
  const kind = robotWord('kind', robot.kind, lang);
  const format = robot.format === null ? '' : `, ${robot.format.toUpperCase()}`;
  output.line(`${output.tone('strong', name)}   ${kind}${format}\n`);
  const height = robot.shoulderHeight?.toFixed(2);
  output.facts([
    ['id', robot.id],
    [heading('mounting', lang), robotWord('mounting', robot.mounting, lang)],
    ...(height === undefined
      ? []
      : [
          [
            heading('shoulder height', lang),
            lang === 'zh' ? `离地 ${height} m` : `${height} m above the floor`,
          ] as const,
        ]),
    [heading('degrees of freedom', lang), freedomWords(robot, lang)],
    [heading('sensors', lang), sensorWords(robot, lang)],
  ]);
}

/** Joints that move freely; where fewer motors move them, by how many. */
function freedomWords({ kind, degreesOfFreedom, motors }: RobotDescription, lang: Language): string {
  if (kind !== 'robot' || motors === degreesOfFreedom) return String(degreesOfFreedom);
  const rest = degreesOfFreedom - motors;
  return lang === 'zh'
    ? `${degreesOfFreedom}，由 ${motors} 个电机驱动；其余 ${rest} 个受连杆、腱约束或无驱动`
    : `${degreesOfFreedom}, moved by ${motorWords(motors)}; ${rest === 1 ? 'the other is' : `the other ${rest} are`} tied by loops or tendons, or passive`;
}

function motorWords(motors: number): string {
  return `${motors} ${motors === 1 ? 'motor' : 'motors'}`;
}

function sensorWords({ sensors }: RobotDescription, lang: Language): string {
  if (sensors.length === 0) return heading('none described', lang);
  const counts = new Map<string, number>();
  for (const { kind } of sensors) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .map(([kind, count]) => `${count === 1 ? '' : `${count} × `}${robotWord('sensor', kind, lang)}`)
    .join(lang === 'zh' ? '、' : ', ');
}

function showLimbs(output: Output, { limbs }: RobotDescription, lang: Language): void {
  section(output, heading('LIMBS', lang));
  if (limbs.length === 0) return output.line(`  ${heading('none found', lang)}`);
  output.table(
    [
      { title: '#', align: 'right' },
      { title: heading('KIND', lang) },
      { title: heading('ON', lang) },
      { title: heading('DOF', lang), align: 'right' },
      { title: heading('MOTORS', lang), align: 'right' },
      { title: heading('JOINTS', lang), max: Math.max(30, output.columns - 40) },
    ],
    limbs.map((limb, i) => [
      String(i + 1),
      robotWord('limb', limb.kind, lang),
      limbName(limbs, limb.parent, lang),
      String(limb.degreesOfFreedom),
      String(limb.motors),
      jointNames(limb),
    ]),
  );
}

function limbName(limbs: readonly LimbDescription[], index: number, lang: Language): string {
  const limb = limbs[index];
  if (limb === undefined) return robotWord('limb', 'base', lang);
  return `${robotWord('limb', limb.kind, lang)} ${index + 1}`;
}

function jointNames({ joints }: LimbDescription): string {
  const names = joints.map((joint) => plain(joint.name ?? '?'));
  return names.length <= 2 ? names.join(', ') : `${names[0]} … ${names.at(-1)}`;
}

function showTools(output: Output, { limbs, tools }: RobotDescription, lang: Language): void {
  section(output, heading('TOOLS', lang));
  if (tools.length === 0) return output.line(`  ${heading('none found', lang)}`);
  output.table(
    [
      { title: heading('ON', lang) },
      { title: heading('REACH', lang), align: 'right' },
      { title: heading('TOOL CENTRE POINT', lang) },
      { title: heading('x y z AT ZERO, m', lang) },
      { title: heading('HAND', lang), max: 70 },
    ],
    tools.map((tool) => [
      limbName(limbs, tool.limb, lang),
      tool.reach === null ? '–' : `${tool.reach.toFixed(3)} m`,
      robotWord('tool', tool.source, lang),
      tool.tcp.position.map((part) => part.toFixed(3)).join(' '),
      handWords(tool, lang),
    ]),
  );
}

/** A hand in a few words. */
function handWords({ hand, motors }: ToolDescription, lang: Language): string {
  if (hand === null || motors === null) return heading('bare flange', lang);
  const parts = [robotWord('hand', hand.kind, lang)];
  const fingers = hand.fingers.length;
  const [least, most] = hand.aperture?.map((metres) => Math.round(metres * 1000)) ?? [];
  const opens = least === undefined || most === undefined ? null : ([least, most] as const);
  if (lang === 'zh') {
    if (fingers > 0) parts.push(`${fingers} 指`);
    parts.push(`${motors} 个电机`);
    if (opens !== null) parts.push(`开合 ${opens[0]} 至 ${opens[1]} mm`);
    return parts.join('，');
  }
  if (fingers > 0) parts.push(`${fingers} ${fingers === 1 ? 'finger' : 'fingers'}`);
  parts.push(motorWords(motors));
  if (opens !== null) parts.push(`opens ${opens[0]} to ${opens[1]} mm`);
  return parts.join(', ');
}

interface ShownLimb {
  readonly limb: LimbDescription;
  /** As people count: from 1. */
  readonly number: number;
  readonly lang: Language;
}

function showJoints(output: Output, { limb, number, lang }: ShownLimb): void {
  const kind = robotWord('limb', limb.kind, lang);
  section(output, lang === 'zh' ? `${kind} ${number} 的关节` : `JOINTS OF ${kind.toUpperCase()} ${number}`);
  output.table(
    [
      { title: heading('NAME', lang), max: 40 },
      { title: heading('TYPE', lang) },
      { title: heading('FROM', lang), align: 'right' },
      { title: heading('TO', lang), align: 'right' },
      { title: heading('SPEED', lang), align: 'right' },
      { title: heading('EFFORT', lang), align: 'right' },
      { title: heading('FOLLOWS', lang), max: 40 },
    ],
    limb.joints.map((joint) => [
      plain(joint.name ?? '?'),
      robotWord('joint', joint.type, lang),
      joint.lower === null ? heading('free', lang) : measure(joint, joint.lower),
      joint.upper === null ? heading('free', lang) : measure(joint, joint.upper),
      joint.velocity === null ? '–' : `${measure(joint, joint.velocity)}/s`,
      joint.effort === null ? '–' : `${joint.effort} ${joint.type === 'revolute' ? 'N·m' : 'N'}`,
      plain(joint.follows ?? ''),
    ]),
  );
}

function measure({ type }: JointDescription, value: number): string {
  return type === 'revolute' ? `${(value * DEGREES).toFixed(1)}°` : `${(value * 1000).toFixed(1)} mm`;
}

function section(output: Output, title: string): void {
  output.line(`\n${output.tone('accent', title)}`);
}
