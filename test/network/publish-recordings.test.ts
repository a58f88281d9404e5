import assert from 'node:assert/strict';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { datasetDetailSchema } from '#contracts/http/catalog.ts';
import type { Job } from '#contracts/http/console.ts';
import { MANIFEST_DOCUMENT, type Manifest } from '#contracts/manifest/manifest.ts';
import { openSigned } from '#contracts/signature.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { versionFolderName, versionPaths } from '#node/publish/version-folder.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { EMPTY_FIELDS, missingStep, requestOf, type Fields } from '#server/portal/pages/publish/fields.ts';
import { ExchangeNetwork, type NetworkNode } from '../support/exchange-network.ts';
import { writeMcapFixture } from '../support/recording-fixture.ts';
import { sharedPath, skipWithoutShared } from '../support/shared-data.ts';
import { writeSeededVideo } from '../support/seeded-video.ts';
import { writeAlohaFixture } from '../support/trajectory-fixture.ts';

/** What stands in a video beside its pictures. */
const SECRETS = ['Ada Lovelace', 'serial SN-4711-0815'];

/** Publishes a folder as the wizard asks for it: no more said on conversion than its fields say. Gives the job and the derivative's folder. */
async function publish(node: NetworkNode, fields: Partial<Fields>): Promise<{ job: Job; files: string }> {
  const begun = await node.call<Job>('/v1/listings', requestOf({ ...EMPTY_FIELDS, ...fields }));
  const job = await node.running.context.jobs.ended(begun.id);
  assert.equal(job.status, 'done', JSON.stringify(job.error));
  const version = versionFolderName(job.dataset ?? '', job.version ?? 0);
  const derivatives = join(node.home, 'derivatives');
  assert.deepEqual(
    (await readdir(derivatives)).filter((name) => name.startsWith('converted')),
    [],
  );
  return { job, files: versionPaths(join(derivatives, version)).files };
}

/** The manifest that the broker shows. */
async function manifestOf(network: ExchangeNetwork, dataset: string): Promise<Manifest> {
  const response = await fetch(`${network.broker.api}/v1/datasets/${encodeURIComponent(dataset)}`);
  const detail = datasetDetailSchema.parse(await response.json());
  return (await openSigned(nodeCrypto, MANIFEST_DOCUMENT, detail.manifest)).document;
}

/** Insists that a derivative is LeRobot, has frames, and that none of `secrets` stands in any of its files or columns. */
async function checkDerivative(t: TestContext, files: string, secrets: readonly string[]): Promise<void> {
  await using reader = await openDataset(files);
  assert.deepEqual([reader.format.name, reader.format.version], ['lerobot', 'v3.0']);
  let frames = 0;
  const texts = reader.features.map(({ name }) => name);
  for await (const { meta, columns } of reader.streamEpisodes()) {
    frames += meta.frames;
    for (const [name, column] of columns)
      if (column.kind === 'text') texts.push(name, ...column.values.map(String));
  }
  assert.ok(frames > 0);
  t.diagnostic(`${frames} frames; ${reader.features.map(({ name }) => name).join(', ')}`);
  for (const entry of await readdir(files, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) texts.push(await readFile(join(entry.parentPath, entry.name), 'utf8'));
  }
  for (const secret of secrets) assert.ok(!texts.some((text) => text.includes(secret)), secret);
}

