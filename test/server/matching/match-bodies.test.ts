import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { matchAnswerSchema } from '#contracts/matching/schema.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { enrolledCompany, startBroker } from '../../support/broker-world.ts';
import { armEmbodiment } from '../../support/match-bodies.ts';

test('datasets are matched with a described body, and the index survives a restart and a withdrawal', async (t) => {
  const world = await startBroker(t);
  const lister = await enrolledCompany(t, world, { name: 'Lister', host: true });
  const recorded = (body: Embodiment, label: string): { id: string; label: string; body: Embodiment } => ({
    id: embodimentId(nodeCrypto, body),
    label,
    body,
  });
  const [long, short] = [
    armEmbodiment({ upper: 0.42, fore: 0.4 }),
    armEmbodiment({ upper: 0.16, fore: 0.14 }),
  ];
  const same = lister.publish('long-arm', { embodiment: recorded(long, 'Long arm') });
  const other = lister.publish('short-arm', { embodiment: recorded(short, 'Short arm') });
  await world.broker.context.feeds.pull(lister.participant);
  const ask = async (of: typeof world): Promise<{ dataset: string; score: number }[]> => {
    const { status, body } = await of.call('/v1/matches', { body: { embodiment: long } });
    assert.equal(status, 200, JSON.stringify(body).slice(0, 300));
    const answer = matchAnswerSchema.parse(body);
    assert.equal(answer.embodimentId, embodimentId(nodeCrypto, long));
    return answer.results.map(({ dataset, score }) => ({ dataset, score }));
  };
  const first = await ask(world);
  assert.equal(first[0]?.dataset, same.manifest.dataset);
  const { body } = await world.call('/v1/datasets?facets=true');
  assert.equal((body['items'] as { embodiment: { label: string } }[]).length, 2);
  await world.stop();
  await assert.rejects(stat(join(world.home, 'match-scratch')), { code: 'ENOENT' });
  const again = await startBroker(t, { home: world.home });
  assert.deepEqual(await ask(again), first, 'the index is filled from the catalog');
  lister.append({
    kind: 'withdrawn',
    dataset: same.manifest.dataset,
    manifest: same.digest,
    reason: 'a face',
  });
  await again.broker.context.feeds.pull(lister.participant);
  const left = await ask(again);
  assert.ok(left.every((result) => result.dataset === other.manifest.dataset));
});

test('a body that nobody described here is said to be unknown', async (t) => {
  const world = await startBroker(t);
  const id = embodimentId(nodeCrypto, armEmbodiment({ upper: 0.3, fore: 0.3 }));
  const { status, body } = await world.call('/v1/matches', { body: { embodimentId: id } });
  assert.deepEqual([status, body['code']], [404, 'not-found']);
});
