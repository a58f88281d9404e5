import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { isExchangeError } from '#contracts/errors.ts';
import { DATASETS } from '#demo/datasets/dataset-specs.ts';
import { DemoFolder } from '#demo/demo-folder.ts';
import { ACCOUNTS, BUYER, COMPANIES } from '#demo/world.ts';
import { ROLES } from '#contracts/http/accounts.ts';
import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const SEEDED = {
  agreement: 'agr_1',
  paused: 'agr_2',
  waiting: 'ex_1',
  refused: 'ex_2',
  delivered: '/d',
  tampered: '/t',
  withdrawn: 'x',
};

test('a world that was not finished loses everything but its recordings', async (t) => {
  const folder = new DemoFolder(await tempFolder(t));
  await mkdir(folder.dataset('larkspur', 'shelf-cups'), { recursive: true });
  await mkdir(folder.broker, { recursive: true });
  await folder.keepPlaces({ port: 7400, peers: [] });
  await folder.clear({ datasets: true });
  assert.deepEqual(await readdir(folder.root), ['datasets']);
  assert.equal(await folder.places(), undefined);
  await folder.clear({ datasets: false });
  assert.deepEqual(await readdir(folder.root), []);
});

test('a world remembers its places and its story', async (t) => {
  const folder = new DemoFolder(await tempFolder(t));
  assert.equal(await folder.seeded(), undefined);
  await folder.keepPlaces({ port: 7400, peers: ['/ip4/127.0.0.1/tcp/4001'] });
  await folder.keepSeeded(SEEDED);
  assert.equal((await folder.places())?.port, 7400);
  assert.deepEqual(await folder.seeded(), SEEDED);
});

test('a damaged record says how to start afresh', async (t) => {
  const folder = new DemoFolder(await tempFolder(t));
  await writeFile(join(folder.root, 'seeded.json'), '{"agreement":');
  await assert.rejects(
    folder.seeded(),
    (error) => isExchangeError(error, 'bad-config') && /reset/.test(error.message),
  );
});

test('the world has seven companies, every role, and licenses that exist', () => {
  const keys = COMPANIES.map(({ key }) => key);
  assert.equal(new Set(keys).size, 7);
  assert.ok(keys.includes(BUYER));
  assert.deepEqual([...new Set(ACCOUNTS.flatMap(({ roles }) => roles))].sort(), [...ROLES].sort());
  for (const { company, publish } of DATASETS) {
    assert.ok(keys.includes(company), company);
    for (const offer of publish.offers) assert.ok(Object.hasOwn(LICENSE_TEMPLATES, offer), offer);
  }
});
