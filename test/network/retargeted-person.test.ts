import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { JointMap } from '#contracts/dataset/joint-map.ts';
import type { Job } from '#contracts/http/console.ts';
import type { CheckRow } from '#node/transfer/verify-delivery.ts';
import { ExchangeNetwork } from '../support/exchange-network.ts';
import { writePersonRecording } from '../support/person-recording.ts';
import { robotFile } from '../support/robot-recording.ts';
import { jsonOf } from '../support/run-kin.ts';

const STATURE = '1.75';

test('a person becomes my robot, and the columns are redone when the person is named as before', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const [cedar, marigold] = await Promise.all(['Cedar', 'Marigold'].map((name) => network.company(name)));
  assert.ok(cedar && marigold);
  const suit = join(network.folder, 'suit');
  await mkdir(suit);
  await writePersonRecording(suit, Number(STATURE), 4);
  const offered = ['--license', 'train-only-1y', '--access', 'auto', '--body', `human:${STATURE}`];
  const published = await cedar.kin('publish', suit, ...offered, '--json');
  assert.equal(published.code, 0, published.stderr);
  const { dataset } = jsonOf(published) as Job;
  await network.indexed(dataset ?? '');
  const terms = ['--license', 'train-only-1y', '--purpose', 'learn to reach', '--wait', '--json'];
  const { agreementId } = jsonOf(await marigold.kin('request', dataset ?? '', ...terms)) as {
    agreementId: string;
  };
  const folder = join(network.folder, 'delivered');
  const pulled = await marigold.kin('pull', agreementId, '-o', folder);
  assert.equal(pulled.code, 0, pulled.stderr);

  const mine = robotFile('brightmoor-tall');
  const retarget = async (name: string, ...source: string[]): Promise<string> => {
    const out = join(network.folder, name);
    const told = await marigold.kin('retarget', folder, '--robot', mine, ...source, '-o', out, '--json');
    assert.equal(told.code, 0, told.stderr);
    const { result } = jsonOf(told) as { result: { elements: { label: string; followed: number }[] } };
    assert.deepEqual(
      result.elements
        .slice(0, 2)
        .map(({ label }) => label)
        .sort(),
      ['left_arm', 'right_arm'],
    );
    assert.ok(result.elements.slice(0, 2).every(({ followed }) => followed > 0));
    return out;
  };
  const verify = async (of: string, ...source: string[]): Promise<CheckRow> => {
    const { code, stdout, stderr } = await marigold.kin('verify', of, '--robot', mine, ...source, '--json');
    assert.equal(code, 0, stderr);
    const { rows } = JSON.parse(stdout) as { rows: CheckRow[] };
    return rows.find(({ check }) => check === 'retargeting')!;
  };

  await t.test('by the papers, which say that a person was recorded', async () => {
    const row = await verify(await retarget('by-papers'));
    assert.equal(row.status, 'pass', row.why ?? '');
  });
  await t.test('by a stature', async () => {
    const out = await retarget('by-stature', '--source-human', STATURE);
    const same = await verify(out, '--source-human', STATURE);
    assert.equal(same.status, 'pass', same.why ?? '');
    const other = await verify(out, '--source-human', '1.6');
    assert.deepEqual([other.status, /columns cannot be redone/.test(other.why ?? '')], ['not-checked', true]);
    const unnamed = await verify(out);
    assert.deepEqual([unnamed.status, /--source-human/.test(unnamed.why ?? '')], ['not-checked', true]);
  });
  await t.test('by a joint map', async () => {
    const map = JSON.parse(await readFile(join(folder, 'exchange/joint_map.json'), 'utf8')) as JointMap;
    const file = join(network.folder, 'map.json');
    await writeFile(file, JSON.stringify(map));
    const out = await retarget('by-map', '--joint-map', file);
    const same = await verify(out, '--joint-map', file);
    assert.equal(same.status, 'pass', same.why ?? '');
    const [column, ...rest] = map.columns;
    const turned = column!.elements.map((element) => ({ ...element, sign: -element.sign }));
    const wrong = join(network.folder, 'wrong.json');
    await writeFile(wrong, JSON.stringify({ ...map, columns: [{ ...column, elements: turned }, ...rest] }));
    const other = await verify(out, '--joint-map', wrong);
    assert.deepEqual([other.status, /columns cannot be redone/.test(other.why ?? '')], ['not-checked', true]);
  });
});
