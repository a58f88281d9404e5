import assert from 'node:assert/strict';
import { test } from 'node:test';
import request from 'supertest';
import { z } from 'zod';
import { ExchangeError } from '#contracts/errors.ts';
import { createHttpApp } from '#platform/http/app.ts';
import { readCookie, requireOwnPage } from '#platform/http/cookies.ts';
import { jsonRoute, type Route } from '#platform/http/route.ts';
import { silentLogger } from '#platform/logger.ts';

interface Caller {
  readonly session: string;
}

const sessionRoute = (method: 'GET' | 'POST'): Route<Caller> =>
  jsonRoute<Caller>()({
    method,
    path: '/session',
    access: 'known',
    summary: 'The session',
    response: z.strictObject({ session: z.string() }),
    handle: (input) => {
      if (method === 'POST') input.setCookie({ name: 'kin', value: '', maxAgeS: 60, secure: false });
      else input.setCookie({ name: 'kin', value: 'abc', maxAgeS: 60, secure: true });
      return { session: input.caller.session };
    },
  });

const app = createHttpApp<Caller>({
  routes: [sessionRoute('GET'), sessionRoute('POST')],
  authenticate: (incoming) => {
    const session = readCookie(incoming, 'kin');
    if (session !== undefined) requireOwnPage(incoming);
    if (session === 'broken') throw new ExchangeError('unauthenticated', 'No such session.');
    return Promise.resolve({ session: session ?? 'none' });
  },
  logger: silentLogger,
  document: { path: '/openapi.json', title: 'Cookies', version: '1', description: '' },
});

test('a session cookie is hidden from scripts and from other sites', async () => {
  const { headers, body } = await request(app)
    .get('/session')
    .set('cookie', 'a=1; kin=s1; kin2=s2')
    .expect(200);
  assert.equal(body.session, 's1');
  assert.match(
    String(headers['set-cookie']),
    /^kin=abc; Max-Age=60; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/,
  );
});

test('no cookie is found in what is none', async () => {
  for (const header of ['kin2=s2', '=kin', 'kin', `kin=${'x'.repeat(9000)}`]) {
    const { body } = await request(app).get('/session').set('cookie', header).expect(200);
    assert.equal(body.session, 'none', header.slice(0, 20));
  }
});

test('a changing request that rides on a cookie comes from a page of this very host', async () => {
  const post = (origin?: string) => {
    const call = request(app).post('/session').set('cookie', 'kin=s1').set('host', 'portal.example:7400');
    return origin === undefined ? call : call.set('origin', origin);
  };
  await post('http://portal.example:7400').expect(200);
  for (const origin of ['http://evil.example', 'http://portal.example:7401', 'null', undefined]) {
    const { body } = await post(origin).expect(403);
    assert.equal(body.code, 'forbidden', origin ?? 'no origin');
  }
  await request(app).post('/session').expect(200);
});
