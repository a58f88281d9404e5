/** Words for the reason codes of matching, in English and Chinese. `{name}` stands for a parameter, `{name%}` for it as a percentage. */

import { GATE, type MatchReason, type SearchLimit, type Verdict } from './schema.ts';

/** Languages that words exist in. */
export type Language = 'en' | 'zh';

type Words = readonly [english: string, chinese: string];

const REASONS: Readonly<Record<string, Words>> = {
  'reach-of-motion': [
    '{coverage%} of the recorded tool poses are within reach',
    '录制的工具位姿中有 {coverage%} 在可达范围内',
  ],
  'reach-of-workspace': [
    "{coverage%} of the recorded body's workspace is within reach (no recorded poses to go by)",
    '录制机体工作空间的 {coverage%} 可达（无录制位姿可依）',
  ],
  'reach-height': [
    '{coverage%} within reach at the given height; {freeHeightCoverage%} if the height of the table could be chosen',
    '按现有高度可达 {coverage%}；若能调整台面高度可达 {freeHeightCoverage%}',
  ],
  'reach-certified': [
    '{coverage%} of the recorded trajectories can be replayed (measured by the provider)',
    '{coverage%} 的录制轨迹可重放（由提供方实测）',
  ],
  'reach-certified-limbs': [
    '{coverage%} of the motion can be followed, each limb by itself; {whole%} of it with all limbs at once (measured by the provider)',
    '逐肢计，{coverage%} 的录制动作可跟随；全部肢体同时则为 {whole%}（由提供方实测）',
  ],
  'reach-of-legs': [
    "{coverage%} of what the recorded body's legs do is within reach of yours",
    '原机体腿部运动的 {coverage%} 在您的机器人腿部可达范围内',
  ],
  'reach-of-fingers': [
    '{coverage%} of what the recorded fingers do is within reach of yours; two fifths of the factor are for closing, which any hand does',
    '录制手指运动的 {coverage%} 在您的手指可达范围内；该因素的五分之二计合拢动作，任何手皆可',
  ],
  'reach-of-opening': [
    'your hand covers {coverage%} of what the recorded one does by opening and closing',
    '您的末端覆盖录制末端开合动作的 {coverage%}',
  ],
  'reach-no-limb': ['your robot has no arm that could follow the motion', '您的机器人没有可跟随该动作的手臂'],
  'reach-other-limbs': ['the bodies have no kind of limb in common', '两个机体没有同类肢体'],
  'reach-no-tools': ['neither body reaches anywhere by itself', '两个机体都没有可达空间'],
  'reach-carried': ['where the hand is carried is not described', '未描述手由什么携带，无法判断可达性'],
  'reach-only-seen': [
    'a camera alone does not say where the hands were',
    '仅有相机，未记录手的位置，无法判断可达性',
  ],
  'reach-unknown': ['reach cannot be judged without both bodies', '缺少机体描述，无法判断可达性'],
  'usefulness-shared': [
    'the space that both reach counts {usefulness%} (never quite 100 %)',
    '两者共同可达的空间计 {usefulness%}（永不满 100 %）',
  ],
  'usefulness-unknown': ['how large a space both reach is unknown', '两者共同可达的空间大小未知'],
  'hand-same-class': ['the same kind of hand', '同类末端执行器'],
  'hand-opening-unknown': [
    'the same kind of hand; how far it opens is not known ({side})',
    '同类末端执行器；开合范围未知（{side}）',
  ],
  'hand-other-class': [
    'recorded with {recorded}, replayed with {target}',
    '录制时为 {recorded}，重放时为 {target}',
  ],
  'hand-other-fingers': [
    'one hand has fingers with knuckles, the other jaws',
    '一方手指有多个关节，另一方为夹爪',
  ],
  'hand-narrower': [
    'your hand covers {aperture%} of the recorded opening range',
    '您的夹爪覆盖录制开合范围的 {aperture%}',
  ],
  'hand-fewer-fingers': [
    '{targetFingers} fingers instead of {recordedFingers}',
    '手指数 {targetFingers}，少于录制时的 {recordedFingers}',
  ],
  'hand-not-fitted': [
    'only one of the bodies is described with a hand; another may be fitted',
    '只有一方描述了末端执行器，可另行安装',
  ],
  'hand-unknown': ['the hand is not described ({side})', '末端执行器未描述（{side}）'],
  'hand-unknown-body': ['the hand cannot be judged without both bodies', '缺少机体描述，无法判断末端执行器'],
  'hand-only-seen': ['hands may be seen, and are not described', '画面中可能有手，但未作描述'],
  'hand-not-used': ['the recorded body holds nothing', '原机体不抓握物体'],
  'hand-no-limb': ['no limb of your robot follows the recorded one', '您的机器人没有对应的肢体'],
  'hand-cannot-move-in-hand': [
    'moving an object within the hand needs at least three fingers; yours has {targetFingers}',
    '手内操作至少需要三指，您的末端有 {targetFingers} 指',
  ],
  'kinematics-same': ['the same kinematics', '运动学结构相同'],
  'kinematics-likeness': ['kinematic likeness {likeness%}', '运动学相似度 {likeness%}'],
  'kinematics-only-seen': [
    'whoever moved was seen and not measured',
    '运动者仅被拍摄，未被测量，无法比较运动学',
  ],
  'kinematics-carried': [
    'what carried the recorded hand is not described',
    '携带所录手部的机体未被描述，无法比较运动学',
  ],
  'kinematics-unknown': ['kinematics cannot be compared without both bodies', '缺少机体描述，无法比较运动学'],
  'control-same': ['commands can be used as they are', '控制指令可直接使用'],
  'control-converted': ['{mode} commands are converted through the kinematics', '{mode} 指令经运动学换算'],
  'control-motion-only': ['measured motion serves as command', '以测得的运动作为指令'],
  'control-no-motion': ['no motion that a robot could follow', '没有机器人可跟随的运动数据'],
  'control-no-torque': ['torque commands hold for the recorded actuation only', '力矩指令只适用于原执行机构'],
  'control-unknown': ['what the actions command is not stated', '动作指令的含义未说明'],
  'control-unknown-body': ['commands cannot be judged without both bodies', '缺少机体描述，无法判断控制方式'],
  'sensors-matched': [
    '{share%} of the recorded cameras have a partner on your robot',
    '{share%} 的录制相机在您的机器人上有对应',
  ],
  'sensors-no-view': ['the data has no images', '数据不含图像'],
  'sensors-of-data': ['whether there are images depends on the data', '有无图像取决于数据'],
  'sensors-unknown': ['cameras are not described ({side})', '相机未描述（{side}）'],
  'sensors-outside-body': ['the cameras stood outside the recorded body', '相机位于机体之外'],
  'sensors-unknown-body': ['cameras cannot be compared without both bodies', '缺少机体描述，无法比较相机'],
  'sensors-forces-unknown': [
    'the task lives on contact forces, of which the data says nothing',
    '任务依赖接触力，而数据未记录力',
  ],
  'sensors-forces-implied': [
    'the task lives on contact forces, which the commands only imply',
    '任务依赖接触力，数据仅由控制指令间接体现',
  ],
  'sensors-forces-measured': [
    'contact forces are recorded, and your robot feels them',
    '数据记录了接触力，您的机器人可感知',
  ],
  'sensors-forces-estimated': [
    'contact forces can be estimated from joint torques, and your robot feels them',
    '接触力可由关节力矩估计，您的机器人可感知',
  ],
  'sensors-unfelt': [
    'contact forces are recorded; your robot is described without force sensors',
    '数据记录了接触力，而您的机器人描述中没有力传感器',
  ],
  'sensors-feels-unknown': [
    'contact forces are recorded; whether your robot feels them is not described',
    '数据记录了接触力，您的机器人能否感知未作描述',
  ],
  'accuracy-enough': [
    'accuracy of {accuracyMm} mm is enough for {toleranceMm} mm',
    '精度 {accuracyMm} mm 满足任务容差 {toleranceMm} mm',
  ],
  'accuracy-short': [
    'accuracy of {accuracyMm} mm is short of {toleranceMm} mm',
    '精度 {accuracyMm} mm 达不到任务容差 {toleranceMm} mm',
  ],
  'accuracy-unknown': [
    'accuracy is not stated ({side}); the task tolerates {toleranceMm} mm',
    '精度未说明（{side}），任务容差 {toleranceMm} mm',
  ],
  'accuracy-unknown-task': ['accuracy is not stated ({side})', '精度未说明（{side}）'],
  'accuracy-unknown-body': ['accuracy cannot be judged without both bodies', '缺少机体描述，无法判断精度'],
  'task-exact': ['the same task', '任务相同'],
  'task-same-elsewhere': ['the same task in another place', '任务相同，场景不同'],
  'task-related': ['the same kind of action on a related object', '同类动作，物体相近'],
  'task-same-verb': ['the same action on another object', '动作相同，物体不同'],
  'task-same-object': ['another action on the same object', '物体相同，动作不同'],
  'task-same-scene': ['the same scene', '场景相同'],
  'task-distant': ['a distant task', '任务关系较远'],
  'task-unrelated': ['an unrelated task', '任务无关'],
  'task-unknown-word': [
    '“{word}” is in no list of words: the score may be {low%} to {high%}',
    '词库中没有“{word}”，得分可能在 {low%} 至 {high%} 之间',
  ],
  'task-unreadable': ['the task was not understood', '未能理解任务描述'],
  'task-no-instructions': ['the dataset has no readable instructions', '数据集没有可读的任务描述'],
  'paired-with-yours': [
    'recorded in pair with data of your robot ({kind}): {share%} of what different bodies cost is taken back',
    '与您的机器人的数据配对录制（{kind}），补回机体差异损失的 {share%}',
  ],
  'paired-with-another': [
    'recorded in pair with data of another body ({kind}): {share%} of what different bodies cost is taken back',
    '与另一机体的数据配对录制（{kind}），补回机体差异损失的 {share%}',
  ],
  'block-no-motion': [
    'the data holds no motion: good for pre-training only',
    '数据不含运动信息，仅适合预训练',
  ],
  'block-forces-unknown': [
    'the task lives on contact forces, and neither forces nor commands were recorded',
    '任务依赖接触力，而数据既未记录力也未记录指令',
  ],
  'block-in-hand': ['in-hand work needs at least three fingers', '手内操作至少需要三指'],
  'block-two-hands': [
    'the task needs two arms; your robot has {limbs}',
    '任务需要双臂，您的机器人有 {limbs} 条手臂',
  ],
  'block-other-kinematics': [
    'joint-space data does not carry over: kinematic likeness {likeness%}',
    '关节空间数据无法迁移：运动学相似度 {likeness%}',
  ],
  'block-reach-unknown': [
    'replay needs to know what is within reach, and that is unknown',
    '重放需要知道可达范围，而可达范围未知',
  ],
  'block-kinematics-unknown': [
    'joint-space data needs kinematics to compare, and those of the recorded body are unknown',
    '关节空间数据需要比较运动学，而录制机体的运动学未知',
  ],
  'block-out-of-reach': ['nothing of the motion is within reach', '运动完全不可达'],
  'keep-base': ['put the base where the recorded one stood', '底座放在原位置即可'],
  // Made of its parameters: see placementWords.
  'move-base': ['', ''],
  'raise-table': [
    'raise the table by {centimetres} cm: then {coverage%} is within reach',
    '将台面升高 {centimetres} 厘米，可达比例为 {coverage%}',
  ],
  'lower-table': [
    'lower the table by {centimetres} cm: then {coverage%} is within reach',
    '将台面降低 {centimetres} 厘米，可达比例为 {coverage%}',
  ],
  'convert-joints-to-pose': ['joint positions become tool poses (exact)', '关节位置换算为末端位姿（精确）'],
  'convert-integrate-velocity': ['velocities are integrated', '速度积分为位置'],
  'convert-pose-to-joints': [
    'tool poses become your joints by inverse kinematics',
    '末端位姿经逆运动学换算为您的关节',
  ],
  'convert-rate': [
    'recorded at {fromHz} steps a second, resampled to the rate of your controller',
    '录制频率为每秒 {fromHz} 步，重采样至您的控制器频率',
  ],
  'convert-units': ['positions in {units} become radians and metres', '以 {units} 计的位置换算为弧度和米'],
  'convert-axes': [
    '{joints} joints count from another zero or the other way round: brought to the canonical one',
    '{joints} 个关节的零位或正方向不同，换算为标准形式',
  ],
  'convert-deltas': ['commands relative to the step before are added up', '相对上一步的指令累加为绝对指令'],
  'convert-gripper-range': [
    'gripper opening scaled from {fromMm} mm to {toMm} mm',
    '夹爪开度由 {fromMm} mm 换算到 {toMm} mm',
  ],
  'keep-gripper-range': ['gripper opening of {toMm} mm, as recorded', '夹爪开度 {toMm} mm，与录制相同'],
  'lossy-torque': ['joint torques do not carry over', '关节力矩无法迁移'],
  'lossy-out-of-reach': ['{share%} of the poses stay out of reach', '{share%} 的位姿不可达'],
  'lossy-limb': ['recorded limb {limb} has no partner', '第 {limb} 条录制肢体没有对应'],
  'lossy-no-hand': [
    'what {recorded} did has nothing to do it: your robot is described without a hand',
    '{recorded}的动作无从执行：您的机器人描述中没有末端执行器',
  ],
  'lossy-hand': ['{recorded} is approximated by {target}', '以 {target} 近似 {recorded}'],
};

