/** The licence templates that every node knows by name. A lister may also write own terms. */

import type { LicenseTerms } from './terms.ts';

const base: Pick<LicenseTerms, 'schema' | 'fieldsOfUse' | 'forbiddenUses' | 'regions' | 'price' | 'release'> =
  {
    schema: 'license-terms/1',
    fieldsOfUse: [],
    forbiddenUses: ['weapons', 'surveillance'],
    regions: [],
    price: null,
    release: 'on-receipt',
  };

/** Templates by id, and nothing under any other name. The id is part of the terms, so a template never changes: a new wording gets a new id. */
export const LICENSE_TEMPLATES: Readonly<Record<string, LicenseTerms>> = {
  // What every object inherits, such as `constructor`, is no license.
  __proto__: null as never,
  'evaluate-only-90d': {
    ...base,
    id: 'evaluate-only-90d',
    permitted: ['evaluate', 'publish-metrics'],
    commercialModels: false,
    weightsAtEnd: 'delete',
    termDays: 90,
    duties: ['no-reidentification', 'delete-at-end'],
  },
  'train-only-1y': {
    ...base,
    id: 'train-only-1y',
    permitted: ['evaluate', 'train', 'fine-tune', 'publish-metrics'],
    commercialModels: false,
    weightsAtEnd: 'keep',
    termDays: 365,
    duties: ['attribute', 'no-reidentification', 'recall', 'delete-at-end'],
  },
  'train-commercial-2y': {
    ...base,
    id: 'train-commercial-2y',
    permitted: ['evaluate', 'train', 'fine-tune', 'distil', 'publish-metrics'],
    commercialModels: true,
    weightsAtEnd: 'keep',
    termDays: 730,
    duties: ['attribute', 'no-reidentification', 'recall', 'delete-at-end'],
  },
  'open-research': {
    ...base,
    id: 'open-research',
    permitted: ['evaluate', 'train', 'fine-tune', 'distil', 'derive', 'redistribute', 'publish-metrics'],
    commercialModels: false,
    weightsAtEnd: 'keep',
    termDays: null,
    duties: ['attribute', 'no-reidentification'],
  },
};
