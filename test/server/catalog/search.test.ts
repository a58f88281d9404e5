import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { enrolledCompany, startBroker, submit } from '../../support/broker-world.ts';
import type { TestCompany } from '../../support/test-company.ts';

/** Manifest members that give a listing its words. */
function described(
  company: TestCompany,
  slug: string,
  words: { task?: string; hours?: number; force?: boolean },
): Partial<Manifest> {
  const { facts } = company.manifest(slug).manifest;
  const force = { presence: 'present' as const, rateHz: 100, channels: 6 };
  return {
    facts: {
      ...facts,
      hours: words.hours ?? facts.hours,
      tasks: words.task === undefined ? [] : [{ index: 0, text: words.task, episodes: 1, frames: 1 }],
      modalities: words.force === true ? [{ kind: 'force', rateHz: 100, features: [] }] : [],
      sensing: words.force === true ? { ...facts.sensing, force } : facts.sensing,
    },
  };
}

test('the catalog is searched by words, facets and pages', async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world, { host: true });
  company.publish('shelf-cups', {
    title: 'Cups from a shelf',
    ...described(company, 'shelf-cups', { task: 'pick the red cup', hours: 12 }),
  });
  company.publish('bei-zi', {
    title: '抓取红色杯子',
    ...described(company, 'bei-zi', { task: '把杯子放到架子上', hours: 3 }),
  });
  company.publish('door', {
    title: 'Open a door',
    collection: 'simulation',
    access: 'auto',
    ...described(company, 'door', { hours: 7, force: true }),
  });
  const gone = company.publish('gone', { title: 'Gone cup' });
  company.append({
    kind: 'withdrawn',
    dataset: gone.manifest.dataset,
    manifest: gone.digest,
    reason: 'a face',
  });
  await world.broker.context.feeds.pull(company.participant);
  const search = async (query: string): Promise<string[]> => {
    const { body, status } = await world.call(`/v1/datasets?${query}`);
    assert.equal(status, 200, JSON.stringify(body));
    return (body['items'] as { slug: string }[]).map((item) => item.slug).toSorted();
  };
  const q = (text: string): Promise<string[]> => search(`q=${encodeURIComponent(text)}`);

  await t.test('words', async () => {
    assert.deepEqual(await q('cup'), ['shelf-cups']);
    assert.deepEqual(await q('red cu'), ['shelf-cups']);
    assert.deepEqual(await q('杯子'), ['bei-zi']);
    assert.deepEqual(await q('子杯'), []);
    assert.deepEqual(await q('" OR 1'), []);
  });

  await t.test('slugs, whatever title and tasks say', async () => {
    assert.deepEqual(await q('bei zi'), ['bei-zi']);
    assert.deepEqual(await q('bei-zi'), ['bei-zi']);
  });

  await t.test('filters', async () => {
    assert.deepEqual(await search('collection=simulation'), ['door']);
    assert.deepEqual(await search('modality=force'), ['door']);
    assert.deepEqual(await search('contactSensing=true'), ['door']);
    assert.deepEqual(await search('force=present'), ['door']);
    assert.deepEqual(await search('force=present&minForceHz=100'), ['door']);
    assert.deepEqual(await search('minForceHz=101'), []);
    assert.deepEqual(await search('torque=absent&tactile=absent&force=absent'), ['bei-zi', 'shelf-cups']);
    assert.equal((await world.call('/v1/datasets?force=maybe')).status, 400);
    assert.deepEqual(await search('minHours=5'), ['door', 'shelf-cups']);
    assert.deepEqual(await search('license=train-only-1y&access=auto'), ['door']);
    assert.deepEqual(await search(`provider=${company.participant}`), ['bei-zi', 'door', 'shelf-cups']);
    assert.deepEqual(await search('includeWithdrawn=true&q=gone'), ['gone']);
    assert.deepEqual(await search('collection=simulation&collection=teleoperation&maxHours=7'), [
      'bei-zi',
      'door',
    ]);
    assert.deepEqual(await search('task=place'), ['bei-zi']);
    assert.deepEqual(await search('bodyClass=none&minQuality=1&minHours=10'), ['shelf-cups']);
    assert.deepEqual(await search('minDof=1'), []);
    assert.deepEqual(await search('modality=force&modality=video'), []);
    assert.equal((await world.call('/v1/datasets?bodyClass=unicorn')).status, 400);
    assert.equal((await world.call('/v1/datasets?colour=red')).status, 400);
    assert.equal((await world.call('/v1/datasets?cursor=nonsense')).status, 400);
  });

  await t.test('facets', async () => {
    const { body } = await world.call('/v1/datasets?facets=true');
    assert.deepEqual(body['facets'], {
      collection: { teleoperation: 2, simulation: 1 },
      bodyClass: { none: 3 },
      dof: {},
      task: { pick: 1, place: 1 },
      access: { manual: 2, auto: 1 },
      modality: { force: 1 },
      license: { 'train-only-1y': 3 },
      hours: { 1: 2, 10: 1 },
      quality: { 1: 3 },
      contactSensing: { false: 2, true: 1 },
      torque: { absent: 3 },
      force: { absent: 2, present: 1 },
      tactile: { absent: 3 },
    });
  });

  await t.test('a facet tells the other values of its own filter', async () => {
    const { body } = await world.call('/v1/datasets?facets=true&collection=simulation&minHours=5');
    assert.equal(body['total'], 1);
    const facets = body['facets'] as Record<string, Record<string, number>>;
    assert.deepEqual(facets['collection'], { simulation: 1, teleoperation: 1 });
    assert.deepEqual(facets['hours'], { 1: 1 });
    assert.deepEqual(facets['license'], { 'train-only-1y': 1 });
  });

  await t.test('pages name every listing once, in each order', async () => {
    for (const sort of ['newest', 'hours', 'title', 'quality']) {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const after = cursor === '' ? '' : `&cursor=${cursor}`;
        const { body } = await world.call(`/v1/datasets?limit=2&sort=${sort}${after}`);
        assert.equal(body['total'], 3);
        seen.push(...(body['items'] as { slug: string }[]).map((item) => item.slug));
        cursor = body['nextCursor'] as string | null;
      }
      assert.equal(new Set(seen).size, 3);
      if (sort === 'hours') assert.deepEqual(seen, ['shelf-cups', 'door', 'bei-zi']);
    }
  });

  await t.test('a listing names its place in the log once the publication is there', async () => {
    const { digest, manifest } = company.publish('logged');
    await world.broker.context.feeds.pull(company.participant);
    const { plaintextRoot, ciphertextRoot } = manifest.derivative;
    const zero = `sha256:${'0'.repeat(64)}` as const;
    const receipt = await submit(
      world,
      company.entry({
        type: 'dataset.published',
        subject: digest,
        dataset: manifest.dataset,
        body: {
          feedSeq: 5,
          feedHead: zero,
          version: 1,
          report: zero,
          embodiment: null,
          terms: zero,
          plaintextRoot,
          ciphertextRoot,
        },
      }),
    );
    const { body } = await world.call(`/v1/datasets/${manifest.dataset}`);
    assert.equal((body['listing'] as { logIndex: number }).logIndex, receipt.index);
    assert.deepEqual((body['versions'] as { version: number }[]).length, 1);
  });

  await t.test('what a suspended company listed is not shown', async () => {
    await world.broker.context.participants.suspend(company.participant, 'terms-breached');
    assert.deepEqual(await search('includeWithdrawn=true'), []);
    assert.equal((await world.call(`/v1/datasets/${gone.manifest.dataset}`)).status, 404);
  });
});