/** Parameters that are words of this program and not numbers: as they are in English, and in Chinese. */
const VALUE_WORDS: Readonly<Record<string, Words>> = {
  none: ['a bare flange', '裸法兰'],
  suction: ['a suction cup', '吸盘'],
  'two-finger': ['a two-finger gripper', '两指夹爪'],
  'three-finger': ['a three-finger hand', '三指手'],
  'multi-finger': ['a many-fingered hand', '多指手'],
  anthropomorphic: ['a five-finger hand', '五指手'],
  position: ['position', '位置'],
  velocity: ['velocity', '速度'],
  torque: ['torque', '力矩'],
  'end-effector': ['tool pose', '末端位姿'],
  mixed: ['mixed', '混合'],
  'task-instance': ['the same task in the same scene', '同一场景的同一任务'],
  objects: ['the same objects', '相同物体'],
  trajectory: ['the same motion in step', '逐步一致的运动'],
  target: ['your robot', '您的机器人'],
  recorded: ['the recorded body', '录制机体'],
};

const VERDICT_WORDS: Readonly<Record<Verdict, Words>> = {
  direct: ['use directly', '可直接使用'],
  map: ['use after mapping', '映射后可用'],
  retarget: ['retarget first', '需重定向'],
  'pre-train-only': ['pre-training only', '仅适合预训练'],
  'not-usable': ['not usable', '不可用'],
};

