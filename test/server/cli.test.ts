import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { runCli } from '#server/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { startBroker } from '../support/broker-world.ts';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(argv: readonly string[], input = ''): Promise<Run> {
  let [out, err] = ['', ''];
  const code = await runCli(argv, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    stdin: Readable.from([input]),
    untilStopped: async () => undefined,
  });
  return { code, out, err };
}

test('the command line says how it went', async (t) => {
  const home = join(await tempFolder(t), 'broker');

  await t.test('start prints addresses and ready, and ends cleanly when told to', async () => {
    const { code, out } = await run(['start', '--home', home, '--port', '0', '--log-level', 'silent']);
    assert.equal(code, 0);
    assert.match(out, /^API {8}http:\/\/127\.0\.0\.1:\d+\n/);
    assert.match(out, /\nready\n$/);
  });

  await t.test(
    'an operator is made in a home where nothing runs, with a password that is shown once',
    async () => {
      const made = await run(['operator', 'create', '--home', home, '--email', 'op@example.org']);
      assert.equal(made.code, 0, made.err);
      assert.match(made.out, /^op@example\.org \(operator\)\nPassword, shown once: [a-z2-7]{24}\n$/);
      const twice = await run(['operator', 'create', '--home', home, '--email', 'op@example.org']);
      assert.equal(twice.code, 1);
    },
  );

  await t.test('wrong usage is told apart from failure', async () => {
    assert.equal((await run(['start', '--home', home, '--port', 'http'])).code, 2);
    assert.equal((await run(['fly'])).code, 2);
    assert.equal((await run(['operator', 'create', '--home', home])).code, 2);
    const moved = await run(['start', '--home', home, '--port', '0', '--origin', 'other.invalid']);
    assert.equal(moved.code, 2);
    assert.match(moved.err, /a log keeps its origin/);
    assert.equal((await run(['--help'])).code, 0);
  });
});

test('a second process of a home talks to the one that runs', async (t) => {
  const world = await startBroker(t);
  const made = await run(
    ['operator', 'create', '--home', world.home, '--email', 'op@example.org', '--password-stdin'],
    'correct horse\n',
  );
  assert.equal(made.code, 0, made.err);
  const body = { email: 'op@example.org', password: 'correct horse' };
  assert.equal((await world.call('/v1/session', { body })).status, 200);
  const second = await run(['start', '--home', world.home, '--port', '0']);
  assert.equal(second.code, 1);
  assert.match(second.err, /Another process uses this home/);
});
