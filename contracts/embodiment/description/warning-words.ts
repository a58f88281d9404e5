/** Warnings about robot descriptions in words: what a file leaves open or contradicts, in English and Chinese, the same in pages and commands. */

import type { DescriptionWarning } from '../kinematic-tree.ts';

type Language = 'en' | 'zh';

/** Chinese of warnings by code; their English is the message itself. */
const CHINESE: Readonly<Partial<Record<string, string>>> = {
  millimetres: '长度按毫米理解：按米计则机器人长得不合理',
  'up-axis-y': '机体沿文件的 y 轴站立：以 y 轴为上；若不然，请声明 up: z',
  'up-axis-doubtful': '以 z 轴为上时机体不像能站立：若文件以其他轴为上，请声明',
  'planar-base': '前几个关节驱动平面底座：机体从其后开始',
  'tool-from-gripper': '未声明工具中心点：取指尖之间',
  'tool-from-last-axis': '未声明工具中心点：取末关节轴上一点',
  'no-actuators': '文件未声明执行器：凡不跟随其他关节者均视为可驱动',
  'tendon-path': '部分电机拉动沿路径的腱：不读取其带动哪些关节，也不计入电机数',
  'coupling-not-linear': '关节之间为非线性耦合：仅保留耦合这一事实',
  'deformable-ignored': '忽略可变形体',
  'sensor-by-name-only': '传感器仅由名称推断',
  'world-implied': '未声明 world 连杆：已补上',
  'limits-missing': '关节限位未给出范围：视为可无限转动',
  'limits-swapped': '关节上下限颠倒',
  'mimic-on-fixed': '固定关节声明了跟随：忽略',
};

/** A warning in a language, with the names that its message quotes and the line of the file. Names are the file's: a terminal cleans them. */
export function warningWords({ code, message, line }: DescriptionWarning, language: Language): string {
  const chinese = language === 'zh' ? CHINESE[code] : undefined;
  if (chinese === undefined) return `${message}${line === null ? '' : ` (line ${line})`}`;
  const names = (message.match(/"[^"]*"/g) ?? []).map((name) => name.slice(1, -1)).join('、');
  return `${chinese}${names === '' ? '' : `：${names}`}${line === null ? '' : `（第 ${line} 行）`}`;
}

/** Warnings in words; what holds for several parts of a robot stands once, with how often. */
export function warningLines(warnings: readonly DescriptionWarning[], language: Language): string[] {
  const counts = new Map<string, number>();
  for (const warning of warnings) {
    const words = warningWords(warning, language);
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts].map(([words, count]) => (count === 1 ? words : `${words} (${count} ×)`));
}