const COLUMN: Readonly<Record<Language, 0 | 1>> = { en: 0, zh: 1 };

/** A space between two Chinese characters: templates keep one around what they take in, which may be Latin or Chinese. */
const INNER_SPACE = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;

/** Codes that words exist for: every code that the scorer gives. */
export const REASON_CODES: readonly string[] = Object.keys(REASONS);

/** A reason in words; the code itself when it is of a later version. */
export function reasonWords(reason: MatchReason, language: Language = 'en'): string {
  const words = REASONS[reason.code];
  if (words === undefined) return reason.code;
  if (reason.code === 'move-base') return placementWords(reason.params, language);
  if (reason.code === 'convert-gripper-range' && reason.params['fromMm'] === reason.params['toMm'])
    return reasonWords({ ...reason, code: 'keep-gripper-range' }, language);
  const filled = words[COLUMN[language]].replaceAll(
    /\{([A-Za-z]+)(%?)\}/g,
    (_, name: string, percent: string) => {
      const value = reason.params[name];
      if (typeof value === 'number') {
        return percent === '%' ? `${Math.round(value * 100)} %` : String(Math.round(value * 100) / 100);
      }
      if (value === undefined || value === null) return '?';
      return VALUE_WORDS[String(value)]?.[COLUMN[language]] ?? String(value);
    },
  );
  return language === 'zh' ? filled.replaceAll(INNER_SPACE, '') : filled;
}

