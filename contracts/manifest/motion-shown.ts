/**
 * What a published version shows of its motion: matching and certificates go by pose histograms, and where there are none the lister
 * should know why, and what is done instead.
 */

import { measuredTracks } from '../dataset/pose-map.ts';
import type { Manifest } from './manifest.ts';

/** What is shown: poses, or why none are. */
export const MOTION_SHOWN = [
  'poses',
  'tool-poses',
  'tool-poses-assumed',
  'poses-withheld',
  'poses-unread',
  'no-body',
  'camera-only',
  'carried-hand',
  'no-tools',
  'no-joints',
  'other-joints',
] as const;
/** One of {@link MOTION_SHOWN}. */
export type MotionShown = (typeof MOTION_SHOWN)[number];

/** What a manifest shows of its motion. */
export function motionShown({
  embodiment,
  jointMap,
  poseMap,
  histograms,
}: Pick<Manifest, 'embodiment' | 'jointMap' | 'poseMap' | 'histograms'>): MotionShown {
  if (embodiment === null) return 'no-body';
  if (histograms.length > 0) {
    if (histograms.every(({ fallback }) => fallback === 'workspace')) return 'poses-withheld';
    const tracks = (poseMap === undefined ? [] : measuredTracks(poseMap)).filter((track) =>
      histograms.some(({ effector }) => effector === track.effector),
    );
    if (tracks.length === 0) return 'poses';
    return tracks.some(({ tool }) => tool.basis === 'assumed') ? 'tool-poses-assumed' : 'tool-poses';
  }
  const { kind, endEffectors } = embodiment.body;
  if (kind === 'camera') return 'camera-only';
  if (endEffectors.length === 0) return 'no-tools';
  if (poseMap !== undefined && poseMap.unread.length > 0) return 'poses-unread';
  // A tool that no joint carries about: whoever held the hand is not described.
  if (endEffectors.every(({ joint }) => joint < 0)) return 'carried-hand';
  return jointMap === null ? 'no-joints' : 'other-joints';
}

type Words = readonly [english: string, chinese: string];

const WORKSPACE: Words = [
  'matching goes by the workspace of the body instead, and no certificates are given',
  '匹配改以机体工作空间为依据，且不出具实测证书',
];
const OPEN: Words = [
  'matching shows its reach as unknown, and no certificates are given',
  '匹配中可达性显示为未知，且不出具实测证书',
];

const WORDS: Readonly<Record<MotionShown, readonly [why: Words, instead: Words | null]>> = {
  poses: [['matching and certificates go by the recorded poses', '匹配与实测证书以录制位姿为依据'], null],
  'tool-poses': [
    ['matching and certificates go by the recorded tool poses', '匹配与实测证书以录制的工具位姿为依据'],
    null,
  ],
  'tool-poses-assumed': [
    [
      'matching and certificates go by the recorded tool poses, taken as those of the tool centre with z as its approach: nobody stated which link they are of, so the roll about it is left free',
      '匹配与实测证书以录制的工具位姿为依据；因未说明其所属连杆，按工具中心点、z 轴为接近方向理解，绕该轴的转角不作要求',
    ],
    null,
  ],
  'poses-withheld': [
    [
      'fewer than half of the poses lie where three episodes or more have been, so most are kept back: matching goes by the workspace of the body',
      '不足一半的位姿处于至少三个片段到过之处，其余不予公布：匹配以机体工作空间为依据',
    ],
    null,
  ],
  'poses-unread': [
    [
      'columns seem to hold tool poses, and what is stated and seen of them does not say how they are to be read',
      '有些列似为工具位姿，但所作说明与数据本身不足以确定其读法',
    ],
    [
      'matching goes by the body alone, and no certificates are given',
      '匹配仅以机体为依据，且不出具实测证书',
    ],
  ],
  'no-body': [['no body is described', '未描述机体'], OPEN],
  'camera-only': [['a camera alone does not say where hands were', '仅有相机，未说明手在何处'], OPEN],
  'carried-hand': [
    [
      'the body is a hand without an arm, and no column is known to say where it was carried',
      '机体为无臂之手，没有已知说明手被带到何处的列',
    ],
    OPEN,
  ],
  'no-tools': [
    ['the body has no arm', '机体没有手臂'],
    ['matching goes by its legs or joints', '匹配以其腿部或关节为依据'],
  ],
  'no-joints': [
    [
      'no column is known to hold joint positions or tool poses of the body',
      '没有已知为该机体关节位置或工具位姿的列',
    ],
    WORKSPACE,
  ],
  'other-joints': [
    ['less than half of the joints of any arm are recorded', '任何一条手臂所录关节均不足一半'],
    WORKSPACE,
  ],
};

/** What is shown in words; where nothing is, why, and what is done instead. */
export function motionShownWords(shown: MotionShown, language: 'en' | 'zh' = 'en'): string {
  const at = language === 'zh' ? 1 : 0;
  const [why, instead] = WORDS[shown];
  if (instead === null) return why[at];
  return language === 'zh'
    ? `未公布位姿：${why[at]}；${instead[at]}`
    : `no poses are published: ${why[at]}; ${instead[at]}`;
}
