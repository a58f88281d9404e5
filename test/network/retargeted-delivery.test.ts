import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { trustRootOfPin } from '#contracts/log/trust-root.ts';
import type { DeliverySource } from '#contracts/transfer/delivery.ts';
import { hashFolder } from '#node/content/hash-folder.ts';
import { readRobot } from '#node/embodiment/read-robot.ts';
import { retargetRobotOf } from '#node/retarget/retarget-dataset.ts';
import { readDelivery } from '#node/transfer/delivery-case.ts';
import { verifyDelivery, type CheckRow } from '#node/transfer/verify-delivery.ts';
import { judgeRetargeting, openRetargeted } from '#node/transfer/verify-retargeting.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { ExchangeNetwork } from '#test/support/exchange-network.ts';
import { robotFile } from '#test/support/robot-recording.ts';
import { jsonOf } from '#test/support/run-kin.ts';

// The pull does to the delivery, once it lies there, what `kin retarget` does to any.
test('a delivery gains the columns of my robot, and is verified beneath them and by adding them again', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const [larkspur, marigold] = await Promise.all(
    ['Larkspur', 'Marigold'].map((name) => network.company(name)),
  );
  assert.ok(larkspur && marigold);
  const tasks = ['Put the cup on the shelf.'];
  const { dataset } = await larkspur.publish({
    slug: 'reach',
    robot: 'larkspur-arm7',
    tasks,
    access: 'auto',
  });
  await network.indexed(dataset);
  const terms = ['--license', 'train-only-1y', '--purpose', 'fine-tune a grasp policy'];
  const asked = await marigold.kin('request', dataset, ...terms, '--wait', '--json');
  assert.equal(asked.code, 0, asked.stderr);
  const { agreementId } = jsonOf(asked) as { agreementId: string };
  const mine = robotFile('quillfeather-arm7');
  const folder = join(network.folder, 'delivered');
  const pulled = await marigold.kin('pull', agreementId, '-o', folder, '--retarget', mine, '--json');
  assert.equal(pulled.code, 0, pulled.stderr);

  const trust = trustRootOfPin(larkspur.running.context.identity.log);
  const robot = retargetRobotOf(await readRobot(mine));
  const rowsOf = async (of: string, recompute: object | undefined = {}): Promise<Map<string, CheckRow>> => {
    const options = { folder: of, crypto: nodeCrypto, trust, atMs: Date.now(), recompute, robot };
    const { rows } = await verifyDelivery(options);
    return new Map(rows.map((row) => [row.check, row]));
  };
  const sourceOf = async (of: string): Promise<DeliverySource> =>
    JSON.parse(await readFile(join(of, 'exchange/source.json'), 'utf8')) as DeliverySource;

  await t.test('the columns are there, and stand among the conversions', async () => {
    const { retargeted } = jsonOf(pulled) as { retargeted: { episodes: number; wholeEpisodes: number } };
    assert.deepEqual([retargeted.episodes, retargeted.wholeEpisodes], [8, 8]);
    const { conversions } = await sourceOf(folder);
    assert.deepEqual(
      conversions.map(({ name, root }) => [name, root]),
      [['kinship-retarget', (await hashFolder(folder, { skipExchange: true })).root]],
    );
    const croissant = await readFile(join(folder, 'exchange/croissant.json'), 'utf8');
    assert.ok(croissant.includes('retarget.state'));
  });
  await t.test(
    'no row fails: as sent beneath the columns, facts and motion as claimed, columns redone',
    async () => {
      const rows = await rowsOf(folder);
      const failed = [...rows.values()].filter(({ status }) => status === 'fail');
      assert.deepEqual(failed, []);
      assert.match(rows.get('content')!.evidence, /^pass as sent: .* beneath the added columns$/);
      assert.match(rows.get('retargeting')!.evidence, /^added here by retargeting: redone/);
      assert.deepEqual(
        ['facts', 'histograms', 'papers', 'manifest-papers'].map((check) => rows.get(check)!.status),
        ['pass', 'pass', 'pass', 'pass'],
      );
    },
  );
  await t.test('without the robot the columns are not judged', async () => {
    const { code, stdout } = await marigold.kin('verify', folder, '--json');
    assert.equal(code, 0);
    const { rows } = JSON.parse(stdout) as { rows: CheckRow[] };
    const row = rows.find(({ check }) => check === 'retargeting')!;
    assert.equal(row.status, 'not-checked');
    assert.match(row.why ?? '', /--robot/);
  });
  await t.test('a flipped byte beneath or among the columns is a finding', async () => {
    const data = 'data/chunk-000/file-000.parquet';
    const bytes = await readFile(join(folder, data));
    for (const at of [100, bytes.length - 20_000]) {
      const damaged = join(network.folder, `damaged-${at}`);
      await cp(folder, damaged, { recursive: true });
      const copy = Buffer.from(bytes);
      copy[at]! ^= 1;
      await writeFile(join(damaged, data), copy);
      assert.equal((await rowsOf(damaged, undefined)).get('content')!.status, 'fail');
    }
  });
  await t.test('columns that were made up are a finding, whatever the list of conversions says', async () => {
    const forged = join(network.folder, 'forged');
    await cp(folder, forged, { recursive: true });
    const stats = join(forged, 'meta/stats.json');
    await writeFile(
      stats,
      (await readFile(stats, 'utf8')).replace(/("retarget\.state".*?"max": ?\[)/s, '$19,'),
    );
    const source = await sourceOf(forged);
    const { root } = await hashFolder(forged, { skipExchange: true });
    await writeFile(
      join(forged, 'exchange/source.json'),
      JSON.stringify({ ...source, conversions: [{ ...source.conversions[0]!, root }] }),
    );
    const delivery = await readDelivery({ folder: forged, crypto: nodeCrypto, trust, atMs: Date.now() });
    await using retargeted = await openRetargeted(delivery, undefined);
    assert.equal(retargeted?.beneath.error, null, 'what was sent lies beneath');
    await assert.rejects(judgeRetargeting(delivery, retargeted, { robot, named: {}, signal: undefined }), {
      code: 'content-mismatch',
    });
  });
  await t.test('a second delivery of the agreement holds beside the first', async () => {
    const second = join(network.folder, 'second');
    assert.equal((await marigold.kin('pull', agreementId, '-o', second)).code, 0);
    const rows = await rowsOf(second, undefined);
    assert.deepEqual(
      [...rows.values()].filter(({ status }) => status === 'fail'),
      [],
    );
    assert.match(rows.get('content')!.evidence, /^pass as sent: [^,]+, [^,]+, sha256:\w+$/);
  });
  await t.test(
    'columns by a robot that was named are redone when the same robot is named again',
    async () => {
      const second = join(network.folder, 'second');
      const named = join(network.folder, 'named');
      const recorded = ['--source-robot', robotFile('larkspur-arm7')];
      const added = await marigold.kin('retarget', second, '--robot', mine, ...recorded, '-o', named);
      assert.equal(added.code, 0, added.stderr);
      const verify = async (...rest: string[]): Promise<CheckRow> => {
        const { code, stdout, stderr } = await marigold.kin('verify', named, ...rest, '--json');
        assert.equal(code, 0, stderr);
        const { rows } = JSON.parse(stdout) as { rows: CheckRow[] };
        return rows.find(({ check }) => check === 'retargeting')!;
      };
      const unnamed = await verify('--robot', mine);
      assert.deepEqual([unnamed.status, /--source-robot/.test(unnamed.why ?? '')], ['not-checked', true]);
      const other = await verify('--robot', mine, '--source-robot', mine);
      assert.deepEqual(
        [other.status, /columns cannot be redone/.test(other.why ?? '')],
        ['not-checked', true],
      );
      const same = await verify('--robot', mine, ...recorded);
      assert.equal(same.status, 'pass', same.why ?? '');
      assert.equal(
        (await marigold.kin('verify', named, ...recorded)).code,
        2,
        'nothing says for which robot',
      );
    },
  );
});
