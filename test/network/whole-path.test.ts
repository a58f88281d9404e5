import assert from 'node:assert/strict';
import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { EntryStatement } from '#contracts/log/entry.ts';
import type { MatchAnswer } from '#contracts/matching/schema.ts';
import { eventually, ExchangeNetwork, type NetworkNode } from '../support/exchange-network.ts';
import { jsonOf, kin } from '../support/run-kin.ts';
import { robotFile } from '../support/robot-recording.ts';

const TASKS = ['Put the cup on the shelf.', 'Open the drawer.'];
/** A deadline that passes while the test watches, in hours. */
const SHORT_HOURS = 2 / 3600;

interface World {
  readonly network: ExchangeNetwork;
  readonly larkspur: NetworkNode;
  readonly pebblehaven: NetworkNode;
  readonly quillfeather: NetworkNode;
  readonly marigold: NetworkNode;
  readonly nettle: NetworkNode;
}

test('five companies and a broker run the whole path, and what arrived verifies with nobody there', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const [larkspur, pebblehaven, quillfeather, marigold, nettle] = await Promise.all(
    ['Larkspur', 'Pebblehaven', 'Quillfeather', 'Marigold', 'Nettle'].map((name) => network.company(name)),
  );
  assert.ok(larkspur && pebblehaven && quillfeather && marigold && nettle);
  const world = { network, larkspur, pebblehaven, quillfeather, marigold, nettle };

  const [open, manual, named] = await Promise.all([
    larkspur.publish({ slug: 'arm-reach', robot: 'larkspur-arm7', tasks: TASKS, access: 'auto' }),
    pebblehaven.publish({ slug: 'arm-place', robot: 'pebblehaven-arm6', tasks: TASKS, access: 'manual' }),
    quillfeather.publish({
      slug: 'arm-secret',
      robot: 'quillfeather-arm7',
      tasks: TASKS,
      access: 'auto',
      visibility: {
        kind: 'named',
        participants: [marigold.participant, network.broker.context.identity.participant],
      },
    }),
  ]);
  await t.test('gossip brings what is published into the catalog of those who may see it', async () => {
    await Promise.all([network.indexed(open.dataset), network.indexed(manual.dataset)]);
    await network.indexed(named.dataset, { as: marigold });
    for (const stranger of [undefined, nettle, larkspur]) {
      const seen = (await network.catalog(stranger)).map((listing) => listing.slug);
      assert.ok(!seen.includes('arm-secret'), `${stranger?.name ?? 'the public'} sees ${seen.join()}`);
    }
  });
  await t.test('a robot and a task find the data that fits, with reasons', async () => {
    const args = ['match', '--robot', robotFile('larkspur-arm7'), '--task', 'put a cup on a shelf'];
    const answer = jsonOf(await marigold.kin(...args, '--json')) as MatchAnswer;
    assert.equal(answer.results[0]?.dataset, open.dataset);
    assert.ok(answer.results.every((result) => result.dataset !== named.dataset));
    assert.ok((answer.results[0]?.factors.length ?? 0) > 0);
    const ids = await marigold.kin(...args, '--quiet');
    assert.equal(ids.stdout, answer.results.map(({ dataset }) => `${dataset}\n`).join(''));
  });
  const agreements = await decideRequests(t, world, { open: open.dataset, manual: manual.dataset });
  await t.test('a company that a restricted listing names can ask for it, and no other', async () => {
    const exchange = await marigold.request(named.dataset);
    assert.equal((await marigold.view(exchange, decided)).state, 'FINALIZED');
    await assert.rejects(nettle.request(named.dataset), { code: 'not-found' });
  });

  const folders = await deliver(t, world, agreements);
  await reportAndWithdraw(t, world, { dataset: open.dataset, agreement: agreements.marigold });
  await t.test('the log has every act of the path once', async () => {
    const typeOf = (entry: EntryStatement): string | undefined => entry.predicateType.split(':')[3];
    // Nodes send what they owe to the log in the background: the last of it may still be on its way.
    const entries = await eventually('every ended negotiation is in the log', async () => {
      const found = await network.entries();
      return endedExchanges(found).size >= 3 ? found : undefined;
    });
    const count = (type: string): number => entries.filter((entry) => typeOf(entry) === type).length;
    assert.equal(count('dataset.published'), 3);
    assert.equal(count('agreement.signed'), 3);
    assert.equal(count('key.released'), 2);
    assert.equal(count('receipt.acknowledged'), 2);
    // Refused by a person, expired, and asked for after the withdrawal. What expires, either side may end, or both at once.
    assert.equal(endedExchanges(entries).size, 3);
    assert.equal(count('evaluation.reported'), 1);
    assert.equal(count('dataset.withdrawn'), 1);
    const links = entries.flatMap(({ predicate: { exchange } }) =>
      exchange === null ? [] : [`${exchange.id} ${exchange.role} ${exchange.seq}`],
    );
    assert.equal(new Set(links).size, links.length);
  });
  await verifyOffline(t, network, { folders, marigold });
});

