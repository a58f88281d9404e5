/** `kin schema`: the published specifications as JSON Schema. */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { utf8 } from '#contracts/bytes.ts';
import { jsonSchemaOf, PUBLISHED_SCHEMAS, type PublishedSchema } from '#contracts/json-schemas.ts';
import { writeFileAtomic } from '#platform/files.ts';
import { asChoice } from './arguments.ts';
import type { Run, RunCommand } from './cli.ts';

/** Adds the command. */
export function addSchemaCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('schema')
    .description('print a published specification as JSON Schema, or write all of them')
    .argument('[name]', PUBLISHED_SCHEMAS.join(', '), asChoice(PUBLISHED_SCHEMAS))
    .option('-o, --output <folder>', 'write every schema into this folder')
    .action((name: PublishedSchema | undefined) =>
      run(command, (context) => show(context, name, command.opts<{ output?: string }>().output)),
    );
}

async function show(run: Run, name: PublishedSchema | undefined, folder: string | undefined): Promise<void> {
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true });
    for (const each of PUBLISHED_SCHEMAS) {
      await writeFileAtomic(join(folder, `${each}.schema.json`), utf8(schemaText(each)));
    }
    run.output.line(`${PUBLISHED_SCHEMAS.length} schemas in ${folder}`);
    run.output.data({ folder, schemas: PUBLISHED_SCHEMAS });
    return;
  }
  if (name === undefined) {
    run.output.line(PUBLISHED_SCHEMAS.join('\n'));
    run.output.data(PUBLISHED_SCHEMAS);
    return;
  }
  run.world.stdout.write(schemaText(name));
}

/** A schema as its file holds it. */
export function schemaText(name: PublishedSchema): string {
  return `${JSON.stringify(jsonSchemaOf(name), null, 2)}\n`;
}
