import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { jointMapSchema } from '#contracts/dataset/joint-map.ts';
import { trustRootOfPin } from '#contracts/log/trust-root.ts';
import { verifyDelivery } from '#node/transfer/verify-delivery.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { ExchangeNetwork, type NetworkNode } from '../support/exchange-network.ts';
import { robotFile } from '../support/robot-recording.ts';
import { jsonOf } from '../support/run-kin.ts';

/** Asks for a dataset and pulls it. */
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

test('a delivery carries its papers, whether the lister lets the robot description out or not', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const [larkspur, marigold] = await Promise.all(
    ['Larkspur', 'Marigold'].map((name) => network.company(name)),
  );
  assert.ok(larkspur && marigold);
  const offer = { robot: 'larkspur-arm7', tasks: ['Put the cup on the shelf.'], access: 'auto' } as const;
  const shared = await larkspur.publish({ ...offer, slug: 'arm-open', shareRobot: true });
  const kept = await larkspur.publish({ ...offer, slug: 'arm-kept', phase: 1 });
  await Promise.all([network.indexed(shared.dataset), network.indexed(kept.dataset)]);
  const open = await receive(marigold, shared.dataset, { folder: join(network.folder, 'open') });
  const closed = await receive(marigold, kept.dataset, { folder: join(network.folder, 'closed') });
  const paper = (folder: string, name: string) => readFile(join(folder, 'exchange', name), 'utf8');

  await t.test('all papers are there, and sha256sum accepts the sums', async () => {
    const names = (await readdir(join(open, 'exchange'))).sort();
    assert.deepEqual(
      names.filter((name) => name !== 'log'),
      [
        'LICENSE.txt',
        'README.md',
        'SHA256SUMS',
        'agreement.json',
        'chunks.json',
        'croissant.json',
        'dataset_card.md',
        'delivery.json',
        'embodiment.json',
        'joint_map.json',
        'kinematics.urdf',
        'manifest.json',
        'receipt.json',
        'report.json',
        'robot_description.urdf',
        'source.json',
      ],
    );
    const check = ['--check', '--strict', 'exchange/SHA256SUMS'];
    await promisify(execFile)('sha256sum', check, { cwd: open }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error; // systems without the tool
    });
  });
  await t.test('the description is the file of the lister, or is said to stay there', async () => {
    const source = await readFile(robotFile('larkspur-arm7'), 'utf8');
    const shown = source.replaceAll(/<!--[\s\S]*?-->/g, '');
    assert.equal(await paper(open, 'robot_description.urdf'), shown);
    assert.ok(!(await readdir(join(closed, 'exchange'))).some((name) => name.startsWith('robot_')));
    assert.match(await paper(closed, 'README.md'), /description of the robot stays with the lister/);
  });
  await t.test('joint map, embodiment and URDF speak of one body', async () => {
    const map = jointMapSchema.parse(JSON.parse(await paper(closed, 'joint_map.json')));
    const { embodiment } = canonicalForm(
      readRobotDescription(await readFile(robotFile('larkspur-arm7'), 'utf8')),
    );
    assert.equal(map.embodiment, embodimentId(nodeCrypto, embodiment));
    const written = readRobotDescription(await paper(closed, 'kinematics.urdf'));
    const moving = written.joints.filter(({ type }) => type !== 'fixed');
    assert.equal(moving.length, embodiment.joints.length);
    assert.ok(map.columns.some(({ role, elements }) => role === 'state' && elements.length > 0));
  });
  await t.test('the license is told in two languages, and the loader is pinned', async () => {
    const license = await paper(open, 'LICENSE.txt');
    assert.match(license, /train models on it/);
    assert.match(license, /用本数据训练模型/);
    assert.match(await paper(open, 'README.md'), /lerobot==\d+\.\d+\.\d+/);
  });
  await t.test(
    'where columns were renamed and converted, joint map and metadata speak of the new ones',
    async () => {
      const folder = await receive(marigold, kept.dataset, {
        folder: join(network.folder, 'converted'),
        args: [
          '--format',
          'lerobot-v2.1',
          '--rename',
          'observation.state=joints',
          '--unit',
          'action=rad:deg',
        ],
      });
      const [before, after] = await Promise.all(
        [closed, folder].map(async (place) =>
          jointMapSchema.parse(JSON.parse(await paper(place, 'joint_map.json'))),
        ),
      );
      assert.deepEqual(
        after?.columns.map(({ feature, elements }) => [feature, elements[0]?.unit]),
        [
          ['joints', before?.columns[0]?.elements[0]?.unit],
          ['action', 'deg'],
        ],
      );
      assert.match(await paper(folder, 'croissant.json'), /"frames\/joints"/);
      assert.match(await paper(folder, 'README.md'), /lerobot==0\.3\.3/);
      const { log } = larkspur.running.context.identity;
      const trust = trustRootOfPin({ ...log, witnessQuorum: 0 });
      const { rows } = await verifyDelivery({ folder, crypto: nodeCrypto, trust, atMs: Date.now() });
      assert.deepEqual(
        rows.filter(({ status }) => status === 'fail'),
        [],
      );
    },
  );
  await t.test('a paper that was changed together with its sum is found out', async () => {
    const { log } = larkspur.running.context.identity;
    const trust = trustRootOfPin({ ...log, witnessQuorum: 0 });
    const failing = async (name: string): Promise<string[]> => {
      const copy = join(network.folder, `changed-${name}`);
      await cp(open, copy, { recursive: true });
      const file = join(copy, 'exchange', name);
      await writeFile(file, (await readFile(file, 'utf8')).replace('1', '2'));
      const sum = hash('sha256', await readFile(file), 'hex');
      const sums = await paper(copy, 'SHA256SUMS');
      const line = new RegExp(`^[0-9a-f]{64}  exchange/${name}$`, 'm');
      await writeFile(join(copy, 'exchange', 'SHA256SUMS'), sums.replace(line, `${sum}  exchange/${name}`));
      const verdict = await verifyDelivery({ folder: copy, crypto: nodeCrypto, trust, atMs: Date.now() });
      return verdict.rows.filter(({ status }) => status === 'fail').map(({ check }) => check);
    };
    for (const name of ['joint_map.json', 'embodiment.json', 'robot_description.urdf'])
      assert.deepEqual(await failing(name), ['manifest-papers'], name);
  });
});
