import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';
import { findRunningProcess } from '#platform/home-lock.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { ExchangeNetwork } from '../../support/exchange-network.ts';
import { jsonOf, kin, kinProcess, type KinResult } from '../../support/run-kin.ts';
import { robotFile } from '../../support/robot-recording.ts';

const UNREACHABLE = 'http://127.0.0.1:1';
const ROBOT = robotFile('larkspur-arm7');
/** Commands of the exchange that people are promised. */
const PROMISED = [
  'init',
  'node start',
  'node status',
  'validate',
  'inspect',
  'publish',
  'listing ls',
  'listing withdraw',
  'login',
  'logout',
  'whoami',
  'match',
  'request',
  'inbox',
  'inbox approve',
  'inbox refuse',
  'agreement ls',
  'agreement revoke',
  'pull',
  'transfer ls',
  'transfer pause',
  'transfer resume',
  'verify',
  'audit entries',
  'audit checkpoint',
  'audit prove',
  'audit trust-root',
  'evaluate',
];

test('every command says how it is used, and knows --json and --home', async () => {
  const found: string[] = [];
  const walk = async (path: readonly string[]): Promise<void> => {
    const help = await kin([...path, '--help']);
    assert.equal(help.code, 0, path.join(' '));
    assert.equal(help.stderr, '');
    assert.match(help.stdout, /^Usage: kin/);
    assert.match(help.stdout, /--json/);
    assert.match(help.stdout, /--home <folder>/);
    found.push(path.join(' '));
    for (const name of commandsIn(help.stdout)) await walk([...path, name]);
  };
  await walk([]);
  for (const command of PROMISED) assert.ok(found.includes(command), `kin ${command}`);
});

test('wrong usage ends with 2, says what would be right, and leaves stdout empty', async (t) => {
  const home = await tempFolder(t);
  const wrong = [
    ['inbx'],
    ['match', '--robott', 'x'],
    ['match', '--min-hours', 'many', '--home', home],
    ['pull', 'agr_x'],
    ['audit', 'prove', '-1'],
    ['audit', 'entries', '--type', 'nonsense', '--home', home],
    ['audit', 'entries', '--exchange', 'ex_abcdefghij', '--home', home],
    ['init', '--name', 'Larkspur', '--broker', 'no address', '--home', home],
    ['match', '--task', 'pick a cup', '--home', home],
    ['verify', home, '--home', home],
    ['node', 'status', '--home', home],
  ];
  for (const args of wrong) {
    const { code, stdout, stderr } = await kin(args);
    assert.equal(code, 2, `${args.join(' ')}: ${stderr}`);
    assert.equal(stdout, '', args.join(' '));
    assert.notEqual(stderr, '');
  }
});

test('an unknown option or command says which one was meant', async () => {
  assert.match((await kin(['inbx'])).stderr, /Did you mean inbox/);
  assert.match((await kin(['match', '--robott', 'x'])).stderr, /Did you mean --robot/);
});

test('what cannot be reached ends with 7, what was not found with 5, what failed with 1', async (t) => {
  const home = await tempFolder(t);
  const away = ['--broker', UNREACHABLE, '--home', home];
  assertEnds(await kin(['init', '--name', 'Larkspur', ...away]), 7, 'peer-unreachable');
  assertEnds(await kin(['audit', 'checkpoint', ...away]), 7, 'peer-unreachable');
  assertEnds(await kin(['validate', join(home, 'nothing.json')]), 5, 'not-found');
  await writeFile(join(home, 'broken.json'), '{"schema":');
  assertEnds(await kin(['validate', join(home, 'broken.json')]), 1, 'bad-json');
  assertEnds(await kin(['inspect', home]), 1, 'unsupported-format');
});

test('a person who is not logged in is told so with 4', async (t) => {
  const home = await tempFolder(t);
  assert.equal((await kin(['whoami', '--home', home])).code, 4);
  const network = await ExchangeNetwork.create(t);
  const login = ['--broker', network.broker.api, '--email', 'nobody@example.org', '--password-stdin'];
  const refused = await kinProcess(['login', ...login, '--home', home]);
  assertEnds(refused, 4, 'unauthenticated');
});

test('a document that fits the specification is valid, one that does not says where', async (t) => {
  const folder = await tempFolder(t);
  const terms = LICENSE_TEMPLATES['train-only-1y'];
  const file = join(folder, 'terms.json');
  await writeFile(file, JSON.stringify(terms));
  const valid = await kin(['validate', file, '--json']);
  assert.equal(valid.code, 0);
  assert.deepEqual((jsonOf(valid) as { kind: string }).kind, 'license-terms/1');
  await writeFile(file, JSON.stringify({ ...terms, termDays: 'long' }));
  const invalid = await kin(['validate', file]);
  assert.equal(invalid.code, 1);
  assert.match(invalid.stderr, /termDays/);
});

test('commands of a company give data on stdout, advice on stderr, and one JSON document with --json', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const node = await network.company('Larkspur');
  const plain: [args: string[], code: number][] = [
    [['whoami'], 0],
    [['node', 'status'], 0],
    [['listing', 'ls'], 0],
    [['inbox'], 0],
    [['agreement', 'ls'], 0],
    [['transfer', 'ls'], 0],
    [['audit', 'entries'], 0],
    [['audit', 'checkpoint'], 0],
    [['audit', 'prove', '0'], 6],
    [['audit', 'trust-root'], 0],
    [['match', '--robot', ROBOT], 5],
    [['request', 'larkspur/nothing', '--license', 'train-only-1y', '--purpose', 'train a policy'], 5],
    [['inbox', 'approve', 'ex_nothing'], 5],
    [['listing', 'withdraw', 'nothing', '--reason', 'no reason'], 5],
    [['evaluate', 'agr_x', '--metric', 'success', '--value', '1', '--trials', '9'], 5],
    [['pull', 'agr_x', '-o', join(network.folder, 'out')], 5],
    [['init', '--name', 'Larkspur', '--broker', network.broker.api], 1],
  ];
  for (const [args, code] of plain) {
    const name = args.join(' ');
    const asJson = await node.kin(...args, '--json');
    assert.equal(asJson.code, code, `${name}: ${asJson.stdout}${asJson.stderr}`);
    assert.doesNotThrow(() => jsonOf(asJson), `${name}: ${asJson.stdout}`);
    const text = await node.kin(...args);
    assert.equal(text.code, code, name);
    assert.doesNotMatch(text.stdout, /Next:|^error/m, name);
    if (code === 0) assert.notEqual(text.stdout, '', name);
  }
});

