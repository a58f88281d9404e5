import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';
import type { LicenseTerms } from '#contracts/license/terms.ts';
import type { SampleRequest } from '#contracts/http/console.ts';
import { parseSample, requireAllowedSample, type Sample } from '#contracts/sample/sample.ts';
import { inspectDataset } from '#node/dataset/inspect-dataset.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { makeSample } from '#node/sample/make-sample.ts';
import { CAMERA, reach, writeLerobotFixture, type FixtureOptions } from '#test/support/lerobot-fixture.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const license = LICENSE_TEMPLATES['open-research'] as LicenseTerms;
const DATASET = `urn:kin:ds:${'b'.repeat(52)}`;
const ROOT = `sha256:${'1'.repeat(64)}`;

interface Bench {
  readonly facts: DatasetFacts;
  readonly folder: string;
  make(request?: Partial<SampleRequest>): ReturnType<typeof makeSample>;
  index(): Promise<Sample>;
}

async function bench(t: TestContext, options: FixtureOptions): Promise<Bench> {
  const folder = await tempFolder(t);
  const root = join(folder, 'files');
  await mkdir(root);
  await writeLerobotFixture(root, options);
  const facts = await inspectDataset(root);
  const indexFile = join(folder, 'sample.json');
  const job = {
    root,
    outDir: join(folder, 'sample'),
    indexFile,
    folder,
    dataset: DATASET,
    derivative: ROOT,
    facts,
    jointMap: null,
    signal: t.signal,
  };
  return {
    facts,
    folder,
    make: (request = {}) =>
      makeSample(job, { license: 'open-research', smallDatasetConfirmed: false, ...request }, license),
    index: async () => parseSample(new Uint8Array(await readFile(indexFile))),
  };
}

function refused(reason?: string): (error: unknown) => boolean {
  return (error) =>
    isExchangeError(error, 'refused') && (reason === undefined || error.params['reason'] === reason);
}

for (const version of ['v2.1', 'v3.0'] as const) {
  test(`a sample of a ${version} folder is a small dataset of its own, and its series are its columns`, async (t) => {
    const made = await bench(t, { version, episodes: 20, frames: 30, withVideo: true, joints: 3 });
    const offer = await made.make();
    requireAllowedSample(offer, made.facts);
    assert.deepEqual([offer.episodes, offer.frames], [2, 60]);
    const sample = await made.index();
    for (const { path, digest, size } of sample.files) {
      const bytes = await readFile(join(made.folder, 'sample', path));
      assert.equal(bytes.length, size);
      assert.equal(`sha256:${createHash('sha256').update(bytes).digest('hex')}`, digest);
    }
    assert.deepEqual(
      sample.channels.map(({ feature, label }) => `${feature} ${label}`),
      ['observation.state', 'action'].flatMap((name) =>
        [1, 2, 3].map((joint) => `${name} joint_${joint}.pos`),
      ),
    );
    const [first] = sample.episodes;
    assert.ok(first);
    assert.equal(first.frames, first.sourceFrames);
    const file = sample.files.find(({ digest }) => digest === first.series);
    const series = await readFile(join(made.folder, 'sample', file?.path ?? ''));
    const action = sample.channels.findIndex(({ feature }) => feature === 'action');
    const value = (row: number, frame: number): number =>
      series.readFloatLE(4 * (row * first.frames + frame));
    assert.ok(Math.abs(value(0, 29) - 29 / 30) < 1e-6);
    assert.ok(Math.abs(value(1 + action + 2, 10) - reach(first.source, 10, 2)) < 0.2);
    await using again = await openDataset(join(made.folder, 'sample'));
    assert.deepEqual(again.format, { name: 'lerobot', version });
    const seen = [];
    for await (const episode of again.streamEpisodes()) seen.push(episode);
    assert.deepEqual(
      seen.map(({ meta }) => [meta.frames, meta.videos.map(({ camera }) => camera)]),
      [
        [30, [CAMERA]],
        [30, [CAMERA]],
      ],
    );
    const column = seen[0]?.columns.get('action');
    assert.ok(column?.kind === 'numbers');
    for (let frame = 0; frame < 30; frame++) {
      assert.equal(value(1 + action, frame), Number(column.values[frame * 3]));
    }
    const inspected = await inspectDataset(join(made.folder, 'sample'));
    assert.equal(inspected.cameras[0]?.frames, 60);
    assert.deepEqual(await made.make(), offer, 'the same derivative gives the same sample');
  });
}

test('few episodes need a confirmation, and a tenth of the frames is the bound all the same', async (t) => {
  const made = await bench(t, { episodes: 8, frames: 60, withVideo: true });
  await assert.rejects(made.make(), refused('sample-not-confirmed'));
  const offer = await made.make({ smallDatasetConfirmed: true });
  requireAllowedSample(offer, made.facts);
  assert.deepEqual([offer.episodes, offer.frames], [1, 48]);
  const [episode] = (await made.index()).episodes;
  assert.deepEqual([episode?.frames, episode?.sourceFrames], [48, 60]);
  const inspected = await inspectDataset(join(made.folder, 'sample'));
  assert.deepEqual([inspected.frames, inspected.cameras[0]?.frames], [48, 48]);
});

test('the lister names the episodes; what does not fit or is not there is refused', async (t) => {
  const made = await bench(t, { episodes: 30, frames: 20 });
  const offer = await made.make({ episodes: [4, 17] });
  assert.equal(offer.episodes, 2);
  assert.deepEqual(
    (await made.index()).episodes.map(({ source }) => source),
    [4, 17],
  );
  await assert.rejects(made.make({ episodes: [1, 2, 3, 4] }), refused());
  await assert.rejects(made.make({ episodes: [99] }), (error) => isExchangeError(error, 'not-found'));
});
