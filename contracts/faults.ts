/**
 * Errors that people meet most, each with a fault code of its own from which its words are made in English and Chinese. The English
 * words are the message of the error; the code travels in its parameters, through child processes and problem documents.
 */

import { DESCRIPTION_FAULTS } from './embodiment/description/fault-words.ts';
import { ExchangeError, type ErrorCode, type ErrorParams, type Reason } from './errors.ts';

type Words = readonly [english: string, chinese: string];
type Language = 'en' | 'zh';

const GENERAL_FAULTS = {
  'file-missing': ['There is no file {file}', '没有文件 {file}'],
  'file-is-folder': ['{file} is a folder, not a file', '{file} 是文件夹，不是文件'],
  'file-unreadable': ['The file {file} could not be read ({reason})', '无法读取文件 {file}（{reason}）'],

  'file-too-long': ['The file {file} is longer than {limit} bytes', '文件 {file} 超过 {limit} 字节'],
  'nothing-there': ['There is nothing at {path}', '{path} 处没有内容'],
  'not-on-machine': ['"{path}" is not on this machine', '本机没有“{path}”'],
  'license-unknown': [
    'There is no license template "{license}", but {known}',
    '没有许可模板“{license}”；可用 {known}',
  ],

  'broker-silent': ['The broker at {address} does not answer', '位于 {address} 的撮合方没有应答'],
  'node-silent': ["The company's node at {address} does not answer", '位于 {address} 的本公司节点没有应答'],
  'broker-unnamed': [
    'Which broker? Say --broker ADDRESS, or set KIN_BROKER, or run kin login first',
    '未指明撮合方：请用 --broker 地址，或设置 KIN_BROKER，或先运行 kin login',
  ],
  'address-unusable': ['"{text}" is no address of a broker', '“{text}”不是撮合方的地址'],
  'node-absent': [
    'There is no node in {home}. Make one with: kin init --home {home}',
    '{home} 中没有节点。请先建立：kin init --home {home}',
  ],
  'node-starts-or-stops': [
    'The node of this home is starting or stopping: try again in a moment',
    '此目录的节点正在启动或停止，请稍后再试',
  ],
  'node-not-running': [
    'The node of this home is not running: kin node start',
    '此目录的节点没有运行：kin node start',
  ],
  'run-again': ['Interrupted; run the same command again to go on', '已中断；再次运行同一命令即可继续'],
  'request-stays-open': ['The request stays open: kin inbox shows it', '申请仍然有效：kin inbox 可查看'],

  'match-asks-nothing': [
    'What is to be matched? Say --robot FILE, --task SENTENCE, or both',
    '未指明匹配对象：请用 --robot 文件、--task 任务，或两者',
  ],
  'certify-needs-robot': [
    '--certify sends a robot to providers: it needs --robot and excludes --private',
    '--certify 会把机器人发给提供方：须与 --robot 同用，且不可与 --private 同用',
  ],
  'up-needs-robot': [
    '--{option} is about the description: it needs --{needs}',
    '--{option} 针对机器人描述：须与 --{needs} 同用',
  ],
  'option-needs-format': [
    '--{option} needs --format lerobot-v3.0, lerobot-v2.1 or mcap',
    '--{option} 须与 --format lerobot-v3.0、lerobot-v2.1 或 mcap 同用',
  ],
  'columns-need-lerobot': [
    'Columns are added to LeRobot datasets: --format lerobot-v3.0 or lerobot-v2.1',
    '只能向 LeRobot 数据集添加列：--format lerobot-v3.0 或 lerobot-v2.1',
  ],
  'columns-need-robot': [
    'Columns are redone with the robot they were added for: --robot',
    '重算所加的列须指明其机器人：--robot',
  ],
  'certificate-needs-robot': [
    'A certificate is judged with the robot it is about: --robot',
    '核验证书须指明其机器人：--robot',
  ],
  'instant-unusable': ['"{text}" is no instant', '“{text}”不是时刻'],
  'trust-unnamed': [
    'Whose log is trusted? Say --roots trust-root.json (kin audit trust-root writes it)',
    '未指明信任哪个存证日志：请用 --roots trust-root.json（由 kin audit trust-root 写出）',
  ],

  'dataset-unknown': ['The catalog has no dataset "{dataset}"', '目录中没有数据集“{dataset}”'],
  'dataset-ambiguous': [
    '"{dataset}" names several datasets: say company/slug or the id',
    '有多个数据集名为“{dataset}”：请用 公司/名称 或编号',
  ],
  'exchange-unknown': ['This node has no exchange or agreement "{id}"', '本节点没有编号为“{id}”的申请或协议'],
  'entry-unknown': ['The log has no entry of that index', '日志中没有该序号的条目'],
  'entry-not-yours': [
    'This entry is not yours to read: only its parties and auditors may',
    '您无权查看此条目：仅限当事方与审计方',
  ],
  'license-revoked': [
    'The license is revoked by the provider: nothing is served any more',
    '提供方已撤销许可，不再提供',
  ],
  'license-not-begun': ['The term of the agreement has not begun', '协议期限尚未开始'],
  'license-expired': ['The term of the agreement is over', '协议期限已满'],
  'request-agreed': [
    'This request is agreed to already; its provider may end the agreement (kin agreement revoke)',
    '此申请已获同意；提供方可撤销协议（kin agreement revoke）',
  ],
  'request-ended': ['This request has ended: nothing is left to decide', '此申请已结束，无可再决定'],
  'license-not-offered': [
    'The dataset is not offered under "{license}", but under {offered}',
    '该数据集不以“{license}”提供；可选：{offered}',
  ],
  'transfer-ended': ['The transfer was ended by the {by} ({reason})', '传输已由 {by} 结束（{reason}）'],
  'transfer-log-refused': [
    'The log refused an act of this transfer, and would refuse what follows in its exchange: ask anew with kin request',
    '存证日志拒绝了此次传输的一项操作，该交换中的后续操作也会被拒绝：请用 kin request 重新申请',
  ],
  'transfer-paused': ['The transfer was paused by the {by}', '传输已由 {by} 暂停'],
  'provider-at-work': ['The provider is still at work: ask again later', '提供方仍在实测，请稍后再问'],
} as const satisfies Readonly<Record<string, Words>>;

