/** A Hugging Face dataset card: YAML front matter that the hub indexes, and a page for people (docs/metadata.md). */

import type { DatasetFacts } from '../dataset/facts.ts';
import { termsInWords, WORD_LANGUAGES } from '../license/license-words.ts';
import { keywordsOf, languagesOf } from './croissant.ts';
import type { DescribedDataset } from './described-dataset.ts';
import { loaderSnippet } from './loader-snippets.ts';

/** Bounds of the hub's size categories, in rows, with their names. */
const SIZES: readonly (readonly [number, string])[] = [
  [1e3, 'n<1K'],
  [1e4, '1K<n<10K'],
  [1e5, '10K<n<100K'],
  [1e6, '100K<n<1M'],
  [1e7, '1M<n<10M'],
  [1e8, '10M<n<100M'],
  [1e9, '100M<n<1B'],
];
/** Task sentences that the page lists. */
const MAX_TASKS_SHOWN = 20;

/** The card as a text. */
export function datasetCard(dataset: DescribedDataset): string {
  const lines = [
    '---',
    ...frontMatter(dataset),
    '---',
    '',
    `# ${dataset.title}`,
    '',
    dataset.description,
    '',
    ...about(dataset),
    ...structure(dataset),
    ...loading(dataset),
    ...tasks(dataset.facts),
    ...creation(dataset),
    ...license(dataset),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** YAML is a superset of JSON strings: every value is written as one. */
function frontMatter(dataset: DescribedDataset): string[] {
  const { facts, layout, terms } = dataset;
  const list = (key: string, values: readonly string[]): string[] =>
    values.length === 0 ? [] : [`${key}:`, ...values.map((value) => `- ${JSON.stringify(value)}`)];
  const isLerobot = layout.format === 'lerobot';
  return [
    `pretty_name: ${JSON.stringify(dataset.title)}`,
    'license: other',
    ...(terms[0] === undefined ? [] : [`license_name: ${JSON.stringify(terms[0].id)}`]),
    'license_link: LICENSE.txt',
    ...list(
      'language',
      languagesOf(dataset).filter((tag) => tag !== 'und'),
    ),
    'task_categories:',
    '- robotics',
    ...list('tags', [...new Set([...(isLerobot ? ['LeRobot'] : []), ...keywordsOf(dataset)])]),
    'size_categories:',
    `- ${SIZES.find(([limit]) => facts.frames < limit)?.[1] ?? 'n>1B'}`,
    ...(isLerobot ? ['configs:', '- config_name: default', '  data_files: data/*/*.parquet'] : []),
  ];
}

function about({ facts, body, provider, version, iri }: DescribedDataset): string[] {
  const rows: readonly (readonly [string, string])[] = [
    ['Dataset', `\`${iri}\`, version ${version}`],
    ['Provider', provider.name],
    ['Robot', body === null ? 'not named' : body.label],
    ['Episodes', String(facts.episodes)],
    ['Frames', String(facts.frames)],
    ['Duration', `${facts.hours} h`],
    ['Rate', facts.fps === null ? 'unknown' : `${facts.fps} Hz`],
    ['Cameras', facts.cameras.length === 0 ? 'none' : facts.cameras.map(({ name }) => name).join(', ')],
    ['Episodes that qualify', qualified(facts)],
  ];
  return ['| | |', '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${cell(value)} |`), ''];
}

function qualified({ quality: { qualification } }: DatasetFacts): string {
  const { passed, failed, rate, profile } = qualification;
  return rate === null ? 'none judged' : `${passed} of ${passed + failed} under ${profile}`;
}

function structure({ facts }: DescribedDataset): string[] {
  const rows = facts.features.map(({ name, dtype, shape, unit, role, names }) => {
    const elements = names === null ? '' : names.join(', ');
    return `| \`${cell(name)}\` | ${dtype} | ${shape.join(' × ')} | ${unit} | ${role} | ${cell(elements)} |`;
  });
  return [
    '## Features',
    '',
    '| name | type | shape | unit | role | elements |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
}

function loading({ layout, slug }: DescribedDataset): string[] {
  const snippet = loaderSnippet(layout, `local/${slug}`);
  if (snippet === null) return [];
  return [
    '## Load',
    '',
    `Tried with \`${snippet.packages.join('`, `')}\`.`,
    '',
    '```python',
    'root = "path/to/the/dataset"',
    ...snippet.lines,
    '```',
    '',
  ];
}

function tasks({ tasks: all, tasksOmitted }: DatasetFacts): string[] {
  if (all.length === 0) return [];
  const shown = all.slice(0, MAX_TASKS_SHOWN);
  const more = all.length + tasksOmitted - shown.length;
  return [
    '## Tasks',
    '',
    ...shown.map(({ text, episodes }) => `- ${cell(text)} (${episodes} episodes)`),
    ...(more > 0 ? [`- and ${more} more`] : []),
    '',
  ];
}

function creation({ facts, collection, policy, rights, evidence, conversions }: DescribedDataset): string[] {
  const { from, to } = facts.collection;
  return [
    '## How it came about',
    '',
    `- Collection: ${collection}${from === null ? '' : `, from ${from} to ${to ?? from}`}`,
    ...(policy === null ? [] : [`- Desensitized under \`${policy}\`; raw recordings stay with their owner`]),
    ...(rights === null
      ? []
      : [`- Personal data: ${rights.personalData}; operators' consent: ${rights.operatorConsent}`]),
    ...conversions.map((words) => `- ${words}`),
    ...(evidence === null ? [] : [`- Manifest \`${evidence.manifest}\`, report \`${evidence.report}\``]),
    '',
  ];
}

function license({ terms }: DescribedDataset): string[] {
  return terms.flatMap((one) => [
    `## License ${one.id}`,
    '',
    ...WORD_LANGUAGES.flatMap((language) => [...termsInWords(one, language).map(asMarkdown), '']),
  ]);
}

/** Lists of the plain text are indented; Markdown would show that as code. */
function asMarkdown(line: string): string {
  return line.startsWith('  - ') ? line.slice(2) : line;
}
