import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { isExchangeError } from '#contracts/errors.ts';
import { makeAccounts, startDemoBroker } from '#demo/demo-broker.ts';
import { DemoFolder } from '#demo/demo-folder.ts';
import { DemoNode } from '#demo/demo-node.ts';
import { ACCOUNTS, COMPANIES } from '#demo/world.ts';
import { silentLogger } from '#platform/logger.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const SETTINGS = { clock: Date.now, logger: silentLogger };

interface Boot {
  readonly api: string;
  readonly participant: string;
  readonly accounts: number;
}

/** Starts a broker and one company, looks at them, stops both. */
async function boot(folder: DemoFolder): Promise<Boot> {
  await using broker = await startDemoBroker(folder, SETTINGS, undefined);
  const [company] = COMPANIES;
  assert.ok(company);
  const place = { home: folder.home(company.key), broker: broker.discovery() };
  await using running = await DemoNode.start(company, place, SETTINGS);
  await running.node.enrolled();
  const { participant } = running.node.context.identity;
  await makeAccounts(broker, () => participant);
  assert.equal((await fetch(broker.api)).status, 200);
  assert.equal(running.node.enrolment, 'admitted');
  return { api: broker.api, participant, accounts: (await broker.context.accounts.list()).length };
}

async function demoFolder(t: TestContext): Promise<DemoFolder> {
  return new DemoFolder(await tempFolder(t));
}

test('a world comes back at its places, with its companies and accounts', async (t) => {
  const folder = await demoFolder(t);
  const first = await boot(folder);
  assert.deepEqual(await boot(folder), first);
  assert.equal(first.accounts, ACCOUNTS.length);
});

test('a company has the same id in every world', async (t) => {
  const [one, other] = [await boot(await demoFolder(t)), await boot(await demoFolder(t))];
  assert.equal(one.participant, other.participant);
});

test('a second demo in the same folder is told that one is running', async (t) => {
  const folder = await demoFolder(t);
  await using broker = await startDemoBroker(folder, SETTINGS, undefined);
  assert.ok(broker.api);
  await assert.rejects(startDemoBroker(folder, SETTINGS, undefined), (error) =>
    isExchangeError(error, 'home-locked'),
  );
});
