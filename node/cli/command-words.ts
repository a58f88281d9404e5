/** What commands about requests, agreements, transfers, listings, deliveries and the log say, in the languages of the commands. `{name}` is filled. */

import type { ExchangeView, TransferView } from '#contracts/http/console.ts';
import { filledWords, troubleWords } from '#contracts/faults.ts';
import { plain } from './output.ts';
import type { Language } from './table-words.ts';

type Words = readonly [english: string, chinese: string];

/** English and Chinese by line. */
export const LINES = {
  'none-requests': [
    'No requests yet, neither to this company nor of it.',
    '尚无申请：既无人向本公司申请，本公司也未提出。',
  ],
  'none-agreements': ['No agreements yet.', '尚无协议。'],
  'none-transfers': ['No transfers yet.', '尚无传输。'],
  'none-listings': ['No listings yet.', '尚未发布数据集。'],
  'none-entries': [
    'No entries that you may read (the log has {size}).',
    '没有您可查看的条目（日志共 {size} 条）。',
  ],

  'revoked-now': ['{agreement} is revoked; the consumer is told.', '{agreement} 已撤销，并已告知使用方。'],
  'payment-noted': [
    '{agreement}: the payment has come, the key may go out.',
    '{agreement}：已确认收款，可以发放密钥。',
  ],
  'log-refused-request': [
    'The log refused an act of this request, so it ends. What follows in it would be refused as well: ask anew with kin request.',
    '存证日志拒绝了此申请的一项操作，申请就此结束。后续操作也会被拒绝：请用 kin request 重新申请。',
  ],
  'log-refused-transfer': [
    'The log refused an act of this transfer, so it ends. What follows in this exchange would be refused as well: ask anew with kin request.',
    '存证日志拒绝了此次传输的一项操作，传输就此结束。该交换中的后续操作也会被拒绝：请用 kin request 重新申请。',
  ],

  certified: [
    '{measured} of the first {asked} are measured by their providers',
    '前 {asked} 项中 {measured} 项由其提供方实测',
  ],

  delivered: ['{files} files, {bytes} in {folder}', '{files} 个文件，{bytes}，位于 {folder}'],
  converted: [
    'converted to {format}: {episodes} episodes, {frames} frames',
    '已转换为 {format}：{episodes} 个片段，{frames} 帧',
  ],
  'left-out': ['{count} episodes left out', '{count} 个片段未收入'],
  'lossy-steps': ['{count} lossy steps', '{count} 个步骤有损失'],
  see: ['see {file}', '见 {file}'],
  retargeted: [
    'columns added for your robot: {frames} frames, {whole} of {episodes} episodes followed whole',
    '已为您的机器人添加列：{frames} 帧，{episodes} 个片段中 {whole} 个完整跟随',
  ],
  'damaged-chunks': [
    '{count} chunks arrived damaged and were asked for again',
    '{count} 个数据块到达时损坏，已重新请求',
  ],

  listed: ['listed as {dataset}, version {version}', '已上架：{dataset}，版本 {version}'],
  withdrawing: ['{slug} version {version} is being withdrawn', '{slug} 版本 {version} 正在下架'],
  'waits-for-log': [
    'The log has not taken it yet ({trouble}). It is signed and kept: the node tries again by itself, also after Ctrl-C.',
    '存证日志尚未收录（{trouble}）。内容已签名并保存：节点会自行重试，按 Ctrl-C 后亦然。',
  ],

  'checks-fail': [
    '{failed} of {all} checks fail: do not rely on this delivery',
    '{all} 项核验中有 {failed} 项不成立：请勿依赖此交付',
  ],
  'checks-pass': [
    '{passed} checks pass, {open} could not be made here',
    '{passed} 项核验成立，{open} 项无法在此进行',
  ],

  'head-signed': ['signed by the trusted key, {size} entries', '由所信任的密钥签名，共 {size} 条'],
  proven: [
    '{type} is entry {index} of {size}; leaf hashed, path and head verified here',
    '{type} 是 {size} 条中的第 {index} 条；叶、路径与日志头均在此核验',
  ],
  'compare-fingerprint': [
    'log key fingerprint {fingerprint}: compare it over another channel before you trust this file',
    '日志密钥指纹 {fingerprint}：信任此文件前，请通过其他途径比对',
  ],
  'no-pinned-key': [
    'no pinned key: taking the broker’s own, fingerprint {fingerprint}',
    '没有固定的密钥：采用撮合方自己的，指纹 {fingerprint}',
  ],

  'node-key': ['…{key}   fingerprint {fingerprint}', '…{key}   指纹 {fingerprint}'],
  'peers-connected': ['{count} connected', '已连接 {count} 个'],
  'outbox-counts': ['{pending} waiting, {dead} given up', '{pending} 项等待，{dead} 项已放弃'],
  'disk-full': ['nothing can be stored since {since} ({code})', '自 {since} 起无法存储（{code}）'],
  nobody: ['Nobody is logged in, and this home has no node.', '无人登录，且此目录中没有节点。'],
  evaluated: [
    '{metric} {value} over {trials} trials: log entry #{index}, shown on the listing',
    '{metric} {value}，共 {trials} 次试验：日志条目 #{index}，显示于数据集页面',
  ],

  'logged-out': ['Logged out.', '已退出登录。'],
  'logged-in': ['Logged in to {api} as {email} ({roles}).', '已登录 {api}：{email}（{roles}）。'],
  'no-role': ['no role', '无角色'],
} as const satisfies Readonly<Record<string, Words>>;

