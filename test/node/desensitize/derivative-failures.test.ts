import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findPolicy } from '#contracts/desensitize/policies.ts';
import { reportHolds } from '#contracts/desensitize/report.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
import { Detectors } from '#node/desensitize/detectors.ts';
import { inspectDerivative } from '#node/desensitize/inspect-derivative.ts';
import {
  makeDerivative,
  type DerivativeDeps,
  type DerivativeProgress,
} from '#node/desensitize/make-derivative.ts';
import { ROSTER } from '#test/support/seeded-dataset.ts';
import { DerivativeScratch, derivativeDeps, filesBelow } from '#test/support/derivative-job.ts';

const world = await DerivativeScratch.create();
after(async () => await world.remove());
const { dir: scratch, sources } = world;
const request: typeof world.request = (...asked) => world.request(...asked);
const deps = derivativeDeps;

test('an interrupted job leaves nothing under the final name, keeps finished videos, and continues', async () => {
  const stop = new AbortController();
  const seen: DerivativeProgress[] = [];
  const asked = request(sources['v2.1'], 'stopped', 'open@1');
  await assert.rejects(
    makeDerivative(deps, {
      ...asked,
      signal: stop.signal,
      onProgress: (progress) => {
        seen.push(progress);
        if (progress.step === 'rebuild') stop.abort();
      },
    }),
    (error: unknown) => isExchangeError(error, 'interrupted'),
  );
  assert.deepEqual([...new Set(seen.map(({ step }) => step))], ['hash-input', 'clean-video', 'rebuild']);
  assert.ok(!(await readdir(scratch)).includes('stopped'));
  const cached = (await readdir(join(scratch, 'stopped.videos'))).filter((name) => name.endsWith('.mp4'));
  assert.equal(cached.length, 3);
  const inodes = async () =>
    await Promise.all(cached.map(async (name) => (await stat(join(scratch, 'stopped.videos', name))).ino));
  const before = await inodes();
  let reused: Promise<number[]> | undefined;
  const made = await makeDerivative(deps, {
    ...asked,
    onProgress: ({ step }) => {
      if (step === 'rebuild') reused ??= inodes();
    },
  });
  assert.deepEqual(await reused, before, 'finished videos are not cleaned again');
  assert.ok(made.outDir !== null);
  assert.ok(!(await readdir(scratch)).some((name) => name.startsWith('stopped.')));
});

test('a leak by the writer is caught by the second pass, and nothing is released', async () => {
  const leaky: DerivativeDeps = {
    ...deps,
    createWriter: async (dir, spec) => {
      const writer = await createLerobotWriter(dir, {
        ...spec,
        extension: { note: 'made by Ingrid Halvorsen' },
      });
      return writer;
    },
  };
  const made = await makeDerivative(leaky, request(sources['v2.1'], 'leaky'));
  assert.equal(made.outDir, null);
  assert.equal(made.report.inspection.result, 'failed');
  assert.ok(!reportHolds(made.report));
  assert.deepEqual([...new Set(made.inspection.details.map(({ rule }) => rule))].sort(), [
    'info-member',
    'known-text',
    'roster',
  ]);
  assert.ok(!(await readdir(scratch)).some((name) => name.startsWith('leaky')));
});

test('the second pass names what was slipped into a finished derivative', async () => {
  const made = await makeDerivative(deps, request(sources['v3.0'], 'base'));
  const dir = join(scratch, 'slipped');
  const policy = findPolicy('standard@1');
  assert.ok(policy.ok && made.outDir !== null);
  const slips: readonly (readonly [string, string | Buffer, readonly string[]])[] = [
    ['notes.txt', 'hello', ['unexpected-file']],
    ['meta/info.json.bak', '{}', ['unexpected-file']],
    [
      'videos/observation.images.top/chunk-000/file-000.mp4',
      Buffer.from('x'),
      ['video-malformed', 'video-not-allowed', 'video-tracks'],
    ],
    ['README.md', 'call 13812345678', ['phone', 'serial-number']],
    ['meta/stats.json', '{"a":"ingrid.h@example-robotics.no"}', ['email', 'known-text']],
    ['meta/stats.json', '{', ['json-malformed']],
    ['meta/tasks.parquet', Buffer.from('PAR1 no table PAR1'), ['table-malformed']],
    [
      'meta/info.json',
      '{"codebase_version":"v3.0","owner":"x","features":{}}',
      ['info-member', 'table-column', 'table-text-column'],
    ],
  ];
  for (const [path, content, rules] of slips) {
    await rm(dir, { recursive: true, force: true });
    await cp(made.outDir, dir, { recursive: true });
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
    const inspection = await inspectDerivative({
      dir,
      policy: policy.value,
      detectors: new Detectors(ROSTER),
      needles: ['ingrid.h@example-robotics.no'],
    });
    assert.equal(inspection.result, 'failed');
    assert.deepEqual([...new Set(inspection.details.map(({ rule }) => rule))].sort(), rules, path);
  }
});

