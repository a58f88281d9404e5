/** The Python client goes the whole path against a real node: find, ask, fetch, verify; errors come in their own classes. */

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ExchangeNetwork } from '#test/support/exchange-network.ts';
import { robotFile } from '#test/support/robot-recording.ts';
import { ask, pythonEnvironment } from '../python/environment.ts';

const current = await pythonEnvironment('current');

test('the Python client finds, licenses, fetches and verifies a dataset', {
  skip: current.skip,
}, async (t) => {
  const network = await ExchangeNetwork.create(t);
  const [larkspur, marigold] = await Promise.all(
    ['Larkspur', 'Marigold'].map((name) => network.company(name)),
  );
  assert.ok(larkspur && marigold);
  const offer = { tasks: ['Put the cup on the shelf.'], access: 'auto' } as const;
  const reach = await larkspur.publish({ ...offer, slug: 'arm-reach', robot: 'larkspur-arm7' });
  const place = await larkspur.publish({ ...offer, slug: 'arm-place', robot: 'pebblehaven-arm6' });
  await Promise.all([network.indexed(reach.dataset), network.indexed(place.dataset)]);
  const folder = join(network.folder, 'python');
  const roots = join(network.folder, 'trust-root.json');
  await mkdir(folder);
  await writeFile(roots, (await marigold.kin('audit', 'trust-root')).stdout);
  const settings = {
    home: marigold.home,
    address: marigold.console,
    token: marigold.running.consoleToken,
    kin: [process.execPath, join(import.meta.dirname, '../../../node/kin.js')],
    robot: robotFile('larkspur-arm7'),
    folder,
    roots,
  };
  const met = await ask<Record<string, unknown>>(current, 'use_client.py', [JSON.stringify(settings)]);
  assert.deepEqual(met['slugs'], ['arm-place', 'arm-reach']);
  assert.deepEqual(met['best'], [reach.dataset, 'Larkspur arm-reach']);
  assert.deepEqual(met['errors'], {
    unknown: ['NotFound', 'not-found', 404],
    'not permitted': ['Refused', 'refused', 0],
    'no node': ['NodeNotRunning', 'not-found', 0],
    'no token': ['Unauthenticated', 'unauthenticated', 401],
  });
  assert.ok((met['passed'] as number) >= 15);
  assert.deepEqual(met['failed'], ['papers']);
  assert.deepEqual(met['files'], ['data', 'exchange', 'meta']);
});
