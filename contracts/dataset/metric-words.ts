/** What metrics are called, what they say, and how they are grouped, in English and Chinese: reports and pages say the same. */

import type { Language } from '../matching/words.ts';
import type { DatasetMetricId, QualityMetricId } from './quality.ts';

/** Name and meaning. */
type Words = readonly [name: string, means: string];

/** A metric with its words. */
export interface MetricWords<Id extends string = QualityMetricId> {
  readonly id: Id;
  readonly en: Words;
  readonly zh: Words;
}

/** A group of metrics of episodes. */
export interface MetricGroup {
  readonly id: string;
  readonly en: string;
  readonly zh: string;
  readonly metrics: readonly MetricWords[];
}

/** Every metric of an episode once. */
export const METRIC_GROUPS: readonly MetricGroup[] = [
  {
    id: 'time',
    en: 'Length and clock',
    zh: '时长与时钟',
    metrics: [
      {
        id: 'duration',
        en: ['Duration', 'from the first frame to the last'],
        zh: ['片段时长', '从第一帧到最后一帧'],
      },
      { id: 'frames', en: ['Frames', 'rows of the episode'], zh: ['片段帧数', '片段的帧数'] },
      {
        id: 'timestamp-jitter',
        en: ['Clock jitter', 'deviation of the intervals between frames'],
        zh: ['时钟抖动', '帧间隔偏离标称频率的程度'],
      },
      {
        id: 'timestamp-gap-longest',
        en: ['Longest gap', 'largest interval between two frames'],
        zh: ['最长间隙', '没有帧的最长时间'],
      },
      {
        id: 'dropped-frames',
        en: ['Dropped frames', 'frames that the intervals leave room for'],
        zh: ['丢失的帧', '按频率应有而录制中缺少的帧'],
      },
      {
        id: 'timestamp-reversals',
        en: ['Reversals', 'times that do not move on'],
        zh: ['时间倒流', '时间戳早于前一帧的帧'],
      },
      {
        id: 'stream-drift',
        en: ['Stream drift', 'clocks of streams moving apart'],
        zh: ['数据流之间的漂移', '各数据流时钟相互偏离的程度'],
      },
      {
        id: 'stream-overlap',
        en: ['Stream overlap', 'time that every stream covers'],
        zh: ['数据流重叠', '所有数据流都覆盖的时间'],
      },
    ],
  },
  {
    id: 'signals',
    en: 'Signals',
    zh: '信号',
    metrics: [
      {
        id: 'non-finite',
        en: ['Not a number', 'samples that hold no number'],
        zh: ['非数值样本', 'NaN 或无穷大'],
      },
      {
        id: 'frozen-share',
        en: ['Frozen', 'samples that repeat to the last bit'],
        zh: ['信号冻结', '其他信号在动，而该信号逐位重复的时间占比'],
      },
      {
        id: 'frozen-longest',
        en: ['Longest frozen', 'longest such stretch'],
        zh: ['最长冻结', '最长的一段'],
      },
      {
        id: 'dead-channels',
        en: ['Dead channels', 'channels that never change'],
        zh: ['无变化通道', '始终不变的通道'],
      },
      {
        id: 'saturated-share',
        en: ['Saturated', 'samples held at their channel’s extreme'],
        zh: ['饱和样本', '停在通道极值上的样本'],
      },
    ],
  },
  {
    id: 'motion',
    en: 'Motion',
    zh: '运动',
    metrics: [
      {
        id: 'jumps',
        en: ['Jumps', 'steps that a body with inertia does not make'],
        zh: ['跳变', '有惯性的机体做不出的突变'],
      },
      {
        id: 'jerk',
        en: ['Jerk', 'third derivative of the motion, unit/s³'],
        zh: ['加加速度', '运动的三阶导数'],
      },
      {
        id: 'smoothness',
        en: ['Smoothness', 'log dimensionless jerk; nearer to zero is smoother'],
        zh: ['平滑度', '无量纲加加速度的对数：越接近零越平滑'],
      },
      { id: 'idle-share', en: ['Idle', 'frames at rest'], zh: ['静止帧', '没有任何运动的帧'] },
      {
        id: 'limit-violations',
        en: ['Outside limits', 'frames beyond the robot’s joint limits'],
        zh: ['超出关节限位', '超出机器人描述限位的帧'],
      },
      {
        id: 'velocity-violations',
        en: ['Too fast', 'frames beyond its joint velocities'],
        zh: ['超出关节速度', '快于机器人描述所允许的帧'],
      },
      {
        id: 'action-lag',
        en: ['Action lag', 'time by which the state follows the commands'],
        zh: ['动作滞后', '状态滞后于指令的时间'],
      },
      {
        id: 'tracking-error',
        en: ['Tracking error', 'what remains after that lag'],
        zh: ['跟踪误差', '指令与状态之差，相对于量程'],
      },
    ],
  },
  {
    id: 'pictures',
    en: 'Pictures',
    zh: '画面',
    metrics: [
      {
        id: 'video-missing',
        en: ['Missing pictures', 'frames without their picture'],
        zh: ['缺失的视频帧', '没有画面的帧'],
      },
      {
        id: 'video-stall-longest',
        en: ['Longest stall', 'pause between two pictures of a video'],
        zh: ['视频最长停顿', '两幅画面之间的最长时间'],
      },
      {
        id: 'black-frames',
        en: ['Black', 'pictures that are black'],
        zh: ['黑屏画面', '解码后为黑色的画面'],
      },
      {
        id: 'picture-frozen-longest',
        en: ['Frozen picture', 'picture stands still while the robot moves'],
        zh: ['画面最长静止', '解码画面静止不动的最长时间'],
      },
      {
        id: 'sharpness',
        en: ['Sharpness', 'variance of the Laplacian; larger is sharper'],
        zh: ['清晰度', '亮度拉普拉斯算子的方差'],
      },
      {
        id: 'exposure-clipped',
        en: ['Clipped', 'pixels at either end of the range'],
        zh: ['曝光溢出', '处于亮度两端的像素'],
      },
    ],
  },
  {
    id: 'completeness',
    en: 'Completeness',
    zh: '完整性',
    metrics: [
      {
        id: 'label-coverage',
        en: ['Labelled', 'frames that a sentence covers'],
        zh: ['有任务标注的帧', '有任务语句覆盖的帧'],
      },
      {
        id: 'modality-completeness',
        en: ['Complete', 'declared features that are there'],
        zh: ['实际存在的特征', '声明的特征中片段确实具有的部分'],
      },
    ],
  },
];

