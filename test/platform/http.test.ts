import assert from 'node:assert/strict';
import { get } from 'node:http';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { z } from 'zod';
import { utf8 } from '#contracts/bytes.ts';
import { ERROR_CODES, ExchangeError } from '#contracts/errors.ts';
import { createHttpApp, listenHttp, type AppInit } from '#platform/http/app.ts';
import type { IdempotencyStore, KeptAnswer } from '#platform/http/idempotency.ts';
import { STATUS_OF_CODE } from '#platform/http/problem.ts';
import { bytesRoute, emptyRoute, eventRoute, jsonRoute, type Route } from '#platform/http/route.ts';
import { loopbackHosts } from '#platform/http/security.ts';
import { silentLogger } from '#platform/logger.ts';

interface Caller {
  readonly name: string;
}

const datasetSchema = z
  .strictObject({ id: z.string(), hours: z.number().optional() })
  .meta({ id: 'Dataset' });

let made = 0;
const ROUTES: Route<Caller>[] = [
  jsonRoute<Caller>()({
    method: 'GET',
    path: '/v1/datasets/{id}',
    access: 'public',
    summary: 'One dataset',
    params: z.strictObject({ id: z.string().max(8) }),
    query: z.strictObject({ limit: z.coerce.number().int().max(100).default(10) }),
    response: datasetSchema,
    handle: ({ params, query }) => {
      if (params.id === 'missing')
        throw new ExchangeError('not-found', 'No such dataset.', { params: { id: params.id } });
      if (params.id === 'crash') throw new TypeError('secret detail');
      if (params.id === 'wrong') return { id: 7 as unknown as string };
      return { id: params.id, hours: query.limit };
    },
  }),
  jsonRoute<Caller>()({
    method: 'POST',
    path: '/v1/datasets',
    access: 'lister',
    summary: 'Make a dataset',
    body: z.strictObject({ id: z.string(), inner: z.strictObject({ n: z.int() }).optional() }),
    maxBodyBytes: 1024,
    idempotent: true,
    status: 201,
    response: datasetSchema,
    handle: async ({ body }) => {
      made++;
      await sleep(5);
      return { id: `${body.id}-${made}` };
    },
  }),
  emptyRoute<Caller>()({
    method: 'DELETE',
    path: '/v1/datasets/{id}',
    access: 'lister',
    summary: 'Withdraw a dataset',
    params: z.strictObject({ id: z.string() }),
    handle: () => undefined,
  }),
  bytesRoute<Caller>()({
    method: 'GET',
    path: '/log/tile/{rest*}',
    access: 'public',
    summary: 'A tile',
    params: z.strictObject({ rest: z.string() }),
    mediaType: 'application/octet-stream',
    handle: ({ params }) => ({ body: utf8(params.rest), headers: { 'cache-control': 'immutable' } }),
  }),
  eventRoute<Caller>()({
    method: 'GET',
    path: '/v1/events',
    access: 'public',
    summary: 'What happens',
    handle: async function* ({ signal }) {
      yield { event: 'tick', id: '1', data: { n: 1 } };
      yield { event: 'tick', id: '2', data: { n: 2 } };
      await sleep(60_000, undefined, { signal });
    },
  }),
];

function memoryStore(): IdempotencyStore {
  const kept = new Map<string, { digest: string; answer?: KeptAnswer }>();
  return {
    begin: async ({ scope, key, digest }) => {
      const known = kept.get(scope + key);
      if (known === undefined) {
        kept.set(scope + key, { digest });
        return { kind: 'new' };
      }
      if (known.digest !== digest) return { kind: 'mismatch' };
      return known.answer === undefined ? { kind: 'running' } : { kind: 'repeat', answer: known.answer };
    },
    finish: async ({ scope, key }, answer) => {
      const known = kept.get(scope + key);
      if (known !== undefined) known.answer = answer;
    },
    abandon: async ({ scope, key }) => {
      kept.delete(scope + key);
    },
  };
}

