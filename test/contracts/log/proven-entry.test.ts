import { test } from 'node:test';
import assert from 'node:assert/strict';
import { utf8 } from '#contracts/bytes.ts';
import { formatDigest } from '#contracts/digest.ts';
import { ExchangeError, isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import { formatSigningKey, participantOfRoot } from '#contracts/keys.ts';
import { signCheckpoint } from '#contracts/log/checkpoint.ts';
import { cosign } from '#contracts/log/cosignature.ts';
import { signEntry } from '#contracts/log/entry.ts';
import { proveInclusion } from '#contracts/log/inclusion-proof.ts';
import { TreeFrontier, leafHash } from '#contracts/log/merkle-tree.ts';
import { openProvenEntry, type ProofQuestion } from '#contracts/log/proven-entry.ts';
import {
  COSIGNATURE,
  NOTE_SIGNATURE,
  formatSignatureLine,
  formatVerifierKey,
  makeVerifierKey,
} from '#contracts/log/signed-note.ts';
import { formatTlogProof } from '#contracts/log/tlog-proof.ts';
import type { TrustRoot } from '#contracts/log/trust-root.ts';
import { envelopeBytes, type Envelope } from '#contracts/signature.ts';
import { nodeCrypto, signerFromSeed } from '#platform/node-crypto.ts';
import { mutateBytes, seededRandom } from '#test/support/mutate-bytes.ts';

const ORIGIN = 'log.example/one';
const NOW_S = 1_790_000_000;
const logSigner = signerFromSeed(new Uint8Array(32).fill(1));
const logKey = makeVerifierKey(nodeCrypto, {
  name: ORIGIN,
  type: NOTE_SIGNATURE,
  publicKey: logSigner.publicKey,
});
const actor = signerFromSeed(new Uint8Array(32).fill(2));
const actorKey = formatSigningKey(actor.publicKey);
const participant = participantOfRoot(actorKey);

const throwsCode = (code: ErrorCode) => (error: unknown) => isExchangeError(error, code);

function entryOf(i: number, log = ORIGIN): Envelope {
  const digest = formatDigest(nodeCrypto.sha256(utf8(`agreement ${i}`)));
  const draft = {
    type: 'participant.suspended',
    subject: { name: 'participant', digest },
    body: { participant, reason: 'left' },
    participant,
    log,
    parties: [],
  } as const;
  const random = (length: number): Uint8Array => nodeCrypto.sha256(utf8(`salt ${i}`)).subarray(0, length);
  return signEntry(draft, { signer: actor, key: actorKey, random, nowMs: NOW_S * 1000 });
}

const entries = Array.from({ length: 7 }, (_, i) => entryOf(i));
const nodes = new Map<string, Uint8Array>();
const frontier = new TreeFrontier(nodeCrypto);
for (const entry of entries) {
  frontier.append(leafHash(nodeCrypto, envelopeBytes(entry)), (n, hash) =>
    nodes.set(`${n.level}/${n.index}`, hash),
  );
}

function witnessOf(seed: number, name = `witness-${seed}.example`) {
  const signer = signerFromSeed(new Uint8Array(32).fill(seed));
  const key = makeVerifierKey(nodeCrypto, { name, type: COSIGNATURE, publicKey: signer.publicKey });
  return { signer, key, vkey: formatVerifierKey(key) };
}

/** A receipt for the entry at `index`, cosigned by the given witnesses. */
function receipt(index: number, witnesses: ReturnType<typeof witnessOf>[] = [], time = NOW_S): string {
  const head = { origin: ORIGIN, size: entries.length, root: frontier.root(), extensions: [] };
  let checkpoint = signCheckpoint(head, logKey, logSigner);
  const text = checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1);
  for (const witness of witnesses) checkpoint += formatSignatureLine(cosign(text, time, witness));
  const read = (n: { level: number; index: number }): Uint8Array =>
    nodes.get(`${n.level}/${n.index}`) as Uint8Array;
  const { hashes } = proveInclusion(nodeCrypto, { index, size: entries.length }, read);
  return formatTlogProof({ index, hashes, checkpoint, extra: null });
}

const trust: TrustRoot = {
  schema: 'trust-root/1',
  log: { origin: ORIGIN, key: formatVerifierKey(logKey) },
  witnesses: [],
  quorum: 0,
};

function question(change: Partial<ProofQuestion> = {}): ProofQuestion {
  return { entry: entries[3], proof: receipt(3), trust, nowMs: NOW_S * 1000, ...change };
}

