import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commitTo } from '#contracts/commitment.ts';
import { canonicalBytes } from '#contracts/canonical-json.ts';
import { findPolicy } from '#contracts/desensitize/policies.ts';
import { MAX_REPORT_BYTES, reportHolds } from '#contracts/desensitize/report.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
import { Detectors } from '#node/desensitize/detectors.ts';
import { inspectDerivative } from '#node/desensitize/inspect-derivative.ts';
import {
  DERIVATIVE_FILE_TIME,
  estimateDerivative,
  makeDerivative,
  type DerivativeDeps,
  type DerivativeProgress,
  type DerivativeRequest,
} from '#node/desensitize/make-derivative.ts';
import { EPOCH, ROSTER, SECRETS, TASKS, writeSeededDataset } from '#test/support/seeded-dataset.ts';
import { sharedPath, skipWithoutShared } from '#test/support/shared-data.ts';
import { packetTimes } from '#test/support/seeded-video.ts';

const scratch = await mkdtemp(join(tmpdir(), 'kin-derivative-'));
after(async () => await rm(scratch, { recursive: true, force: true }));

const deps: DerivativeDeps = {
  openSource: async (dir) => await openDataset(dir),
  createWriter: async (dir, spec) => await createLerobotWriter(dir, spec),
  clock: () => performance.now(),
  version: '0.1.0',
};

function request(sourceDir: string, out: string, policyId = 'standard@1'): DerivativeRequest {
  const policy = findPolicy(policyId);
  assert.ok(policy.ok);
  return {
    sourceDir,
    outDir: join(scratch, out),
    policy: policy.value,
    dataset: 'urn:kin:ds:seeded',
    pseudonymKey: Buffer.alloc(32, 3),
    salt: 'ab'.repeat(16),
    roster: ROSTER,
    approvedTasks: TASKS,
    humanReview: true,
  };
}

const sources = { 'v2.1': join(scratch, 'raw-v21'), 'v3.0': join(scratch, 'raw-v30') } as const;
for (const version of ['v2.1', 'v3.0'] as const) await writeSeededDataset(sources[version], version);

async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Secrets that occur in a folder: in names or bytes, as UTF-8 or UTF-16. */
async function leaksIn(dir: string): Promise<string[]> {
  const leaks: string[] = [];
  for (const path of await filesBelow(dir)) {
    const bytes = await readFile(path);
    for (const secret of SECRETS) {
      const found =
        bytes.includes(secret) ||
        bytes.includes(Buffer.from(secret, 'utf16le')) ||
        path.slice(dir.length).includes(secret);
      if (found) leaks.push(`${path}: ${secret}`);
    }
  }
  return leaks;
}

for (const version of ['v2.1', 'v3.0'] as const) {
  for (const policyId of ['standard@1', 'no-pixels@1', 'open@1']) {
    test(`no seeded secret survives in a ${version} derivative under ${policyId}`, async () => {
      assert.ok((await leaksIn(sources[version])).length > 20, 'the source is full of them');
      const made = await makeDerivative(
        deps,
        request(sources[version], `clean-${version}-${policyId}`, policyId),
      );
      assert.deepEqual(made.inspection.details, []);
      assert.ok(made.outDir !== null && reportHolds(made.report));
      assert.deepEqual(await leaksIn(made.outDir), []);
      const videos = (await filesBelow(made.outDir)).filter((path) => path.endsWith('.mp4'));
      assert.equal(videos.length, policyId === 'open@1' ? 3 : 0);
      for (const video of videos) assert.equal((await packetTimes(video)).length, 24);
      for (const path of await filesBelow(made.outDir))
        assert.equal((await stat(path)).mtimeMs, DERIVATIVE_FILE_TIME);
    });
  }
}

test('the derivative opens as the version received, with the same motion and nothing that was not allowed', async () => {
  for (const version of ['v2.1', 'v3.0'] as const) {
    const made = await makeDerivative(deps, request(sources[version], `reads-${version}`));
    await using before = await openDataset(sources[version]);
    await using derivative = await openDataset(made.outDir ?? '');
    assert.equal(derivative.format.version, version);
    assert.equal(derivative.robotType, null);
    assert.deepEqual([...derivative.tasks.values()], [TASKS[0], 'task-1', 'task-2']);
    const names = derivative.features.map((feature) => feature.name);
    for (const gone of ['notes', 'observation.gps', 'badge']) assert.ok(!names.includes(gone), gone);
    for await (const episode of derivative.streamEpisodes()) {
      const source = await before.readEpisode(episode.meta.index);
      for (const same of ['observation.state', 'action', 'timestamp', 'next.reward']) {
        const [a, b] = [source.columns.get(same), episode.columns.get(same)];
        assert.ok(a?.kind === 'numbers' && b?.kind === 'numbers');
        assert.deepEqual(b.values, a.values, same);
      }
      const people = episode.columns.get('operator');
      assert.ok(people?.kind === 'text');
      for (const value of people.values) assert.match(value ?? '', /^p_[a-z2-7]{16}$/);
    }
  }
});

