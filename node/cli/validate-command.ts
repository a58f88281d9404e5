/** `kin validate`: checks a manifest or an embodiment against the published specification. Needs no exchange, no node, no network. */

import type { Command } from 'commander';
import type { z } from 'zod';
import { parseJson, type JsonValue } from '#contracts/canonical-json.ts';
import { digestOfJson } from '#contracts/digest.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { parseEmbodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { licenseTermsSchema } from '#contracts/license/terms.ts';
import { manifestSchema } from '#contracts/manifest/manifest.ts';
import { openManifest } from '#contracts/manifest/verify.ts';
import { envelopeSchema } from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import { readFileBounded } from '#platform/files.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import type { Run, RunCommand } from './cli.ts';

const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** Adds the command. */
export function addValidateCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('validate')
    .description('check a manifest, signed or not, an embodiment or license terms against the specification')
    .argument('<file>', 'JSON file')
    .action((file: string) => run(command, (context) => validate(context, file)));
}

async function validate(run: Run, file: string): Promise<void> {
  const value = parseJson(await readFileBounded(file, MAX_FILE_BYTES), MAX_FILE_BYTES);
  const verdict = await judge(value);
  const { output } = run;
  output.data({ valid: true, ...verdict });
  output.line(`${output.tone('good', '✓')} ${file}: valid ${verdict.kind}`);
  output.facts(Object.entries(verdict.facts));
  output.next('kin publish <folder> --license train-only-1y', 'kin match --robot my_arm.urdf');
}

interface Verdict {
  readonly kind: string;
  readonly facts: Record<string, string>;
}

async function judge(value: JsonValue): Promise<Verdict> {
  if (envelopeSchema.safeParse(value).success) {
    const { manifest, digest } = await openManifest(nodeCrypto, value);
    return {
      kind: 'signed manifest/1',
      facts: { manifest: digest, dataset: manifest.dataset, 'signed by': manifest.provider.key },
    };
  }
  const schema = schemaName(value);
  if (schema === 'manifest/1') {
    parseWire<z.ZodType>(manifestSchema, value, 'manifest/1');
    return { kind: 'manifest/1, not signed', facts: { manifest: digestOfJson(nodeCrypto, value) } };
  }
  if (schema === 'license-terms/1') {
    parseWire<z.ZodType>(licenseTermsSchema, value, 'license-terms/1');
    return { kind: 'license-terms/1', facts: { terms: digestOfJson(nodeCrypto, value) } };
  }
  if (schema.startsWith('embodiment/')) {
    return { kind: 'embodiment/1', facts: { embodiment: embodimentId(nodeCrypto, parseEmbodiment(value)) } };
  }
  throw new ExchangeError(
    'unknown-version',
    `"${schema.slice(0, 40)}" is no document that this version knows.`,
  );
}

function schemaName(value: JsonValue): string {
  if (typeof value === 'object' && value !== null && 'schema' in value && typeof value.schema === 'string') {
    return value.schema;
  }
  throw new ExchangeError(
    'schema-mismatch',
    'The document names no schema, such as "manifest/1" or "embodiment/1".',
  );
}
