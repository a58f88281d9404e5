/** Requirements of the Croissant 1.1 specification, by the headings of its sections. `npm run interop` has `mlcroissant` judge. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { croissantOf } from '#contracts/metadata/croissant.ts';
import { MAX_FRAME_SETS, MAX_LISTED_FILES } from '#contracts/metadata/croissant-layout.ts';
import { describedDataset } from '#test/support/described-dataset.ts';

const reference = z.strictObject({ '@id': z.string().min(1) });
const text = z.string().min(1);

const fileObject = z.strictObject({
  '@type': z.literal('cr:FileObject'),
  '@id': text,
  name: text,
  contentUrl: text,
  contentSize: z.string().regex(/^\d+ B$/),
  encodingFormat: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const fileSet = z.strictObject({
  '@type': z.literal('cr:FileSet'),
  '@id': text,
  name: text,
  description: text,
  encodingFormat: text,
  includes: text,
});
const field = z
  .strictObject({
    '@type': z.literal('cr:Field'),
    '@id': text,
    name: text,
    description: text,
    dataType: z.string().regex(/^(?:sc|cr):[A-Z][A-Za-z0-9]+$/),
    isArray: z.literal(true).optional(),
    arrayShape: z
      .string()
      .regex(/^\d+(,\d+)*$/)
      .optional(),
    source: z
      .strictObject({
        fileSet: reference.optional(),
        fileObject: reference.optional(),
        extract: z.strictObject({ column: text }),
      })
      .optional(),
  })
  .refine((one) => one.arrayShape === undefined || one.isArray === true, 'arrayShape without isArray');
const recordSet = z.strictObject({
  '@type': z.literal('cr:RecordSet'),
  '@id': text,
  name: text,
  description: text,
  key: reference.optional(),
  field: z.array(field).min(1),
  data: z.array(z.record(z.string(), z.unknown())).min(1).optional(),
});
/** "schema.org/Dataset: Required" and "Modified and Added Properties". */
const document = z.looseObject({
  '@context': z.record(z.string(), z.unknown()),
  '@type': z.literal('sc:Dataset'),
  conformsTo: z.tuple([
    z.literal('http://mlcommons.org/croissant/1.1'),
    z.literal('http://mlcommons.org/croissant/RAI/1.0'),
  ]),
  name: text,
  description: text,
  license: z.array(z.url()).min(1),
  url: z.url(),
  creator: z.looseObject({ '@type': z.literal('sc:Organization'), name: text }),
  datePublished: z.iso.date(),
  // "Version": MAJOR.MINOR.PATCH.
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  distribution: z.array(z.union([fileObject, fileSet])).min(1),
  recordSet: z.array(recordSet),
});

type Document = z.infer<typeof document>;

function requireResolved({ distribution, recordSet: sets }: Document): void {
  const nodes = [...distribution, ...sets, ...sets.flatMap((set) => set.field)];
  const ids = nodes.map((node) => node['@id']);
  // "ID and Reference Mechanism": ids are unique within a document, and references lead somewhere.
  assert.equal(new Set(ids).size, ids.length);
  for (const { source } of sets.flatMap((set) => set.field)) {
    for (const target of [source?.fileSet, source?.fileObject])
      if (target !== undefined) assert.ok(ids.includes(target['@id']), target['@id']);
  }
  // "Data": keys of embedded records are the ids of the set's fields.
  for (const set of sets)
    for (const row of set.data ?? [])
      assert.deepEqual(Object.keys(row).sort(), set.field.map((one) => one['@id']).sort());
}

for (const version of ['v3.0', 'v2.1'] as const) {
  for (const base of ['', '../']) {
    test(`LeRobot ${version} from "${base}" fits the specification`, () => {
      const made = document.parse(croissantOf(describedDataset(version), { base }));
      requireResolved(made);
      const frames = made.recordSet.find((set) => set['@id'] === 'frames');
      assert.deepEqual(
        frames?.field.map(({ '@id': id, dataType, arrayShape }) => [id, dataType, arrayShape]),
        [
          ['frames/observation.state', 'cr:Float64', '2'],
          ['frames/task_index', 'cr:Int64', undefined],
        ],
      );
    });
  }
}

test('provenance and data use conditions are told in PROV-O and ODRL', () => {
  const made = croissantOf(describedDataset()) as Record<string, unknown>;
  const context = made['@context'] as Record<string, string>;
  assert.equal(context['prov'], 'http://www.w3.org/ns/prov#');
  assert.equal(context['odrl'], 'http://www.w3.org/ns/odrl/2/');
  const [activity] = made['prov:wasGeneratedBy'] as Record<string, unknown>[];
  assert.equal(activity?.['prov:label'], 'Desensitization under open@1');
  assert.deepEqual(
    (made['prov:wasDerivedFrom'] as { '@id': string })['@id'],
    'urn:kin:ds:example#recordings',
  );
  const [usage] = made['usageInfo'] as Record<string, Record<string, unknown>[]>[];
  assert.deepEqual(usage?.['@type'], ['sc:CreativeWork', 'odrl:Offer']);
  for (const rule of usage?.['odrl:permission'] ?? []) {
    assert.equal(rule['@type'], 'odrl:Permission');
    assert.match((rule['odrl:action'] as { '@id': string })['@id'], /^(?:odrl|kin):/);
    for (const constraint of rule['odrl:constraint'] as Record<string, { '@id': string }>[])
      assert.match(constraint['odrl:operator']!['@id'], /^odrl:(?:eq|lteq|isAnyOf|isNoneOf)$/);
  }
});

test('every prefix that is used is declared', () => {
  const made = croissantOf(describedDataset());
  const context = made['@context'] as Record<string, unknown>;
  const prefixes = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    else if (typeof node === 'object' && node !== null) {
      for (const [key, value] of Object.entries(node)) {
        if (key === '@context' || key === 'data') continue;
        if (!key.startsWith('@') && key.includes(':')) prefixes.add(key.slice(0, key.indexOf(':')));
        visit(value);
      }
    }
  };
  visit(made);
  assert.deepEqual(
    [...prefixes].filter((prefix) => !(prefix in context)),
    [],
  );
});

test('long lists of files end somewhere', () => {
  const files = Array.from({ length: MAX_LISTED_FILES + 50 }, (_, i) => ({
    path: `data/chunk-000/episode_${String(i).padStart(6, '0')}.parquet`,
    bytes: 1,
    sha256: 'c'.repeat(64),
  }));
  const made = document.parse(croissantOf({ ...describedDataset('v2.1'), files }, { base: '../' }));
  assert.equal(made.distribution.length, MAX_LISTED_FILES);
  assert.equal(made.recordSet.length, MAX_FRAME_SETS + 1);
});