test('recordings are published as they lie: converted, desensitized, listed', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const larkspur = await network.company('Larkspur');
  await t.test('MCAP', async (t) => {
    const folder = join(network.folder, 'bags');
    await writeMcapFixture(join(folder, 'a.mcap'), 4);
    const { job, files } = await publish(larkspur, { folder, title: 'bags' });
    assert.match(job.detail, /^converted from mcap.* to lerobot-v3\.0 before it was desensitized/);
    await checkDerivative(t, files, ['the operator said hello']);
    assert.equal((await network.indexed(job.dataset ?? '')).slug, 'bags');
    const { facts } = await manifestOf(network, job.dataset ?? '');
    // The converted clock is even; what the recordings' own clocks were stands beside it.
    assert.ok(facts.quality.sourceTiming?.metrics.some(({ id }) => id === 'stream-overlap'));
  });
  await t.test('HDF5, at the rate that the lister states', async (t) => {
    const folder = join(network.folder, 'aloha');
    await writeAlohaFixture(join(folder, 'episode_0.hdf5'));
    const format = { name: 'hdf5-aloha', version: null } as const;
    const fields = { ...EMPTY_FIELDS, folder, title: 'aloha' };
    assert.deepEqual(
      [null, 50].map((fps) =>
        missingStep({ ...fields, fps }, { format, modalities: [], collection: { method: 'unknown' } }),
      ),
      ['data', null],
    );
    const { job, files } = await publish(larkspur, { ...fields, fps: 50 });
    assert.match(job.detail, /^converted from hdf5-aloha to lerobot-v3\.0 .* frames 50$/);
    await checkDerivative(t, files, ['somebody']);
    const args = ['--slug', 'told', '--license', 'train-only-1y', '--fps', '25'];
    const told = await larkspur.kin('publish', folder, ...args);
    assert.equal(told.code, 0, told.stderr);
    assert.match(told.stdout + told.stderr, /converted from hdf5-aloha to lerobot-v3\.0/);
  });
  await t.test('a folder of video, once it is said who is seen', async (t) => {
    const folder = join(network.folder, 'kitchen');
    await mkdir(folder);
    for (const name of ['a', 'b'])
      await writeSeededVideo(join(folder, `${name}.mp4`), { frames: 20, secrets: SECRETS });
    const subtitles = 'WEBVTT\n\n00:00.000 --> 00:01.000\npour the water\n\nask Ada Lovelace 13812345678\n';
    await writeFile(join(folder, 'a.vtt'), subtitles);
    const rows = Array.from({ length: 20 }, (_, i) => `${i},${i / 100},${i / 50},0.4`);
    const hands = `frame,left_wrist_x,left_wrist_y,left_wrist_z\n${rows.join('\n')}\n`;
    for (const name of ['a', 'b']) await writeFile(join(folder, `${name}.hands.csv`), hands);
    const common = ['--slug', 'kitchen', '--license', 'train-only-1y', '--approve-tasks'];
    for (const [args, said] of [
      [[], /leaves all video out/],
      [['--desensitize', 'open'], /who is seen/],
    ] as const) {
      const refused = await larkspur.kin('publish', folder, ...common, ...args);
      assert.equal(refused.code, 6, refused.stderr);
      assert.match(refused.stderr, said);
    }
    const args = ['--desensitize', 'open', '--people', 'consented', '--json'];
    const told = await larkspur.kin('publish', folder, ...common, ...args);
    assert.equal(told.code, 0, told.stderr);
    const job = JSON.parse(told.stdout) as Job;
    assert.ok(job.warnings?.includes('pictures-unmasked'));
    const { files } = versionPaths(
      join(larkspur.home, 'derivatives', versionFolderName(job.dataset ?? '', job.version ?? 0)),
    );
    await checkDerivative(t, files, [...SECRETS, '13812345678', 'Lovelace']);
    await network.indexed(job.dataset ?? '');
    const { facts, rights, derivative } = await manifestOf(network, job.dataset ?? '');
    assert.equal(rights.personalData, 'present');
    // Hands that annotations follow leave with the consent that was stated.
    assert.equal(derivative.policy, 'open@2');
    assert.ok(facts.modalities.some(({ kind }) => kind === 'human-pose'));
    assert.deepEqual(
      facts.features.filter(({ name }) => name.startsWith('human.')).map(({ shape }) => shape),
      [[3]],
    );
    assert.deepEqual(
      facts.cameras.map(({ name, hasAudio, frames }) => [name, hasAudio, frames]),
      [['observation.images.video', false, 40]],
    );
    assert.deepEqual(
      facts.tasks.map(({ text, frames }) => [text, frames]),
      [['pour the water', 20]],
    );
  });
  const seeded = 'samples/derived/seeded_pii_g1.mcap';
  await t.test(
    'a real recording with personal data in it',
    { skip: skipWithoutShared(seeded) },
    async (t) => {
      const folder = join(network.folder, 'seeded');
      await mkdir(folder);
      await copyFile(sharedPath(seeded), join(folder, 'g1.mcap'));
      const { job, files } = await publish(larkspur, { folder, title: 'seeded' });
      assert.match(job.detail, /episodes 1, frames 280$/);
      await checkDerivative(t, files, ['张伟', '13812345678', '11010519', 'gps', 'log_time']);
    },
  );
});