/** Exchanges whose negotiation was ended, by either side. */
function endedExchanges(entries: readonly EntryStatement[]): Set<string | undefined> {
  const ends = entries.filter(
    ({ predicateType }) => predicateType.split(':')[3] === 'negotiation.terminated',
  );
  return new Set(ends.map(({ predicate }) => predicate.exchange?.id));
}

test('a broker that was away while companies published ends with the same catalog', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const [larkspur, pebblehaven] = await Promise.all([
    network.company('Larkspur'),
    network.company('Pebblehaven'),
  ]);
  const first = await larkspur.publish({ slug: 'arm-reach', robot: 'larkspur-arm7', tasks: TASKS });
  await network.indexed(first.dataset);
  await network.stopBroker();
  const begun = await Promise.all([
    larkspur.begin({ slug: 'arm-reach', robot: 'larkspur-arm7', tasks: TASKS, phase: 1 }),
    pebblehaven.begin({ slug: 'arm-place', robot: 'pebblehaven-arm6', tasks: TASKS }),
  ]);
  await larkspur.waitsForLog(begun[0].id);
  // A node that restarts while the broker is away keeps what it owes to the log.
  await larkspur.stop();
  await larkspur.start({ enrolled: false });
  await network.startBroker();
  const [second, place] = await Promise.all([
    network.indexed(first.dataset, { fits: (listing) => listing.version === 2 }),
    pebblehaven.running.context.jobs.ended(begun[1].id),
  ]);
  await network.indexed(place.dataset ?? '');
  assert.notEqual(second.manifest, first.manifest);
  const before = await network.catalog();
  assert.deepEqual(before.map((listing) => `${listing.slug}@${listing.version}`).toSorted(), [
    'arm-place@1',
    'arm-reach@2',
  ]);
  await network.stopBroker();
  await network.startBroker();
  assert.deepEqual(await network.catalog(), before);
});

/** One request of each kind of end; gives the agreements of the two consumers. */
async function decideRequests(
  t: TestContext,
  { pebblehaven, quillfeather, marigold, nettle, larkspur }: World,
  datasets: { open: string; manual: string },
): Promise<{ marigold: string; nettle: string }> {
  const agreements = { marigold: '', nettle: '' };
  await t.test('a request is granted at once where the provider says so', async () => {
    const asked = await marigold.kin('request', datasets.open, ...training, '--wait', '--json');
    assert.equal(asked.code, 0, asked.stderr);
    const view = jsonOf(asked) as { state: string; agreementId: string };
    assert.equal(view.state, 'FINALIZED');
    agreements.marigold = view.agreementId;
  });
  await t.test('a request waits for a person, and goes on when the person agrees', async () => {
    const exchange = await nettle.request(datasets.manual);
    await pebblehaven.view(exchange, (view) => view.waiting?.for === 'decision');
    const approved = await pebblehaven.kin('inbox', 'approve', exchange);
    assert.equal(approved.code, 0, approved.stderr);
    agreements.nettle = (await nettle.view(exchange, decided)).agreementId ?? '';
    assert.notEqual(agreements.nettle, '');
  });
  await t.test('a refusal reaches the consumer with its reason', async () => {
    const exchange = await marigold.request(datasets.manual);
    await pebblehaven.view(exchange, (view) => view.waiting?.for === 'decision');
    const refused = await pebblehaven.kin('inbox', 'refuse', exchange, '--reason', 'You build the same arm.');
    assert.equal(refused.code, 0, refused.stderr);
    const view = await marigold.view(exchange, decided);
    assert.equal(view.state, 'TERMINATED');
    assert.equal(view.ended?.note, 'You build the same arm.');
  });
  await t.test(
    'a use that the terms do not permit is refused before anything is sent, with exit code 6',
    async () => {
      const purpose = ['--license', 'train-only-1y', '--purpose', 'redistribute the episodes'];
      const asked = await nettle.kin('request', datasets.open, ...purpose);
      assert.equal(asked.code, 6, asked.stderr);
      assert.match(asked.stderr, /the license does not permit to redistribute the data/);
    },
  );
  await t.test('who stops waiting for a decision ends with 130, and the request stays open', async () => {
    const args = ['request', datasets.manual, ...training, '--wait', '--home', quillfeather.home];
    const interrupt = new AbortController();
    const waiting = kin(args, interrupt.signal);
    const isAsked = async (): Promise<true | undefined> => {
      const asked = jsonOf(await quillfeather.kin('inbox', '--json')) as { role: string; state: string }[];
      return asked.some(({ role, state }) => role === 'consumer' && state === 'REQUESTED') || undefined;
    };
    await eventually('the request is asked', isAsked);
    const [first] = jsonOf(await quillfeather.kin('inbox', '--json')) as { exchange: string }[];
    assert.equal((await quillfeather.kin('inbox', '--quiet')).stdout.split('\n')[0], first!.exchange);
    interrupt.abort();
    assert.equal((await waiting).code, 130);
    assert.equal(await isAsked(), true);
  });
  await t.test('a request that nobody decides expires on both sides by itself', async () => {
    const exchange = await larkspur.request(datasets.manual, SHORT_HOURS);
    const [asked, received] = await Promise.all([
      larkspur.view(exchange, decided),
      pebblehaven.view(exchange, decided),
    ]);
    assert.equal(asked.ended?.code, 'deadline-passed');
    assert.equal(received.ended?.code, 'deadline-passed');
  });
  return agreements;
}

