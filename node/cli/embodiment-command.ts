/** `kin embodiment show`: what a robot description says to the exchange: limbs, tools, hand, id. Needs no node. */

import type { Command } from 'commander';
import {
  describeRobot,
  type JointDescription,
  type LimbDescription,
  type RobotDescription,
  type ToolDescription,
} from '../embodiment/describe-robot.ts';
import { readRobot } from '../embodiment/read-robot.ts';
import type { Run, RunCommand } from './cli.ts';
import { plain, type Output } from './output.ts';

const DEGREES = 180 / Math.PI;

const MOUNTINGS: Readonly<Record<string, string>> = {
  bench: 'bench: can be put at any height',
  floor: 'floor: stands where it stands',
  mobile: 'mobile base on the floor',
  legged: 'on its own legs',
  flange: 'a hand without an arm',
  worn: 'worn by a person',
};

const TOOL_SOURCES: Readonly<Record<ToolDescription['source'], string>> = {
  declared: 'declared',
  gripper: 'between the finger tips',
  'last-axis': 'on the last axis',
};

/** Adds the command. */
export function addEmbodimentCommand(program: Command, run: RunCommand): void {
  const command = program.command('embodiment').description('read robot descriptions');
  const show = command
    .command('show')
    .description('limbs, degrees of freedom, reach, tool, hand, id and warnings of a URDF or MJCF')
    .argument('<file>', 'robot description')
    .option('--joints', 'every joint with its limits')
    .action((file: string) =>
      run(show, (context) =>
        showEmbodiment(context, file, show.opts<{ joints?: boolean }>().joints === true),
      ),
    );
}

async function showEmbodiment(run: Run, file: string, joints: boolean): Promise<void> {
  const { output, signal } = run;
  const robot = await readRobot(file, { signal });
  const described = describeRobot(robot);
  output.data({ ...described, embodiment: robot.form.embodiment });
  output.id(described.id);
  showHead(output, described);
  showLimbs(output, described);
  showTools(output, described);
  if (joints) described.limbs.forEach((limb, i) => showJoints(output, limb, i));
  if (described.warnings.length > 0) {
    heading(output, 'WARNINGS');
    for (const { message, line } of described.warnings)
      output.line(`  ${output.tone('warn', '!')} ${plain(message)}${line === null ? '' : ` (line ${line})`}`);
  }
  output.next(
    ...(joints ? [] : [`kin embodiment show ${file} --joints`]),
    `kin match --robot ${file} --task "…"`,
  );
}

function showHead(output: Output, robot: RobotDescription): void {
  output.line(
    `${output.tone('strong', plain(robot.name) || 'unnamed')}   ${robot.kind}, ${robot.format.toUpperCase()}\n`,
  );
  output.facts([
    ['id', robot.id],
    ['mounting', MOUNTINGS[robot.mounting] ?? robot.mounting],
    ...(robot.shoulderHeight === null
      ? []
      : [['shoulder height', `${robot.shoulderHeight.toFixed(2)} m above the floor`] as const]),
    ['degrees of freedom', String(robot.degreesOfFreedom)],
    ['sensors', sensorWords(robot)],
  ]);
}

function sensorWords({ sensors }: RobotDescription): string {
  if (sensors.length === 0) return 'none described';
  const counts = new Map<string, number>();
  for (const { kind } of sensors) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => (count === 1 ? kind : `${count} × ${kind}`)).join(', ');
}

function showLimbs(output: Output, { limbs }: RobotDescription): void {
  heading(output, 'LIMBS');
  output.table(
    [
      { title: '#', align: 'right' },
      { title: 'KIND' },
      { title: 'ON' },
      { title: 'DOF', align: 'right' },
      { title: 'JOINTS', max: Math.max(30, output.columns - 32) },
    ],
    limbs.map((limb, i) => [
      String(i + 1),
      limb.kind,
      limbName(limbs, limb.parent),
      String(limb.degreesOfFreedom),
      jointNames(limb),
    ]),
  );
}

function limbName(limbs: readonly LimbDescription[], index: number): string {
  const limb = limbs[index];
  return limb === undefined ? 'base' : `${limb.kind} ${index + 1}`;
}

function jointNames({ joints }: LimbDescription): string {
  const names = joints.map((joint) => plain(joint.name ?? '?'));
  return names.length <= 2 ? names.join(', ') : `${names[0]} … ${names.at(-1)}`;
}

function showTools(output: Output, { limbs, tools }: RobotDescription): void {
  heading(output, 'TOOLS');
  if (tools.length === 0) return output.line('  none found');
  output.table(
    [
      { title: 'ON' },
      { title: 'REACH', align: 'right' },
      { title: 'TOOL CENTRE POINT' },
      { title: 'x y z AT ZERO, m' },
      { title: 'HAND', max: 70 },
    ],
    tools.map((tool) => [
      limbName(limbs, tool.limb),
      tool.reach === null ? '–' : `${tool.reach.toFixed(3)} m`,
      TOOL_SOURCES[tool.source],
      tool.tcp.position.map((part) => part.toFixed(3)).join(' '),
      handWords(tool.hand),
    ]),
  );
}

/** A hand in a few words. */
function handWords(hand: ToolDescription['hand']): string {
  if (hand === null) return 'bare flange';
  const parts: string[] = [hand.kind];
  if (hand.fingers.length > 0) parts.push(`${hand.fingers.length} fingers`);
  parts.push(`${hand.actuated} ${hand.actuated === 1 ? 'motor' : 'motors'}`);
  if (hand.aperture !== null) {
    const [least, most] = hand.aperture.map((metres) => Math.round(metres * 1000));
    parts.push(`opens ${least} to ${most} mm`);
  }
  return parts.join(', ');
}

function showJoints(output: Output, limb: LimbDescription, index: number): void {
  heading(output, `JOINTS OF ${limb.kind.toUpperCase()} ${index + 1}`);
  output.table(
    [
      { title: 'NAME', max: 40 },
      { title: 'TYPE' },
      { title: 'FROM', align: 'right' },
      { title: 'TO', align: 'right' },
      { title: 'SPEED', align: 'right' },
      { title: 'EFFORT', align: 'right' },
      { title: 'FOLLOWS', max: 40 },
    ],
    limb.joints.map((joint) => [
      plain(joint.name ?? '?'),
      joint.type,
      joint.lower === null ? 'free' : measure(joint, joint.lower),
      joint.upper === null ? 'free' : measure(joint, joint.upper),
      joint.velocity === null ? '–' : `${measure(joint, joint.velocity)}/s`,
      joint.effort === null ? '–' : `${joint.effort} ${joint.type === 'revolute' ? 'N·m' : 'N'}`,
      plain(joint.follows ?? ''),
    ]),
  );
}

function measure({ type }: JointDescription, value: number): string {
  return type === 'revolute' ? `${(value * DEGREES).toFixed(1)}°` : `${(value * 1000).toFixed(1)} mm`;
}

function heading(output: Output, title: string): void {
  output.line(`\n${output.tone('accent', title)}`);
}
