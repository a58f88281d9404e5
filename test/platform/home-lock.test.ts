import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { isExchangeError } from '#contracts/errors.ts';
import { acquireHomeLock, findRunningProcess } from '#platform/home-lock.ts';
import { secureRandom } from '#platform/node-crypto.ts';

async function homeOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kin-home-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'home');
}

const take = (home: string) => acquireHomeLock({ home, random: secureRandom, clock: () => 1 });

test('a home is held by one process at a time, and released for the next', async (t) => {
  const home = await homeOf(t);
  const lock = await take(home);
  await lock.publish('http://127.0.0.1:4100');
  await assert.rejects(
    take(home),
    (error) => isExchangeError(error, 'home-locked') && error.params['address'] === 'http://127.0.0.1:4100',
  );
  await lock.release();
  await (await take(home)).release();
});

test('a second command finds address and token of the process that holds the home', async (t) => {
  const home = await homeOf(t);
  assert.equal(await findRunningProcess(home), undefined);
  await using lock = await take(home);
  assert.equal((await findRunningProcess(home))?.address, null);
  await lock.publish('http://127.0.0.1:4100');
  const running = await findRunningProcess(home);
  assert.deepEqual(
    [running?.address, running?.token, running?.pid],
    ['http://127.0.0.1:4100', lock.token, process.pid],
  );
  assert.equal((await stat(join(home, 'running.json'))).mode & 0o777, 0o600);
});

test('a process killed by SIGKILL leaves no lock behind', async (t) => {
  const home = await homeOf(t);
  const program = `
    import { acquireHomeLock } from '#platform/home-lock.ts';
    import { secureRandom } from '#platform/node-crypto.ts';
    const lock = await acquireHomeLock({ home: process.argv[1], random: secureRandom, clock: Date.now });
    await lock.publish('http://127.0.0.1:9');
    globalThis.gc();
    process.stdout.write('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--input-type=module-typescript', '-e', program, home],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  t.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  await assert.rejects(
    take(home),
    (error) => isExchangeError(error, 'home-locked') && error.params['pid'] === child.pid,
  );
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(await findRunningProcess(home), undefined);
  await (await take(home)).release();
});
