/** License terms in plain words, for the folder of a delivery. The signed agreement is what holds. */

import type { Agreement } from '#contracts/agreement/agreement.ts';
import type { LicenseTerms } from '#contracts/license/terms.ts';

const ACTIONS: Readonly<Record<LicenseTerms['permitted'][number], string>> = {
  evaluate: 'evaluate models on it',
  train: 'train models on it',
  'fine-tune': 'fine-tune models on it',
  distil: 'distil models that were trained on it',
  derive: 'make derived datasets from it',
  redistribute: 'pass it on',
  'publish-metrics': 'publish metrics obtained with it',
};

const DUTIES: Readonly<Record<LicenseTerms['duties'][number], string>> = {
  attribute: 'name the provider as the source',
  'no-reidentification': 'not try to identify people or places in it',
  recall: 'stop using it when the provider recalls it',
  'delete-at-end': 'delete it when the term ends',
  'report-use': 'report to the provider what it was used for',
};

const WEIGHTS: Readonly<Record<LicenseTerms['weightsAtEnd'], string>> = {
  keep: 'Weights trained on the data may be kept after the term.',
  retrain: 'Weights trained on the data must be retrained without it after the term.',
  delete: 'Weights trained on the data must be deleted after the term.',
};

/** The terms of an agreement as a text of a few paragraphs. */
export function licenseInWords(agreement: Agreement): string {
  const { terms, use } = agreement;
  const forbidden = Object.entries(ACTIONS).filter(
    ([action]) => !terms.permitted.some((one) => one === action),
  );
  const lines = [
    `License "${terms.id}" from ${agreement.provider.participant}`,
    `to ${agreement.consumer.participant}`,
    '',
    `Valid from ${agreement.validFrom} ${agreement.validUntil === null ? 'without end' : `until ${agreement.validUntil}`}.`,
    `Stated purpose: ${use.purpose}`,
    '',
    'You may:',
    ...terms.permitted.map((action) => `  - ${ACTIONS[action]}`),
    'You may not:',
    ...forbidden.map(([, words]) => `  - ${words}`),
    ...terms.forbiddenUses.map((field) => `  - use it for ${field}`),
    `  - ${terms.commercialModels ? 'sell the data itself' : 'use models trained on it commercially'}`,
    ...(terms.fieldsOfUse.length === 0 ? [] : [`Only in these fields: ${terms.fieldsOfUse.join(', ')}.`]),
    ...(terms.regions.length === 0 ? [] : [`Only in these regions: ${terms.regions.join(', ')}.`]),
    'You must:',
    ...terms.duties.map((duty) => `  - ${DUTIES[duty]}`),
    '',
    WEIGHTS[terms.weightsAtEnd],
    '',
    'Software enforces access, dates and delivery; purpose, derivation and deletion are duties under the agreement.',
    'agreement.json, signed by both companies, is what holds; this text only explains it.',
  ];
  return `${lines.join('\n')}\n`;
}
