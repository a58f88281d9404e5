/** `kin evaluate`: reports what a dataset did for a policy; signed, logged, shown on the listing. */

import type { Command } from 'commander';
import { z } from 'zod';
import { digestSchema } from '#contracts/digest.ts';
import { evaluateSchema } from '#contracts/http/console.ts';
import { parseWire } from '#contracts/wire.ts';
import { asCount, asNumber } from './arguments.ts';
import type { Run, RunCommand } from './cli.ts';
import { lineWords } from './command-words.ts';
import { openNodeSession } from './node-session.ts';

interface EvaluateOptions {
  readonly metric: string;
  readonly value: number;
  readonly baseline?: number;
  readonly trials: number;
}

/** Adds the command. */
export function addEvaluateCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('evaluate')
    .description('report what a delivered dataset did for your policy')
    .argument('<agreement>', 'agr_…, id or digest')
    .requiredOption('--metric <name>', 'such as success')
    .requiredOption('--value <number>', 'with the data', asNumber)
    .option('--baseline <number>', 'without it', asNumber)
    .requiredOption('--trials <count>', 'number of trials', asCount)
    .action((agreement: string) =>
      run(command, (context) => evaluate(context, agreement, command.opts<EvaluateOptions>())),
    );
}

async function evaluate(run: Run, agreement: string, options: EvaluateOptions): Promise<void> {
  const { output } = run;
  const body = parseWire(
    evaluateSchema,
    {
      agreement,
      metric: options.metric,
      value: options.value,
      baseline: options.baseline ?? null,
      trials: options.trials,
    },
    'evaluation',
  );
  await using session = await openNodeSession(run);
  const done = await session.call({
    path: '/v1/evaluations',
    body,
    answer: z.strictObject({ evaluation: digestSchema, logIndex: z.int() }),
  });
  output.data({ ...body, ...done });
  output.line(
    `${output.tone('good', '✓')} ${lineWords('evaluated', run.lang, { metric: body.metric, value: body.value, trials: body.trials, index: done.logIndex })}`,
  );
  output.id(done.evaluation);
  output.next(`kin audit prove ${done.logIndex}`);
}