/** English and Chinese by fault; the line of a file and the full stop are added by {@link errorWords}. */
export const FAULTS = { ...DESCRIPTION_FAULTS, ...GENERAL_FAULTS };

/** What went wrong, more closely than an error's code says it. */
export type Fault = keyof typeof FAULTS;

/** Chinese of the codes of errors, for errors without a fault code: their message follows as it is. */
const CODES: Readonly<Record<ErrorCode, string>> = {
  'bad-json': 'JSON 无法读取',
  'not-canonical': '不是规范形式',
  'schema-mismatch': '内容不符合要求',
  'unknown-version': '版本未知',
  'limit-exceeded': '超出上限',
  'bad-xml': 'XML 无法读取',
  'bad-robot-description': '机器人描述有误',
  'unsupported-format': '不支持的格式',
  'bad-dataset': '数据集有误',
  'path-not-allowed': '不允许的路径',
  'bad-key': '密钥有误',
  'bad-signature': '签名不成立',
  'unknown-signer': '签名者未知',
  'key-revoked': '密钥已撤销',
  'bad-digest': '摘要不符',
  'bad-proof': '证明不成立',
  'bad-checkpoint': '检查点不成立',
  'log-origin-mismatch': '不是所信任的日志',
  'log-forked': '日志已分叉',
  'content-mismatch': '内容不一致',
  'key-mismatch': '密钥不一致',
  'not-found': '未找到',
  conflict: '与现状冲突',
  unauthenticated: '请先登录',
  forbidden: '没有权限',
  refused: '被拒绝',
  'transition-not-allowed': '当前状态下不可进行',
  'deadline-passed': '已过期限',
  'rate-limited': '请求过多，请稍候',
  'peer-unreachable': '对方没有应答',
  'peer-misbehaved': '对方的应答不合规',
  'log-unavailable': '存证日志没有应答',
  'storage-failed': '无法读写存储',
  'home-locked': '目录正被占用',
  'bad-config': '配置有误',
  usage: '用法有误',
  interrupted: '已中断',
  internal: '内部错误',
};

