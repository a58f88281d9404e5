import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ExchangeError } from '#contracts/errors.ts';
import type { Job } from '#contracts/http/console.ts';
import { eventually, ExchangeNetwork } from '../support/exchange-network.ts';
import { writePersonRecording } from '../support/person-recording.ts';

test('a publication that waits for the log says why, in its job, in the list and to who waits at it', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const cedar = await network.company('Cedar');
  const suit = join(network.folder, 'suit');
  await mkdir(suit);
  await writePersonRecording(suit, 1.75, 2);
  await network.stopBroker();
  const told = cedar.kin('publish', suit, '--license', 'train-only-1y', '--approve-tasks', '--lang', 'zh');
  const waiting = await eventually('the job says what keeps it', async () => {
    const { items } = await cedar.call<{ items: Job[] }>('/v1/jobs');
    return items.find(({ trouble }) => trouble !== null);
  });
  assert.equal(waiting.step, 'log');
  assert.match(waiting.trouble!, /^log-unavailable: /);
  const listed = await cedar.kin('listing', 'ls');
  assert.match(listed.stdout, /pending[\s\S]*log-unavailable: /);
  await network.startBroker();
  const { code, stderr, stdout } = await told;
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^存证日志尚未收录（存证日志没有应答（.*）。.*节点会自行重试/m);
  assert.match(stdout, /^✓ 已上架：ds_/m);
  const { items } = await cedar.call<{ items: Job[] }>('/v1/jobs');
  assert.equal(items[0]?.trouble, null);
  assert.doesNotMatch((await cedar.kin('listing', 'ls')).stdout, /log-unavailable/);

  await t.test('the log is searched by the names that people use', async () => {
    await network.indexed(items[0]?.dataset ?? '');
    const entries = await cedar.kin(
      'audit',
      'entries',
      '--dataset',
      'cedar/suit',
      '--type',
      'dataset.published',
    );
    assert.equal(entries.code, 0, entries.stderr);
    assert.match(entries.stdout, / dataset\.published /);
    assert.equal((await cedar.kin('audit', 'entries', '--dataset', 'cedar/none')).code, 5);
  });

  await t.test('a withdrawal that the log refuses leaves it listed, and says so', async () => {
    network.broker.context.logService.submit = () =>
      Promise.reject(new ExchangeError('forbidden', 'Not today.'));
    const withdrawn = await cedar.kin('listing', 'withdraw', 'suit', '--reason', 'consent was taken back');
    assert.equal(withdrawn.code, 0, withdrawn.stderr);
    const stdout = await eventually('the refusal is told', async () => {
      const list = await cedar.kin('listing', 'ls');
      return list.stdout.includes('refuses') ? list.stdout : undefined;
    });
    assert.match(stdout, / listed [\s\S]*The log refuses the[\s\S]*withdrawal: Not today\./);
  });
});
