/** DCAT 3 of a catalog of datasets, as JSON-LD: catalog, datasets, distributions and the service that hands them out (docs/metadata.md). */

import { keywordsOf, languagesOf } from './croissant.ts';
import type { DescribedDataset } from './described-dataset.ts';
import { odrlPolicy, provenance, SHARED_PREFIXES, type JsonLd } from './json-ld.ts';

/** Prefixes and types of literals in a DCAT document. */
export const DCAT_CONTEXT: { readonly [key: string]: JsonLd } = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  hydra: 'http://www.w3.org/ns/hydra/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  ...SHARED_PREFIXES,
};

/** EU vocabularies that DCAT-AP asks for. */
const ACCESS_RIGHTS = 'http://publications.europa.eu/resource/authority/access-right/';
const THEME_SCIENCE = 'http://publications.europa.eu/resource/authority/data-theme/TECH';
const FREQUENCY_NEVER = 'http://publications.europa.eu/resource/authority/frequency/NEVER';
const MEDIA = 'https://www.iana.org/assignments/media-types/';

/** One dataset with what only a catalog knows. */
export interface CatalogedDataset {
  readonly dataset: DescribedDataset;
  /** Anybody may see the listing. */
  readonly isPublic: boolean;
  /** IRI of the version before; null for the first. */
  readonly previous: string | null;
  /** Sealed bytes of a delivery. */
  readonly bytes: number;
}

/** A catalog and the page of it that is shown. */
export interface CatalogPage {
  /** Address of the catalog, without a page. */
  readonly iri: string;
  readonly title: string;
  readonly description: string;
  readonly publisher: { readonly iri: string; readonly name: string };
  /** Address of the API through which datasets are found and asked for. */
  readonly endpoint: string;
  readonly items: readonly CatalogedDataset[];
  readonly total: number;
  /** Address of this page and of the next; null where there is no further one. */
  readonly page: string;
  readonly next: string | null;
}

/** The document of one page. */
export function dcatCatalog(page: CatalogPage): { readonly [key: string]: JsonLd } {
  const service = `${page.iri}#service`;
  return {
    '@context': DCAT_CONTEXT,
    '@id': page.iri,
    '@type': ['dcat:Catalog', 'hydra:Collection'],
    'dct:title': english(page.title),
    'dct:description': english(page.description),
    'dct:publisher': agent(page.publisher),
    'foaf:homepage': { '@id': page.endpoint, '@type': 'foaf:Document' },
    'dcat:themeTaxonomy': {
      '@id': 'http://publications.europa.eu/resource/authority/data-theme',
      '@type': 'skos:ConceptScheme',
      'dct:title': english('Data theme'),
    },
    'hydra:totalItems': typed(String(page.total), 'integer'),
    'hydra:view': {
      '@id': page.page,
      '@type': 'hydra:PartialCollectionView',
      ...(page.next === null ? {} : { 'hydra:next': { '@id': page.next } }),
    },
    'dcat:service': {
      '@id': service,
      '@type': 'dcat:DataService',
      'dct:title': english(`API of ${page.title}`),
      'dcat:endpointURL': { '@id': page.endpoint },
      'dcat:endpointDescription': { '@id': `${page.endpoint}/openapi.json` },
      'dct:conformsTo': { '@id': 'https://w3id.org/dspace/2025/1', '@type': 'dct:Standard' },
      'dcat:servesDataset': page.items.map(({ dataset }) => ({ '@id': versionIri(dataset) })),
    },
    'dcat:dataset': page.items.map((item) => datasetNode(item, service)),
  };
}

/** IRI of one version of a dataset. */
export function versionIri(dataset: DescribedDataset): string {
  return dataset.evidence === null ? dataset.iri : `${dataset.iri}#${dataset.evidence.manifest}`;
}

/** The document of one dataset, outside of a catalog. */
export function dcatDataset(dataset: DescribedDataset): { readonly [key: string]: JsonLd } {
  const bytes = dataset.files.reduce((sum, file) => sum + file.bytes, 0);
  const item = { dataset, isPublic: true, previous: null, bytes: bytes === 0 ? dataset.facts.bytes : bytes };
  return { '@context': DCAT_CONTEXT, ...datasetNode(item, null) };
}

