import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { tempFolder } from '../support/temp-folder.ts';

const launcher = join(import.meta.dirname, '../../platform/launcher.js');
const { isNewEnough } = (await import(launcher)) as { isNewEnough: (version: string) => boolean };
const script = join(import.meta.dirname, 'launcher-script.js');
const OLD_NODES = ['/usr/bin/node', '/usr/local/bin/node'];

/** A Node on this machine that is too old for the exchange, if there is one. */
function findOldNode(): string | undefined {
  return OLD_NODES.find((path) => {
    if (!existsSync(path)) return false;
    const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim().slice(1);
    return !isNewEnough(version) && Number(version.split('.')[0]) >= 14;
  });
}
const oldNode = findOldNode();
const needsOldNode = oldNode === undefined ? { skip: 'no Node older than 24.11 on this machine' } : {};

interface Facts {
  readonly version: string;
  readonly execArgv: readonly string[];
  readonly argv: readonly string[];
  readonly pid: number;
}

async function start(
  binary: string,
  args: readonly string[],
): Promise<{ child: ChildProcess; facts: Facts }> {
  const child = spawn(binary, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, facts: JSON.parse(line.toString()) as Facts };
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

test('versions are compared by number', () => {
  for (const good of ['24.11.0', '24.21.0', '25.0.0', '100.0.0']) assert.ok(isNewEnough(good), good);
  for (const old of ['24.9.0', '24.10.9', '23.99.0', '20.20.2', '9.0.0']) assert.ok(!isNewEnough(old), old);
});

test('a program runs with its arguments and exits with its code', async () => {
  const { child, facts } = await start(process.execPath, ['fail', 'x y', '--flag']);
  assert.deepEqual(facts.argv, ['fail', 'x y', '--flag']);
  assert.equal(await exitOf(child), 3);
});

test('a program that has come to its end is over, whatever it left behind', async () => {
  const { child } = await start(process.execPath, ['linger']);
  const late = sleep(12_000, 'lives on', { ref: false });
  assert.equal(await Promise.race([exitOf(child), late]), 7);
});

test('flags are added without another process', { skip: process.platform === 'win32' }, async () => {
  const { child, facts } = await start(process.execPath, ['run', 'small']);
  assert.ok(facts.execArgv.includes('--max-semi-space-size=2'));
  assert.equal(facts.pid, child.pid);
  assert.equal(await exitOf(child), 0);
});

test('on an old Node the program runs on the one from the lock file', needsOldNode, async () => {
  const { child, facts } = await start(oldNode ?? '', ['fail', 'small']);
  assert.ok(isNewEnough(facts.version), facts.version);
  assert.ok(facts.execArgv.includes('--max-semi-space-size=2'));
  assert.equal(await exitOf(child), 3);
});

for (const [signal, code] of [
  ['SIGTERM', 40],
  ['SIGINT', 41],
] as const) {
  test(
    `on an old Node ${signal} reaches the program, and its exit code comes back`,
    needsOldNode,
    async () => {
      const { child } = await start(oldNode ?? '', ['wait']);
      child.kill(signal);
      assert.equal(await exitOf(child), code);
    },
  );
}

test('a program whose launcher is killed ends as on SIGTERM', needsOldNode, async () => {
  const { child, facts } = await start(oldNode ?? '', ['wait']);
  child.kill('SIGKILL');
  for (let i = 0; i < 1_500 && isAlive(facts.pid); i++) await sleep(20);
  assert.equal(isAlive(facts.pid), false);
});

test('an old Node without the one from the lock file is told what is missing', needsOldNode, async (t) => {
  const folder = await programFolder(t);
  const child = spawn(oldNode ?? '', [join(folder, 'x.js')], { stdio: ['ignore', 'inherit', 'pipe'] });
  const [text] = (await once(child.stderr, 'data')) as [Buffer];
  assert.equal(await exitOf(child), 1);
  assert.match(text.toString(), /needs Node 24\.11 or newer; this is Node/);
});

test('what was compiled is kept for the next start beside the code, for threads and child processes too', async (t) => {
  const folder = await programFolder(t);
  await mkdir(join(folder, 'node_modules'));
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  const first = execFileSync(process.execPath, [join(folder, 'x.js')], { env, encoding: 'utf8' });
  const kept = join(folder, 'node_modules/.cache/kinship');
  assert.equal(first, kept);
  const files = readdirSync(kept, { recursive: true }).length;
  assert.ok(files > 1, `${files} files`);
  assert.equal(execFileSync(process.execPath, [join(folder, 'x.js')], { env, encoding: 'utf8' }), kept);
  assert.equal(readdirSync(kept, { recursive: true }).length, files);
});

test('where nothing can be kept a program runs all the same', async (t) => {
  const folder = await programFolder(t);
  await writeFile(join(folder, 'node_modules'), 'no folder');
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  assert.equal(execFileSync(process.execPath, [join(folder, 'x.js')], { env, encoding: 'utf8' }), 'nowhere');
});

test('each command starts through the launcher', () => {
  for (const path of ['node/kin.js', 'server/kin-broker.js', 'demo/start.js']) {
    const text = readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
    assert.match(text, /^#!\/usr\/bin\/env node\nimport \{ launch/);
  }
});

/** A folder with the launcher and a program that tells where compiled code is kept. */
async function programFolder(t: TestContext): Promise<string> {
  const folder = await tempFolder(t);
  await mkdir(join(folder, 'platform'));
  await cp(launcher, join(folder, 'platform/launcher.js'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(
    join(folder, 'x.js'),
    "import { launch } from './platform/launcher.js'; launch('main.ts', []);",
  );
  await writeFile(
    join(folder, 'main.ts'),
    "export function main(): void { process.stdout.write(process.env['NODE_COMPILE_CACHE'] ?? 'nowhere'); }",
  );
  return folder;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
