import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { canonicalBytes } from '#contracts/canonical-json.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { peerIdOfKey } from '#contracts/keys.ts';
import { createBrokerClient } from '#node/broker-client.ts';
import { createParticipants } from '#node/participants.ts';
import { openDatabase } from '#platform/database/database.ts';
import { nodeCrypto, secureRandom } from '#platform/node-crypto.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { TestCompany } from '#test/support/test-company.ts';
import { TEST_PIN } from '#test/support/test-log.ts';

const MIGRATIONS = join(import.meta.dirname, '..', '..', 'migrations', 'node');

test('companies that write the id of a peer into their texts do not hide whose it is', async (t) => {
  const database = openDatabase({
    path: join(await tempFolder(t), 'node.sqlite'),
    migrations: MIGRATIONS,
    clock: Date.now,
  });
  t.after(() => database.close());
  const owner = new TestCompany('Larkspur', TEST_PIN.origin);
  const peerId = peerIdOfKey(owner.peerKey);
  const strangers = Array.from(
    { length: 20 },
    () => new TestCompany(`"peerId":"${peerId}"`, TEST_PIN.origin),
  );
  const recordOf = (company: TestCompany, addresses: string[]) => ({
    participant: company.participant,
    name: company.name,
    status: 'admitted',
    verified: false,
    root: company.root,
    peerId: peerIdOfKey(company.peerKey),
    addresses,
    ...company.enrolment(),
    enrolledAt: formatTimestamp(Date.now()),
  });
  const records = [
    ...strangers.map((company) => recordOf(company, [`/dns4/a.example/tcp/1/p2p/${peerId}`])),
    recordOf(owner, []),
  ];
  await database.write((tx) => {
    for (const record of records) {
      tx.run(
        'INSERT INTO known_participants (participant, record, fetched_at) VALUES (?, ?, 0)',
        record.participant,
        canonicalBytes(record),
      );
    }
  });
  const client = createBrokerClient({
    api: 'http://127.0.0.1:9',
    clock: Date.now,
    random: secureRandom,
    identity: null,
  });
  const participants = createParticipants({ crypto: nodeCrypto, clock: Date.now, database, client });
  assert.equal((await participants.ofPeer(peerId))?.participant, owner.participant);
});
