import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { SampleView, Series } from '#contracts/http/samples.ts';
import type { Job } from '#contracts/http/console.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { callApi } from '../support/broker-world.ts';
import { eventually, ExchangeNetwork, type NetworkNode } from '../support/exchange-network.ts';
import { CAMERA, writeLerobotFixture } from '../support/lerobot-fixture.ts';

interface Wish {
  readonly slug: string;
  readonly policy?: string;
  readonly visibility?: object;
}

async function publish(node: NetworkNode, wish: Wish): Promise<Job & { dataset: string }> {
  const folder = await mkdtemp(join(node.home, '..', 'raw-'));
  await writeLerobotFixture(folder, { episodes: 8, frames: 40, joints: 3, withVideo: true });
  const begun = await node.call<Job>('/v1/listings', {
    folder,
    robot: null,
    offers: ['train-only-1y'],
    policy: 'open',
    sample: { smallDatasetConfirmed: true },
    ...wish,
  });
  const job = await node.running.context.jobs.ended(begun.id);
  assert.equal(job.status, 'done', JSON.stringify(job.error));
  assert.ok(job.dataset);
  return { ...job, dataset: job.dataset };
}

/** What the broker answers about the sample of a dataset. */
async function view(
  network: ExchangeNetwork,
  dataset: string,
  token?: string,
): Promise<SampleView | undefined> {
  const { status, body } = await callApi(
    network.broker.api,
    `/v1/datasets/${dataset}/sample`,
    token === undefined ? {} : { token },
  );
  assert.ok(status === 200 || status === 404, JSON.stringify(body));
  return status === 200 ? (body as unknown as SampleView) : undefined;
}

async function mirroredFiles(network: ExchangeNetwork): Promise<number> {
  const found = await readdir(join(network.folder, 'broker', 'samples'), {
    recursive: true,
    withFileTypes: true,
  }).catch(() => []);
  return found.filter((entry) => entry.isFile()).length;
}

