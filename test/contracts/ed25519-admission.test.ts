import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import nacl from 'tweetnacl';
import { fromHex, toHex, utf8 } from '#contracts/bytes.ts';
import { admitPublicKey, admitSignature } from '#contracts/ed25519-admission.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { nodeCrypto, signerFromSeed } from '#platform/node-crypto.ts';
import { sharedPath, skipWithoutShared } from '#test/support/shared-data.ts';

const P = (1n << 255n) - 19n;
const L = (1n << 252n) + 27742317777372353535851937790883648493n;

function littleEndian(value: bigint): Uint8Array {
  return fromHex(value.toString(16).padStart(64, '0')).reverse();
}

function admitted(act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (isExchangeError(error, 'bad-key') || isExchangeError(error, 'bad-signature')) return false;
    throw error;
  }
}

test('admits every honest key and signature', () => {
  for (let i = 0; i < 20; i++) {
    const signer = signerFromSeed(nodeCrypto.sha256(utf8(`seed ${i}`)));
    admitPublicKey(signer.publicKey);
    admitSignature(signer.sign(utf8('message')));
  }
});

test('refuses all fourteen encodings of points of small order', () => {
  const y8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022n;
  const orders = [0n, 1n, P - 1n, P, P + 1n, y8, P - y8];
  const signer = signerFromSeed(new Uint8Array(32));
  const honest = signer.sign(utf8('m'));
  for (const y of orders) {
    for (const sign of [0n, 1n << 255n]) {
      const encoded = littleEndian(y | sign);
      assert.throws(
        () => admitPublicKey(encoded),
        (e) => isExchangeError(e, 'bad-key'),
      );
      assert.throws(
        () => admitSignature(Uint8Array.from([...encoded, ...honest.subarray(32)])),
        (e) => isExchangeError(e, 'bad-signature'),
      );
    }
  }
});

test('refuses keys off the curve, outside the prime subgroup, or of another length', () => {
  const bad = (key: Uint8Array): void =>
    assert.throws(
      () => admitPublicKey(key),
      (e) => isExchangeError(e, 'bad-key'),
    );
  bad(new Uint8Array(31));
  bad(new Uint8Array(33));
  bad(littleEndian(2n)); // no x exists for y = 2
  bad(littleEndian(P + 3n)); // a second spelling of y = 3
  // Negating both coordinates adds the point of order two, which leaves the prime subgroup.
  const honest = signerFromSeed(new Uint8Array(32).fill(7)).publicKey;
  const bits = BigInt(`0x${toHex(Uint8Array.from(honest).reverse())}`);
  const y = bits & ((1n << 255n) - 1n);
  const flippedSign = (bits >> 255n) ^ 1n;
  admitPublicKey(honest);
  bad(littleEndian((P - y) | (flippedSign << 255n)));
});

test('refuses S at or above the group order, and trailing bytes', () => {
  const honest = signerFromSeed(new Uint8Array(32)).sign(utf8('m'));
  const bad = (signature: Uint8Array): void =>
    assert.throws(
      () => admitSignature(signature),
      (e) => isExchangeError(e, 'bad-signature'),
    );
  const s = BigInt(`0x${toHex(Uint8Array.from(honest.subarray(32)).reverse())}`);
  bad(Uint8Array.from([...honest.subarray(0, 32), ...littleEndian(s + L)]));
  bad(Uint8Array.from([...honest.subarray(0, 32), ...littleEndian(L)]));
  bad(Uint8Array.from([...honest, 0]));
  bad(honest.subarray(0, 63));
  admitSignature(Uint8Array.from([...honest.subarray(0, 32), ...littleEndian(L - 1n)]));
});

test('keeps all 88 valid Wycheproof signatures and lets none of the 63 invalid ones pass', {
  skip: skipWithoutShared('vectors/ed25519/wycheproof.json'),
}, async () => {
  interface Group {
    publicKey: { pk: string };
    tests: { tcId: number; msg: string; sig: string; result: string }[];
  }
  const { testGroups } = JSON.parse(readFileSync(sharedPath('vectors/ed25519/wycheproof.json'), 'utf8')) as {
    testGroups: Group[];
  };
  const passed = { valid: 0, invalid: 0 };
  for (const group of testGroups) {
    const key = fromHex(group.publicKey.pk);
    for (const vector of group.tests) {
      const signature = fromHex(vector.sig);
      const ok =
        admitted(() => admitPublicKey(key)) &&
        admitted(() => admitSignature(signature)) &&
        (await nodeCrypto.verifyEd25519(key, fromHex(vector.msg), signature));
      if (ok) passed[vector.result as 'valid' | 'invalid'] += 1;
      assert.equal(ok, vector.result === 'valid', `tcId ${vector.tcId}`);
    }
  }
  assert.deepEqual(passed, { valid: 88, invalid: 0 });
});

test('admits none of the divisive CCTV signatures, and verifiers agree on those that it admits', {
  skip: skipWithoutShared('vectors/ed25519/cctv.json'),
}, async () => {
  interface Vector {
    number: number;
    key: string;
    msg: string;
    sig: string;
    flags: string[] | null;
  }
  const vectors = JSON.parse(readFileSync(sharedPath('vectors/ed25519/cctv.json'), 'utf8')) as Vector[];
  const divisive = [
    'low_order_A',
    'low_order_R',
    'non_canonical_A',
    'non_canonical_R',
    'low_order_component_A',
  ];
  let admittedCount = 0;
  for (const vector of vectors) {
    const [key, signature, message] = [fromHex(vector.key), fromHex(vector.sig), utf8(vector.msg)];
    const ok = admitted(() => admitPublicKey(key)) && admitted(() => admitSignature(signature));
    const flags = vector.flags ?? [];
    assert.equal(
      ok,
      !flags.some((flag) => divisive.includes(flag)),
      `vector ${vector.number}: ${flags.join()}`,
    );
    if (!ok) continue;
    admittedCount += 1;
    assert.equal(
      await nodeCrypto.verifyEd25519(key, message, signature),
      nacl.sign.detached.verify(message, signature, key),
      `vector ${vector.number}`,
    );
  }
  assert.ok(admittedCount > 0);
});
