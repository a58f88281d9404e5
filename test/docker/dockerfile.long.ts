/**
 * The very commands of the Dockerfile, in a clean folder in the place of an image: what the build context lets in is copied, every RUN of
 * the build stage is run, what the last stage copies on is laid out, and the program starts from there with the image's own variables,
 * health check and stop signal. What only an engine can show (users, namespaces, a read-only root) is not shown here.
 */

import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { readDockerfile, type Stage } from '../support/dockerfile.ts';
import { tempFolder } from '../support/temp-folder.ts';

const REPOSITORY = join(import.meta.dirname, '../..');
const DOCKERFILE = readDockerfile(readFileSync(join(REPOSITORY, 'docker/Dockerfile'), 'utf8'));
/** Docker waits ten seconds after the stop signal unless told otherwise. */
const STOP_SECONDS = 10;
/** Where the image keeps the program. */
const WORKDIR = '/kinship';

/** Carries a stage's steps out in `folder`. */
function build(stage: Stage, folder: string): void {
  for (const step of stage.steps) {
    if (step.kind === 'copy') {
      for (const source of step.copy.sources) copyIn(source, join(folder, step.copy.target));
      continue;
    }
    const run = spawnSync('sh', ['-c', step.command], { cwd: folder, encoding: 'utf8' });
    assert.equal(run.status, 0, `${step.command}\n${run.stdout}\n${run.stderr}`);
  }
}

/** As COPY does: a folder's content goes into the target, a file into the target when that is a folder. */
function copyIn(source: string, target: string): void {
  const ignored = /(^|\/)node_modules(\/|$)|server\/portal\/dist(\/|$)/;
  const from = join(REPOSITORY, source);
  cpSync(from, statSync(from).isDirectory() ? target : join(target, source), {
    recursive: true,
    filter: (path) => !ignored.test(path.slice(REPOSITORY.length)),
  });
}