test('a broker mirrors samples, serves them while the node is away, and gives them up when it must', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const larkspur = await network.company('Larkspur');
  const shown = await publish(larkspur, { slug: 'shown' });
  const sample = await eventually('the sample is mirrored', () => view(network, shown.dataset));
  await larkspur.stop();
  const { api } = network.broker;
  const base = `${api}/v1/datasets/${shown.dataset}/sample`;

  await t.test('the listing names it; its license is its own', async () => {
    const listing = await network.indexed(shown.dataset);
    assert.deepEqual(listing.sample, { episodes: 1, frames: 32, bytes: sample.bytes });
    assert.equal(sample.license?.id, 'open-research');
    assert.deepEqual(sample.episodes[0]?.cameras, [CAMERA]);
  });

  await t.test('series come reduced, and whole as bytes', async () => {
    const few = (await (await fetch(`${base}/episodes/0/series?channels=1,4&points=8`)).json()) as Series;
    assert.equal(few.reduced, true);
    assert.deepEqual(
      few.channels.map(({ channel, values }) => [channel, values.length]),
      [
        [1, 8],
        [4, 8],
      ],
    );
    const whole = (await (await fetch(`${base}/episodes/0/series?channels=4`)).json()) as Series;
    assert.equal(whole.time.length, 32);
    const raw = Buffer.from(await (await fetch(`${base}/episodes/0/series.f32`)).arrayBuffer());
    assert.equal(raw.length, 4 * 32 * 7);
    const written = Number(raw.readFloatLE(4 * (5 * 32 + 7)).toPrecision(7));
    assert.equal(whole.channels[0]?.values[7], written);
    assert.equal((await fetch(`${base}/episodes/0/series?channels=6`)).status, 400);
    assert.equal((await fetch(`${base}/episodes/9/series`)).status, 404);
  });

  await t.test('video is served in ranges, under a tag, with a type that no page mistakes', async () => {
    const url = `${base}/episodes/0/video/${CAMERA}`;
    const whole = await fetch(url);
    const bytes = Buffer.from(await whole.arrayBuffer());
    assert.equal(whole.headers.get('content-type'), 'video/mp4');
    assert.equal(whole.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(bytes.toString('latin1', 4, 8), 'ftyp');
    const part = await fetch(url, { headers: { range: 'bytes=4-7' } });
    assert.deepEqual([part.status, await part.text()], [206, 'ftyp']);
    assert.equal(part.headers.get('content-range'), `bytes 4-7/${bytes.length}`);
    const last = await fetch(url, { headers: { range: 'bytes=-5' } });
    assert.deepEqual(Buffer.from(await last.arrayBuffer()), bytes.subarray(-5));
    const behind = await fetch(url, { headers: { range: `bytes=${bytes.length}-` } });
    assert.equal(behind.status, 416);
    const etag = whole.headers.get('etag') ?? '';
    assert.equal((await fetch(url, { headers: { 'if-none-match': etag } })).status, 304);
    assert.equal(whole.headers.get('cache-control'), 'public, no-cache');
    const kept = await fetch(`${url}?version=${sample.version}`);
    assert.equal(kept.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    await kept.arrayBuffer();
    assert.equal((await fetch(`${url}?version=sha256:${'0'.repeat(64)}`)).status, 404);
  });

  await t.test('the archive is a dataset folder that opens', async () => {
    const folder = await mkdtemp(join(network.folder, 'tar-'));
    const archive = join(folder, 'sample.tar');
    await writeFile(archive, Buffer.from(await (await fetch(`${base}.tar`)).arrayBuffer()));
    const untar = spawnSync('tar', ['-xf', archive, '-C', folder]);
    assert.equal(untar.status, 0, String(untar.stderr));
    await using opened = await openDataset(join(folder, 'sample'));
    const frames = [];
    for await (const episode of opened.episodes()) frames.push(episode.frames);
    assert.deepEqual(frames, [32]);
    const one = sample.files.find(({ path }) => path === 'meta/info.json');
    const info = await fetch(`${base}/files/meta/info.json`);
    assert.equal(info.headers.get('content-disposition'), 'attachment');
    assert.equal((await info.arrayBuffer()).byteLength, one?.size);
    assert.equal((await fetch(`${base}/files/meta/..%2f..%2fbroker.db`)).status, 404);
  });

  await t.test('a broker that starts anew has it still', async () => {
    const before = await mirroredFiles(network);
    await network.stopBroker();
    await network.startBroker();
    assert.deepEqual(await view(network, shown.dataset), sample);
    assert.equal(await mirroredFiles(network), before);
  });

  await t.test('a policy without pixels gives a sample without video', async () => {
    await larkspur.start();
    const blind = await publish(larkspur, { slug: 'blind', policy: 'standard' });
    const seen = await eventually('it is mirrored', () => view(network, blind.dataset));
    assert.deepEqual([seen.cameras, seen.episodes[0]?.cameras], [[], []]);
    assert.ok(seen.files.every(({ path }) => !path.endsWith('.mp4')));
    const answer = await callApi(
      network.broker.api,
      `/v1/datasets/${blind.dataset}/sample/episodes/0/video/${CAMERA}`,
      {},
    );
    assert.equal(answer.status, 404);
  });

  await t.test('the node shows its own from its disk', async () => {
    const own = await larkspur.call<SampleView>(`/v1/listings/${shown.dataset}/sample`);
    assert.deepEqual(own, sample);
  });

  await t.test('a restricted listing is mirrored for those that it names', async () => {
    const nettle = await network.company('Nettle');
    const broker = network.broker.context.identity.participant;
    const named = await publish(larkspur, {
      slug: 'named',
      visibility: { kind: 'named', participants: [nettle.participant, broker] },
    });
    const { token } = await nettle.call<{ token: string }>('/v1/broker-token', undefined, 'POST');
    await eventually('it is mirrored', () => view(network, named.dataset, token));
    assert.equal(await view(network, named.dataset), undefined);
  });

  await t.test('withdrawn: gone at once, and its files after it', async () => {
    const before = await mirroredFiles(network);
    await larkspur.call(`/v1/listings/${shown.dataset}/withdrawal`, { reason: 'a test withdraws it' });
    await network.indexed(shown.dataset, { fits: ({ status }) => status === 'withdrawn' });
    assert.equal(await view(network, shown.dataset), undefined);
    await eventually('the files go', async () =>
      (await mirroredFiles(network)) < before ? true : undefined,
    );
  });

  await t.test('suspended: every file of the company goes', async () => {
    const { participants } = network.broker.context;
    await participants.suspend(larkspur.participant, 'test-suspends');
    await eventually('no file is left', async () =>
      (await mirroredFiles(network)) === 0 ? true : undefined,
    );
  });
});