/** Every metric of a dataset as a whole. */
export const DATASET_METRIC_WORDS: readonly MetricWords<DatasetMetricId>[] = [
  {
    id: 'start-diversity',
    en: ['Different starts', 'effective number of distinct first poses (Vendi score)'],
    zh: ['起始多样性', '不同起始姿态的有效个数（Vendi 分数）'],
  },
  {
    id: 'goal-diversity',
    en: ['Different ends', 'effective number of distinct last poses (Vendi score)'],
    zh: ['目标多样性', '不同终止姿态的有效个数（Vendi 分数）'],
  },
  {
    id: 'near-duplicate-share',
    en: ['Nearly the same', 'episodes whose motion almost repeats another'],
    zh: ['近似重复', '运动几乎重复另一片段的片段'],
  },
  {
    id: 'vision-completeness',
    en: ['With vision', 'episodes with pictures'],
    zh: ['含画面的片段', '含画面的片段占比'],
  },
  {
    id: 'joint-torque-completeness',
    en: ['With joint torque', 'episodes with joint torque'],
    zh: ['含关节力矩的片段', '含关节力矩的片段占比'],
  },
  {
    id: 'force-completeness',
    en: ['With force', 'episodes with forces'],
    zh: ['含力数据的片段', '含力数据的片段占比'],
  },
  {
    id: 'tactile-completeness',
    en: ['With touch', 'episodes with touch'],
    zh: ['含触觉数据的片段', '含触觉数据的片段占比'],
  },
];

const REASONS: Readonly<Record<string, Pick<MetricWords, Language>>> = {
  ...Object.fromEntries(METRIC_GROUPS.flatMap(({ metrics }) => metrics.map((metric) => [metric.id, metric]))),
  duplicate: { en: ['Same as another episode', ''], zh: ['与另一片段相同', ''] },
  unreadable: { en: ['Cannot be read', ''], zh: ['无法读取', ''] },
  empty: { en: ['Empty', ''], zh: ['为空', ''] },
};

/** Name of a reason why an episode does not qualify: a metric, or what is wrong with it as a whole. */
export function reasonName(reason: string, language: Language): string {
  return REASONS[reason]?.[language][0] ?? reason;
}