test('all clocks of a dataset move by one shift, and intervals stay', async () => {
  const made = await makeDerivative(deps, request(sources['v2.1'], 'clocks'));
  await using derivative = await openDataset(made.outDir ?? '');
  const shifts = new Set<number>();
  for await (const { meta, columns } of derivative.streamEpisodes()) {
    const [host, device] = [columns.get('observation.host_time'), columns.get('observation.device_stamp_ns')];
    assert.ok(host?.kind === 'numbers' && device?.kind === 'numbers');
    for (let row = 0; row < host.rows; row++) {
      const expected = EPOCH + meta.index * 60 + row / 30;
      shifts.add(Math.round(expected - Number(host.values[row])));
      shifts.add(Math.round(expected - Number(device.values[row]) / 1e9));
    }
  }
  assert.equal(shifts.size, 1);
  assert.ok(([...shifts][0] as number) >= 30 * 86_400);
});

test('the report counts every input file and opens its commitment', async () => {
  const { report, opening } = await makeDerivative(deps, request(sources['v2.1'], 'report'));
  const { rebuilt, passed, dropped } = report.files;
  assert.equal(
    rebuilt + passed + dropped,
    (await readdir(sources['v2.1'], { recursive: true, withFileTypes: true })).filter(
      (entry) => !entry.isDirectory(),
    ).length,
  );
  assert.equal(report.input.commitment, commitTo(nodeCrypto, opening.salt, { rawRoot: opening.rawRoot }));
  for (const name of ['email', 'phone', 'national-id', 'serial-number', 'home-path', 'roster', 'location']) {
    const found = report.detections.find((each) => each.class === name);
    assert.ok(found !== undefined && found.before > 0 && found.after === 0, name);
  }
  const text = Buffer.from(canonicalBytes(report));
  assert.ok(text.length < MAX_REPORT_BYTES);
  for (const secret of SECRETS) assert.ok(!text.includes(secret), 'a report holds counts, not findings');
  for (const warning of ['operator-motion-style', 'video-left-out', 'task-text-replaced'] as const) {
    assert.ok(report.warnings.includes(warning));
  }
});

test('equal jobs give equal bytes and equal reports', async () => {
  const one = await makeDerivative(deps, request(sources['v3.0'], 'one', 'open@1'));
  const two = await makeDerivative(deps, request(sources['v3.0'], 'two', 'open@1'));
  assert.deepEqual(two.report, one.report);
});

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

test('refuses folders that are no LeRobot dataset, and never overwrites', async () => {
  const empty = join(scratch, 'no-dataset');
  await mkdir(empty);
  await writeFile(join(empty, 'a.txt'), 'x');
  await assert.rejects(makeDerivative(deps, request(empty, 'never')), (error: unknown) =>
    isExchangeError(error),
  );
  await assert.rejects(makeDerivative(deps, request(sources['v2.1'], 'reads-v2.1')), (error: unknown) =>
    isExchangeError(error, 'conflict'),
  );
  await assert.rejects(makeDerivative(deps, request(join(scratch, 'nowhere'), 'never')), (error: unknown) =>
    isExchangeError(error, 'not-found'),
  );
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

test('the estimate names seconds and bytes before anything is made', async () => {
  const policy = findPolicy('open@1');
  assert.ok(policy.ok);
  const { seconds, bytes } = await estimateDerivative(sources['v2.1'], policy.value);
  assert.ok(seconds >= 1 && bytes > 10_000);
});

const REAL = 'samples/derived/lerobot_v30_g1_full';

test('a real humanoid recording becomes a derivative that reads the same', {
  skip: skipWithoutShared(REAL),
}, async () => {
  for (const policyId of ['standard@1', 'open@1']) {
    const made = await makeDerivative(deps, request(sharedPath(REAL), `real-${policyId}`, policyId));
    assert.deepEqual(made.inspection.details, []);
    await using before = await openDataset(sharedPath(REAL));
    await using derivative = await openDataset(made.outDir ?? '');
    for await (const { meta, columns } of derivative.streamEpisodes()) {
      const source = await before.readEpisode(meta.index);
      const [a, b] = [source.columns.get('observation.state'), columns.get('observation.state')];
      assert.ok(a?.kind === 'numbers' && b?.kind === 'numbers');
      assert.deepEqual(b.values, a.values);
      for (const { path } of meta.videos) {
        assert.equal((await packetTimes(join(made.outDir ?? '', path))).length, meta.frames);
      }
    }
  }
});
