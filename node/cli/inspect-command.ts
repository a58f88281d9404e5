/** `kin inspect`: says what a dataset folder holds and how good it is. Needs no node. */

import { writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { qualificationProfileSchema } from '#contracts/dataset/qualification-profile.ts';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { inspectDataset } from '../dataset/inspect-dataset.ts';
import { renderInspectionHtml } from '../dataset/report/html/inspection-html.ts';
import { renderInspectionReport } from '../dataset/report/inspection-report.ts';
import { readStatement } from '../dataset/statements/read-declarations.ts';
import { readBody, type BodyRequest } from '../embodiment/read-body.ts';
import { asBody, asChoice, BODY_NOTATION } from './arguments.ts';
import type { Run, RunCommand } from './cli.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';

const LEVELS = ['warn', 'error'] as const;
const PICTURES = ['none', 'sampled', 'all'] as const;

interface InspectOptions {
  readonly robot?: BodyRequest;
  readonly failOn?: (typeof LEVELS)[number];
  readonly html?: string;
  readonly declare?: string;
  readonly rules?: string;
  readonly pictures: (typeof PICTURES)[number];
}

/** Adds the command. */
export function addInspectCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('inspect')
    .description('read a dataset folder: what it holds, how good it is, what does not fit')
    .argument('<folder>', 'dataset folder')
    .option('--robot <body>', `URDF or MJCF of the robot it was recorded on, or ${BODY_NOTATION}`, asBody)
    .option(
      '--declare <file>',
      'what you state about the data; kinship.json or .yaml in the folder otherwise',
    )
    .option('--rules <file>', 'rules by which episodes qualify; the built-in profile otherwise')
    .option(
      '--pictures <which>',
      'pictures that are decoded and judged: none, sampled, all',
      asChoice(PICTURES),
      'sampled',
    )
    .option('--html <file>', 'write the report with plots as one HTML page')
    .option('--fail-on <level>', 'exit 1 on findings of this level or above: warn, error', asChoice(LEVELS))
    .action((folder: string) =>
      run(command, (context) => inspect(context, folder, command.opts<InspectOptions>())),
    );
}

async function inspect(run: Run, folder: string, options: InspectOptions): Promise<ExitCode> {
  const { output, signal } = run;
  const robot = options.robot === undefined ? undefined : await readBody(options.robot, signal);
  const facts = await inspectDataset(folder, {
    signal,
    ...(robot === undefined || robot.tree.joints.length === 0 ? {} : { robot: robot.tree }),
    ...(options.declare === undefined ? {} : { declarations: resolve(options.declare) }),
    ...(options.rules === undefined
      ? {}
      : { profile: await readStatement(options.rules, qualificationProfileSchema) }),
    pictures: options.pictures,
    ...(existsSync(run.home) ? { store: join(run.home, 'inspections') } : {}),
    onProgress: ({ file, done, total }) =>
      output.progress('reading', total === 0 ? null : done / total, file),
  });
  output.endProgress();
  output.data(facts);
  const title = basename(resolve(folder));
  if (options.html !== undefined) await writeFile(options.html, renderInspectionHtml(facts, { title }));
  const color = output.colored;
  const width = output.columns;
  output.line(renderInspectionReport(facts, { title, color, width }).trimEnd());
  output.next(
    `kin publish ${folder} --robot … --license train-only-1y --access manual --desensitize standard`,
  );
  return fails(facts, options.failOn) ? EXIT.failure : EXIT.ok;
}

function fails(facts: DatasetFacts, level: InspectOptions['failOn']): boolean {
  if (level === undefined) return false;
  return facts.findings.some(
    ({ severity }) => severity === 'error' || (level === 'warn' && severity === 'warn'),
  );
}
