import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { readDockerfile } from '../support/dockerfile.ts';

const REPOSITORY = join(import.meta.dirname, '../..');
const COMPOSE = join(REPOSITORY, 'docker/compose.yaml');
const text = (path: string): string => readFileSync(join(REPOSITORY, path), 'utf8');

/** The part of the compose specification (compose-spec.json) that the file uses, with its types; anything else is refused. */
const serviceSchema = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string(), target: z.string() }),
  depends_on: z
    .record(
      z.string(),
      z.strictObject({
        condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']),
      }),
    )
    .optional(),
  environment: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d{1,5}:\d{1,5}$/)).optional(),
  volumes: z.array(z.string().regex(/^(\.?[\w./-]+):(\/[\w/-]+)(:ro)?$/)),
  init: z.boolean(),
  read_only: z.boolean(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  stop_grace_period: z.string().regex(/^\d+s$/),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  tmpfs: z.array(z.string()),
});
const composeSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
  services: z.record(z.string().regex(/^[a-zA-Z0-9._-]+$/), serviceSchema),
  volumes: z.record(z.string().regex(/^[a-zA-Z0-9._-]+$/), z.null()),
});

function readCompose(): z.infer<typeof composeSchema> {
  const value = parse(readFileSync(COMPOSE, 'utf8'), { merge: true }) as Record<string, unknown>;
  const known = Object.entries(value).filter(([key]) => !key.startsWith('x-'));
  return composeSchema.parse(Object.fromEntries(known));
}

const compose = readCompose();
const images = readDockerfile(text('docker/Dockerfile'));
const companies = Object.entries(compose.services).filter(([name]) => name !== 'broker');

test('a broker and three companies, each with its own volume', () => {
  assert.equal(companies.length, 3);
  const homes = Object.entries(compose.services).map(([name, { volumes }]) => {
    const home = volumes.find((volume) => volume.endsWith(':/data'))?.slice(0, -':/data'.length);
    assert.equal(home, name);
    return home;
  });
  assert.deepEqual(homes.toSorted(), Object.keys(compose.volumes).toSorted());
  for (const [, { volumes }] of companies) {
    assert.ok(
      volumes.some((volume) => volume.endsWith(':/recordings:ro')),
      'recordings are read only',
    );
  }
});

test('each image is a target of the Dockerfile, and the build context is the repository', () => {
  for (const { build } of Object.values(compose.services)) {
    const context = join(dirname(COMPOSE), build.context);
    assert.ok(existsSync(join(context, 'package.json')) && existsSync(join(context, build.dockerfile)));
    assert.ok(images.stages.some(({ name }) => name === build.target));
  }
});

test('companies are told by name where they are and where the broker is', () => {
  const [, brokerPort] = compose.services['broker']?.ports?.[0]?.split(':').slice(1) ?? [];
  const broker = `http://broker:${brokerPort}`;
  assert.equal(compose.services['broker']?.environment['KIN_BROKER_URL'], broker);
  for (const [name, { environment, depends_on: needs }] of companies) {
    assert.equal(environment['KIN_INIT_BROKER'], broker);
    assert.equal(environment['KIN_PEER_ANNOUNCE'], `/dns4/${name}/tcp/7401`);
    assert.equal(needs?.['broker']?.condition, 'service_healthy');
  }
});

test('every variable is one that a program reads', () => {
  const readers = ['server/config.ts', 'node/config.ts', 'docker/start-node.sh'].map(text).join('\n');
  const named = [
    ...Object.values(compose.services).flatMap(({ environment }) => Object.keys(environment)),
    ...images.stages.flatMap(({ env }) => Object.keys(env)),
  ];
  for (const name of named.filter((each) => each !== 'NODE_ENV')) {
    assert.match(readers, new RegExp(`\\b${name}\\b`), name);
  }
});

test('no privilege is left, and what programs write goes into volumes', () => {
  for (const service of Object.values(compose.services)) {
    assert.deepEqual(service.cap_drop, ['ALL']);
    assert.equal(service.read_only, true);
    assert.deepEqual(service.security_opt, ['no-new-privileges:true']);
  }
  for (const target of ['broker', 'node']) {
    const image = images.resolve(target);
    assert.equal(image.user, 'node');
    assert.deepEqual(image.volumes, ['/data']);
    assert.equal(image.stopSignal, 'SIGTERM');
    assert.equal(image.health?.[0], 'node');
    assert.ok(existsSync(join(REPOSITORY, image.health?.[1] ?? '')));
  }
});

test('what the images copy is there, and the entry can be run', () => {
  const ignored = text('docker/Dockerfile.dockerignore').split('\n');
  for (const { copies } of images.stages) {
    for (const { from, sources } of copies.filter((copy) => copy.from === null)) {
      assert.equal(from, null);
      for (const source of sources) {
        assert.ok(existsSync(join(REPOSITORY, source)), source);
        assert.ok(ignored.includes(`!${source}`), `${source} is not kept from the build`);
      }
    }
  }
  assert.ok(statSync(join(REPOSITORY, 'docker/start-node.sh')).mode & 0o100);
});