test('opens an entry that stands in the trusted log, and says where', async () => {
  const proven = await openProvenEntry(nodeCrypto, question());
  assert.equal(proven.index, 3);
  assert.equal(proven.size, 7);
  assert.equal(proven.type, 'participant.suspended');
  assert.equal(proven.leafHash, formatDigest(leafHash(nodeCrypto, envelopeBytes(entries[3] as Envelope))));
});

test('takes no receipt of another entry for the one that was asked about', async () => {
  await assert.rejects(openProvenEntry(nodeCrypto, question({ proof: receipt(4) })), throwsCode('bad-proof'));
  const never = entryOf(99);
  await assert.rejects(openProvenEntry(nodeCrypto, question({ entry: never })), throwsCode('bad-proof'));
});

test('refuses entries and receipts of another log, and of another key', async () => {
  const foreign = entryOf(3, 'log.example/two');
  await assert.rejects(
    openProvenEntry(nodeCrypto, question({ entry: foreign })),
    throwsCode('log-origin-mismatch'),
  );
  const stranger = makeVerifierKey(nodeCrypto, { ...logKey, publicKey: actor.publicKey });
  const otherKey = { ...trust, log: { origin: ORIGIN, key: formatVerifierKey(stranger) } };
  await assert.rejects(
    openProvenEntry(nodeCrypto, question({ trust: otherKey })),
    throwsCode('unknown-signer'),
  );
  const misnamed = makeVerifierKey(nodeCrypto, { ...logKey, name: 'log.example/two' });
  const otherName = { ...trust, log: { origin: ORIGIN, key: formatVerifierKey(misnamed) } };
  await assert.rejects(
    openProvenEntry(nodeCrypto, question({ trust: otherName })),
    throwsCode('log-origin-mismatch'),
  );
});

test('asks for as many trusted witnesses as the quorum says', async () => {
  const [a, b, c] = [witnessOf(11), witnessOf(12), witnessOf(13)];
  const witnesses = [a.vkey, b.vkey, c.vkey];
  const cosigned = receipt(3, [a, b]);
  const proven = await openProvenEntry(
    nodeCrypto,
    question({ proof: cosigned, trust: { ...trust, witnesses, quorum: 2 } }),
  );
  assert.equal(proven.witnesses, 2);
  await assert.rejects(
    openProvenEntry(nodeCrypto, question({ proof: cosigned, trust: { ...trust, witnesses, quorum: 3 } })),
    throwsCode('bad-proof'),
  );
  // Witnesses that the reader does not list count for nothing.
  const strangers = { ...trust, witnesses: [c.vkey], quorum: 1 };
  await assert.rejects(
    openProvenEntry(nodeCrypto, question({ proof: cosigned, trust: strangers })),
    throwsCode('bad-proof'),
  );
});

test('counts one key under two names as one witness', async () => {
  const [one, alias] = [witnessOf(11), witnessOf(11, 'alias.example')];
  const doubled = { ...trust, witnesses: [one.vkey, alias.vkey, one.vkey], quorum: 2 };
  await assert.rejects(
    openProvenEntry(nodeCrypto, question({ proof: receipt(3, [one, alias]), trust: doubled })),
    throwsCode('bad-proof'),
  );
});

test('refuses a witness key of another kind, and cosignatures from the future', async () => {
  const logAsWitness = { ...trust, witnesses: [formatVerifierKey(logKey)], quorum: 0 };
  await assert.rejects(openProvenEntry(nodeCrypto, question({ trust: logAsWitness })), throwsCode('bad-key'));
  const witness = witnessOf(11);
  const future = question({
    proof: receipt(3, [witness], NOW_S + 3600),
    trust: { ...trust, witnesses: [witness.vkey], quorum: 1 },
  });
  await assert.rejects(openProvenEntry(nodeCrypto, future), throwsCode('bad-signature'));
});

test('refuses every single change of a cosigned receipt and of an entry', async () => {
  const witness = witnessOf(11);
  const good = question({
    proof: receipt(3, [witness]),
    trust: { ...trust, witnesses: [witness.vkey], quorum: 1 },
  });
  await openProvenEntry(nodeCrypto, good);
  const random = seededRandom(5);
  const [proofBytes, entryBytes] = [utf8(good.proof), envelopeBytes(entries[3] as Envelope)];
  for (let i = 0; i < 400; i++) {
    const changed = mutateBytes(i % 2 === 0 ? proofBytes : entryBytes, random);
    const text = Buffer.from(changed).toString();
    const bad = i % 2 === 0 ? { ...good, proof: text } : { ...good, entry: parseOrText(text) };
    await assert.rejects(
      openProvenEntry(nodeCrypto, bad),
      (e) => e instanceof ExchangeError,
      JSON.stringify(text),
    );
  }
});

function parseOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
