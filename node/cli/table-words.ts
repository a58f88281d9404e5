/** Headings of tables and names of rows in the languages of the commands that have `--lang`. */

import type { FactorName, MatchUse } from '#contracts/matching/schema.ts';

/** Languages of commands. */
export const LANGUAGES = ['en', 'zh'] as const;
/** One of {@link LANGUAGES}. */
export type Language = (typeof LANGUAGES)[number];

/** English headings, as they stand in the code, and their Chinese. */
const HEADINGS = {
  '#': '#',
  SCORE: '得分',
  name: '名称',
  company: '公司',
  key: '密钥',
  node: '节点',
  broker: '撮合方',
  log: '存证日志',
  peers: '对等节点',
  outbox: '发件箱',
  disk: '磁盘',
  participant: '参与方',
  person: '人员',
  until: '有效至',
  running: '运行中',
  'not running': '未运行',
  ID: '编号',
  SIDE: '方向',
  STATE: '状态',
  WITH: '对方',
  LICENSE: '许可',
  'WAITS FOR': '等待',
  STANDING: '状态',
  TRANSFER: '传输',
  EXCHANGE: '交换',
  PHASE: '阶段',
  DONE: '进度',
  SLUG: '名称',
  V: '版本',
  ACCESS: '访问',
  TITLE: '标题',
  TIME: '时间',
  ACTOR: '行为方',
  SUBJECT: '对象',
  LEAF: '叶',
  exchange: '交换',
  with: '对方',
  license: '许可',
  state: '状态',
  ended: '结束原因',
  agreement: '协议',
  'waits for': '等待',
  'waiting for the log': '等待存证日志',
  manifest: '清单',
  'log entry': '日志条目',
  'in force': '生效',
  revoked: '已撤销',
  version: '版本',
  ENDED: '结束原因',
  VERDICT: '结论',
  DATASET: '数据集',
  METHOD: '采集方式',
  HOURS: '小时',
  WHY: '原因',
  FACTOR: '因素',
  VALUE: '值',
  WEIGHT: '权重',
  LOST: '代价',
  REASON: '说明',
  COVERS: '覆盖',
  REPLAYS: '可复现',
  SOURCE: '来源',
  placement: '放置',
  blocks: '阻碍',
  converted: '转换',
  'stays lossy': '仍有损失',
  unknown: '未知',
  score: '得分',
  to: '至',
  about: '约',
  WARNINGS: '提醒',
  LIMBS: '肢体',
  KIND: '种类',
  ON: '所在',
  DOF: '自由度',
  MOTORS: '电机',
  JOINTS: '关节',
  TOOLS: '工具',
  REACH: '可达',
  'TOOL CENTRE POINT': '工具中心点',
  'x y z AT ZERO, m': '零位 x y z，m',
  HAND: '末端',
  NAME: '名称',
  TYPE: '类型',
  FROM: '从',
  TO: '到',
  SPEED: '速度',
  EFFORT: '力矩',
  FOLLOWS: '跟随',
  free: '无限位',
  provider: '提供方',
  dataset: '数据集',
  robot: '机器人',
  issued: '出具时间',
  mounting: '安装方式',
  'shoulder height': '肩部高度',
  'degrees of freedom': '自由度',
  sensors: '传感器',
  unnamed: '未命名',
  'none described': '未描述',
  'none found': '未找到',
  'bare flange': '裸法兰',
  'Joints that correspond': '对应的关节',
  ALIKE: '相似',
  SENSE: '转向',
  same: '相同',
  opposite: '相反',
  'by posture': '随姿态而定',
  'Reach: height over distance from the shoulder’s axis, shoulders aligned':
    '可达范围：高度对肩轴距离，肩部对齐',
} as const satisfies Readonly<Record<string, string>>;
/** A heading or name that has words in every language. */
export type Heading = keyof typeof HEADINGS;

const FACTOR_NAMES: Readonly<Partial<Record<string, string>>> = {
  reach: '可达性',
  usefulness: '效用',
  hand: '末端',
  kinematics: '运动学',
  control: '控制',
  sensors: '传感器',
  accuracy: '精度',
  pairing: '成对数据',
};

const USES: Readonly<Record<MatchUse, string>> = {
  replay: '重放动作',
  'fine-tune': '微调策略',
  'joint-space': '关节空间策略',
  'pre-train': '预训练',
};

const COLLECTIONS: Readonly<Partial<Record<string, string>>> = {
  teleoperation: '遥操作',
  'motion-capture': '动作捕捉',
  'human-video': '人类视频',
  simulation: '仿真',
  unknown: '未说明',
};

/** A use of data in a language. */
export function useName(use: MatchUse, lang: Language): string {
  return lang === 'zh' ? USES[use] : use;
}

/** A way of collecting in a language. */
export function collectionName(method: string, lang: Language): string {
  return lang === 'zh' ? (COLLECTIONS[method] ?? method) : method;
}

/** Why a robot's own data has not the full score, in a sentence. */
export function usefulnessNote(lang: Language): string {
  return lang === 'zh'
    ? '效用按两者共同可达的空间计，永不到 100 %：您自己机器人的数据也会比满分低几分。'
    : 'Usefulness counts the space that both reach and never gets to 100 %: data of your own robot falls a few points short of 100, too.';
}

/** A heading in a language. */
export function heading(text: Heading, lang: Language): string {
  return lang === 'zh' ? HEADINGS[text] : text;
}

/** A factor in a language. */
export function factorName(factor: FactorName, lang: Language): string {
  return lang === 'zh' ? (FACTOR_NAMES[factor] ?? factor) : factor;
}
