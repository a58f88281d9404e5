/** Brings an instruction to plain words before it is read: names of data sets, templates, numbers with units, politeness, what is not to be done. */

import { simplified } from './simplified-chinese.ts';

/** `TurnOnSinkFaucet`: names of classes and data sets. */
const CAMEL = /(?<=[a-z0-9])(?=[A-Z][a-z])/g;
/** `{object}`, `[A]`, `<target_2>`: a place for any thing. */
const TEMPLATE =
  /[{[<(]\s*(?:[a-z]|(?:the |target |source |any )?(?:object|obj|item|target|source|color|colour|location|name|thing|receptacle)(?:[\s_-]?(?:\d+|[a-z]|name))?)\s*[}\]>)]/g;
const UNIT_ENGLISH =
  /(?<![a-z\d-])\d+(?:[.,]\d+)?\s*(?:mm|cm|km|m|kg|mg|μg|ug|g|ml|μl|ul|l|nm|n|v|w|hz|fps|s|secs?|seconds?|mins?|minutes?|hours?|inch(?:es)?|ft|feet|lbs?|deg|degrees?|°c?|rpm|times?|x)(?![a-z\d])(?:\/s(?![a-z]))?/g;
const UNIT_CHINESE =
  /(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百半几]+)(?:毫米|厘米|公分|分米|公里|千米|毫升|微升|公斤|千克|摄氏度|分钟|小时|秒钟?|升|克|斤|度|次(?!性)|遍|倍|圈|米)(?:每秒)?/g;
/** Several words that say where, as one that does. */
const WHERE: readonly (readonly [RegExp, string])[] = [
  [/\bon top of\b/g, 'onto'],
  [/\bout of\b/g, 'out from'],
  [
    /\b(?:next to|close to|adjacent to|in front of|(?:to|on) the (?:left|right|side)(?: side)? of|(?:left|right) of)\b/g,
    'beside',
  ],
];
/** Who does it, how it was recorded and please: nothing of the task. */
const FILLER_CHINESE =
  /(?<!扫地)机器人|机械臂|机械手|机器手|灵巧手|夹爪|麻烦你?|请你?|帮我|帮忙|数据集|遥操作|演示|示教|任务|用手|不锈钢|一次性|不同的?|分别|同时|依次|进行|完成|实现|速度|有没有|是否|区域|指定位置|原位|四角/g;
/** How it is done, before the verb: 稳稳地, 均匀地. */
const MANNER_CHINESE =
  /(\p{Script=Han})\1地|(?:仔细|均匀|整齐|自动|熟练|依次|逐个|准确|平整|灵活|直接|随意|牢固|紧紧)地/gu;
/** By what it is sorted or set out: 按颜色分, 按编号排. */
const ORDER_CHINESE = /按照?\p{Script=Han}{1,5}?(?=分|排|摆|放|码|归|整|堆|拣|装|依)/gu;
/** What is not to be done, up to the end of the clause. */
const NEGATED_CHINESE =
  /(?:不要|切勿|不得|不能|避免|防止|(?<![分识特区级])别(?!人|的|针|住|在|上|到|墅))[^，。；、,;.!?！？：:]*/g;

/** The instruction in small letters and simplified characters, without what says nothing about the task. */
export function plainInstruction(text: string): string {
  let plain = text.normalize('NFKC').replace(CAMEL, ' ').toLowerCase();
  plain = plain.replace(TEMPLATE, ' ').replace(UNIT_ENGLISH, ' ');
  for (const [several, one] of WHERE) plain = plain.replace(several, one);
  if (!/\p{Script=Han}/u.test(plain)) return plain;
  return simplified(plain)
    .replace(MANNER_CHINESE, '')
    .replace(ORDER_CHINESE, '')
    .replace(UNIT_CHINESE, '')
    .replace(FILLER_CHINESE, '')
    .replace(NEGATED_CHINESE, '');
}
