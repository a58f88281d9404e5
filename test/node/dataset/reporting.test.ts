import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { renderInspectionHtml } from '#node/dataset/report/html/inspection-html.ts';
import { renderInspectionReport } from '#node/dataset/report/inspection-report.ts';
import {
  alignRows,
  formatBytes,
  formatDuration,
  formatNumber,
  safeText,
  widthOf,
} from '#node/dataset/report/text-layout.ts';
import { scanDataset } from '#node/dataset/scan/scan-dataset.ts';
import { writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

test('tells what is there, what is only declared, and what was found', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { withVideo: true });
  const facts = await scanDataset(dir);
  const report = renderInspectionReport(
    { ...facts, discrepancies: [{ subject: 'episodes', declared: 50, observed: 3 }] },
    { title: 'my set' },
  );
  assert.match(report, /^my set {2}LeRobotDataset v3\.0\n/);
  assert.match(report, /3 episodes, 120 frames, 4 s at 30 Hz/);
  assert.match(report, /episodes +50 +3/);
  assert.match(report, /joint torque +absent/);
  assert.match(report, /100\.0 % qualify under built-in@1: 3 of 3 episodes/);
  assert.match(report, /Nothing was found wrong\./);
  assert.ok(!report.includes('\u001b'));
});

test('lets no string of a dataset steer the terminal', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir);
  const facts = await scanDataset(dir);
  const evil = 'a\u001b[2J\u0007\u202eb\nc';
  const report = renderInspectionReport(
    { ...facts, robotType: evil, tasks: [{ index: 0, text: evil, episodes: 1, frames: 1 }] },
    { title: evil, color: true },
  );
  assert.equal(stripVTControlCharacters(report).includes('\u001b'), false);
  for (const steering of ['\u001b[2J', '\u0007', '\u202e']) assert.equal(report.includes(steering), false);
});

test('writes one HTML page that loads nothing and runs nothing', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir, { withVideo: true });
  const facts = await scanDataset(dir);
  const evil = '<img src=x onerror=alert(1)>"\'&\u202e';
  const page = renderInspectionHtml(
    { ...facts, robotType: evil, tasks: [{ index: 0, text: evil, episodes: 1, frames: 1 }] },
    { title: evil },
  );
  assert.match(page, /^<!doctype html>/);
  assert.match(page, /<strong class="good">100\u202f%<\/strong>/);
  assert.match(page, /3 of 3 episodes qualify under built-in@1/);
  const varying = facts.quality.metrics.filter(({ episodes, min, max }) => episodes > 1 && min !== max);
  const plots = page.match(/<g class="bars">/g)?.length ?? 0;
  assert.ok(plots > 0 && plots === varying.length, `${plots} plots of ${varying.length} metrics`);
  for (const active of ['<img', '<script', 'http:', 'https:', 'url(', '\u202e'])
    assert.equal(page.includes(active), false, active);
});

test('tells which episodes fail and by what, the life of the data, and the recordings behind a derivative', async (t) => {
  const dir = join(await tempFolder(t), 'set');
  await writeLerobotFixture(dir);
  const facts = await scanDataset(dir);
  const { quality } = facts;
  const reasons = [{ reason: 'idle-share', episodes: 1 }] as const;
  const outcome = { profile: 'built-in@1', passed: 2, failed: 1, rate: 2 / 3, reasons: [...reasons] };
  const at = quality.metrics.findIndex(({ id }) => id === 'idle-share');
  const [first, ...others] = quality.episodes;
  assert.ok(first !== undefined && facts.lifecycle !== undefined);
  const jitter = {
    id: 'timestamp-jitter',
    unit: 'ms',
    episodes: 3,
    min: 1,
    median: 2,
    p95: 3,
    max: 4,
    mean: 2,
  } as const;
  const told: DatasetFacts = {
    ...facts,
    lifecycle: { ...facts.lifecycle, cleaning: [{ step: 'trimmed', tool: null, episodes: 3 }] },
    quality: {
      ...quality,
      qualification: outcome,
      episodes: [{ ...first, values: first.values.with(at, 0.9), reasons: ['idle-share'] }, ...others],
      source: outcome,
      sourceTiming: { clock: { source: 'device', jitterMs: 2 }, metrics: [jitter] },
    },
  };
  const page = renderInspectionHtml(told, { title: 'set' });
  for (const said of [
    /Idle 90\u202f%/,
    /66\.7\u202f% of the recordings qualified/,
    /own clock/,
    /trimmed/,
    /Not stated: generation/,
  ])
    assert.match(page, said);
  const report = renderInspectionReport(told, { title: 'set' });
  for (const said of [
    /of 3 recordings behind it 66\.7 % qualified; left out for idle-share 1/,
    /timestamp-jitter 2 to 4 ms/,
    /Cleaning +trimmed/,
    /not stated: generation/,
  ])
    assert.match(report, said);
});

test('aligns columns by what they take on a terminal, wide characters included', () => {
  assert.equal(widthOf('杯子 \u001b[1mx\u001b[0m'), 6);
  assert.deepEqual(
    alignRows(
      [
        ['杯', '1'],
        ['cup', '22'],
      ],
      [1],
    ),
    ['杯    1', 'cup  22'],
  );
  assert.equal(safeText('杯子在桌上', 5), '杯子…');
});

test('writes sizes, times and counts as people do', () => {
  assert.deepEqual([0, 999, 4_531_801].map(formatBytes), ['0 B', '999 B', '4.53 MB']);
  assert.deepEqual([25.3667, 600, 12_600].map(formatDuration), ['25.4 s', '10.0 min', '3.50 h']);
  assert.deepEqual([1_234_567, 0.123456].map(formatNumber), ['1\u202f234\u202f567', '0.1235']);
});
