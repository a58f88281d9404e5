/** The file in which a lister states what bytes cannot show, `declarations/1` as JSON or YAML. */

import { join } from 'node:path';
import { z } from 'zod';
import { declarationsSchema, type Declarations } from '#contracts/dataset/lifecycle.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { readSmallFile, type DatasetFile } from '../dataset-files.ts';
import type { FindingCollector } from '../findings.ts';

/** Names under which the file is looked for in a dataset's folder, the first one found counts. */
export const DECLARATION_FILES = ['kinship.json', 'kinship.yaml', 'kinship.yml'] as const;
/** Largest file. */
const MAX_DECLARATION_BYTES = 1024 * 1024;
/** References to anchors: a page of them could stand for gigabytes. */
const MAX_ALIASES = 100;

/** Reads a file with a schema of the house, JSON or YAML. Throws `bad-config` with the place that does not fit, `not-found`, `limit-exceeded`. */
export async function readStatement<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>> {
  const bytes = await readSmallFile(path, MAX_DECLARATION_BYTES);
  // Most datasets have no statements, and every scan would load the parser.
  const { parse } = await import('yaml');
  let value: unknown;
  try {
    // YAML 1.2 holds JSON.
    value = parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), { maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    throw new ExchangeError('bad-config', `The file is neither JSON nor YAML: ${firstLine(cause)}`, {
      cause,
    });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ExchangeError(
    'bad-config',
    `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit'}`.slice(0, 300),
  );
}

function firstLine(cause: unknown): string {
  return (String(cause).split('\n')[0] ?? '').slice(0, 200);
}

/**
 * Declarations of a dataset: from `path` where it is given, else from its folder. A file in the folder that does not fit is a finding, since the
 * data can be read all the same; one that a person pointed at throws what {@link readStatement} throws.
 */
export async function declarationsOf(dataset: {
  readonly root: string;
  readonly files: readonly DatasetFile[];
  readonly collector: FindingCollector;
  readonly path: string | undefined;
}): Promise<Declarations | null> {
  if (dataset.path !== undefined) return readStatement(dataset.path, declarationsSchema);
  const file = DECLARATION_FILES.find((name) => dataset.files.some(({ path }) => path === name));
  if (file === undefined) return null;
  try {
    return await readStatement(join(dataset.root, file), declarationsSchema);
  } catch (error) {
    dataset.collector.addError('declarations-unreadable', error, { file });
    return null;
  }
}
