import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commitTo } from '#contracts/commitment.ts';
import { canonicalBytes } from '#contracts/canonical-json.ts';
import { findPolicy } from '#contracts/desensitize/policies.ts';
import { MAX_REPORT_BYTES, reportHolds } from '#contracts/desensitize/report.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import {
  DERIVATIVE_FILE_TIME,
  estimateDerivative,
  makeDerivative,
} from '#node/desensitize/make-derivative.ts';
import { EPOCH, PIXELS, SECRETS, TASKS } from '#test/support/seeded-dataset.ts';
import { DerivativeScratch, derivativeDeps, filesBelow, leaksIn } from '#test/support/derivative-job.ts';
import { sharedPath, skipWithoutShared } from '#test/support/shared-data.ts';
import { packetTimes } from '#test/support/seeded-video.ts';

const world = await DerivativeScratch.create();
after(async () => await world.remove());
const { dir: scratch, sources } = world;
const request: typeof world.request = (...asked) => world.request(...asked);
const deps = derivativeDeps;

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

test('statistics of pixels stay with the camera under its new name, as numbers and nothing else', async () => {
  for (const version of ['v2.1', 'v3.0'] as const) {
    const made = await makeDerivative(deps, request(sources[version], `pixels-${version}`, 'open@1'));
    const path = version === 'v2.1' ? 'meta/episodes_stats.jsonl' : 'meta/stats.json';
    const text = await readFile(join(made.outDir ?? '', path), 'utf8');
    const first = JSON.parse(version === 'v2.1' ? (text.split('\n')[0] ?? '') : text) as Record<
      string,
      unknown
    >;
    const stats = (version === 'v2.1' ? first['stats'] : first) as Record<string, Record<string, unknown>>;
    const camera = Object.keys(stats).find((name) => name.startsWith('observation.images.p_')) ?? '';
    assert.deepEqual(stats[camera]?.['mean'], PIXELS.mean);
    assert.deepEqual(Object.keys(stats[camera] ?? {}).sort(), ['count', 'max', 'mean', 'min', 'std']);
  }
});

test('equal jobs give equal bytes and equal reports', async () => {
  const one = await makeDerivative(deps, request(sources['v3.0'], 'one', 'open@1'));
  const two = await makeDerivative(deps, request(sources['v3.0'], 'two', 'open@1'));
  assert.deepEqual(two.report, one.report);
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
