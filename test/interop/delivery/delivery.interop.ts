/** What a buyer receives, opened with the packages that buyers use: from publication over agreement and pull to a trained policy. */

import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Job } from '#contracts/http/console.ts';
import { columnDigests, type ColumnDigest } from '#test/support/column-digests.ts';
import { ExchangeNetwork, type NetworkNode } from '#test/support/exchange-network.ts';
import { writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { jsonOf } from '#test/support/run-kin.ts';
import { ask, pythonEnvironment } from '../python/environment.ts';

const current = await pythonEnvironment('current');
const legacy = await pythonEnvironment('legacy');
const skip = current.skip === false ? legacy.skip : current.skip;

const TASK = 'Put the cup on the shelf.';
/** Losses at both ends are means over so many steps. */
const WINDOW = 20;

interface Croissant {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly frames: Readonly<Record<string, ColumnDigest>>;
  readonly tasks: readonly Readonly<Record<string, string | number>>[];
  readonly offers: number;
  readonly derivations: number;
}
interface Card {
  readonly data: { readonly license: string; readonly tags: readonly string[] };
  readonly text: number;
}

/** Publishes a folder with its pictures. */
async function publishPictures(node: NetworkNode, folder: string, slug: string): Promise<string> {
  const begun = await node.call<Job>('/v1/listings', {
    folder,
    robot: null,
    slug,
    title: slug,
    offers: ['train-only-1y'],
    approveTasks: true,
    collection: 'teleoperation',
    access: 'auto',
    policy: 'open',
  });
  const job = await node.running.context.jobs.ended(begun.id);
  assert.equal(job.status, 'done', JSON.stringify(job.error));
  return job.dataset ?? '';
}

/** Asks for a dataset and pulls it into a new folder. */
async function receive(
  consumer: NetworkNode,
  dataset: string,
  { folder, args = [] }: { readonly folder: string; readonly args?: readonly string[] },
): Promise<string> {
  const terms = ['--license', 'train-only-1y', '--purpose', 'fine-tune a grasp policy'];
  const asked = await consumer.kin('request', dataset, ...terms, '--wait', '--json');
  assert.equal(asked.code, 0, asked.stderr);
  const { agreementId } = jsonOf(asked) as { agreementId: string };
  const pulled = await consumer.kin('pull', agreementId, '-o', folder, ...args);
  assert.equal(pulled.code, 0, pulled.stderr);
  return folder;
}

test('deliveries of two companies open, describe themselves, and train a policy together', {
  skip,
}, async (t) => {
  const network = await ExchangeNetwork.create(t);
  const [larkspur, pebblehaven, marigold] = await Promise.all(
    ['Larkspur', 'Pebblehaven', 'Marigold'].map((name) => network.company(name)),
  );
  assert.ok(larkspur && pebblehaven && marigold);
  const raw = join(await mkdtemp(join(network.folder, 'raw-')), 'set');
  await writeLerobotFixture(raw, { withVideo: true });
  const offer = { robot: 'larkspur-arm7', tasks: [TASK], access: 'auto' } as const;
  const [first, second, pictures] = await Promise.all([
    larkspur.publish({ ...offer, slug: 'arm-reach' }),
    pebblehaven.publish({ ...offer, slug: 'arm-swing', phase: 1 }),
    publishPictures(larkspur, raw, 'arm-camera'),
  ]);
  await Promise.all([first.dataset, second.dataset, pictures].map((dataset) => network.indexed(dataset)));
  const place = (name: string): string => join(network.folder, name);
  const reach = await receive(marigold, first.dataset, { folder: place('reach') });
  const swing = await receive(marigold, second.dataset, { folder: place('swing') });
  const camera = await receive(marigold, pictures, { folder: place('camera') });

  await t.test(
    'mlcroissant validates the papers and reads the frames; the card and the catalog parse',
    async () => {
      const page = place('catalog.jsonld');
      await writeFile(page, await (await fetch(`${network.broker.api}/v1/catalog.jsonld`)).text());
      const [croissant, card, beside, catalog] = await ask<
        [Croissant, Card, Croissant, { titles: readonly string[] }]
      >(current, 'read_metadata.py', [
        `croissant=${join(reach, 'exchange/croissant.json')}`,
        `card=${join(reach, 'exchange/dataset_card.md')}`,
        `croissant=${join(camera, 'exchange/croissant.json')}`,
        `catalog=${page}`,
      ]);
      assert.deepEqual([croissant.errors, croissant.warnings, beside.errors], [[], [], []]);
      assert.deepEqual(croissant.frames, await columnDigests(reach));
      assert.deepEqual(beside.frames, await columnDigests(camera));
      assert.deepEqual(croissant.tasks, [{ 'tasks/task_index': 0, 'tasks/task': TASK }]);
      assert.ok(croissant.offers > 0 && croissant.derivations > 0);
      assert.equal(card.data.license, 'other');
      assert.ok(card.data.tags.includes('LeRobot') && card.text > 500);
      assert.deepEqual(catalog.titles, ['Larkspur arm-reach', 'Pebblehaven arm-swing', 'arm-camera']);
    },
  );

  await t.test('lerobot opens a delivery with pictures, as sent and converted by the receiver', async () => {
    const old = await receive(marigold, pictures, {
      folder: place('camera-v21'),
      args: ['--format', 'lerobot-v2.1'],
    });
    for (const [environment, folder] of [
      [current, camera],
      [legacy, old],
    ] as const) {
      const seen = await ask<{ frames: number; pictures: number; digests: Record<string, ColumnDigest> }>(
        environment,
        'read_lerobot.py',
        [folder, ''],
      );
      assert.deepEqual([seen.frames, seen.pictures], [120, 120]);
      assert.deepEqual(seen.digests, await columnDigests(folder));
    }
  });

  await t.test('a merged set trains a small policy for 200 steps with a falling loss', async () => {
    const merged = place('merged');
    const made = await marigold.kin('merge', reach, swing, '-o', merged);
    assert.equal(made.code, 0, made.stderr);
    const { losses, episodes } = await ask<{ losses: number[]; episodes: number }>(
      current,
      'train_policy.py',
      [merged],
    );
    assert.equal(episodes, 16);
    assert.equal(losses.length, 200);
    const mean = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    const [begin, end] = [mean(losses.slice(0, WINDOW)), mean(losses.slice(-WINDOW))];
    t.diagnostic(`loss ${begin.toFixed(4)} → ${end.toFixed(4)}`);
    assert.ok(end < begin / 4, `${begin} → ${end}`);
  });
});