function appOf(changes: Partial<AppInit<Caller>> = {}) {
  return createHttpApp<Caller>({
    routes: ROUTES,
    document: { path: '/v1/openapi.json', title: 'Test', version: '1', description: 'A test.' },
    authenticate: async (incoming, access) => {
      const name = incoming.get('authorization');
      if (access !== 'public' && name === undefined)
        throw new ExchangeError('unauthenticated', 'Who are you?');
      return { name: name ?? 'nobody' };
    },
    scopeOf: (caller) => caller.name,
    idempotency: memoryStore(),
    logger: silentLogger,
    next: (error) => (error.code === 'unauthenticated' ? 'kin login' : undefined),
    ...changes,
  });
}

test('a route gets parsed input and answers with canonical JSON', async () => {
  const answer = await request(appOf()).get('/v1/datasets/a?limit=5').expect(200);
  assert.equal(answer.text, '{"hours":5,"id":"a"}');
  assert.match(String(answer.headers['content-security-policy']), /default-src 'self'/);
  assert.equal(answer.headers['x-powered-by'], undefined);
});

test('a request that does not fit names each fault by pointer and code', async () => {
  const answer = await request(appOf()).get('/v1/datasets/far-too-long?limit=500&other=1').expect(400);
  assert.equal(answer.headers['content-type'], 'application/problem+json');
  assert.equal(answer.body.code, 'schema-mismatch');
  assert.deepEqual(
    answer.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
    ['/params/id too_big', '/query/limit too_big', '/query unrecognized_keys'],
  );
});

test('an error of the exchange becomes a problem with status, params and trace id', async () => {
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const answer = await request(appOf()).get('/v1/datasets/missing').set({ traceparent }).expect(404);
  assert.deepEqual(answer.body, {
    type: 'urn:kin:problem:not-found',
    title: 'not found',
    status: 404,
    code: 'not-found',
    detail: 'No such dataset.',
    params: { id: 'missing' },
    traceId: 'a'.repeat(32),
  });
});

test('what goes wrong inside is not told to the client', async () => {
  for (const id of ['crash', 'wrong']) {
    const answer = await request(appOf()).get(`/v1/datasets/${id}`).expect(500);
    assert.equal(answer.body.code, 'internal');
    assert.doesNotMatch(answer.text, /secret|schema/);
  }
});

test('a caller who is not known is asked to log in, with the next step', async () => {
  const answer = await request(appOf()).post('/v1/datasets').send({ id: 'x' }).expect(401);
  assert.equal(answer.body.next, 'kin login');
  assert.equal(answer.headers['www-authenticate'], 'Bearer');
});

const BAD_BODIES: [string, string, string, number, string][] = [
  ['that is not JSON', 'application/json', '{"id":', 400, 'bad-json'],
  ['of another media type', 'text/plain', 'hello', 415, 'unsupported-format'],
  ['that is too long', 'application/json', `"${'x'.repeat(2000)}"`, 413, 'limit-exceeded'],
  ['nested too deeply', 'application/json', '['.repeat(500), 413, 'limit-exceeded'],
  ['that is empty', 'application/json', '', 400, 'schema-mismatch'],
  ['with an unknown member', 'application/json', '{"id":"a","x":1}', 400, 'schema-mismatch'],
  ['with a fault inside', 'application/json', '{"id":"a","inner":{"n":1.5}}', 400, 'schema-mismatch'],
];
for (const [what, type, body, status, code] of BAD_BODIES) {
  test(`a body ${what} is refused with ${code}`, async () => {
    const post = request(appOf()).post('/v1/datasets').set({ authorization: 'ann', 'content-type': type });
    const answer = await post.send(body).expect(status);
    assert.equal(answer.body.code, code);
  });
}

