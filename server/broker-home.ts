/**
 * What a broker's home remembers: the origin of its log, and the broker's own keys with the statements of its root about them.
 *
 * If we crash while the first start writes it, the keys that exist are kept and the record is written on the next start.
 */

import { join } from 'node:path';
import { z } from 'zod';
import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import type { Clock, CryptoPort, RandomBytes, Signer } from '#contracts/crypto.ts';
import { digestOf } from '#contracts/digest.ts';
import { toHex, utf8 } from '#contracts/bytes.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { formatSigningKey, participantOfRoot, type ParticipantId, type SigningKey } from '#contracts/keys.ts';
import type { KeyPurpose } from '#contracts/log/entry-bodies.ts';
import { logOriginSchema, signEntry } from '#contracts/log/entry.ts';
import { envelopeSchema, type Envelope } from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import { readFileBounded, writeFileAtomic } from '#platform/files.ts';
import type { Keystore } from '#platform/keystore.ts';

const RECORD_FILE = 'broker.json';
const MAX_RECORD_BYTES = 64 * 1024;

const recordSchema = z.strictObject({
  schema: z.literal('broker-home/1'),
  logOrigin: logOriginSchema,
  keyEntries: z.array(envelopeSchema).min(2).max(8),
});

/** Names of the broker's keys in its keystore. */
export const KEY_NAMES = {
  root: 'root',
  sign: 'sign',
  peer: 'peer',
  log: 'log',
  session: 'session',
} as const;

/** The broker as a participant of its own exchange: the registrar. */
export interface BrokerIdentity {
  readonly participant: ParticipantId;
  readonly root: SigningKey;
  readonly sign: Signer;
  readonly log: Signer;
  readonly logOrigin: string;
  readonly keyEntries: readonly Envelope[];
}

/** What reading a home needs. */
export interface BrokerHomeDeps {
  readonly home: string;
  readonly keystore: Keystore;
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/**
 * The broker's identity; made on the first start. Throws `bad-config` when another log origin is asked for than the home has:
 * a log that changes its name is another log.
 */
export async function openBrokerIdentity(
  deps: BrokerHomeDeps,
  wantedOrigin: string | undefined,
): Promise<BrokerIdentity> {
  const { keystore } = deps;
  const rootSigner = await keystore.loadOrCreate(KEY_NAMES.root);
  const sign = await keystore.loadOrCreate(KEY_NAMES.sign);
  const peer = await keystore.loadOrCreate(KEY_NAMES.peer);
  const log = await keystore.loadOrCreate(KEY_NAMES.log);
  await keystore.loadOrCreate(KEY_NAMES.session);
  const root = formatSigningKey(rootSigner.publicKey);
  const participant = participantOfRoot(root);
  let record = await readRecord(deps.home);
  if (record === undefined) {
    const logOrigin = wantedOrigin ?? defaultOrigin(deps.crypto, log);
    const vouch = (signer: Signer, purpose: KeyPurpose): Envelope =>
      keyEntry(deps, {
        rootSigner,
        participant,
        logOrigin,
        purpose,
        key: formatSigningKey(signer.publicKey),
      });
    record = { schema: 'broker-home/1', logOrigin, keyEntries: [vouch(sign, 'sign'), vouch(peer, 'peer')] };
    await writeFileAtomic(join(deps.home, RECORD_FILE), canonicalBytes(record), { mode: 0o600 });
  }
  if (wantedOrigin !== undefined && wantedOrigin !== record.logOrigin) {
    throw new ExchangeError(
      'bad-config',
      `The log in this home is ${record.logOrigin}; a log keeps its origin.`,
      {
        params: { origin: record.logOrigin },
      },
    );
  }
  const { logOrigin, keyEntries } = record;
  return { participant, root, sign, log, logOrigin, keyEntries };
}

async function readRecord(home: string): Promise<z.infer<typeof recordSchema> | undefined> {
  try {
    const bytes = await readFileBounded(join(home, RECORD_FILE), MAX_RECORD_BYTES);
    return parseWire(recordSchema, parseJson(bytes, MAX_RECORD_BYTES), RECORD_FILE);
  } catch (error) {
    if (isExchangeError(error, 'not-found')) return undefined;
    throw error;
  }
}

/** An origin that no other log has, for brokers without a name in the DNS. */
function defaultOrigin(crypto: CryptoPort, log: Signer): string {
  return `log-${toHex(crypto.sha256(log.publicKey).subarray(0, 6))}.kinship.invalid`;
}

interface KeyStatement {
  readonly rootSigner: Signer;
  readonly participant: ParticipantId;
  readonly logOrigin: string;
  readonly key: SigningKey;
  readonly purpose: KeyPurpose;
}

function keyEntry(deps: BrokerHomeDeps, statement: KeyStatement): Envelope {
  const { rootSigner, participant, logOrigin, key, purpose } = statement;
  const nowMs = deps.clock();
  const root = formatSigningKey(rootSigner.publicKey);
  return signEntry(
    {
      type: 'key.registered',
      subject: { name: 'key', digest: digestOf(deps.crypto, utf8(key)) },
      participant,
      log: logOrigin,
      parties: [],
      body: { key, purpose, root, validFrom: formatTimestamp(nowMs) },
    },
    { signer: rootSigner, key: root, random: deps.random, nowMs },
  );
}
