/** `kin export`: describes a dataset in the field's own languages: Croissant, a dataset card, DCAT. */

import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { utf8 } from '#contracts/bytes.ts';
import { faultError } from '#contracts/faults.ts';
import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';
import type { LicenseTerms } from '#contracts/license/terms.ts';
import { openManifest } from '#contracts/manifest/verify.ts';
import { croissantOf } from '#contracts/metadata/croissant.ts';
import { datasetCard } from '#contracts/metadata/dataset-card.ts';
import { dcatDataset } from '#contracts/metadata/dcat.ts';
import { describeManifest, type DescribedDataset } from '#contracts/metadata/described-dataset.ts';
import { writeFileAtomic } from '#platform/files.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { findDataset } from '../catalog/find-dataset.ts';
import { describeFolder } from '../metadata/describe-folder.ts';
import { asChoice } from './arguments.ts';
import { openBroker } from './broker-session.ts';
import type { Run, RunCommand } from './cli.ts';

const LANGUAGES = ['croissant', 'card', 'dcat'] as const;

interface ExportOptions {
  readonly as: (typeof LANGUAGES)[number];
  readonly output?: string;
  readonly license?: string[];
  readonly title?: string;
  readonly broker?: string;
}

/** Adds the command. */
export function addExportCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('export')
    .description('describe a dataset as Croissant 1.1, as a Hugging Face dataset card or as DCAT 3')
    .argument('<dataset>', 'dataset folder, delivered folder, or a dataset of the catalog')
    .option('--as <language>', LANGUAGES.join(', '), asChoice(LANGUAGES), 'croissant')
    .option('-o, --output <file>', 'write there; the standard output otherwise')
    .option('--license <id...>', 'license templates of a folder that nobody listed')
    .option('--title <title>', 'title of a folder that nobody listed')
    .option('--broker <address>', 'another broker than the home’s')
    .action((target: string) =>
      run(command, (context) => describe(context, target, command.opts<ExportOptions>())),
    );
}

async function describe(run: Run, target: string, options: ExportOptions): Promise<void> {
  const { output, signal } = run;
  const isFolder = (await stat(target).catch(() => undefined))?.isDirectory() === true;
  const dataset = isFolder
    ? await describeFolder(target, {
        terms: (options.license ?? []).map(templateOf),
        title: options.title,
        signal,
        onProgress: ({ file }) => output.progress('reading', null, file),
      })
    : await describeListed(run, target, options);
  output.endProgress();
  const text = textOf(dataset, options.as);
  if (options.output === undefined) {
    run.world.stdout.write(text);
    return;
  }
  await writeFileAtomic(options.output, utf8(text));
  output.data({ file: options.output, as: options.as, dataset: dataset.iri });
  output.line(`${output.tone('good', '✓')} ${options.as} of ${dataset.title} in ${options.output}`);
}

async function describeListed(run: Run, name: string, options: ExportOptions): Promise<DescribedDataset> {
  const client = await openBroker(run, options.broker);
  const found = await findDataset(client, name, run.signal);
  const { manifest, digest } = await openManifest(nodeCrypto, found.manifest);
  return describeManifest(manifest, { digest, providerName: found.listing.provider.name });
}

function templateOf(id: string): LicenseTerms {
  const terms = LICENSE_TEMPLATES[id];
  if (terms === undefined)
    throw faultError('not-found', 'license-unknown', {
      license: id,
      known: Object.keys(LICENSE_TEMPLATES).join(', '),
    });
  return terms;
}

function textOf(dataset: DescribedDataset, language: ExportOptions['as']): string {
  if (language === 'card') return datasetCard(dataset);
  const document = language === 'dcat' ? dcatDataset(dataset) : croissantOf(dataset);
  return `${JSON.stringify(document, null, 2)}\n`;
}
