import { test } from 'node:test';
import assert from 'node:assert/strict';
import { fromBase64, toBase64, utf8 } from '#contracts/bytes.ts';
import { isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import {
  MAX_NOTE_BYTES,
  NOTE_SIGNATURE,
  formatNote,
  formatVerifierKey,
  makeVerifierKey,
  parseNote,
  parseVerifierKey,
  signNoteText,
  verifyNote,
} from '#contracts/log/signed-note.ts';
import { nodeCrypto, signerFromSeed } from '#platform/node-crypto.ts';

/** The example of c2sp.org/signed-note. */
const PUBLISHED_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const PUBLISHED_NOTE =
  'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

const signer = signerFromSeed(new Uint8Array(32).fill(3));
const key = makeVerifierKey(nodeCrypto, {
  name: 'log.example/one',
  type: NOTE_SIGNATURE,
  publicKey: signer.publicKey,
});

const throwsCode = (code: ErrorCode) => (error: unknown) => isExchangeError(error, code);

test('verifies the published example and writes key and note back to the byte', async () => {
  const published = parseVerifierKey(nodeCrypto, PUBLISHED_KEY);
  const note = parseNote(utf8(PUBLISHED_NOTE));
  await verifyNote(nodeCrypto, note, published);
  assert.equal(formatVerifierKey(published), PUBLISHED_KEY);
  assert.equal(formatNote(note), PUBLISHED_NOTE);
});

test('signs a note that it verifies itself, with empty lines inside the text', async () => {
  const text = 'first\n\nthird\n';
  const note = parseNote(utf8(formatNote({ text, signatures: [signNoteText(text, key, signer)] })));
  assert.equal(note.text, text);
  await verifyNote(nodeCrypto, note, key);
});

test('refuses a signature that does not hold, and a note that the trusted key has not signed', async () => {
  const signature = signNoteText('text\n', key, signer);
  const other = makeVerifierKey(nodeCrypto, { ...key, name: 'log.example/two' });
  await assert.rejects(
    verifyNote(nodeCrypto, { text: 'Text\n', signatures: [signature] }, key),
    throwsCode('bad-signature'),
  );
  await assert.rejects(
    verifyNote(nodeCrypto, { text: 'text\n', signatures: [signature] }, other),
    throwsCode('unknown-signer'),
  );
  const sameIdOtherName = { ...signature, name: 'log.example/two' };
  await assert.rejects(
    verifyNote(nodeCrypto, { text: 'text\n', signatures: [sameIdOtherName] }, key),
    throwsCode('unknown-signer'),
  );
});

test('passes over lines of unknown keys, and refuses two lines of the trusted one', async () => {
  const signature = signNoteText('text\n', key, signer);
  const unknown = { name: 'other.example', keyId: '00000000', signature: new Uint8Array(64) };
  await verifyNote(nodeCrypto, { text: 'text\n', signatures: [unknown, signature] }, key);
  await assert.rejects(
    verifyNote(nodeCrypto, { text: 'text\n', signatures: [signature, signature] }, key),
    throwsCode('bad-checkpoint'),
  );
});

test('refuses notes in any but the one strict form', () => {
  const line = formatNote({ text: 't\n', signatures: [signNoteText('t\n', key, signer)] }).slice(3);
  const unpadded = line.replace('=', '');
  const bad = [
    '',
    't\n',
    't\n\n',
    `t\n${line}`,
    `t\n\n${line}\n`,
    `t\n\n${line.slice(0, -1)}`,
    `t\r\n\r\n${line}`,
    `t\n\n${line}\r\n`,
    `t\u0000\n\n${line}`,
    `t\n\n- ${line.slice(2)}`,
    `t\n\n${line.replace('log.example/one', '')}`,
    `t\n\n${line.replace('log.example/one', 'log+example')}`,
    `t\n\n${line.replace('log.example/one', 'log example')}`,
    `t\n\n${line.replace('log.example/one', 'log\u00a0example')}`,
    `t\n\n${unpadded}`,
    `t\n\n${line.slice(0, -1)} \n`,
    't\n\n— log.example/one AAAAAA==\n',
    't\n\n— log.example/one AAAAAB==\n',
  ];
  for (const text of bad) {
    assert.throws(() => parseNote(utf8(text)), throwsCode('bad-checkpoint'), JSON.stringify(text));
  }
  assert.throws(() => parseNote(Uint8Array.of(0xff, 0x0a)), throwsCode('bad-checkpoint'));
});

test('limits the length of a note and its number of signatures', () => {
  const line = formatNote({ text: '\n', signatures: [signNoteText('t\n', key, signer)] }).slice(2);
  assert.throws(() => parseNote(new Uint8Array(MAX_NOTE_BYTES + 1)), throwsCode('limit-exceeded'));
  assert.equal(parseNote(utf8(`t\n\n${line.repeat(64)}`)).signatures.length, 64);
  assert.throws(() => parseNote(utf8(`t\n\n${line.repeat(65)}`)), throwsCode('limit-exceeded'));
});

test('refuses verifier keys whose id, type, name or key is not right', () => {
  const good = formatVerifierKey(key);
  const [name, id, encoded] = good.split('+') as [string, string, string];
  const typed = fromBase64(encoded);
  const bad = [
    '',
    `${name}+${id}`,
    `${name}+00000000+${encoded}`,
    `${name}+${id.toUpperCase()}+${encoded}`,
    `other+${id}+${encoded}`,
    `+${id}+${encoded}`,
    `${name}+${id}+${encoded} `,
    `${name}+${id}+${toBase64(typed.slice(0, -1))}`,
    `${name}+${id}+${toBase64(Uint8Array.of(2, ...typed.slice(1)))}`,
    `${name}+${id}+${toBase64(Uint8Array.of(1, 1, ...new Uint8Array(31)))}`,
  ];
  for (const text of bad)
    assert.throws(() => parseVerifierKey(nodeCrypto, text), throwsCode('bad-key'), text);
  assert.deepEqual(parseVerifierKey(nodeCrypto, good).publicKey, key.publicKey);
});

test('reads back keys whose base64 holds a plus sign', () => {
  for (let i = 0; i < 64; i++) {
    const publicKey = signerFromSeed(new Uint8Array(32).fill(i)).publicKey;
    const made = makeVerifierKey(nodeCrypto, { name: 'w', type: NOTE_SIGNATURE, publicKey });
    assert.equal(
      formatVerifierKey(parseVerifierKey(nodeCrypto, formatVerifierKey(made))),
      formatVerifierKey(made),
    );
  }
});

test('never signs for another key', () => {
  const stranger = signerFromSeed(new Uint8Array(32).fill(4));
  assert.throws(() => signNoteText('t\n', key, stranger), throwsCode('bad-key'));
});
