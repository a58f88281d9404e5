/** Words of robot descriptions in the languages of the commands: limbs, tools, hands, sensors, warnings. */

import type { DescriptionWarning } from '#contracts/embodiment/kinematic-tree.ts';
import { plain } from './output.ts';
import type { Language } from './table-words.ts';

type Words = readonly [english: string, chinese: string];

/** Codes that an embodiment is told in; what is not here is told by its code. */
const WORDS = {
  mounting: {
    bench: ['bench: can be put at any height', '台面安装：高度可调'],
    floor: ['floor: stands where it stands', '落地：位置固定'],
    mobile: ['mobile base on the floor', '移动底座'],
    legged: ['on its own legs', '足式'],
    flange: ['a hand without an arm', '无臂末端'],
    worn: ['worn by a person', '穿戴于人'],
  },
  kind: { robot: ['robot', '机器人'], human: ['human', '人体'], camera: ['camera', '相机'] },
  limb: {
    arm: ['arm', '臂'],
    leg: ['leg', '腿'],
    torso: ['torso', '躯干'],
    head: ['head', '头'],
    finger: ['finger', '手指'],
    wheel: ['wheel', '轮'],
    other: ['other', '部件'],
    base: ['base', '基座'],
  },
  joint: { revolute: ['revolute', '转动'], prismatic: ['prismatic', '移动'] },
  tool: {
    declared: ['declared', '按描述'],
    gripper: ['between the finger tips', '指尖之间'],
    'last-axis': ['on the last axis', '末轴处'],
  },
  hand: {
    jaw: ['jaw', '夹爪'],
    'two-finger': ['two-finger', '两指夹爪'],
    'three-finger': ['three-finger', '三指手'],
    'multi-finger': ['multi-finger', '多指手'],
    anthropomorphic: ['anthropomorphic', '五指手'],
    suction: ['suction', '吸盘'],
  },
  sensor: {
    camera: ['camera', '相机'],
    depth: ['depth', '深度相机'],
    lidar: ['lidar', '激光雷达'],
    imu: ['imu', '惯性测量单元'],
    'force-torque': ['force-torque', '六维力'],
    force: ['force', '力'],
    torque: ['torque', '力矩'],
    tactile: ['tactile', '触觉'],
    'joint-state': ['joint-state', '关节状态'],
    other: ['other', '其他'],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Words>>>>;

/** Chinese of warnings by code; their English is the message itself. */
const WARNINGS: Readonly<Partial<Record<string, string>>> = {
  millimetres: '长度按毫米理解：按米计则机器人长得不合理',
  'up-axis-y': '机体沿文件的 y 轴站立：以 y 轴为上；若不然，请声明 up: z',
  'up-axis-doubtful': '以 z 轴为上时机体不像能站立：若文件以其他轴为上，请声明',
  'planar-base': '前几个关节驱动平面底座：机体从其后开始',
  'tool-from-gripper': '未声明工具中心点：取指尖之间',
  'tool-from-last-axis': '未声明工具中心点：取末关节轴上一点',
  'no-actuators': '文件未声明执行器：凡不跟随其他关节者均视为可驱动',
  'coupling-not-linear': '关节之间为非线性耦合：仅保留耦合这一事实',
  'deformable-ignored': '忽略可变形体',
  'sensor-by-name-only': '传感器仅由名称推断',
  'world-implied': '未声明 world 连杆：已补上',
  'limits-swapped': '关节上下限颠倒',
  'mimic-on-fixed': '固定关节声明了跟随：忽略',
};

/** What a code of a robot description is called in a language. */
export function robotWord(of: keyof typeof WORDS, code: string, lang: Language): string {
  const words: Readonly<Partial<Record<string, Words>>> = WORDS[of];
  return words[code]?.[lang === 'zh' ? 1 : 0] ?? code;
}

/** How a body stands, without what follows from it. */
export function mountingName(mounting: string, lang: Language): string {
  return robotWord('mounting', mounting, lang).split(/[:：]/u)[0] ?? mounting;
}

/** A warning in a language, with the names that its message quotes and the line of the file. */
export function warningWords({ code, message, line }: DescriptionWarning, lang: Language): string {
  const chinese = lang === 'zh' ? WARNINGS[code] : undefined;
  if (chinese === undefined) return `${plain(message)}${line === null ? '' : ` (line ${line})`}`;
  const names = (message.match(/"[^"]*"/g) ?? []).map((name) => plain(name.slice(1, -1))).join('、');
  return `${chinese}${names === '' ? '' : `：${names}`}${line === null ? '' : `（第 ${line} 行）`}`;
}
