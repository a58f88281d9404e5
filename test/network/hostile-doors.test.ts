import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import { canonicalBytes, type JsonValue } from '#contracts/canonical-json.ts';
import { formatTimestamp, newExchangeId } from '#contracts/ids.ts';
import { ERROR_CODES, ExchangeError } from '#contracts/errors.ts';
import { DSP_CONTEXT, DSP_MESSAGE_DOCUMENT } from '#contracts/negotiation/messages.ts';
import { KIN_CONTEXT } from '#contracts/license/odrl.ts';
import {
  CHUNK_PROTOCOL,
  DSP_PROTOCOL,
  FEED_PROTOCOL,
  FEED_TOPIC,
  LOG_PROTOCOL,
} from '#contracts/p2p/protocols.ts';
import { signDocument } from '#contracts/signature.ts';
import type { PeerHost } from '#platform/peer-host.ts';
import { secureRandom } from '#platform/node-crypto.ts';
import {
  ExchangeNetwork,
  eventually,
  trainingRequest,
  type NetworkNode,
} from '../support/exchange-network.ts';
import { mutateBytes, seededRandom } from '../support/mutate-bytes.ts';
import { jsonMutation, mutateJson } from '../support/mutate-json.ts';
import { TestCompany } from '../support/test-company.ts';

/** Printed with every failure; another seed gives other damage. */
const SEED = 20_260_101;
/** Damaged messages in all, shared between the doors by weight. */
const RUNS = 300;

/** How an undamaged message ends: taken, or it names a thing or token that was made up. */
const PASSED: readonly (string | undefined)[] = [undefined, 'not-found', 'unauthenticated'];

interface World {
  readonly network: ExchangeNetwork;
  readonly node: NetworkNode;
  readonly company: TestCompany;
  readonly host: PeerHost;
}

/** A door and a message that passes it. */
interface Door {
  readonly name: string;
  readonly message: JsonValue;
  /** Sends bytes; resolves with the code of a refusal, or undefined when they were taken. */
  readonly send: (bytes: Uint8Array) => Promise<string | undefined>;
}

test('damaged messages at every open door get typed refusals, are counted, and stop nobody', async (t) => {
  const world = await createWorld(t);
  const doors = [...httpDoors(world), ...peerDoors(world)];
  for (const door of doors) {
    const refusal = await door.send(canonicalBytes(door.message));
    assert.ok(PASSED.includes(refusal), `${door.name}: ${refusal}`);
  }
  const before = countsOf(world);
  let refused = 0;
  const damage = fc.record({
    door: fc.nat(doors.length - 1),
    mutation: jsonMutation,
    bytes: fc.boolean(),
    seed: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ door, mutation, bytes, seed }) => {
      const { name, message, send } = doors[door] as Door;
      const damaged = bytes
        ? mutateBytes(canonicalBytes(message), seededRandom(seed))
        : canonicalBytes(mutateJson(message, mutation));
      const code = await send(damaged);
      if (code === undefined) return;
      refused += 1;
      assert.ok((ERROR_CODES as readonly string[]).includes(code), `${name}: ${code}`);
      assert.notEqual(code, 'internal', name);
    }),
    { seed: SEED, numRuns: RUNS },
  );
  assert.ok(refused > RUNS / 3, `${refused} of ${RUNS} were refused`);
  const after = countsOf(world);
  assert.ok(after.broker > before.broker && after.node > before.node, 'refusals are counted');
  assert.deepEqual(await world.network.catalog(), []);
  await stillServes(world);
});

test('damaged hints are dropped and counted, and the honest listing is indexed', async (t) => {
  const world = await createWorld(t);
  const { network, company, host } = world;
  const { feeds } = network.broker.context;
  const random = seededRandom(SEED);
  const { manifest } = company.publish('arm-reach');
  host.keepConnected(network.broker.context.host.addresses()[0] ?? '');
  const count = (
    ...names: ('hint-accepted' | 'hint-malformed' | 'hint-unsigned' | 'hint-unknown')[]
  ): number => names.reduce((sum, name) => sum + feeds.counts.snapshot()[name], 0);
  // Gossip has no memory: a hint is heard once the mesh has formed.
  const honest = (): Promise<true> =>
    eventually('an honest hint is heard', async () => {
      const heard = count('hint-accepted');
      await host.publish(FEED_TOPIC, company.hint()).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return count('hint-accepted') > heard ? true : undefined;
    });
  await honest();
  for (let i = 0; i < 10; i++) await host.publish(FEED_TOPIC, mutateBytes(company.hint(), random));
  await eventually('damaged hints are counted', async () =>
    count('hint-malformed', 'hint-unsigned', 'hint-unknown') > 0 ? true : undefined,
  );
  await network.indexed(manifest.dataset);
  await stillServes(world);
});