/** What a command says, by its code. */
export type Line = keyof typeof LINES;

/** A line in a language. Parameters are put in as they are: text of strangers is made plain before. */
export function lineWords(
  line: Line,
  lang: Language,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return filledWords(LINES[line][lang === 'zh' ? 1 : 0], params);
}

/** States, sides and steps as they are told; English keeps the protocol's own names. */
const CODES = {
  side: { provider: ['asked of us', '向我方申请'], consumer: ['asked by us', '我方申请'] },
  role: { provider: ['provider', '提供方'], consumer: ['consumer', '使用方'] },
  state: {
    REQUESTED: ['REQUESTED', '已申请'],
    OFFERED: ['OFFERED', '已还价'],
    ACCEPTED: ['ACCEPTED', '已接受'],
    AGREED: ['AGREED', '签署中'],
    VERIFIED: ['VERIFIED', '签署中'],
    FINALIZED: ['FINALIZED', '生效'],
    TERMINATED: ['TERMINATED', '已结束'],
    STARTED: ['STARTED', '进行中'],
    SUSPENDED: ['SUSPENDED', '已暂停'],
    COMPLETED: ['COMPLETED', '已完成'],
    logging: ['logging', '正在存证'],
    opening: ['opening', '正在开始'],
  },
  phase: {
    requesting: ['requesting', '请求'],
    fetching: ['fetching', '获取'],
    proving: ['proving', '证明'],
    unlocking: ['unlocking', '解锁'],
    opening: ['opening', '解密'],
    acknowledging: ['acknowledging', '回执'],
    serving: ['serving', '发送'],
    done: ['done', '完成'],
  },
  listing: {
    preparing: ['preparing', '准备中'],
    pending: ['pending', '等待存证'],
    listed: ['listed', '已上架'],
    superseded: ['superseded', '已被取代'],
    withdrawn: ['withdrawn', '已下架'],
    failed: ['failed', '失败'],
  },
  access: { auto: ['auto', '自动'], policy: ['policy', '按策略'], manual: ['manual', '人工'] },
  waits: {
    log: ['the log', '存证日志'],
    peer: ['the other node', '对方节点'],
    decision: ['a decision here', '我方决定'],
    counterparty: ['the other company', '对方公司'],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Words>>>>;

/** A code in a language; one without words is told as it is. */
export function codeWords(of: keyof typeof CODES, code: string, lang: Language): string {
  const words: Readonly<Partial<Record<string, Words>>> = CODES[of];
  return words[code]?.[lang === 'zh' ? 1 : 0] ?? code;
}

/** What an exchange waits for, with the last failure; empty for one that waits for nothing. */
export function waitingWords({ ended, waiting }: ExchangeView, lang: Language): string {
  if (ended !== null || waiting === null) return '';
  const told = codeWords('waits', waiting.for, lang);
  if (waiting.trouble === null) return told;
  const trouble = plain(troubleWords(waiting.trouble, lang));
  return lang === 'zh' ? `${told}（${trouble}）` : `${told} (${trouble})`;
}

/** How an exchange ended: by its code, with what was noted; empty for one that did not. */
export function endedWords({ ended }: Pick<ExchangeView | TransferView, 'ended'>): string {
  if (ended === null) return '';
  return plain(`${ended.code}${ended.note === null ? '' : `: ${ended.note}`}`);
}

/** Where a transfer stands. */
export function transferState({ pausedBy, state }: TransferView, lang: Language): string {
  if (pausedBy === null) return codeWords('state', state ?? 'opening', lang);
  const side = codeWords('role', pausedBy, lang);
  return lang === 'zh' ? `${side}已暂停` : `paused by ${side}`;
}
