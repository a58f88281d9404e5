import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import express from 'express';
import request from 'supertest';
import { NONCE_PLACEHOLDER } from '#platform/http/portal-nonce.ts';
import { servePortal } from '#platform/http/portal-pages.ts';
import { tempFolder } from '../support/temp-folder.ts';

async function appOf(t: TestContext, built: boolean) {
  const folder = await tempFolder(t);
  if (built) {
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), `<style nonce="${NONCE_PLACEHOLDER}"></style>`);
    await writeFile(join(folder, 'assets', 'a-1.js'), '1');
    await writeFile(join(folder, '.sources'), 'secret');
  }
  const app = express();
  servePortal(app, { folder, fallback: async (nonce) => `first page ${nonce}` });
  return app;
}

test('every answer has a nonce of its own, in the page and in its policy', async (t) => {
  const app = await appOf(t, true);
  const nonces = new Set<string>();
  for (const path of ['/', '/datasets/ds_1', '/']) {
    const answer = await request(app).get(path).set('accept', 'text/html').expect(200);
    const nonce = /<style nonce="([\w-]{22})">/.exec(answer.text)?.[1] ?? '';
    const policy = answer.headers['content-security-policy'] ?? '';
    assert.ok(policy.includes(`style-src 'self' 'nonce-${nonce}'`), policy);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)/);
    nonces.add(nonce);
  }
  assert.equal(nonces.size, 3);
});

test('assets are kept for ever; the API, dot files and missing assets are no pages', async (t) => {
  const app = await appOf(t, true);
  const asset = await request(app).get('/assets/a-1.js').expect(200);
  assert.match(asset.headers['cache-control'] ?? '', /immutable/);
  for (const path of ['/v1/nothing', '/log/tile/x', '/assets/gone.js', '/.well-known/x', '/.sources']) {
    const answer = await request(app).get(path).set('accept', 'text/html');
    assert.doesNotMatch(answer.text, /secret/, path);
    if (path !== '/.sources') assert.equal(answer.status, 404, path);
  }
});

test('without a built portal the first page answers, and only there', async (t) => {
  const app = await appOf(t, false);
  const answer = await request(app).get('/').set('accept', 'text/html').expect(200);
  assert.match(answer.text, /^first page [\w-]{22}$/);
  await request(app).get('/datasets').set('accept', 'text/html').expect(404);
});
