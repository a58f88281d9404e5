import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { toBase64, utf8 } from '#contracts/bytes.ts';
import { isExchangeError, type ErrorCode } from '#contracts/errors.ts';
import { openKeystore, type Keystore } from '#platform/keystore.ts';
import { nodeCrypto, secureRandom, signerFromSeed } from '#platform/node-crypto.ts';

const carries = (code: ErrorCode) => (error: unknown) => isExchangeError(error) && error.code === code;

async function folderOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kin-keys-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'keys');
}

const open = (folder: string, passphrase?: string): Promise<Keystore> =>
  openKeystore({ folder, random: secureRandom, ...(passphrase === undefined ? {} : { passphrase }) });

test('a key that was made signs the same after it is loaded again', async (t) => {
  const folder = await folderOf(t);
  const made = await (await open(folder)).create('operational');
  const loaded = await (await open(folder)).load('operational');
  assert.deepEqual(loaded.publicKey, made.publicKey);
  assert.ok(await nodeCrypto.verifyEd25519(made.publicKey, utf8('m'), loaded.sign(utf8('m'))));
  assert.deepEqual(await (await open(folder)).names(), ['operational']);
});

test('key files are private to their owner, and shared ones are refused', async (t) => {
  const folder = await folderOf(t);
  const keystore = await open(folder);
  await keystore.create('peer');
  const path = join(folder, 'peer.key.json');
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  await chmod(path, 0o644);
  await assert.rejects(keystore.load('peer'), carries('bad-config'));
});

test('an existing key is never overwritten', async (t) => {
  const keystore = await open(await folderOf(t));
  const first = await keystore.create('root');
  await assert.rejects(keystore.create('root'), carries('conflict'));
  const seed = secureRandom(32);
  await assert.rejects(keystore.store('root', seed), carries('conflict'));
  assert.deepEqual((await keystore.loadOrCreate('root')).publicKey, first.publicKey);
});

test('a passphrase hides the seed, and the wrong one opens nothing', async (t) => {
  const folder = await folderOf(t);
  const seed = secureRandom(32);
  await (await open(folder, 'correct horse')).store('root', seed);
  const text = await readFile(join(folder, 'root.key.json'), 'utf8');
  assert.doesNotMatch(text, new RegExp(toBase64(seed).replace(/[+/=]/g, String.raw`\$&`)));
  assert.deepEqual(
    (await (await open(folder, 'correct horse')).load('root')).publicKey,
    signerFromSeed(seed).publicKey,
  );
  await assert.rejects((await open(folder, 'wrong')).load('root'), carries('bad-key'));
  await assert.rejects((await open(folder)).load('root'), carries('bad-key'));
});

test('a damaged, foreign or missing key file is a typed error that quotes nothing', async (t) => {
  const folder = await folderOf(t);
  const keystore = await open(folder);
  await assert.rejects(keystore.load('none'), carries('not-found'));
  await keystore.create('a');
  await keystore.create('b');
  const [a, b] = [join(folder, 'a.key.json'), join(folder, 'b.key.json')];
  const [keyOfA, keyOfB] = [await readFile(a, 'utf8'), await readFile(b, 'utf8')];
  const otherSeed = /"seed":"[^"]*"/.exec(keyOfB)?.[0] ?? '';
  for (const content of ['', '{', '{"schema":"kin-key/2"}', keyOfA.replace(/"seed":"[^"]*"/, otherSeed)]) {
    await writeFile(a, content);
    await assert.rejects(keystore.load('a'), carries('bad-key'));
  }
});

test('names that are no key names are refused', async (t) => {
  const keystore = await open(await folderOf(t));
  for (const name of ['', '../x', 'Upper', 'a/b', 'a.b', '-a']) {
    await assert.rejects(keystore.create(name), carries('bad-key'));
  }
});

test('a lent seed is overwritten after the call', async (t) => {
  const keystore = await open(await folderOf(t));
  const signer = await keystore.create('peer');
  let kept: Uint8Array = new Uint8Array();
  const publicKey = await keystore.withSeed('peer', (seed) => {
    kept = seed;
    return signerFromSeed(seed).publicKey;
  });
  assert.deepEqual(publicKey, signer.publicKey);
  assert.deepEqual(kept, new Uint8Array(32));
});
