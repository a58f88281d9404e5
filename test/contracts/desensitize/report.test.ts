import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { canonicalJson } from '#contracts/canonical-json.ts';
import {
  type DesensitizationReport,
  desensitizationReportSchema,
  MAX_REPORT_BYTES,
  REPORT_DOCUMENT,
  reportHolds,
} from '#contracts/desensitize/report.ts';
import { digestOfJson } from '#contracts/digest.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { parseWire } from '#contracts/wire.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';

const VECTOR = JSON.parse(
  readFileSync(new URL('../../vectors/desensitize/report.json', import.meta.url), 'utf8'),
) as { report: DesensitizationReport; canonical: string; digest: string };

test('repeats the canonical form and the digest of the frozen report', () => {
  const report = parseWire(desensitizationReportSchema, VECTOR.report, 'report');
  assert.equal(canonicalJson(report), VECTOR.canonical);
  assert.equal(digestOfJson(nodeCrypto, report), VECTOR.digest);
  assert.ok(VECTOR.canonical.length < MAX_REPORT_BYTES);
  assert.equal(REPORT_DOCUMENT.schema, desensitizationReportSchema);
});

test('a report holds only when its sums do, nothing was found and the inspection saw all of the output', () => {
  assert.ok(reportHolds(VECTOR.report));
  const changes: ((report: DesensitizationReport) => void)[] = [
    (report) => (report.files.dropped -= 1),
    (report) => (report.inspection.result = 'failed'),
    (report) => (report.inspection.files -= 1),
    (report) => (report.inspection.bytes += 1),
    (report) => report.inspection.findings.push({ rule: 'email', file: 0, items: 1 }),
    (report) => (report.detections = [{ class: 'email', before: 1, after: 1 }]),
  ];
  for (const change of changes) {
    const report = structuredClone(VECTOR.report);
    change(report);
    assert.ok(!reportHolds(report), change.toString());
  }
});

test('any change of shape is refused with a typed error', () => {
  const members = Object.keys(VECTOR.report);
  fc.assert(
    fc.property(fc.constantFrom(...members), fc.jsonValue(), (member, value) => {
      const report = { ...VECTOR.report, [member]: value };
      try {
        parseWire(desensitizationReportSchema, report, 'report');
      } catch (error) {
        assert.ok(isExchangeError(error, 'schema-mismatch'));
      }
    }),
    { numRuns: 300 },
  );
  assert.throws(
    () => parseWire(desensitizationReportSchema, { ...VECTOR.report, operator: 'Ingrid' }, 'report'),
    (error: unknown) => isExchangeError(error, 'schema-mismatch'),
  );
});
