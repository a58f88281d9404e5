/** Kills a broker with SIGKILL between the acts of a company, and checks what holds afterwards. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { utf8 } from '#contracts/bytes.ts';
import { digestOf, formatDigest, type Digest } from '#contracts/digest.ts';
import { newExchangeId } from '#contracts/ids.ts';
import { leafHash } from '#contracts/log/merkle-tree.ts';
import { openTlogProof } from '#contracts/log/tlog-proof.ts';
import { envelopeBytes, type Envelope } from '#contracts/signature.ts';
import { nodeCrypto, secureRandom } from '#platform/node-crypto.ts';
import { startBrokerProcess, type BrokerProcess } from './broker-process.ts';
import { eventually } from './broker-world.ts';
import { tempFolder } from './temp-folder.ts';
import { TestCompany } from './test-company.ts';

const ORIGIN = 'log.kill.invalid';
const DIGEST = digestOf(nodeCrypto, utf8('kill'));
/** Entries that are under way at the same time. */
const IN_FLIGHT = 8;
/** Longest time of one round on a busy machine, in milliseconds. */
const ROUND_TIMEOUT_MS = 60_000;

/** What was seen over all kills. */
export interface KillSummary {
  readonly kills: number;
  readonly submitted: number;
  readonly acknowledged: number;
  readonly logged: number;
}

/** Runs `kills` rounds; each kills the broker, with entries under way, after `acks(round)` more are acknowledged. */
export async function killBrokerBetweenActs(
  t: TestContext,
  options: { readonly kills: number; readonly acks: (round: number) => number },
): Promise<KillSummary> {
  const home = join(await tempFolder(t), 'broker');
  const company = new TestCompany('Larkspur', ORIGIN);
  const entries: Envelope[] = [];
  const acknowledged = new Map<Digest, number>();
  let broker = await startBrokerProcess(home, ORIGIN);
  t.after(() => broker.kill());
  for (let round = 0; round < options.kills; round++) {
    const submitting = submitUntilKilled(broker, { company, entries, acknowledged });
    const enough = acknowledged.size + options.acks(round);
    await eventually(() => acknowledged.size >= enough, ROUND_TIMEOUT_MS);
    await broker.kill();
    await submitting;
    broker = await startBrokerProcess(home, ORIGIN);
    await checkAcknowledged(broker, acknowledged);
  }
  const before = acknowledged.size;
  const logged = await finish(broker, { company, entries, acknowledged });
  assert.equal(await broker.stop(), 0);
  return { kills: options.kills, submitted: entries.length, acknowledged: before, logged };
}

interface Acts {
  readonly company: TestCompany;
  readonly entries: Envelope[];
  readonly acknowledged: Map<Digest, number>;
}

async function submitUntilKilled(broker: BrokerProcess, acts: Acts): Promise<void> {
  const work = async (): Promise<void> => {
    for (;;) {
      const entry = newEntry(acts.company);
      acts.entries.push(entry);
      await submitOne(broker, entry, acts.acknowledged);
    }
  };
  try {
    const enrolled = await broker.call('/v1/participants', { body: acts.company.enrolment() });
    assert.equal(enrolled.body['status'], 'admitted');
    await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    // The connection broke: the broker is dead.
  }
}

async function submitOne(
  broker: BrokerProcess,
  entry: Envelope,
  acknowledged: Map<Digest, number>,
): Promise<void> {
  const { status, body } = await broker.call('/v1/log/entries', { body: { entry } });
  assert.equal(status, 200, JSON.stringify(body));
  const leaf = leafHash(nodeCrypto, envelopeBytes(entry));
  const proof = openTlogProof(nodeCrypto, utf8(String(body['proof'])), leaf);
  assert.equal(proof.inclusion.index, body['index']);
  acknowledged.set(formatDigest(leaf), Number(body['index']));
}

/** Every acknowledged entry stands where it was said to stand. */
async function checkAcknowledged(broker: BrokerProcess, acknowledged: Map<Digest, number>): Promise<void> {
  for (const [leaf, index] of acknowledged) {
    const { status, body } = await broker.call(`/v1/log/receipts/${leaf}`);
    assert.deepEqual([status, body['index']], [200, index]);
  }
}

/** Submits everything again: what was logged keeps its index, the rest is logged now, nothing stands twice. */
async function finish(broker: BrokerProcess, acts: Acts): Promise<number> {
  await broker.call('/v1/participants', { body: acts.company.enrolment() });
  const before = new Map(acts.acknowledged);
  for (const entry of acts.entries) await submitOne(broker, entry, acts.acknowledged);
  for (const [leaf, index] of before) assert.equal(acts.acknowledged.get(leaf), index);
  const token = acts.company.token(broker.api);
  const leaves: string[] = [];
  let from: number | null = 0;
  while (from !== null) {
    const page = await broker.call(`/v1/log/entries?type=request.opened&limit=200&from=${from}`, { token });
    leaves.push(...(page.body['items'] as { leafHash: string }[]).map((item) => item.leafHash));
    from = page.body['next'] as number | null;
  }
  assert.equal(new Set(leaves).size, leaves.length);
  assert.equal(leaves.length, acts.entries.length);
  return leaves.length;
}

function newEntry(company: TestCompany): Envelope {
  return company.entry({
    type: 'request.opened',
    body: { manifest: DIGEST, terms: DIGEST, use: DIGEST },
    exchange: { id: newExchangeId(secureRandom), role: 'consumer', seq: 0, prev: null },
  });
}