async function layOut(target: string, built: string, folder: string): Promise<Stage> {
  const image = DOCKERFILE.resolve(target);
  for (const { from, sources, target: to } of image.copies) {
    assert.equal(from, 'build');
    for (const source of sources) {
      await mkdir(dirname(join(folder, to)), { recursive: true });
      await cp(join(built, source.slice(WORKDIR.length)), join(folder, to), { recursive: true });
    }
  }
  return image;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

class Container {
  readonly #image: Stage;
  readonly #folder: string;
  readonly #env: Record<string, string>;
  readonly #data: string;
  #child: ChildProcess | undefined;
  output = '';

  constructor(image: Stage, place: { folder: string; data: string }, env: Record<string, string>) {
    this.#image = image;
    this.#folder = place.folder;
    this.#data = place.data;
    const own = Object.entries(image.env).map(([name, value]) => [name, this.#local(value)]);
    this.#env = {
      PATH: process.env['PATH'] ?? '',
      HOME: place.data,
      ...(Object.fromEntries(own) as object),
      ...env,
    };
  }

  #local(text: string): string {
    return text.replaceAll(WORKDIR, this.#folder).replace(/^\/data$/, this.#data);
  }

  start(): void {
    const [command = '', ...args] = [...(this.#image.entrypoint ?? []), ...(this.#image.command ?? [])].map(
      (word) => this.#local(word),
    );
    const child = spawn(command, args, {
      cwd: this.#folder,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (part: string) => (this.output += part));
    }
    this.#child = child;
  }

  /** Exit code of the image's health check. */
  health(): number | null {
    const [command = '', ...args] = (this.#image.health ?? []).map((word) => this.#local(word));
    return spawnSync(command, args, { cwd: this.#folder, env: this.#env }).status;
  }

  async healthy(): Promise<void> {
    const end = Date.now() + 120_000;
    while (this.health() !== 0) {
      assert.ok(Date.now() < end && this.#child?.exitCode === null, this.output);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  /** Sends the stop signal; gives the exit code and the seconds that it took. */
  async stop(): Promise<{ code: number | null; seconds: number }> {
    const child = this.#child;
    assert.ok(child);
    const began = performance.now();
    const exited = once(child, 'exit') as Promise<[number | null]>;
    child.kill((this.#image.stopSignal ?? 'SIGTERM') as NodeJS.Signals);
    const [code] = await exited;
    return { code, seconds: (performance.now() - began) / 1000 };
  }

  kill(): void {
    if (this.#child?.exitCode === null) this.#child.kill('SIGKILL');
  }
}

/** The entry script names the image's own folder. */
function relocate(script: string, folder: string): void {
  const moved = spawnSync('sed', ['-i', `s#${WORKDIR}/#${folder}/#g`, script]);
  assert.equal(moved.status, 0);
}

async function images(t: TestContext): Promise<{ broker: string; node: string; home: string }> {
  const folder = await tempFolder(t);
  const built = join(folder, 'build');
  mkdirSync(built);
  const stage = DOCKERFILE.stages.find(({ name }) => name === 'build');
  assert.ok(stage);
  build(stage, built);
  const places = { broker: join(folder, 'broker'), node: join(folder, 'node'), home: folder };
  await layOut('broker', built, places.broker);
  await layOut('node', built, places.node);
  relocate(join(places.node, 'docker/start-node.sh'), places.node);
  rmSync(built, { recursive: true });
  for (const place of [places.broker, places.node]) {
    const { stdout } = spawnSync('du', ['-sm', place], { encoding: 'utf8' });
    t.diagnostic(`${place.slice(folder.length + 1)}: ${stdout.split('\t')[0]} MB without the base image`);
  }
  return places;
}

test('the images’ programs start, say that they are well, find each other by name and stop', async (t) => {
  const places = await images(t);
  const [port, brokerPeer, nodePeer] = [await freePort(), await freePort(), await freePort()];
  const broker = new Container(
    DOCKERFILE.resolve('broker'),
    { folder: places.broker, data: join(places.home, 'broker-data') },
    {
      KIN_BROKER_PORT: String(port),
      KIN_BROKER_LISTEN: '127.0.0.1',
      KIN_BROKER_URL: `http://localhost:${port}`,
      KIN_BROKER_PEER_LISTEN: `/ip4/127.0.0.1/tcp/${brokerPeer}`,
      KIN_BROKER_PEER_ANNOUNCE: `/dns4/localhost/tcp/${brokerPeer}`,
      KIN_BROKER_LOG_ORIGIN: 'trial.kinship.invalid/log',
      KIN_BROKER_OPEN_ENROLMENT: 'true',
    },
  );
  const node = new Container(
    DOCKERFILE.resolve('node'),
    { folder: places.node, data: join(places.home, 'node-data') },
    {
      KIN_INIT_NAME: 'Larkspur Manipulation',
      KIN_INIT_BROKER: `http://localhost:${port}`,
      KIN_PEER_LISTEN: `/ip4/127.0.0.1/tcp/${nodePeer}`,
      KIN_PEER_ANNOUNCE: `/dns4/localhost/tcp/${nodePeer}`,
    },
  );
  t.after(() => {
    node.kill();
    broker.kill();
  });
  for (const place of ['broker-data', 'node-data']) mkdirSync(join(places.home, place), { mode: 0o700 });
  assert.equal(broker.health(), 1, 'nothing runs yet');
  broker.start();
  await broker.healthy();
  const page = await fetch(`http://localhost:${port}/`);
  assert.match(await page.text(), /<script[^>]+src="\/assets\//, 'the portal is built in');
  node.start();
  await node.healthy();
  assert.ok(!/recovery/i.test(node.output.replace(/it holds the recovery text.*/, '')), node.output);
  const names = await fetch(`http://localhost:${port}/.well-known/kinship`);
  const { addresses } = (await names.json()) as { addresses: string[] };
  assert.ok(
    addresses.every((address) => address.startsWith('/dns4/localhost/')),
    addresses.join(),
  );
  for (const container of [node, broker]) {
    const { code, seconds } = await container.stop();
    t.diagnostic(`stopped with ${code} after ${seconds.toFixed(2)} s`);
    assert.equal(code, 0, container.output);
    assert.ok(seconds < STOP_SECONDS, `${seconds} s`);
    assert.equal(container.health(), 1, 'nothing runs any more');
  }
});
