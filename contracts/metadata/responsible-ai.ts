/** Croissant's Responsible AI fields (RAI 1.0), from what is known and stated; a field of which nothing is known is left out. */

import type { DatasetFacts } from '../dataset/facts.ts';
import type { CollectionMethod } from '../dataset/vocabulary.ts';
import type { DescribedDataset } from './described-dataset.ts';
import type { JsonLd } from './json-ld.ts';

/** Words of the RAI vocabulary for how data is collected. */
const COLLECTION_TYPES: Readonly<Record<CollectionMethod, readonly string[]>> = {
  teleoperation: ['Physical data collection', 'Direct measurement'],
  'motion-capture': ['Physical data collection', 'Direct measurement'],
  'human-video': ['Physical data collection', 'Passive Data Collection'],
  simulation: ['Software Collection', 'Experiments'],
  unknown: ['Others'],
};

const COLLECTION_WORDS: Readonly<Record<CollectionMethod, string>> = {
  teleoperation: 'A person drove the robot.',
  'motion-capture': 'Motion of people was captured.',
  'human-video': 'People were filmed at work.',
  simulation: 'Recorded in simulation.',
  unknown: 'How the data was collected is not stated.',
};

const PERSONAL: Readonly<Record<NonNullable<DescribedDataset['rights']>['personalData'], string>> = {
  none: 'The lister states that the recordings held no personal data.',
  desensitized:
    'The recordings held personal data; it was removed or masked, as the desensitization report says.',
  present: 'The lister states that personal data is present.',
  unknown: 'Whether the recordings held personal data is not stated.',
};

/** The fields, with their prefix `rai:`. */
export function responsibleAi(dataset: DescribedDataset): { readonly [key: string]: JsonLd } {
  const { facts, collection, rights } = dataset;
  const frame = [facts.collection.from, facts.collection.to].filter((day) => day !== null);
  return known({
    'rai:dataCollection': collectionText(facts, collection),
    'rai:dataCollectionType': COLLECTION_TYPES[collection],
    'rai:dataCollectionTimeframe': frame,
    'rai:dataCollectionMissingData': missingText(facts),
    'rai:dataCollectionRawData':
      dataset.evidence === null
        ? ''
        : 'Raw recordings stay with their owner; this is a desensitized derivative.',
    'rai:dataPreprocessingProtocol': preprocessing(dataset),
    'rai:dataManipulationProtocol': dataset.conversions.join(' '),
    'rai:dataAnnotationProtocol': annotationTexts(facts),
    'rai:dataAnnotationPlatform':
      facts.lifecycle?.annotation.tool == null ? [] : [facts.lifecycle.annotation.tool],
    'rai:dataAnnotationAnalysis': agreementTexts(facts),
    'rai:dataUseCases': useCases(dataset),
    'rai:dataLimitations': limitations(dataset),
    'rai:dataBiases': biases(dataset),
    'rai:personalSensitiveInformation': rights === null ? [] : [PERSONAL[rights.personalData]],
    'rai:dataReleaseMaintenancePlan':
      dataset.evidence === null
        ? ''
        : 'Versions never change; a new version names the one before, and withdrawals are logged.',
  });
}

function known(fields: Record<string, JsonLd>): Record<string, JsonLd> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

function collectionText(facts: DatasetFacts, method: CollectionMethod): string {
  const { device, siteClass, operatorClass, simulator } = facts.collection;
  const parts = [
    COLLECTION_WORDS[method],
    device === null ? '' : `Device: ${device}.`,
    simulator === null ? '' : `Simulator: ${simulator}.`,
    siteClass === null ? '' : `Site: ${siteClass}.`,
    operatorClass === null ? '' : `Operators: ${operatorClass}.`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function missingText({ quality, findingsOmitted, findings }: DatasetFacts): string {
  const { passed, failed, profile } = quality.qualification;
  const lost = findings.filter(({ severity }) => severity === 'error').length;
  const errors =
    lost === 0
      ? ''
      : ` Reading met ${lost} errors${findingsOmitted > 0 ? ', and more that are not listed' : ''}.`;
  return `${passed} of ${passed + failed} episodes qualify under ${profile}.${errors}`;
}

function preprocessing({ facts, policy, evidence }: DescribedDataset): string[] {
  const steps = facts.lifecycle?.cleaning.map(
    ({ step, tool }) => `Cleaning: ${step}${tool === null ? '' : ` with ${tool}`}.`,
  );
  return [
    ...(steps ?? []),
    ...(policy === null || evidence === null
      ? []
      : [`Desensitized under ${policy}; signed report ${evidence.report}, inspected by other code.`]),
  ];
}

function annotationTexts({ annotation, tasks, tasksOmitted, lifecycle }: DatasetFacts): string[] {
  const count = tasks.length + tasksOmitted;
  const labeller = lifecycle?.annotation.labeller ?? 'unknown';
  return [
    `Granularity: ${annotation.granularity}. ${count} task descriptions. Success labels: ${annotation.successLabels}.`,
    ...(labeller === 'unknown' ? [] : [`Labelled by: ${labeller}.`]),
  ];
}

function agreementTexts({ lifecycle }: DatasetFacts): string[] {
  const kappa = lifecycle?.annotation.agreement;
  return kappa == null ? [] : [`Cohen's kappa of two annotators: ${kappa}.`];
}

function useCases({ terms }: DescribedDataset): string[] {
  const actions = [...new Set(terms.flatMap(({ permitted }) => permitted))];
  return actions.length === 0
    ? []
    : [`Training and evaluating robot policies. Licensed for: ${actions.join(', ')}.`];
}

function limitations({ facts, terms }: DescribedDataset): string[] {
  const forbidden = [...new Set(terms.flatMap(({ forbiddenUses }) => forbiddenUses))];
  const warnings =
    facts.findings.filter(({ severity }) => severity === 'warn').length + facts.discrepancies.length;
  return [
    ...(facts.clock.source === 'synthetic'
      ? ['Timestamps are frame numbers over the rate: they hide jitter.']
      : []),
    ...(warnings === 0
      ? []
      : [`${warnings} warnings and contradictions are listed in the facts of the manifest.`]),
    ...(forbidden.length === 0 ? [] : [`Not to be used for: ${forbidden.join(', ')}.`]),
  ];
}

function biases({ facts, body }: DescribedDataset): string[] {
  const tasks = facts.tasks.length + facts.tasksOmitted;
  return [
    `One body${body === null ? '' : ` (${body.label})`}, ${tasks} ${tasks === 1 ? 'task' : 'tasks'}, ${facts.episodes} episodes.`,
    ...(facts.collection.siteClass === null ? ['The variety of sites and operators is not stated.'] : []),
  ];
}