/** Two consumers pull at once; gives their folders. */
async function deliver(
  t: TestContext,
  { network, marigold, nettle }: World,
  agreements: { marigold: string; nettle: string },
): Promise<string[]> {
  const folders = [join(network.folder, 'delivered-marigold'), join(network.folder, 'delivered-nettle')];
  await t.test('two consumers receive what they agreed on at the same time', async () => {
    const pulled = await Promise.all([
      marigold.kin('pull', agreements.marigold, '-o', folders[0] ?? ''),
      nettle.kin('pull', agreements.nettle, '-o', folders[1] ?? ''),
    ]);
    for (const { code, stderr } of pulled) assert.equal(code, 0, stderr);
    for (const folder of folders) assert.ok((await readdir(folder)).includes('exchange'));
  });
  return folders;
}

async function reportAndWithdraw(
  t: TestContext,
  { network, marigold, larkspur }: World,
  { dataset, agreement }: { dataset: string; agreement: string },
): Promise<void> {
  await t.test('what the data did for a policy is shown on its listing', async () => {
    const numbers = ['--metric', 'success', '--value', '0.62', '--baseline', '0.48', '--trials', '50'];
    const reported = await marigold.kin('evaluate', agreement, ...numbers);
    assert.equal(reported.code, 0, reported.stderr);
    const listing = await network.indexed(dataset, { fits: ({ evaluations }) => evaluations.length > 0 });
    const [{ metric, reports, meanValue } = { metric: '', reports: 0, meanValue: 0 }] = listing.evaluations;
    assert.deepEqual({ metric, reports, meanValue }, { metric: 'success', reports: 1, meanValue: 0.62 });
  });
  await t.test('a withdrawal is shown with its reason, and ends new requests', async () => {
    const withdrawn = await larkspur.kin('listing', 'withdraw', 'arm-reach', '--reason', 'A camera was off.');
    assert.equal(withdrawn.code, 0, withdrawn.stderr);
    const listing = await network.indexed(dataset, { fits: ({ status }) => status === 'withdrawn' });
    assert.equal(listing.withdrawnReason, 'A camera was off.');
    const asked = await marigold.kin('request', dataset, ...training, '--wait');
    assert.equal(asked.code, 6, asked.stdout + asked.stderr);
  });
}

async function verifyOffline(
  t: TestContext,
  network: ExchangeNetwork,
  { folders, marigold }: { folders: readonly string[]; marigold: NetworkNode },
): Promise<void> {
  const roots = join(network.folder, 'trust-root.json');
  await writeFile(roots, (await marigold.kin('audit', 'trust-root')).stdout);
  for (const node of network.nodes) await node.stop();
  await network.stopBroker();
  const nowhere = join(network.folder, 'nowhere');
  const verify = (folder: string) => kin(['verify', folder, '--roots', roots, '--home', nowhere, '--json']);
  await t.test('a delivery verifies from its folder and the trust root alone', async () => {
    for (const folder of folders) {
      const verdict = await verify(folder);
      assert.equal(verdict.code, 0, verdict.stdout);
      const { rows } = jsonOf(verdict) as { rows: { status: string }[] };
      assert.ok(rows.filter((row) => row.status === 'pass').length >= 8);
    }
  });
  await t.test('one changed byte fails with exit code 3, and the row names the file', async () => {
    const copy = join(network.folder, 'tampered');
    await cp(folders[0] ?? '', copy, { recursive: true });
    const path = 'data/chunk-000/file-000.parquet';
    const bytes = await readFile(join(copy, path));
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await writeFile(join(copy, path), bytes);
    const verdict = await verify(copy);
    assert.equal(verdict.code, 3);
    const { rows } = jsonOf(verdict) as { rows: { status: string; why: string | null; evidence: string }[] };
    const failed = rows.filter((row) => row.status === 'fail');
    assert.ok(failed.length > 0);
    assert.ok(
      failed.some((row) => `${row.why} ${row.evidence}`.includes('file-000.parquet')),
      JSON.stringify(failed),
    );
  });
}

const training = ['--license', 'train-only-1y', '--purpose', 'fine-tune a grasp policy'] as const;

function decided(view: { state: string | null }): boolean {
  return view.state === 'FINALIZED' || view.state === 'TERMINATED';
}