/** Why a license or a provider refuses, by the codes of refusals. */
const REFUSALS: Readonly<Partial<Record<string, Words>>> = {
  'action-not-permitted': ['the license does not permit to {action} the data', '许可不允许此用途：{action}'],
  'commercial-models-not-permitted': [
    'the license does not permit models that are used commercially',
    '许可不允许将所训模型用于商业',
  ],
  'region-not-permitted': ['the license does not permit the region {region}', '许可不允许地区 {region}'],
  'region-not-permitted-unstated': [
    'the license names regions: say where the data will be kept (--region)',
    '许可限定地区：请说明数据保存地（--region）',
  ],
  'field-of-use-forbidden': ['the license forbids the field {field}', '许可禁止用途领域 {field}'],
  'field-of-use-not-permitted': [
    'the license does not permit the field {field}',
    '许可不包含用途领域 {field}',
  ],
};

/** An error whose words exist in both languages. */
export function faultError(code: ErrorCode, fault: Fault, params: ErrorParams = {}): ExchangeError {
  return causedFault(code, fault, { params });
}

/** Like {@link faultError}, with what it follows from. */
export function causedFault(
  code: ErrorCode,
  fault: Fault,
  of: { readonly params: ErrorParams; readonly cause?: unknown },
): ExchangeError {
  const params = { ...of.params, fault };
  return new ExchangeError(code, sentence(FAULTS[fault], params, 'en'), { ...of, params });
}

/** What an error says, in a language: by its fault code; without one by its code, followed by its message as it is. */
export function errorWords(
  { code, message, params }: Pick<ExchangeError, 'code' | 'message' | 'params'>,
  language: Language,
): string {
  if (language === 'en') return message;
  const { fault, of } = params;
  if (typeof fault !== 'string' || !isFault(fault)) return `${CODES[code]}：${message}`;
  const words = sentence(FAULTS[fault], params, language);
  return of === undefined ? words : `${of}：${words}`;
}

/** The last failure of something that is tried again, as the outbox keeps it (`code: message`), in a language. */
export function troubleWords(trouble: string, language: Language): string {
  const { code, message } = troubleParts(trouble);
  return language === 'zh' && Object.hasOwn(CODES, code)
    ? `${CODES[code as ErrorCode]}（${message}）`
    : trouble;
}

/** Code and message of a failure that is kept as `code: message`. */
export function troubleParts(trouble: string): { readonly code: string; readonly message: string } {
  const at = trouble.indexOf(': ');
  return at < 0
    ? { code: '', message: trouble }
    : { code: trouble.slice(0, at), message: trouble.slice(at + 2) };
}

/** Why something was refused, in words; a code without words is told by itself, with its parameters. */
export function refusalWords({ code, params = {} }: Reason, language: Language): string {
  const told = params['region'] === null ? `${code}-unstated` : code;
  const words = Object.hasOwn(REFUSALS, told) ? REFUSALS[told] : undefined;
  if (words !== undefined) return filledWords(words[language === 'zh' ? 1 : 0], params);
  const facts = Object.entries(params).map(([name, value]) => `${name} ${String(value)}`);
  const name = code.replaceAll('-', ' ');
  if (facts.length === 0) return name;
  return language === 'zh' ? `${name}（${facts.join('，')}）` : `${name} (${facts.join(', ')})`;
}

function isFault(text: string): text is Fault {
  return Object.hasOwn(FAULTS, text);
}

function sentence(words: Words, params: ErrorParams, language: Language): string {
  const line = params['line'] ?? null;
  if (language === 'zh')
    return `${filledWords(words[1], params)}${line === null ? '' : `（第 ${line} 行）`}。`;
  return `${filledWords(words[0], params)}${line === null ? '' : ` (line ${line})`}.`;
}

/** `{name}` by the parameter of that name; one that is not there stays as it is. */
export function filledWords(words: string, params: ErrorParams): string {
  return words.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : whole,
  );
}
