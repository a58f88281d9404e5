import assert from 'node:assert/strict';
import { test } from 'node:test';
import request from 'supertest';
import { discoverySchema } from '#contracts/http/discovery.ts';
import { enrolledCompany, startBroker } from '../../support/broker-world.ts';

test('the API answers strangers with care', async (t) => {
  const world = await startBroker(t);
  const api = request(world.api);

  await t.test('the first page is there, with a policy that loads nothing from elsewhere', async () => {
    const page = await api.get('/').expect(200).expect('content-type', /html/);
    assert.match(page.headers['content-security-policy'] ?? '', /default-src 'self'/);
    assert.equal(page.headers['x-content-type-options'], 'nosniff');
    assert.equal(page.headers['x-powered-by'], undefined);
    assert.doesNotMatch(page.text, /(src|href)="(https?:)?\/\//);
  });

  await t.test('discovery names API, peers and log', async () => {
    const { body } = await api.get('/.well-known/kinship').expect(200);
    const discovery = discoverySchema.parse(body);
    assert.equal(discovery.api, world.api);
    assert.equal(discovery.log.origin, 'log.test.invalid/kin');
    assert.match(discovery.addresses[0] ?? '', new RegExp(`/p2p/${discovery.peerId}$`));
  });

  await t.test('errors are problem documents with a trace and no insides', async () => {
    const cases: [request.Test, number, string][] = [
      [api.get('/nothing/here'), 404, 'not-found'],
      [api.get('/v1/datasets/nonsense'), 400, 'schema-mismatch'],
      [api.post('/v1/matches').type('json').send('{"task":'), 400, 'bad-json'],
      [api.post('/v1/matches').send({ unknown: 1 }), 400, 'schema-mismatch'],
      [
        api.post('/v1/session').send({ email: 'a@b.example', password: 'x'.repeat(300 * 1024) }),
        413,
        'limit-exceeded',
      ],
      [api.post('/v1/log/entries').send({ entry: { payload: 'AA==' } }), 400, 'schema-mismatch'],
      [api.get('/log/tile/../../broker.json'), 400, 'path-not-allowed'],
      [api.get('/log/tile/0/%2e%2e/checkpoint'), 400, 'path-not-allowed'],
      [api.get('/v1/accounts'), 401, 'unauthenticated'],
      [api.get('/v1/self').set('authorization', 'Basic YTpi'), 401, 'unauthenticated'],
    ];
    for (const [call, status, code] of cases) {
      const { body, headers, ...answer } = await call;
      assert.deepEqual([answer.status, (body as { code: string }).code], [status, code], call.url);
      assert.match(headers['content-type'] ?? '', /problem\+json/);
      assert.match((body as { traceId: string }).traceId, /^[0-9a-f]{32}$/);
      assert.doesNotMatch(JSON.stringify(body), /\.ts|node_modules|SQLITE/);
    }
  });

  await t.test('metrics are for this machine and for operators, not for those behind a proxy', async () => {
    await api.get('/metrics').expect(200);
    await api.get('/metrics').set('x-forwarded-for', '203.0.113.9').expect(401);
    const company = await enrolledCompany(t, world);
    const token = `Bearer ${company.token(world.api)}`;
    await api.get('/metrics').set('x-forwarded-for', '203.0.113.9').set('authorization', token).expect(403);
  });

  await t.test('every route is described', async () => {
    const { text } = await api.get('/openapi.json').expect(200);
    const served = JSON.parse(text) as { openapi: string; paths: Record<string, unknown> };
    assert.match(served.openapi, /^3\.1\./);
    for (const path of [
      '/v1/datasets',
      '/v1/matches',
      '/v1/log/entries',
      '/v1/standing-requests/{id}/events',
    ]) {
      assert.ok(path in served.paths, path);
    }
  });
});
