/** Words of robot descriptions in the languages of the commands: limbs, tools, hands, sensors. */

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

/** What a code of a robot description is called in a language. */
export function robotWord(of: keyof typeof WORDS, code: string, lang: Language): string {
  const words: Readonly<Partial<Record<string, Words>>> = WORDS[of];
  return words[code]?.[lang === 'zh' ? 1 : 0] ?? code;
}

/** How a body stands, without what follows from it. */
export function mountingName(mounting: string, lang: Language): string {
  return robotWord('mounting', mounting, lang).split(/[:：]/u)[0] ?? mounting;
}
