import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { z } from 'zod';
import { toBase64, utf8 } from '#contracts/bytes.ts';
import { isExchangeError } from '#contracts/errors.ts';
import {
  cosignEnvelope,
  openSigned,
  preAuthEncoding,
  requireSigner,
  signDocument,
  signEnvelope,
  verifyEnvelope,
  type DocumentType,
  type Envelope,
} from '#contracts/signature.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { testKey, testSigner } from '#test/support/test-keys.ts';

const frozen = JSON.parse(
  readFileSync(new URL('../vectors/contracts/envelope.json', import.meta.url), 'utf8'),
) as { digest: string; envelope: Envelope };
const TYPE = 'application/vnd.kinship.test.v1+json';
const alice = testSigner('alice');
const bob = testSigner('bob');
const refuses =
  (...codes: string[]) =>
  (error: unknown) =>
    isExchangeError(error) && codes.includes(error.code);
const verify = (envelope: unknown, payloadType = TYPE) =>
  verifyEnvelope(nodeCrypto, envelope, { payloadType });

test('encodes the known answer of DSSE', () => {
  const encoded = preAuthEncoding('http://example.com/HelloWorld', utf8('hello world'));
  assert.equal(new TextDecoder().decode(encoded), 'DSSEv1 29 http://example.com/HelloWorld 11 hello world');
});

test('a signed document keeps its bytes: frozen vector', async () => {
  const envelope = signEnvelope(TYPE, { b: 1, a: 'ä' }, alice);
  assert.equal(envelope.payload, 'eyJhIjoiw6QiLCJiIjoxfQ==');
  assert.equal(envelope.signatures[0]?.keyid, testKey('alice'));
  const verified = await verify(envelope);
  assert.deepEqual(verified.value, { a: 'ä', b: 1 });
  assert.equal(verified.digest, frozen.digest);
  assert.deepEqual(envelope, frozen.envelope);
});

test('two parties sign the same bytes, and the identity does not change', async () => {
  const once = signEnvelope(TYPE, { deal: 7 }, alice);
  const twice = cosignEnvelope(once, bob);
  const [a, b] = [await verify(once), await verify(twice)];
  assert.equal(a.digest, b.digest);
  assert.deepEqual(b.signers, [testKey('alice'), testKey('bob')]);
  assert.throws(() => cosignEnvelope(twice, bob), refuses('conflict'));
});

test('refuses a payload under another type', async () => {
  const envelope = signEnvelope(TYPE, {}, alice);
  await assert.rejects(verify(envelope, 'application/vnd.kinship.other.v1+json'), refuses('schema-mismatch'));
  await assert.rejects(
    verify(
      { ...envelope, payloadType: 'application/vnd.kinship.other.v1+json' },
      'application/vnd.kinship.other.v1+json',
    ),
    refuses('bad-signature'),
  );
});

test('refuses one bad signature among good ones, and a key that signs twice', async () => {
  const envelope = cosignEnvelope(signEnvelope(TYPE, { n: 1 }, alice), bob);
  const [first, second] = envelope.signatures;
  assert.ok(first && second);
  await assert.rejects(
    verify({ ...envelope, signatures: [first, { keyid: second.keyid, sig: first.sig }] }),
    refuses('bad-signature'),
  );
  await assert.rejects(verify({ ...envelope, signatures: [first, first] }), refuses('bad-signature'));
  await assert.rejects(verify({ ...envelope, signatures: [] }), refuses('schema-mismatch'));
});

test('refuses a signed payload that is not canonical', async () => {
  const payload = utf8('{"b":1,"a":2}');
  const sig = toBase64(alice.sign(preAuthEncoding(TYPE, payload)));
  const envelope: Envelope = {
    payload: toBase64(payload),
    payloadType: TYPE,
    signatures: [{ keyid: testKey('alice'), sig }],
  };
  await assert.rejects(verify(envelope), refuses('not-canonical'));
});

test('refuses every other spelling of the envelope', async () => {
  const envelope = signEnvelope(TYPE, { n: 1 }, alice);
  await assert.rejects(verify({ ...envelope, payload: `${envelope.payload}\n` }), refuses('bad-json'));
  await assert.rejects(verify({ ...envelope, extra: 1 }), refuses('schema-mismatch'));
  await assert.rejects(verify(null), refuses('schema-mismatch'));
});

test('a document is judged by its own schema and must be signed by the key it names', async () => {
  const type: DocumentType<z.ZodObject<{ schema: z.ZodLiteral<'note/1'> }>> = {
    payloadType: TYPE,
    schema: z.strictObject({ schema: z.literal('note/1') }),
    maxBytes: 64,
  };
  const signed = await openSigned(nodeCrypto, type, signDocument(type, { schema: 'note/1' }, alice));
  requireSigner(signed, testKey('alice'));
  assert.throws(() => requireSigner(signed, testKey('bob')), refuses('bad-signature'));
  await assert.rejects(
    openSigned(nodeCrypto, type, signEnvelope(TYPE, { schema: 'note/2' }, alice)),
    refuses('schema-mismatch'),
  );
  await assert.rejects(
    openSigned(nodeCrypto, type, signEnvelope(TYPE, { schema: 'x'.repeat(80) }, alice)),
    refuses('limit-exceeded'),
  );
});

test('no single changed character of an envelope is accepted', async () => {
  const envelope = signEnvelope(TYPE, { amount: 100, to: 'larkspur' }, alice);
  const text = JSON.stringify(envelope);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(text.length - 1),
      fc.constantFrom('A', '0', 'z', '+', '/', '=', '"', '{', '}', ':', ','),
      async (at, character) => {
        const mutated = text.slice(0, at) + character + text.slice(at + 1);
        if (mutated === text) return;
        let parsed: unknown;
        try {
          parsed = JSON.parse(mutated);
        } catch {
          return;
        }
        await assert.rejects(
          verify(parsed),
          refuses('schema-mismatch', 'bad-signature', 'bad-json', 'not-canonical', 'bad-key'),
        );
      },
    ),
    { numRuns: 300, seed: 3 },
  );
});