test('commands name the next sensible one, except where nobody reads it', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const node = await network.company('Larkspur');
  for (const args of [
    ['listing', 'ls'],
    ['inbox'],
    ['agreement', 'ls'],
    ['transfer', 'ls'],
    ['node', 'status'],
  ]) {
    assert.match((await node.kin(...args)).stderr, /Next: kin /, args.join(' '));
    assert.doesNotMatch((await node.kin(...args, '--quiet')).stderr, /Next:/, args.join(' '));
  }
});

test('a node runs as a process, answers other commands of its home, and ends well at Ctrl-C', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const home = await homeWithoutNode(t, network);
  const stop = Promise.withResolvers<void>();
  const running = kinProcess(['node', 'start', '--home', home], { interruptAfter: stop.promise });
  await waitUntilRunning(home);
  const status = await kin(['node', 'status', '--home', home, '--json']);
  assert.equal((jsonOf(status) as { running: boolean }).running, true);
  assertEnds(await kin(['node', 'start', '--home', home]), 1, 'home-locked');
  stop.resolve();
  const { code, stdout } = await running;
  assert.match(stdout, /^console +http:\/\/127\.0\.0\.1:\d+$/m);
  assert.match(stdout, /^ready$/m);
  assert.equal(code, 0);
});

/** Names of the commands that a help text lists. */
function commandsIn(help: string): string[] {
  const [, list = ''] = help.split('\nCommands:\n');
  const names = [...list.matchAll(/^ {2}([a-z-]+)/gm)].map((match) => match[1] ?? '');
  return names.filter((name) => name !== 'help');
}

function assertEnds(result: KinResult, code: number, error: string): void {
  assert.equal(result.code, code, result.stderr);
  assert.match(result.stderr, new RegExp(`^error ${error}: `, 'm'));
}

async function homeWithoutNode(t: TestContext, network: ExchangeNetwork): Promise<string> {
  const home = join(await tempFolder(t), 'home');
  await mkdir(home);
  const made = await kin(['init', '--name', 'Nettle', '--home', home, '--broker', network.broker.api]);
  assert.equal(made.code, 0, made.stderr);
  assert.match(made.stderr, /Next: kin node start/);
  return home;
}

async function waitUntilRunning(home: string): Promise<void> {
  const end = Date.now() + 120_000;
  while (Date.now() < end) {
    const running = await findRunningProcess(home);
    if (running?.address != null) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail('the node did not start');
}

test('a company invites its first administrator from its own home', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const { home } = await network.company('Larkspur');
  const person = ['--email', 'ada@larkspur.example', '--name', 'Ada'];
  assert.equal((await kin(['members', 'invite', ...person, '--role', 'auditor', '--home', home])).code, 2);
  const invited = await kin(['members', 'invite', ...person, '--role', 'admin', '--home', home, '--json']);
  assert.equal(invited.code, 0, invited.stderr);
  const { link } = jsonOf(invited) as { link: string };
  assert.match(link, /\/join#invitation=[0-9a-f]{48}$/);
  const listed = await kin(['members', 'ls', '--home', home]);
  assert.match(listed.stdout, /Ada +ada@larkspur\.example +admin +invited until/);
  const taken = await kin(['members', 'remove', 'Ada@larkspur.example', '--home', home]);
  assert.match(taken.stdout, /The invitation of Ada is taken back/);
  const unknown = await kin(['members', 'remove', 'ada@larkspur.example', '--home', home]);
  assert.equal(unknown.code, 5, unknown.stderr);
});

test('a company gives its people other roles and lets them go, but keeps an administrator', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const node = await network.company('Larkspur');
  const { home } = node;
  const { accounts } = network.broker.context;
  for (const [name, role] of [
    ['ada', 'admin'],
    ['lin', 'lister'],
  ] as const) {
    await accounts.create({
      email: `${name}@larkspur.example`,
      name,
      password: 'correct horse battery',
      roles: [role],
      participant: node.running.context.identity.participant,
    });
  }
  const members = (...rest: string[]) => kin(['members', ...rest, '--home', home]);
  assert.equal((await members('role', 'lin@larkspur.example')).code, 2, 'a role has to be named');
  assert.equal((await members('invite', '--email', 'x@larkspur.example', '--name', 'X')).code, 2);
  const last = await members('role', 'ada@larkspur.example', '--role', 'lister');
  assert.match(last.stderr, /keeps an administrator/);
  const refused = await members('remove', 'ada@larkspur.example');
  assert.match(refused.stderr, /keeps an administrator/);
  const changed = await members('role', 'lin@larkspur.example', '--role', 'admin', '--role', 'requester');
  assert.match(changed.stdout, /lin is admin, requester from now on/);
  assert.equal((await members('remove', 'ada@larkspur.example')).code, 0);
  const listed = await members('ls');
  assert.match(listed.stdout, /lin +lin@larkspur\.example +admin, requester +member/);
  assert.ok(!listed.stdout.includes('ada@'));
});
