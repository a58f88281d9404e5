import { test } from 'node:test';
import assert from 'node:assert/strict';
import { toBase64, utf8 } from '#contracts/bytes.ts';
import { isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import {
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  type Checkpoint,
} from '#contracts/log/checkpoint.ts';
import { cosign, verifyCosignature } from '#contracts/log/cosignature.ts';
import { emptyTreeHash } from '#contracts/log/merkle-tree.ts';
import {
  COSIGNATURE,
  NOTE_SIGNATURE,
  formatNote,
  formatSignatureLine,
  makeVerifierKey,
  parseNote,
} from '#contracts/log/signed-note.ts';
import { nodeCrypto, signerFromSeed } from '#platform/node-crypto.ts';

const origin = 'log.example/one';
const signer = signerFromSeed(new Uint8Array(32).fill(3));
const key = makeVerifierKey(nodeCrypto, { name: origin, type: NOTE_SIGNATURE, publicKey: signer.publicKey });
const witnessSigner = signerFromSeed(new Uint8Array(32).fill(5));
const witness = makeVerifierKey(nodeCrypto, {
  name: 'witness.example',
  type: COSIGNATURE,
  publicKey: witnessSigner.publicKey,
});
const root = Uint8Array.from(nodeCrypto.sha256(utf8('root')));
const head = { origin, size: 20852163, root, extensions: [] };
const NOW = 1_790_000_000;

const throwsCode = (code: ErrorCode) => (error: unknown) => isExchangeError(error, code);

test('signs a head that anybody with the key can open', async () => {
  const text = signCheckpoint(head, key, signer);
  const opened = await openCheckpoint(nodeCrypto, utf8(text), key);
  assert.deepEqual(opened.checkpoint, head);
});

test('refuses a head of another log, of another key, and a signature that does not hold', async () => {
  const text = signCheckpoint(head, key, signer);
  const otherLog = makeVerifierKey(nodeCrypto, { ...key, name: 'log.example/two' });
  await assert.rejects(openCheckpoint(nodeCrypto, utf8(text), otherLog), throwsCode('log-origin-mismatch'));
  const otherKey = makeVerifierKey(nodeCrypto, { ...key, publicKey: witnessSigner.publicKey });
  await assert.rejects(openCheckpoint(nodeCrypto, utf8(text), otherKey), throwsCode('unknown-signer'));
  const changed = text.replace('20852163', '20852164');
  await assert.rejects(openCheckpoint(nodeCrypto, utf8(changed), key), throwsCode('bad-signature'));
});

test('refuses a signed head of size 0 that has a root of something', async () => {
  const sign = (checkpoint: Checkpoint): Uint8Array => utf8(signCheckpoint(checkpoint, key, signer));
  await openCheckpoint(nodeCrypto, sign({ ...head, size: 0, root: emptyTreeHash(nodeCrypto) }), key);
  await assert.rejects(
    openCheckpoint(nodeCrypto, sign({ ...head, size: 0 }), key),
    throwsCode('bad-checkpoint'),
  );
});

test('reads sizes, roots and lines in their one spelling only', () => {
  const written = toBase64(root);
  const bad = [
    '',
    `${origin}\n5\n`,
    `${origin}\n5\n${written}`,
    `\n5\n${written}\n`,
    `${origin}\n05\n${written}\n`,
    `${origin}\n00\n${written}\n`,
    `${origin}\n\n${written}\n`,
    `${origin}\n+5\n${written}\n`,
    `${origin}\n-5\n${written}\n`,
    `${origin}\n0x10\n${written}\n`,
    `${origin}\n5e3\n${written}\n`,
    `${origin}\n5.0\n${written}\n`,
    `${origin}\n 5\n${written}\n`,
    `${origin}\n٥\n${written}\n`,
    `${origin}\n5\n${written.slice(0, -1)}\n`,
    `${origin}\n5\n${written.slice(0, -2)}F=\n`,
    `${origin}\n5\n${toBase64(root.slice(1))}\n`,
    `${origin}\n5\n${written}\n\n`,
    `${'o'.repeat(256)}\n5\n${written}\n`,
    `${origin}\n5\n${written}\n${'x\n'.repeat(17)}`,
  ];
  for (const text of bad)
    assert.throws(() => parseCheckpoint(text), throwsCode('bad-checkpoint'), JSON.stringify(text));
  assert.throws(
    () => parseCheckpoint(`${origin}\n9007199254740992\n${written}\n`),
    throwsCode('limit-exceeded'),
  );
  assert.equal(parseCheckpoint(`${origin}\n9007199254740991\n${written}\n`).size, Number.MAX_SAFE_INTEGER);
  assert.deepEqual(parseCheckpoint(`${origin}\n5\n${written}\nextra\n`).extensions, ['extra']);
});

test('writes no head that it would not read', () => {
  const bad = [
    { ...head, size: -1 },
    { ...head, size: 1.5 },
    { ...head, origin: 'two\nlines' },
    { ...head, root: new Uint8Array(31) },
    { ...head, extensions: [''] },
  ];
  for (const value of bad) assert.throws(() => formatCheckpoint(value), throwsCode('bad-checkpoint'));
});

test('lets a witness cosign a head, and tells who cosigned and when', async () => {
  const text = formatCheckpoint(head);
  const line = cosign(text, NOW, { key: witness, signer: witnessSigner });
  const note = parseNote(utf8(signCheckpoint(head, key, signer) + formatSignatureLine(line)));
  assert.deepEqual(await verifyCosignature(nodeCrypto, note, { witness, notAfter: NOW }), {
    witness,
    time: NOW,
  });
  const absent = makeVerifierKey(nodeCrypto, { ...witness, name: 'absent.example' });
  assert.equal(await verifyCosignature(nodeCrypto, note, { witness: absent, notAfter: NOW }), null);
});

test('verifies the published cosignature format to the byte', () => {
  const line = cosign('example.com/behind-the-sofa\n1\nroot\n', 1679315147, {
    key: witness,
    signer: witnessSigner,
  });
  assert.equal(line.signature.length, 72);
  assert.equal(new DataView(line.signature.buffer).getBigUint64(0), 1679315147n);
});

test('refuses cosignatures of time 0, from the future, of changed text, changed time or doubled lines', async () => {
  const text = formatCheckpoint(head);
  const good = cosign(text, NOW, { key: witness, signer: witnessSigner });
  const check = (lines: (typeof good)[], notAfter = NOW): Promise<unknown> =>
    verifyCosignature(nodeCrypto, { text, signatures: lines }, { witness, notAfter });
  await check([good]);
  const zeroTime = {
    ...good,
    signature: Uint8Array.from([...new Uint8Array(8), ...good.signature.slice(8)]),
  };
  const laterTime = { ...good, signature: Uint8Array.from(good.signature) };
  laterTime.signature[7] = (laterTime.signature[7] as number) - 1;
  const short = { ...good, signature: good.signature.slice(0, 71) };
  const hugeTime = {
    ...good,
    signature: Uint8Array.from([...new Uint8Array(8).fill(255), ...good.signature.slice(8)]),
  };
  for (const line of [zeroTime, laterTime, short, hugeTime]) {
    await assert.rejects(check([line]), throwsCode('bad-signature'));
  }
  await assert.rejects(check([good], NOW - 1), throwsCode('bad-signature'));
  await assert.rejects(check([good, good]), throwsCode('bad-checkpoint'));
  const otherText = { text: text.replace('20852163', '20852162'), signatures: [good] };
  await assert.rejects(
    verifyCosignature(nodeCrypto, otherText, { witness, notAfter: NOW }),
    throwsCode('bad-signature'),
  );
  assert.throws(() => cosign(text, 0, { key: witness, signer: witnessSigner }), throwsCode('bad-checkpoint'));
  assert.throws(() => cosign(text, NOW, { key, signer }), throwsCode('bad-key'));
});

test('a note keeps its bytes through parsing and writing', () => {
  const text = signCheckpoint(head, key, signer);
  assert.equal(formatNote(parseNote(utf8(text))), text);
});
