import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { datasetDetailSchema } from '#contracts/http/catalog.ts';
import type { Job } from '#contracts/http/console.ts';
import { MANIFEST_DOCUMENT, type Manifest } from '#contracts/manifest/manifest.ts';
import type { MatchAnswer } from '#contracts/matching/schema.ts';
import { openSigned } from '#contracts/signature.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { ExchangeNetwork } from '../support/exchange-network.ts';
import { writePersonRecording } from '../support/person-recording.ts';
import { robotFile, writeRobotRecording } from '../support/robot-recording.ts';
import { writeSeededVideo } from '../support/seeded-video.ts';

const COMMON = ['--license', 'train-only-1y', '--approve-tasks'] as const;

/** The manifest that the broker shows. */
async function manifestOf(network: ExchangeNetwork, dataset: string): Promise<Manifest> {
  await network.indexed(dataset);
  const response = await fetch(`${network.broker.api}/v1/datasets/${encodeURIComponent(dataset)}`);
  const detail = datasetDetailSchema.parse(await response.json());
  return (await openSigned(nodeCrypto, MANIFEST_DOCUMENT, detail.manifest)).document;
}

test('people and worn cameras are published as what they are, and matched with what is known of them', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const cedar = await network.company('Cedar');
  const suit = join(network.folder, 'suit');
  await mkdir(suit);
  await writePersonRecording(suit, 1.75, 4);
  const publish = async (folder: string, ...args: string[]): Promise<Manifest> => {
    const told = await cedar.kin('publish', folder, ...COMMON, ...args, '--json');
    assert.equal(told.code, 0, told.stderr);
    return manifestOf(network, (JSON.parse(told.stdout) as Job).dataset ?? '');
  };

  await t.test('a suit of which only the stature of its wearer is known', async () => {
    const manifest = await publish(suit, '--slug', 'suit', '--body', 'human:1.76');
    const { embodiment, collection, jointMap, histograms } = manifest;
    assert.deepEqual([embodiment?.body.kind, embodiment?.label], ['human', 'human:1.75']);
    assert.equal(collection, 'motion-capture');
    // The columns are named after the joints of the average person: they move them, and both hands leave a histogram.
    assert.ok((jointMap?.columns[0]?.elements.length ?? 0) > 60);
    assert.equal(histograms.length, 2);
  });

  await t.test('a skeleton of its own, stated in the declarations beside the data', async () => {
    const folder = join(network.folder, 'stated');
    await mkdir(folder);
    await writeRobotRecording(folder, { robot: 'cedar-human', tasks: ['pick a cup'] });
    await writeFile(
      join(folder, 'kinship.yaml'),
      'schema: declarations/1\ncollection: { method: motion-capture }\nbody: { kind: human }\n',
    );
    const { embodiment } = await publish(folder, '--slug', 'stated', '--robot', robotFile('cedar-human'));
    assert.deepEqual([embodiment?.body.kind, embodiment?.label], ['human', 'human:skeleton']);
  });

  await t.test('a head camera, and what a body contradicts', async () => {
    const folder = join(network.folder, 'kitchen');
    await mkdir(folder);
    for (const name of ['a', 'b', 'c'])
      await writeSeededVideo(join(folder, `${name}.mp4`), { frames: 20, secrets: [] });
    const open = ['--desensitize', 'open', '--people', 'consented'];
    const seen = await publish(folder, '--slug', 'kitchen', ...open, '--body', 'camera:1.5');
    assert.deepEqual([seen.embodiment?.body.kind, seen.collection], ['camera', 'human-video']);
    const [camera] = seen.embodiment!.body.sensors;
    assert.equal(camera?.pose.position[2], 1.5);
    for (const [args, said] of [
      [['--body', 'human', '--collection', 'teleoperation'], /a robot was recorded and not a person/],
      [['--body', 'camera'], /joint positions, which a camera alone does not have/],
      [['--body', 'camera', '--robot', robotFile('cedar-human')], /no description of a body/],
      [['--body', 'human:0.2'], /expected a URDF or MJCF file, human/],
      [['--body', 'human', '--share-robot'], /no robot description/],
      [['--body', 'human:a.xml', '--robot', 'b.xml'], /one is enough/],
    ] as const) {
      const refused = await cedar.kin('publish', suit, ...COMMON, '--slug', 'wrong', ...args);
      assert.match(refused.stderr, said);
      assert.equal(refused.code, 2, refused.stderr);
    }
  });

  await t.test('a requester reads what each gives, and what is unknown', async () => {
    const robot = robotFile('brightmoor-tall');
    const ask = async (use: string, ...more: string[]): Promise<string> => {
      const args = ['match', '--robot', robot, '--use', use, '--broker', network.broker.api, ...more];
      const told = await cedar.kin(...args);
      assert.equal(told.code, 0, told.stderr);
      return told.stdout;
    };
    const { results } = JSON.parse(await ask('replay', '--json')) as MatchAnswer;
    const bySlug = async (slug: string) => {
      const listings = await network.catalog();
      const dataset = listings.find((listing) => listing.slug === slug)?.dataset;
      return results.find((result) => result.dataset === dataset);
    };
    assert.equal((await bySlug('suit'))?.verdict, 'retarget');
    const seen = await bySlug('kitchen');
    assert.equal(seen?.verdict, 'pre-train-only');
    assert.deepEqual(
      seen?.blockers.map(({ code }) => code),
      ['block-no-motion'],
    );
    const reach = seen?.factors.find(({ factor }) => factor === 'reach');
    assert.deepEqual([reach?.value, reach?.reason.code], [null, 'reach-only-seen']);
    assert.ok(seen.low < seen.high);
    assert.match(await ask('pre-train', '--explain'), /a camera alone does not say where the hands were/);
    assert.match(await ask('pre-train', '--explain', '--lang', 'zh'), /仅有相机，未记录手的位置/);
  });
});
