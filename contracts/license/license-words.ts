/** License terms in plain words, English and Chinese. The signed terms are what holds; this text explains them. */

import type { LicenseTerms } from './terms.ts';

/** A language of the words. */
export type WordLanguage = 'en' | 'zh';
/** Languages in which terms are told, the first one first in every text. */
export const WORD_LANGUAGES: readonly WordLanguage[] = ['en', 'zh'];

interface Words {
  readonly may: string;
  readonly mayNot: string;
  readonly must: string;
  readonly actions: Readonly<Record<LicenseTerms['permitted'][number], string>>;
  readonly duties: Readonly<Record<LicenseTerms['duties'][number], string>>;
  readonly weights: Readonly<Record<LicenseTerms['weightsAtEnd'], string>>;
  readonly field: (field: string) => string;
  readonly onlyFields: (fields: string) => string;
  readonly onlyRegions: (regions: string) => string;
  readonly commercial: Readonly<Record<'yes' | 'no', string>>;
  readonly price: (price: NonNullable<LicenseTerms['price']>) => string;
  readonly noPrice: string;
  readonly term: (days: number | null) => string;
  readonly holds: readonly string[];
}

const EN: Words = {
  may: 'You may:',
  mayNot: 'You may not:',
  must: 'You must:',
  actions: {
    evaluate: 'evaluate models on it',
    train: 'train models on it',
    'fine-tune': 'fine-tune models on it',
    distil: 'distil models that were trained on it',
    derive: 'make derived datasets from it',
    redistribute: 'pass it on',
    'publish-metrics': 'publish metrics obtained with it',
  },
  duties: {
    attribute: 'name the provider as the source',
    'no-reidentification': 'not try to identify people or places in it',
    recall: 'stop using it when the provider recalls it',
    'delete-at-end': 'delete it when the term ends',
    'report-use': 'report to the provider what it was used for',
  },
  weights: {
    keep: 'Weights trained on the data may be kept after the term.',
    retrain: 'Weights trained on the data must be retrained without it after the term.',
    delete: 'Weights trained on the data must be deleted after the term.',
  },
  field: (field) => `use it for ${field}`,
  onlyFields: (fields) => `Only in these fields: ${fields}.`,
  onlyRegions: (regions) => `Only in these regions: ${regions}.`,
  commercial: {
    yes: 'Models trained on the data may be used commercially.',
    no: 'Models trained on the data may not be used commercially.',
  },
  price: ({ amount, currency, per }) => `Price: ${amount} ${currency} per ${per}.`,
  noPrice: 'No price.',
  term: (days) => (days === null ? 'The license has no end.' : `The license runs for ${days} days.`),
  holds: [
    'Software enforces access, dates and delivery; purpose, derivation and deletion are duties under the agreement.',
    'agreement.json, signed by both companies, is what holds; this text only explains it.',
  ],
};

const ZH: Words = {
  may: '您可以：',
  mayNot: '您不得：',
  must: '您必须：',
  actions: {
    evaluate: '用本数据评测模型',
    train: '用本数据训练模型',
    'fine-tune': '用本数据微调模型',
    distil: '蒸馏用本数据训练的模型',
    derive: '制作衍生数据集',
    redistribute: '转交他人',
    'publish-metrics': '发布用本数据得到的指标',
  },
  duties: {
    attribute: '注明提供方为数据来源',
    'no-reidentification': '不试图识别其中的人员或地点',
    recall: '提供方召回时停止使用',
    'delete-at-end': '期满时删除本数据',
    'report-use': '向提供方报告用途',
  },
  weights: {
    keep: '期满后可以保留用本数据训练的权重。',
    retrain: '期满后，用本数据训练的权重须在不含本数据的情况下重新训练。',
    delete: '期满后须删除用本数据训练的权重。',
  },
  field: (field) => `用于${FIELDS_ZH[field] ?? ` ${field} `}`,
  onlyFields: (fields) => `仅限以下用途领域：${fields}。`,
  onlyRegions: (regions) => `仅限以下地区：${regions}。`,
  commercial: { yes: '用本数据训练的模型可以商用。', no: '用本数据训练的模型不得商用。' },
  price: ({ amount, currency, per }) =>
    `价格：每${per === 'hour' ? '小时' : '份数据集'} ${amount} ${currency}。`,
  noPrice: '无价款。',
  term: (days) => (days === null ? '许可无期限。' : `许可期限为 ${days} 天。`),
  holds: [
    '软件只能保证访问、日期与交付；用途、衍生与删除属于协议约定的义务。',
    '以双方签署的 agreement.json 为准；本文仅作说明。',
  ],
};

/** Fields of use that templates name; others are shown as they are written. */
const FIELDS_ZH: Readonly<Record<string, string>> = { weapons: '武器', surveillance: '监控' };

const WORDS: Readonly<Record<WordLanguage, Words>> = { en: EN, zh: ZH };

/** Terms in parts, each a phrase or a sentence of one language. */
export interface TermWords {
  readonly may: readonly string[];
  readonly mayNot: readonly string[];
  readonly must: readonly string[];
  /** Commercial use, weights, fields, regions, length of the term, price. */
  readonly sentences: readonly string[];
}

/** The terms in parts, in one language. */
export function termWords(terms: LicenseTerms, language: WordLanguage): TermWords {
  const words = WORDS[language];
  const forbidden = Object.entries(words.actions).filter(
    ([action]) => !terms.permitted.some((permitted) => permitted === action),
  );
  return {
    may: terms.permitted.map((action) => words.actions[action]),
    mayNot: [...forbidden.map(([, text]) => text), ...terms.forbiddenUses.map((field) => words.field(field))],
    must: terms.duties.map((duty) => words.duties[duty]),
    sentences: sentencesOf(terms, words),
  };
}

/** The terms as lines of text, in one language. */
export function termsInWords(terms: LicenseTerms, language: WordLanguage): string[] {
  const words = WORDS[language];
  const { may, mayNot, must, sentences } = termWords(terms, language);
  const item = (text: string): string => `  - ${text}`;
  return [
    words.may,
    ...may.map(item),
    words.mayNot,
    ...mayNot.map(item),
    ...(must.length === 0 ? [] : [words.must]),
    ...must.map(item),
    '',
    ...sentences,
  ];
}

function sentencesOf(terms: LicenseTerms, words: Words): string[] {
  return [
    words.commercial[terms.commercialModels ? 'yes' : 'no'],
    words.weights[terms.weightsAtEnd],
    ...(terms.fieldsOfUse.length === 0 ? [] : [words.onlyFields(terms.fieldsOfUse.join(', '))]),
    ...(terms.regions.length === 0 ? [] : [words.onlyRegions(terms.regions.join(', '))]),
    words.term(terms.termDays),
    terms.price === null ? words.noPrice : words.price(terms.price),
  ];
}

/** What holds, and what software can enforce. */
export function termsHoldInWords(language: WordLanguage): readonly string[] {
  return WORDS[language].holds;
}