function datasetNode(
  { dataset, isPublic, previous, bytes }: CatalogedDataset,
  service: string | null,
): { readonly [key: string]: JsonLd } {
  const { facts, provider } = dataset;
  const { from, to } = facts.collection;
  return {
    '@id': versionIri(dataset),
    '@type': 'dcat:Dataset',
    'dct:title': english(dataset.title),
    'dct:description': english(dataset.description),
    'dct:identifier': dataset.iri,
    'dct:issued': typed(dataset.published, 'dateTime'),
    'dct:creator': agent(provider),
    'dct:publisher': agent(provider),
    'dcat:landingPage': { '@id': dataset.url, '@type': 'foaf:Document' },
    'dcat:keyword': keywordsOf(dataset).map(english),
    'dcat:theme': {
      '@id': THEME_SCIENCE,
      '@type': 'skos:Concept',
      'skos:prefLabel': english('Science and technology'),
    },
    'dct:language': languagesOf(dataset)
      .filter((tag) => tag !== 'und')
      .map((tag) => ({
        '@id': `http://id.loc.gov/vocabulary/iso639-1/${tag.slice(0, 2)}`,
        '@type': 'dct:LinguisticSystem',
      })),
    'dcat:version': String(dataset.version),
    ...(previous === null ? {} : { 'dcat:previousVersion': { '@id': previous } }),
    'dct:accrualPeriodicity': { '@id': FREQUENCY_NEVER, '@type': 'dct:Frequency' },
    'dct:accessRights': {
      '@id': `${ACCESS_RIGHTS}${isPublic ? 'RESTRICTED' : 'NON_PUBLIC'}`,
      '@type': 'dct:RightsStatement',
    },
    ...(from === null
      ? {}
      : {
          'dct:temporal': {
            '@type': 'dct:PeriodOfTime',
            'dcat:startDate': typed(from, 'date'),
            'dcat:endDate': typed(to ?? from, 'date'),
          },
        }),
    ...(facts.fps === null
      ? {}
      : { 'dcat:temporalResolution': typed(`PT${secondsOf(1 / facts.fps)}S`, 'duration') }),
    'odrl:hasPolicy': dataset.terms.map((terms) => ({
      '@type': 'odrl:Offer',
      ...odrlPolicy(terms, dataset),
    })),
    ...provenance(dataset),
    ...(dataset.body === null ? {} : { 'kin:embodiment': dataset.body.id }),
    'kin:episodes': typed(String(facts.episodes), 'integer'),
    'kin:frames': typed(String(facts.frames), 'integer'),
    'dcat:distribution': distribution(dataset, { bytes, service }),
  };
}

function distribution(
  dataset: DescribedDataset,
  { bytes, service }: { bytes: number; service: string | null },
): JsonLd {
  const { format, version } = dataset.layout;
  return {
    '@id': `${versionIri(dataset)}:delivery`,
    '@type': 'dcat:Distribution',
    'dct:title': english(`Delivery of ${dataset.title}`),
    'dct:description': english(
      'Encrypted chunks, node to node, after an agreement. The papers of the delivery lie beside the files.',
    ),
    'dcat:accessURL': { '@id': dataset.url },
    ...(service === null ? {} : { 'dcat:accessService': { '@id': service } }),
    'dcat:mediaType': { '@id': `${MEDIA}application/octet-stream`, '@type': 'dct:MediaType' },
    'dct:format': {
      '@type': 'dct:MediaTypeOrExtent',
      'dct:title': english(version === null ? format : `${format} ${version}`),
    },
    'dcat:byteSize': typed(String(bytes), 'nonNegativeInteger'),
    'dct:license': dataset.terms.map((terms) => ({
      '@id': `${SHARED_PREFIXES.kin}license/${terms.id}`,
      '@type': 'dct:LicenseDocument',
    })),
  };
}

function agent({ iri, name }: { readonly iri: string; readonly name: string }): JsonLd {
  return { '@id': iri, '@type': 'foaf:Agent', 'foaf:name': name };
}

function english(text: string): JsonLd {
  return { '@value': text, '@language': 'en' };
}

function typed(value: string, type: string): JsonLd {
  return { '@value': value, '@type': `xsd:${type}` };
}

/** Six decimals without an exponent: durations know none. */
function secondsOf(seconds: number): string {
  return seconds.toFixed(6).replace(/\.?0+$/, '');
}
