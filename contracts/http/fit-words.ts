/** Words for what became of asking a provider for a fit certificate, in English and Chinese: the same in pages and commands. */

import type { FitBlocker, LimbShare } from '../fit/certificate.ts';
import type { CertifiedReason, CertifiedStatus } from '../http/fit.ts';
import type { Language } from '../matching/words.ts';

type Words = readonly [english: string, chinese: string];

const STATUS: Readonly<Record<CertifiedStatus, Words>> = {
  certified: ['Measured', '已实测'],
  working: ['At work', '实测中'],
  'not-offered': ['Not measured', '未实测'],
  refused: ['Refused', '被拒绝'],
  limit: ['Later', '稍后'],
  unreachable: ['Not reached', '无法联系'],
};

const REASONS: Readonly<Record<CertifiedReason, Words>> = {
  'switched-off': ['The provider gives no certificates.', '提供方不出具证书。'],
  'no-motion': [
    'No motion of an arm was recorded that a robot could replay.',
    '未录制可由机器人重放的手臂动作。',
  ],
  'too-few-trajectories': ['Too few recorded motions to measure by.', '录制动作太少，无法实测。'],
  'workspace-too-small': [
    'Your robot’s reach is too small to be asked about.',
    '您的机器人可达范围太小，无法询问。',
  ],
  'too-many-bodies': [
    'The provider has measured as many robots for you as it does; ask again later.',
    '提供方已为您实测足够多的机器人，请稍后再问。',
  ],
  'own-dataset': ['It is your own company’s.', '这是贵公司自己的数据集。'],
  'not-listed': ['It is no longer listed.', '已不再上架。'],
  'not-admitted': ['The provider does not answer your company.', '提供方不答复贵公司。'],
  busy: ['The provider is busy; ask again later.', '提供方繁忙，请稍后再问。'],
  'peer-unreachable': ['The provider’s node does not answer.', '提供方节点无应答。'],
  'certificate-invalid': ['What came was not a certificate that holds.', '收到的证书不成立。'],
  other: ['The provider did not say why.', '提供方未说明原因。'],
};

const BLOCKERS: Readonly<Record<FitBlocker, Words>> = {
  'start-unreachable': ['the start is out of reach', '起点不可达'],
  'pose-unreachable': ['a pose on the way is out of reach', '途中有位姿不可达'],
  'branch-ends': ['the arm would have to change its posture on the way', '机械臂须中途变换构型'],
  'too-fast': ['a joint would have to move faster than it can', '有关节须超出其速度上限'],
  'no-limb': ['no limb of the robot follows the recorded one', '机器人没有与所录肢体对应的肢体'],
};

/** What keeps a recorded motion from being replayed, as part of a sentence. */
export function fitBlockerWords(blocker: FitBlocker, language: Language): string {
  return BLOCKERS[blocker][language === 'zh' ? 1 : 0];
}

const SIDES: Readonly<Record<LimbShare['side'], Words>> = {
  left: ['the recorded left limb', '所录左肢'],
  right: ['the recorded right limb', '所录右肢'],
};

/** Which recorded limb is meant. */
export function fitSideWords(side: LimbShare['side'], language: Language): string {
  return SIDES[side][language === 'zh' ? 1 : 0];
}

/** What became of asking, in a word or two. */
export function certifiedStatusWords(status: CertifiedStatus, language: Language): string {
  return STATUS[status][language === 'zh' ? 1 : 0];
}

/** Why there is no certificate, as a sentence. */
export function certifiedReasonWords(reason: CertifiedReason, language: Language): string {
  return REASONS[reason][language === 'zh' ? 1 : 0];
}
