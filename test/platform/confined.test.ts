import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isExchangeError } from '#contracts/errors.ts';
import { runConfined, type ConfinedTask } from '#platform/confined/run-confined.ts';
import { takeAllFiles } from '#test/support/system-faults.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const module = new URL('./confined-victim.ts', import.meta.url);

function task(input: unknown, more: Partial<ConfinedTask<unknown>> = {}): ConfinedTask<unknown> {
  return { module, input, readable: [], ...more };
}

test('returns what the module returns, typed arrays and all', async () => {
  const outcome = await runConfined(task({ act: 'echo', value: new Map([['a', Float32Array.of(1, 2)]]) }));
  assert.deepEqual(outcome, { ok: true, value: new Map([['a', Float32Array.of(1, 2)]]) });
});

test('passes reports on while the module works', async () => {
  const reports: unknown[] = [];
  await runConfined(task({ act: 'report' }, { onReport: (report) => reports.push(report) }));
  assert.deepEqual(reports, [1, 2, 3]);
});

test('answers what the module asks, however long it takes, and refuses what nobody listens for', async () => {
  const answered = await runConfined({
    ...task({ act: 'ask', value: { pixels: Uint8Array.of(1, 2) } }),
    limits: { silenceMs: 1500 },
    onQuestion: async (question) => {
      await new Promise((done) => setTimeout(done, 2000));
      return { heard: question };
    },
  });
  assert.deepEqual(answered, { ok: true, value: { heard: { pixels: Uint8Array.of(1, 2) } } });
  await assert.rejects(runConfined(task({ act: 'ask' })), (error) => isExchangeError(error, 'forbidden'));
});

test('throws errors of the module with their code', async () => {
  await assert.rejects(runConfined(task({ act: 'throw' })), (error) => {
    return isExchangeError(error, 'bad-dataset') && error.params['offset'] === 7;
  });
});

test('reads the named folder, and neither other files nor the environment', async (t) => {
  const folder = await tempFolder(t);
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'data/open.txt'), 'open');
  await writeFile(join(folder, 'key.pem'), 'secret');
  const readable = [join(folder, 'data')];
  const read = (path: string) => runConfined(task({ act: 'read', path: join(folder, path) }, { readable }));
  assert.deepEqual(await read('data/open.txt'), { ok: true, value: 'open' });
  assert.deepEqual(await read('key.pem'), { ok: true, value: 'ERR_ACCESS_DENIED' });
  const env = await runConfined<string[]>(task({ act: 'env' }));
  assert.deepEqual(env.ok && env.value, []);
});

test('reads no keys that lie beside the program', async () => {
  const beside = new URL('../../README.md', import.meta.url);
  const outcome = await runConfined(task({ act: 'read', path: beside.pathname }));
  assert.deepEqual(outcome, { ok: true, value: 'ERR_ACCESS_DENIED' });
});

test('writes nothing, starts nothing, connects to nothing and signals to nobody', async (t) => {
  const folder = await tempFolder(t);
  const server = createServer((socket) => socket.end('hello'));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  t.after(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  for (const act of ['write', 'spawn', 'connect', 'fetch', 'datagram', 'resolve', 'signal']) {
    const outcome = await runConfined<string>(
      task({ act, path: join(folder, 'x'), port }, { readable: [folder] }),
    );
    assert.match(outcome.ok ? outcome.value : '', /^refused/, act);
  }
});

test('a child that says what no child says ends its own run and nothing else', async () => {
  const acts = [
    'say garbage',
    'say nothing',
    'say too much',
    'say null',
    'say an error without params',
    'say loaded again',
    'ask without end',
  ];
  const never = { onQuestion: () => new Promise<never>(() => undefined) };
  const outcomes = await Promise.all(acts.map((act) => runConfined(task({ act }, never))));
  assert.deepEqual(
    outcomes,
    acts.map(() => ({ ok: false, death: 'crash' })),
  );
});

test('whoever cannot bear a report or a question of a child has its error, and lives on', async () => {
  const senseless = (): never => {
    throw new TypeError('no such file');
  };
  await assert.rejects(runConfined(task({ act: 'report' }, { onReport: senseless })), TypeError);
  await assert.rejects(runConfined(task({ act: 'report' }, { patience: senseless })), TypeError);
  await assert.rejects(runConfined(task({ act: 'ask' }, { onQuestion: senseless })), (error) =>
    isExchangeError(error, 'internal'),
  );
  await assert.rejects(
    runConfined(task({ act: 'ask' }, { onQuestion: async () => () => 'no value' })),
    /could not be cloned/,
  );
});

test('ends a child that takes too much memory, inside the heap or outside', async () => {
  const limits = { heapMiB: 64, residentMiB: 300 };
  assert.deepEqual(await runConfined(task({ act: 'fill-buffers' }, { limits })), {
    ok: false,
    death: 'memory',
  });
  const heap = await runConfined(task({ act: 'fill-heap' }, { limits }));
  assert.equal(heap.ok, false);
});

test('ends a child that hangs, and one that exits says so', async () => {
  assert.deepEqual(await runConfined(task({ act: 'hang' }, { limits: { silenceMs: 700 } })), {
    ok: false,
    death: 'time',
  });
  assert.deepEqual(await runConfined(task({ act: 'exit' })), { ok: false, death: 'crash' });
});

test('stops when it is told to', async () => {
  const stop = new AbortController();
  const running = runConfined(task({ act: 'hang' }, { signal: stop.signal }));
  setTimeout(() => stop.abort(), 100);
  await assert.rejects(running, (error) => isExchangeError(error, 'interrupted'));
});

test('a process that cannot be started for want of files is an error, and ends nobody else', async (t) => {
  assert.equal((await runConfined(task({ act: 'exit' }))).ok, false);
  const taken = takeAllFiles(t);
  if (taken === null) return t.skip('prlimit(1) is not there to limit the number of files');
  // Reported as an event of its own, a turn later: it must find a listener.
  const failure = await runConfined(task({ act: 'exit' })).catch((error: unknown) => error);
  await sleep(20);
  taken.giveBack();
  assert.ok(isExchangeError(failure, 'internal'), String(failure));
});
