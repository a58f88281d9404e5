/** What the parser of arguments finds wrong, in the languages of the commands. It says it in English only, each in a sentence of one shape. */

import type { Language } from './table-words.ts';

/** Sentences of the parser, as one takes them apart, and their Chinese. */
const SENTENCES: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/^error: unknown option '(.*?)'/, '未知选项“$1”'],
  [/^error: unknown command '(.*?)'/, '未知命令“$1”'],
  [/^error: missing required argument '(.*?)'/, '缺少参数“$1”'],
  [/^error: required option '(.*?)' not specified/, '缺少必需的选项“$1”'],
  [/^error: option '(.*?)' argument missing/, '选项“$1”缺少参数'],
  [/^error: option '(.*?)' argument '(.*?)' is invalid\.\s*(.*)/s, '选项“$1”的参数“$2”无效：$3'],
  [
    /^error: command-argument value '(.*?)' is invalid for argument '(.*?)'\.\s*(.*)/s,
    '参数“$2”的值“$1”无效：$3',
  ],
  [
    /^error: too many arguments(?: for '(.*?)')?\. Expected (\d+) arguments? but got (\d+)/,
    '参数过多：应有 $2 个，实有 $3 个',
  ],
];

/** What follows a sentence: what would be right. */
const HINTS: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/\(Did you mean (?:one of )?(.*?)\?\)/, '（是否指 $1？）'],
  [/expected one of /, '应为以下之一：'],
  [/expected a whole number from (\d+) on/, '应为不小于 $1 的整数'],
  [
    /expected urn:kin:ex:… in full, as kin inbox --json has it/,
    '应为完整的 urn:kin:ex:…（见 kin inbox --json）',
  ],
  [/expected a number/, '应为数字'],
  [/expected a port from 0 to 65535/, '应为 0 至 65535 的端口'],
  [/expected metres from 0 to (\d+)/, '应为 0 至 $1 之间的米数'],
];

/** A usage error in a language; a sentence that is not known stays as it is. */
export function usageWords(text: string, lang: Language): string {
  if (lang === 'en') return text;
  const sentence = SENTENCES.find(([english]) => english.test(text));
  const said = sentence === undefined ? text : text.replace(sentence[0], `错误：${sentence[1]}`);
  return HINTS.reduce((whole, [english, chinese]) => whole.replace(english, chinese), said);
}
