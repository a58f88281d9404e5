import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { MatchAnswer } from '#contracts/matching/schema.ts';
import { ExchangeNetwork } from '#test/support/exchange-network.ts';
import { jsonOf } from '#test/support/run-kin.ts';
import { robotFile } from '#test/support/robot-recording.ts';

test('a company that matches on its own node gets the answer of the broker, to the bit, and never asks it', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const [larkspur, pebblehaven] = await Promise.all(
    ['Larkspur', 'Pebblehaven'].map((name) => network.company(name)),
  );
  assert.ok(larkspur && pebblehaven);
  const published = await Promise.all([
    larkspur.publish({
      slug: 'arm-reach',
      robot: 'larkspur-arm7',
      tasks: ['Put the cup on the shelf.'],
      access: 'auto',
    }),
    pebblehaven.publish({
      slug: 'arm-open',
      robot: 'pebblehaven-arm6',
      tasks: ['Open the drawer.'],
      access: 'auto',
    }),
    pebblehaven.publish({
      slug: 'arm-secret',
      robot: 'pebblehaven-arm6',
      tasks: ['Open the drawer.'],
      access: 'auto',
      visibility: {
        kind: 'named',
        participants: [larkspur.participant, network.broker.context.identity.participant],
      },
    }),
  ]);
  await Promise.all(published.map(({ dataset }) => network.indexed(dataset, { as: larkspur })));

  const questions = [
    ['--robot', robotFile('larkspur-arm7'), '--task', 'put a cup on a shelf'],
    ['--robot', robotFile('pebblehaven-arm6'), '--use', 'replay'],
    ['--task', '打开抽屉'],
  ];
  for (const question of questions) {
    const asked = jsonOf(await larkspur.kin('match', ...question, '--json')) as MatchAnswer;
    const own = jsonOf(await larkspur.kin('match', ...question, '--private', '--json')) as MatchAnswer;
    // The copy does not say how long the log was; everything else is the same, to the bit.
    assert.deepEqual(own, { ...asked, catalog: { ...asked.catalog, treeSize: null } });
    assert.equal(own.results.length, 2);
  }

  const proposed = (await network.entries()).filter((entry) =>
    entry.predicateType.includes('match.proposed'),
  );
  assert.ok(proposed.length <= questions.length, 'the broker was asked the private questions too');

  const kept = await readdir(join(larkspur.home, 'catalog'));
  assert.equal(kept.length, 2);
  await writeFile(join(larkspur.home, 'catalog', kept[0]!), '{}');
  const again = await larkspur.kin('match', ...questions[0]!, '--private');
  assert.equal(again.code, 0);
  assert.match(again.stdout, /larkspur\/arm-reach@1/);
});
