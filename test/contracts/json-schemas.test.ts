import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { jsonSchemaOf, PUBLISHED_SCHEMAS } from '#contracts/json-schemas.ts';
import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';

const FOLDER = join(import.meta.dirname, '../../docs/schemas');

test('the published schemas are those that the programs use', () => {
  for (const name of PUBLISHED_SCHEMAS) {
    const published: unknown = JSON.parse(readFileSync(join(FOLDER, `${name}.schema.json`), 'utf8'));
    assert.deepEqual(
      published,
      JSON.parse(JSON.stringify(jsonSchemaOf(name))),
      `kin schema -o docs/schemas (${name})`,
    );
  }
});

test('another validator reads them and judges as we do', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const judges = new Map(PUBLISHED_SCHEMAS.map((name) => [name, ajv.compile(jsonSchemaOf(name))]));
  const terms = judges.get('license-terms-1');
  assert.ok(terms);
  for (const template of Object.values(LICENSE_TEMPLATES)) {
    assert.equal(terms(template), true, JSON.stringify(terms.errors));
    assert.equal(terms({ ...template, unknown: 1 }), false);
    assert.equal(terms({ ...template, permitted: ['steal'] }), false);
  }
});
