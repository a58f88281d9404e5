/**
 * MLCommons Croissant 1.1 of a dataset, with its Responsible AI fields, PROV-O provenance and ODRL offers (docs/metadata.md has the
 * mapping, field by field).
 */

import { croissantLayout, type CroissantPlace } from './croissant-layout.ts';
import type { DescribedDataset } from './described-dataset.ts';
import { KIN_NAMESPACE, odrlPolicy, provenance, SHARED_PREFIXES, type JsonLd } from './json-ld.ts';
import { responsibleAi } from './responsible-ai.ts';

/** Specifications that a document conforms to. */
export const CROISSANT_CONFORMS_TO = [
  'http://mlcommons.org/croissant/1.1',
  'http://mlcommons.org/croissant/RAI/1.0',
] as const;

/** The context that the specification recommends (Appendix 1), with the vocabularies that are used beside it. */
export const CROISSANT_CONTEXT: { readonly [key: string]: JsonLd } = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  sc: 'https://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  dct: 'http://purl.org/dc/terms/',
  ...SHARED_PREFIXES,
  annotation: 'cr:annotation',
  arrayShape: 'cr:arrayShape',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  containedIn: 'cr:containedIn',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  description: { '@container': '@language' },
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  excludes: 'cr:excludes',
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  fileProperty: 'cr:fileProperty',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isArray: 'cr:isArray',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  name: { '@container': '@language' },
  parentField: 'cr:parentField',
  path: 'cr:path',
  readLines: 'cr:readLines',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sdVersion: 'cr:sdVersion',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
  unArchive: 'cr:unArchive',
};

/** The Croissant document of a dataset. `place` says from which folder its files are reached. */
export function croissantOf(
  dataset: DescribedDataset,
  place: CroissantPlace = { base: '' },
): { readonly [key: string]: JsonLd } {
  const { distribution, recordSet } = croissantLayout(dataset, place);
  const company = { '@type': 'sc:Organization', name: dataset.provider.name, url: dataset.provider.iri };
  return {
    '@context': CROISSANT_CONTEXT,
    '@type': 'sc:Dataset',
    name: dataset.title,
    description: dataset.description,
    conformsTo: CROISSANT_CONFORMS_TO,
    identifier: dataset.iri,
    url: dataset.url,
    version: `${dataset.version}.0.0`,
    sdVersion: '1.0.0',
    datePublished: dataset.published.slice(0, 10),
    creator: company,
    publisher: company,
    license:
      dataset.terms.length === 0
        ? 'not stated'
        : dataset.terms.map((terms) => `${KIN_NAMESPACE}license/${terms.id}`),
    citeAs: citation(dataset),
    keywords: keywordsOf(dataset),
    inLanguage: languagesOf(dataset),
    isLiveDataset: false,
    ...(dataset.terms.length === 0 ? {} : { usageInfo: dataset.terms.map((terms) => usage(terms, dataset)) }),
    ...provenance(dataset),
    ...responsibleAi(dataset),
    ...evidence(dataset),
    distribution,
    recordSet,
  };
}

function usage(terms: DescribedDataset['terms'][number], dataset: DescribedDataset): JsonLd {
  return { '@type': ['sc:CreativeWork', 'odrl:Offer'], name: terms.id, ...odrlPolicy(terms, dataset) };
}

/** Digests by which the description is tied to what was signed. */
function evidence({ evidence: signed, body }: DescribedDataset): { readonly [key: string]: JsonLd } {
  return {
    ...(signed === null
      ? {}
      : {
          'kin:manifest': signed.manifest,
          'kin:desensitizationReport': signed.report,
          'kin:plaintextRoot': signed.root,
        }),
    ...(body === null ? {} : { 'kin:embodiment': body.id }),
  };
}

/** BibTeX entry of a version. */
function citation({ slug, title, provider, published, version, iri }: DescribedDataset): string {
  const year = published.slice(0, 4);
  const braced = (text: string): string => `{${text.replaceAll(/[{}\\]/g, '')}}`;
  return `@misc{${slug}-${version}, title=${braced(title)}, author=${braced(provider.name)}, year={${year}}, note=${braced(`version ${version}, ${iri}`)}}`;
}

/** Words that people search for. */
export function keywordsOf({ facts, collection, body, layout }: DescribedDataset): string[] {
  return [
    'robotics',
    layout.format,
    ...(collection === 'unknown' ? [] : [collection]),
    ...(body === null ? [] : [body.label]),
    ...facts.modalities.map(({ kind }) => kind),
  ];
}

/** Languages of the task sentences; BCP 47's `und` where nobody stated any. */
export function languagesOf({ facts }: DescribedDataset): string[] {
  const stated = facts.lifecycle?.annotation.languages ?? [];
  return stated.length === 0 ? ['und'] : [...stated];
}