/** Where a shoulder goes, seen from where the recorded one was: back is no negative forward to whoever moves a robot. */
function placementWords(params: MatchReason['params'], language: Language): string {
  const of = (name: string): number => {
    const value = params[name];
    return typeof value === 'number' ? value : 0;
  };
  const chinese = language === 'zh';
  const part = (value: number, more: Words, less: Words): string[] =>
    value === 0 ? [] : [(value > 0 ? more : less)[COLUMN[language]].replace('{}', String(Math.abs(value)))];
  const shifts = [
    ...part(of('forwardCm'), ['{} cm in front of', '前方 {} 厘米'], ['{} cm behind', '后方 {} 厘米']),
    ...part(of('upCm'), ['{} cm above', '上方 {} 厘米'], ['{} cm below', '下方 {} 厘米']),
  ];
  const turn = part(
    of('turnDegrees'),
    ['turn the base by {} degrees to the left', '底座左转 {} 度'],
    ['turn the base by {} degrees to the right', '底座右转 {} 度'],
  );
  if (chinese)
    return [...(shifts.length > 0 ? [`将肩部置于录制机体肩部${shifts.join('、')}处`] : []), ...turn].join(
      '，',
    );
  const moved = shifts.length > 0 ? [`put the shoulder ${shifts.join(' and ')} the recorded one`] : [];
  return [...moved, ...turn].join('; ');
}

