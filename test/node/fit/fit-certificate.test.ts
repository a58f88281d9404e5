import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { FitCertificate } from '#contracts/fit/certificate.ts';
import { eventually, ExchangeNetwork } from '#test/support/exchange-network.ts';
import { jsonOf } from '#test/support/run-kin.ts';
import { robotFile } from '#test/support/robot-recording.ts';

interface Answer {
  readonly certificate: FitCertificate;
  readonly envelope: unknown;
}

test("a provider's node replays its data on a robot that is sent, and lets nothing out but a signed share", async (t) => {
  const network = await ExchangeNetwork.create(t);
  const [larkspur, marigold] = await Promise.all(
    ['Larkspur', 'Marigold'].map((name) => network.company(name)),
  );
  assert.ok(larkspur && marigold);
  const { dataset } = await larkspur.publish({
    slug: 'arm-reach',
    robot: 'larkspur-arm7',
    tasks: ['Put the cup on the shelf.'],
    access: 'auto',
  });
  await network.indexed(dataset);
  const fit = async (robot: string): Promise<Answer> => {
    const result = await marigold.kin('fit', 'larkspur/arm-reach', '--robot', robot, '--json');
    assert.equal(result.code, 0, result.stderr);
    return jsonOf(result) as Answer;
  };

  const own = await fit(robotFile('larkspur-arm7'));
  await t.test('the robot that recorded the data can replay it', () => {
    assert.equal(own.certificate.dataset, dataset);
    assert.ok(own.certificate.share >= 0.95);
    assert.equal(own.certificate.trajectories, 8);
  });
  await t.test('the same question gets the same certificate', async () => {
    assert.deepEqual(await fit(robotFile('larkspur-arm7')), own);
  });
  await t.test('the log records that it happened, once', async () => {
    const issued = await eventually('the certificate is logged', async () => {
      const entries = (await network.entries()).filter((entry) =>
        entry.predicateType.includes('certificate.issued'),
      );
      return entries.length > 0 ? entries : undefined;
    });
    assert.equal(issued.length, 1);
    assert.deepEqual(issued[0]!.predicate.body, {
      histogram: own.certificate.histogram,
      embodiment: own.certificate.embodiment,
      tolerance: own.certificate.tolerance,
    });
  });
  await t.test('after ten bodies a day a company gets no further answer, but the old ones', async () => {
    const { database, clock } = { ...larkspur.running.context, clock: Date.now };
    await database.write((tx) => {
      for (let i = 0; i < 9; i++)
        tx.run(
          'INSERT INTO fit_bodies (requester, dataset, day, embodiment) VALUES (?, ?, ?, ?)',
          marigold.participant,
          dataset,
          Math.floor(clock() / 86_400_000),
          `sha256:${String(i).repeat(64)}`,
        );
    });
    const other = await marigold.kin('fit', 'larkspur/arm-reach', '--robot', robotFile('pebblehaven-arm6'));
    assert.equal(other.code, 6);
    assert.match(other.stderr, /refused/);
    assert.deepEqual(await fit(robotFile('larkspur-arm7')), own);
  });
  await t.test('a body that could only probe one place is refused', async () => {
    await larkspur.running.context.database.write((tx) => tx.run('DELETE FROM fit_bodies'));
    const text = await readFile(robotFile('larkspur-arm7'), 'utf8');
    const frozen = join(network.folder, 'frozen.urdf');
    await writeFile(
      frozen,
      text.replaceAll(/lower="[^"]*"/g, 'lower="-0.005"').replaceAll(/upper="[^"]*"/g, 'upper="0.005"'),
    );
    const refused = await marigold.kin('fit', 'larkspur/arm-reach', '--robot', frozen, '--json');
    assert.equal(refused.code, 6);
    assert.match(refused.stdout, /workspace-too-small/);
  });
});
