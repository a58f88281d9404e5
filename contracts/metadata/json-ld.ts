/** Pieces of JSON-LD that several vocabularies share: contexts, ODRL policies, PROV activities. */

import { KIN_CONTEXT, odrlRules, type OdrlOffer } from '../license/odrl.ts';
import type { LicenseTerms } from '../license/terms.ts';
import type { DescribedDataset } from './described-dataset.ts';

/** A JSON-LD node or value. */
export type JsonLd = { readonly [key: string]: JsonLd } | readonly JsonLd[] | string | number | boolean;

/** Namespace of the terms that ODRL and DCAT do not have. */
export const KIN_NAMESPACE = KIN_CONTEXT.replace(/context\.jsonld$/, '');
/** ODRL, PROV-O and this exchange, as prefixes. */
export const SHARED_PREFIXES = {
  odrl: 'http://www.w3.org/ns/odrl/2/',
  prov: 'http://www.w3.org/ns/prov#',
  kin: KIN_NAMESPACE,
} as const;

type Rule = NonNullable<OdrlOffer['permission']>[number];
type Constraint = NonNullable<Rule['constraint']>[number];

/** Terms as an ODRL 2.2 offer in expanded terms, readable beside any vocabulary. */
export function odrlPolicy(
  terms: LicenseTerms,
  dataset: DescribedDataset,
): { readonly [key: string]: JsonLd } {
  const { permission = [], prohibition = [], obligation = [] } = odrlRules(terms);
  const target = { '@id': dataset.iri };
  const rules = (kind: string, list: readonly Rule[]): JsonLd[] =>
    list.map((rule) => ({
      '@type': `odrl:${kind}`,
      'odrl:target': target,
      'odrl:action': { '@id': prefixed(rule.action) },
      ...(rule.constraint === undefined ? {} : { 'odrl:constraint': rule.constraint.map(constraintNode) }),
    }));
  return {
    '@id': policyIri(terms, dataset),
    'odrl:uid': policyIri(terms, dataset),
    'odrl:profile': { '@id': `${KIN_NAMESPACE}odrl-profile` },
    'odrl:assigner': { '@id': dataset.provider.iri },
    ...(permission.length === 0 ? {} : { 'odrl:permission': rules('Permission', permission) }),
    ...(prohibition.length === 0 ? {} : { 'odrl:prohibition': rules('Prohibition', prohibition) }),
    ...(obligation.length === 0 ? {} : { 'odrl:obligation': rules('Duty', obligation) }),
  };
}

/** IRI of an offer: version and terms, as negotiations cite it. */
export function policyIri(terms: LicenseTerms, dataset: DescribedDataset): string {
  return dataset.evidence === null
    ? `${dataset.iri}#${terms.id}`
    : `${dataset.iri}#${dataset.evidence.manifest}:${terms.id}`;
}

function constraintNode({ leftOperand, operator, rightOperand }: Constraint): JsonLd {
  return {
    '@type': 'odrl:Constraint',
    'odrl:leftOperand': { '@id': prefixed(leftOperand) },
    'odrl:operator': { '@id': `odrl:${operator}` },
    'odrl:rightOperand': rightOperand,
  };
}

function prefixed(term: string): string {
  return term.includes(':') ? term : `odrl:${term}`;
}

/** How a dataset came about, in PROV-O: derived from recordings that stay with their owner, by desensitizing. */
export function provenance(dataset: DescribedDataset): { readonly [key: string]: JsonLd } {
  const { evidence, policy, provider, conversions } = dataset;
  const agent = {
    '@type': ['prov:Agent', 'prov:Organization'],
    '@id': provider.iri,
    'prov:label': provider.name,
  };
  if (evidence === null || policy === null) return { 'prov:wasAttributedTo': agent };
  const source = {
    '@type': 'prov:Entity',
    '@id': `${dataset.iri}#recordings`,
    'prov:label': 'Recordings of the provider, which never leave it',
  };
  const desensitization = {
    '@type': 'prov:Activity',
    '@id': `${dataset.iri}#${evidence.report}`,
    'prov:label': `Desensitization under ${policy}`,
    'prov:used': source,
    'prov:wasAssociatedWith': { '@id': provider.iri },
    'prov:hadPlan': { '@id': `${KIN_NAMESPACE}policy/${policy}` },
  };
  const converted = conversions.map((words, i) => ({
    '@type': 'prov:Activity',
    '@id': `${dataset.iri}#conversion-${i + 1}`,
    'prov:label': words,
  }));
  return {
    'prov:wasDerivedFrom': source,
    'prov:wasGeneratedBy': [desensitization, ...converted],
    'prov:wasAttributedTo': agent,
  };
}
