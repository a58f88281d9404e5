/** What a retargeting did, in the languages of the commands. */

import { fitBlockerWords } from '#contracts/http/fit-words.ts';
import type { RetargetReport } from '#contracts/retarget/retarget-schema.ts';
import { plain } from './output.ts';
import type { Language } from './table-words.ts';

type Words = readonly [english: string, chinese: string];
type Report = Pick<
  RetargetReport,
  'base' | 'tracks' | 'unfollowed' | 'hands' | 'replay' | 'result' | 'target'
>;

const MAPPINGS: Readonly<Record<RetargetReport['hands'][number]['mapping'], Words>> = {
  'opening-metres': ['opens as wide as recorded, in metres', '开度与录制相同（以米计）'],
  'opening-share': ['opens by the same share of its range', '按行程比例开合'],
  'tips-to-opening': ['closes as the thumb and the nearest finger do', '按拇指与最近手指的距离开合'],
  'opening-to-tips': ['thumb and first finger close as the gripper does', '拇指与食指随夹爪开合'],
  'tips-to-tips': ['finger tips go the recorded way from root to tip', '指尖沿录制的指根至指尖路径运动'],
};
const LABELS: Readonly<Partial<Record<string, string>>> = {
  arm: '臂',
  left_arm: '左臂',
  right_arm: '右臂',
  hand: '末端',
  left_hand: '左手',
  right_hand: '右手',
};
/** Names of held joints that a line takes; of more their number. */
const MOST_NAMED = 6;

/** An arm or hand of the target robot. */
export function partName(label: string, lang: Language): string {
  return lang === 'zh' ? (LABELS[label] ?? label) : label.replaceAll('_', ' ');
}

function limbName(side: 'left' | 'right' | null, lang: Language): string {
  if (lang === 'zh') return side === null ? '所录臂' : side === 'left' ? '所录左臂' : '所录右臂';
  return side === null ? 'the recorded arm' : `the recorded ${side} arm`;
}

/** Facts of a report as label and value, in the order in which one wants to know them. */
export function retargetFacts(report: Report, lang: Language): (readonly [string, string])[] {
  const { result, replay, hands, target } = report;
  const zh = lang === 'zh';
  return [
    ...limbFacts(report, lang),
    [zh ? '底座' : 'base', baseWords(report.base, lang)],
    [
      zh ? '完整片段' : 'whole episodes',
      zh
        ? `${result.episodes} 中的 ${result.wholeEpisodes}`
        : `${result.wholeEpisodes} of ${result.episodes}`,
    ],
    [zh ? '重放' : 'replay', replayWords(replay, lang)],
    ...hands.map(({ label, mapping }) => [partName(label, lang), MAPPINGS[mapping][zh ? 1 : 0]] as const),
    ...(target.held.length === 0 ? [] : [[zh ? '保持不动' : 'held', heldWords(target.held, lang)] as const]),
  ];
}

/** Which recorded limb each arm follows, where more than one was recorded, and what nothing follows. */
function limbFacts({ tracks, unfollowed = [] }: Report, lang: Language): (readonly [string, string])[] {
  const zh = lang === 'zh';
  if (tracks.length + unfollowed.length < 2) return [];
  return [
    ...tracks.map(
      ({ label, side }) =>
        [partName(label, lang), `${zh ? '跟随' : 'follows '}${limbName(side, lang)}`] as const,
    ),
    ...unfollowed.map(({ side, reason }) => {
      const limb = limbName(side, lang);
      const why =
        reason === 'rests'
          ? zh
            ? `${limb}静止不动，不计入动作`
            : `${limb}: it stands still while the other works, and counts for nothing`
          : zh
            ? `${limb}：机器人没有与之对应的肢体`
            : `${limb}: the robot has no limb for it`;
      return [zh ? '不跟随' : 'not followed', why] as const;
    }),
  ];
}

function baseWords({ position, yaw, poses }: Report['base'], lang: Language): string {
  const zh = lang === 'zh';
  if (poses !== undefined) return posesWords(poses, lang);
  const [x, y, z] = position.map((metres) => Math.round(metres * 100)) as [number, number, number];
  const part = (value: number, more: Words, less: Words): string => {
    const word = (value < 0 ? less : more)[zh ? 1 : 0];
    return zh ? `${word} ${Math.abs(value)} cm` : `${Math.abs(value)} cm ${word}`;
  };
  const place = [
    part(x, ['ahead', '前'], ['behind', '后']),
    part(y, ['left', '左'], ['right', '右']),
    part(z, ['above', '上'], ['below', '下']),
  ];
  const turned = turnWords(yaw, lang);
  return zh
    ? `自录制机体的底座：${place.join('，')}${turned}`
    : `from the recorded one: ${place.join(', ')}${turned}`;
}

/** Where the root of the robot is in the frame in which tool poses were recorded: a hand that was carried had no base of its own. */
function posesWords({ position, rotation }: NonNullable<Report['base']['poses']>, lang: Language): string {
  const zh = lang === 'zh';
  const place = position.map((metres, i) => `${'xyz'[i]} ${metres.toFixed(2)} m`);
  const [w, x, y, z] = rotation as [number, number, number, number];
  const turned = turnWords(Math.atan2(2 * (x * y + w * z), 1 - 2 * (y * y + z * z)), lang);
  return zh
    ? `机器人根坐标系在所录位姿的坐标系中：${place.join('，')}${turned}`
    : `root of the robot in the frame of the recorded poses: ${place.join(', ')}${turned}`;
}

function turnWords(yaw: number, lang: Language): string {
  const degrees = Math.round((yaw * 180) / Math.PI);
  if (degrees === 0) return '';
  return lang === 'zh'
    ? `，${degrees > 0 ? '左' : '右'}转 ${Math.abs(degrees)}°`
    : `, turned ${Math.abs(degrees)}° to the ${degrees > 0 ? 'left' : 'right'}`;
}

function replayWords({ windows, followed, blockers }: Report['replay'], lang: Language): string {
  const zh = lang === 'zh';
  const why = blockers.map(
    ({ code, windows: count }) => `${count} ${zh ? '段' : ''}${zh ? '' : '× '}${fitBlockerWords(code, lang)}`,
  );
  const base = zh
    ? `抽取的 ${windows} 段（各两秒）中 ${followed} 段`
    : `${followed} of ${windows} sampled pieces of two seconds`;
  if (why.length === 0) return base;
  return zh ? `${base}；其余：${why.join('，')}` : `${base}; the rest: ${why.join(', ')}`;
}

function heldWords(held: Report['target']['held'], lang: Language): string {
  if (held.length <= MOST_NAMED) return held.map(({ joint }) => plain(joint)).join(', ');
  return lang === 'zh'
    ? `${held.length} 个关节（见 retarget.json）`
    : `${held.length} joints (see retarget.json)`;
}