test('a repeat under the same idempotency key gets the first answer, another body is a conflict', async () => {
  const app = appOf();
  const post = (body: object, name = 'ann') =>
    request(app).post('/v1/datasets').set({ authorization: name, 'idempotency-key': 'k1' }).send(body);
  const first = await post({ id: 'x' }).expect(201);
  assert.equal((await post({ id: 'x' }).expect(201)).text, first.text);
  assert.equal((await post({ id: 'y' }).expect(409)).body.code, 'conflict');
  assert.notEqual((await post({ id: 'x' }, 'bob').expect(201)).text, first.text);
  const both = await Promise.all([1, 2].map(() => post({ id: 'x' }, 'eve')));
  assert.deepEqual(new Set(both.map((answer) => answer.status)), new Set([201, 409]));
});

test('empty answers, bytes under a long path, and unknown addresses', async () => {
  const app = appOf();
  await request(app).delete('/v1/datasets/a').set({ authorization: 'ann' }).expect(204);
  const tile = await request(app).get('/log/tile/0/x001/234').expect(200);
  assert.equal(tile.body.toString(), '0/x001/234');
  assert.equal(tile.headers['cache-control'], 'immutable');
  assert.equal((await request(app).get('/v2/none').expect(404)).body.code, 'not-found');
  assert.equal((await request(app).get('/v1/datasets/%E0%A4%A').expect(400)).body.code, 'usage');
});

async function listen(t: TestContext, changes: Partial<AppInit<Caller>> = {}) {
  const listener = await listenHttp(appOf(changes), { host: '127.0.0.1', port: 0, logger: silentLogger });
  t.after(() => listener.close());
  return listener;
}

test('events stream until the client goes, and a closing server does not wait for them', async (t) => {
  const listener = await listen(t);
  const text = await new Promise<string>((resolve, reject) => {
    let got = '';
    const call = get(`${listener.address}/v1/events`, (answer) => {
      answer.setEncoding('utf8').on('data', (part: string) => {
        got += part;
        if (got.includes('"n":2')) {
          resolve(got);
          call.destroy();
        }
      });
    });
    call.on('error', reject);
  });
  assert.equal(text, 'id: 1\nevent: tick\ndata: {"n":1}\n\nid: 2\nevent: tick\ndata: {"n":2}\n\n');
  await listener.close();
});

test('a foreign host name and a page of another site are refused', async (t) => {
  let port = 0;
  const listener = await listen(t, { allowedHosts: () => loopbackHosts(port) });
  port = listener.port;
  const call = (headers: Record<string, string>) =>
    request(listener.address)
      .delete('/v1/datasets/a')
      .set({ authorization: 'ann', ...headers });
  await call({}).expect(204);
  await call({ origin: `http://localhost:${port}` }).expect(204);
  await call({ origin: 'https://evil.example' }).expect(403);
  await call({ origin: 'null' }).expect(403);
  await call({ host: `evil.example:${port}` }).expect(403);
});

test('a port that is taken is a named error', async (t) => {
  const { port } = await listen(t);
  await assert.rejects(listenHttp(appOf(), { host: '127.0.0.1', port, logger: silentLogger }), {
    code: 'bad-config',
  });
});

test('the document names every route, with named schemas as components', async () => {
  const { body } = await request(appOf()).get('/v1/openapi.json').expect(200);
  const operations = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const mounted = ROUTES.map((route) => `${route.method} ${route.path.replace('*}', '}')}`);
  assert.deepEqual(operations.sort(), mounted.sort());
  const answer = body.paths['/v1/datasets/{id}'].get.responses['200'].content['application/json'].schema;
  assert.deepEqual(answer, { $ref: '#/components/schemas/Dataset' });
  assert.deepEqual(Object.keys(body.components.schemas.Dataset.properties), ['hours', 'id']);
  assert.deepEqual(
    body.paths['/v1/datasets/{id}'].get.parameters.map(
      ({ name, in: place, required }: Record<string, unknown>) => [name, place, required],
    ),
    [
      ['id', 'path', true],
      ['limit', 'query', false],
    ],
  );
});

test('every code of the closed list has a status', () => {
  for (const code of ERROR_CODES) assert.ok(STATUS_OF_CODE[code] >= 400 && STATUS_OF_CODE[code] < 600, code);
});