test('an episode without its pictures is left out, and a camera that most episodes lack', async () => {
  const holes = join(scratch, 'holes');
  await cp(sources['v2.1'], holes, { recursive: true, verbatimSymlinks: true });
  const videos = (await filesBelow(holes)).filter((path) => path.endsWith('.mp4')).sort();
  await writeFile(videos[1] ?? '', 'no video');
  const one = await makeDerivative(deps, request(holes, 'one-hole', 'open@1'));
  assert.equal(one.report.output.episodes, 2);
  assert.ok(
    one.report.dropped.some(
      ({ kind, reason, items }) => kind === 'episode' && reason === 'unreadable' && items === 1,
    ),
  );
  assert.ok(
    one.outDir !== null && reportHolds(one.report) && one.report.warnings.includes('some-input-unreadable'),
  );
  await rm(videos[2] ?? '');
  const two = await makeDerivative(deps, request(holes, 'two-holes', 'open@1'));
  assert.equal(two.report.output.episodes, 3);
  assert.equal(two.report.video.files, 1);
  assert.ok(two.outDir !== null && !(await filesBelow(two.outDir)).some((path) => path.endsWith('.mp4')));
});

test('a folder that changes meanwhile gives no derivative', async () => {
  const moving = join(scratch, 'moving');
  await cp(sources['v2.1'], moving, { recursive: true, verbatimSymlinks: true });
  const late: DerivativeDeps = {
    ...deps,
    createWriter: async (dir, spec) => {
      await writeFile(join(moving, 'meta/late.txt'), 'x');
      return await createLerobotWriter(dir, spec);
    },
  };
  await assert.rejects(makeDerivative(late, request(moving, 'moved')), (error: unknown) =>
    isExchangeError(error, 'content-mismatch'),
  );
  assert.ok(!(await readdir(scratch)).includes('moved'));
});

test('a job that is killed in the middle leaves nothing half-done under the name, and the next run ends well', async () => {
  const asked = request(sources['v2.1'], 'killed', 'open@1');
  for (const step of ['clean-video', 'rebuild', 'inspect']) {
    const script = `
      import { openDataset } from '#node/dataset/open-dataset.ts';
      import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
      import { makeDerivative } from '#node/desensitize/make-derivative.ts';
      const asked = JSON.parse(process.argv[1]);
      await makeDerivative(
        { openSource: openDataset, createWriter: createLerobotWriter, clock: Date.now, version: '0.1.0' },
        { ...asked, pseudonymKey: Buffer.alloc(32, 3), onProgress: (at) => at.step === '${step}' && process.kill(process.pid, 'SIGKILL') },
      );`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(asked)], {
      cwd: join(import.meta.dirname, '../../..'),
      stdio: 'ignore',
    });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    assert.equal(signal, 'SIGKILL', step);
    assert.ok(!(await readdir(scratch)).includes('killed'), step);
  }
  const made = await makeDerivative(deps, asked);
  const calm = await makeDerivative(deps, request(sources['v2.1'], 'calm', 'open@1'));
  assert.deepEqual(made.report, calm.report);
  assert.deepEqual(
    (await readdir(scratch)).filter((name) => name.startsWith('killed')),
    ['killed'],
  );
});

test('a receiver repeats the inspection on the delivered folder, papers beside it', async () => {
  const { policy, outDir } = request(sources['v3.0'], 'delivered');
  await makeDerivative(deps, request(sources['v3.0'], 'delivered'));
  await mkdir(join(outDir, 'exchange'));
  await writeFile(join(outDir, 'exchange/receipt.json'), '{"contact":"someone@example.com"}');
  const input = { dir: outDir, policy, detectors: new Detectors() };
  assert.equal((await inspectDerivative({ ...input, skipExchange: true })).result, 'passed');
  assert.equal((await inspectDerivative(input)).result, 'failed');
});

test('a kept cache of videos serves the next version', async () => {
  const videoCacheDir = join(scratch, 'kept-videos');
  await makeDerivative(deps, { ...request(sources['v2.1'], 'cache-one', 'open@1'), videoCacheDir });
  const first = await Promise.all(
    (await filesBelow(videoCacheDir)).map(async (path) => (await stat(path)).ino),
  );
  await makeDerivative(deps, { ...request(sources['v2.1'], 'cache-two', 'open@1'), videoCacheDir });
  const second = await Promise.all(
    (await filesBelow(videoCacheDir)).map(async (path) => (await stat(path)).ino),
  );
  assert.deepEqual(second, first);
});