const LIMIT_WORDS: Readonly<Record<SearchLimit, Words>> = {
  'limb-pairs': [
    'too many bodies were close to compare the reach of all: filter by method or signals to see the rest',
    '相近的机体过多，未能逐一比较可达范围：请用采集方式或信号筛选',
  ],
  'measured-rows': [
    'too many datasets were close to judge all by their own motion: filter, or name the task, to see the rest',
    '相近的数据集过多，未能逐一按自身运动评判：请筛选或说明任务',
  ],
};

/** Why an answer may lack rows, in words. */
export function limitWords(limit: SearchLimit, language: Language = 'en'): string {
  return LIMIT_WORDS[limit][COLUMN[language]];
}

/** What is left in a match of a score for a use that something blocks. */
export function gateWords(language: Language = 'en'): string {
  const left = Math.round(GATE * 100);
  return language === 'zh'
    ? `匹配中该用途仅计此得分的 ${left} %`
    : `a match leaves ${left} % of this score for the use`;
}

/** What it means that an answer was scored by another version than `own`. */
export function otherScorerWords(
  { scorer, own }: { readonly scorer: string; readonly own: string },
  language: Language = 'en',
): string {
  return language === 'zh'
    ? `撮合方按 ${scorer} 评分，本程序为 ${own}：两者的分数不可直接比较。`
    : `The broker scores by ${scorer}, this program by ${own}: their scores are not comparable.`;
}

/** A verdict in words. */
export function verdictWords(verdict: Verdict, language: Language = 'en'): string {
  return VERDICT_WORDS[verdict][COLUMN[language]];
}