async function createWorld(t: TestContext): Promise<World> {
  const network = await ExchangeNetwork.create(t);
  const node = await network.company('Larkspur');
  const company = new TestCompany('Marigold', network.broker.context.identity.logOrigin);
  const host = await company.startHost(t);
  const world = { network, node, company, host };
  const enrolled = await post(`${network.broker.api}/v1/participants`, canonicalBytes(company.enrolment()));
  assert.equal(enrolled, undefined);
  return world;
}

function httpDoors({ network, node, company }: World): Door[] {
  const { api } = network.broker;
  const door = (name: string, message: unknown, token?: string): Door => {
    const base = token === undefined ? api : node.console;
    return {
      name: `POST ${name}`,
      message: message as JsonValue,
      send: (bytes) => post(`${base}${name}`, bytes, token ?? company.token(api)),
    };
  };
  const entry = company.entry({
    type: 'desensitization.reported',
    body: {
      policy: 'standard@1',
      inputCommitment: `sha256:${'1'.repeat(64)}`,
      outputRoot: `sha256:${'2'.repeat(64)}`,
      inspection: 'passed',
      humanReview: false,
    },
  });
  const console_ = node.running.consoleToken;
  return [
    door('/v1/participants', company.enrolment()),
    door('/v1/log/entries', { entry }),
    door('/v1/matches', { task: 'pick up the cup', use: 'fine-tune', filters: { minHours: 0 }, limit: 5 }),
    door('/v1/exchanges', trainingRequest('larkspur/nothing'), console_),
    door(
      '/v1/pulls',
      { agreement: 'urn:uuid:2d931510-d99f-494a-8c67-87feb05e1594', out: '/nowhere' },
      console_,
    ),
  ];
}

function peerDoors({ network, node, company, host }: World): Door[] {
  const broker = network.broker.context.host.addresses()[0] ?? '';
  const peer = node.running.context.host.addresses()[0] ?? '';
  const door = (name: string, to: string, message: unknown): Door => ({
    name,
    message: message as JsonValue,
    send: (bytes) => ask(host, { to, protocol: name, bytes }),
  });
  const exchange = newExchangeId(secureRandom);
  const status = signDocument(
    DSP_MESSAGE_DOCUMENT,
    {
      schema: 'dsp-message/1',
      log: company.origin,
      exchange,
      from: company.participant,
      key: company.key,
      to: node.participant,
      sentAt: formatTimestamp(Date.now()),
      body: {
        '@context': [DSP_CONTEXT, KIN_CONTEXT],
        '@type': 'kin:StatusRequestMessage',
        consumerPid: exchange,
        providerPid: '',
        'kin:have': [],
      },
    },
    company.signer,
  );
  const since = { op: 'since', publisher: node.participant, from: 0, limit: 10 };
  const hash = `sha256:${'3'.repeat(64)}`;
  return [
    door(FEED_PROTOCOL, peer, since),
    door(FEED_PROTOCOL, broker, since),
    door(FEED_PROTOCOL, broker, { op: 'document', digest: hash }),
    door(LOG_PROTOCOL, broker, { op: 'prove', leafHash: hash }),
    door(LOG_PROTOCOL, broker, { op: 'checkpoint' }),
    door(DSP_PROTOCOL, peer, status),
    { ...door(CHUNK_PROTOCOL, peer, { op: 'chunk', token: 'a', hash }) },
  ];
}

/** Sends a body; gives the code of the refusal. A server error that is no problem document fails the test. */
async function post(url: string, body: Uint8Array, token?: string): Promise<string | undefined> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: new Uint8Array(body),
  });
  const text = await response.text();
  if (response.ok) return undefined;
  assert.match(
    response.headers.get('content-type') ?? '',
    /problem\+json/,
    `${url} ${response.status} ${text}`,
  );
  return (JSON.parse(text) as { code: string }).code;
}

async function ask(
  host: PeerHost,
  { to, protocol, bytes }: { to: string; protocol: string; bytes: Uint8Array },
): Promise<string | undefined> {
  try {
    await host.request(to, protocol, bytes, {
      maxRequestBytes: 128 * 1024,
      maxResponseBytes: 4 * 1024 * 1024,
    });
    return undefined;
  } catch (error) {
    if (error instanceof ExchangeError) return error.code;
    throw error;
  }
}

function countsOf({ network, node }: World): { broker: number; node: number } {
  return {
    broker: network.broker.context.host.counts()['requests-failed'],
    node: node.running.context.host.counts()['requests-failed'],
  };
}

async function stillServes({ node }: World): Promise<void> {
  assert.equal((await node.kin('node', 'status')).code, 0);
  assert.equal((await node.kin('audit', 'checkpoint')).code, 0);
}
