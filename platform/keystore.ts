/**
 * Private keys in a home folder: one file of mode 0600 per name, optionally encrypted with a passphrase.
 *
 * What leaves the keystore is a Signer. Two places need the raw seed (the libp2p host and the opening of sealed boxes); they
 * get it for the length of one call by {@link Keystore.withSeed}.
 */

import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fromBase64, toBase64, toHex } from '#contracts/bytes.ts';
import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import type { RandomBytes, Signer } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { readFileBounded, writeFileAtomic } from './files.ts';
import { signerFromSeed } from './node-crypto.ts';

/** Names of keys: they become file names. */
const KEY_NAME = /^[a-z][a-z0-9-]{0,62}$/;
const KEY_SUFFIX = '.key.json';
const MAX_KEY_FILE_BYTES = 4_096;
const SEED_BYTES = 32;
/** Cost of guessing one passphrase: 64 MiB of memory and about a tenth of a second. */
const SCRYPT = { N: 65_536, r: 8, p: 1 } as const;
const SCRYPT_MAX_MEMORY = 256 * SCRYPT.N * SCRYPT.r;
/** Bits that give a file to group or others. */
const SHARED_MODE_BITS = 0o077;

const keyFileSchema = z.discriminatedUnion('protection', [
  z.strictObject({
    schema: z.literal('kin-key/1'),
    protection: z.literal('none'),
    publicKey: z.string(),
    seed: z.string(),
  }),
  z.strictObject({
    schema: z.literal('kin-key/1'),
    protection: z.literal('scrypt-aes-256-gcm'),
    publicKey: z.string(),
    salt: z.string(),
    nonce: z.string(),
    sealed: z.string(),
  }),
]);
type KeyFile = z.infer<typeof keyFileSchema>;

/** The keys of one home. */
export interface Keystore {
  /** Whether a key of this name is stored. */
  has(name: string): Promise<boolean>;
  /** Names of the stored keys, sorted. */
  names(): Promise<readonly string[]>;
  /** Makes and stores a new key. Throws `conflict` when the name is taken. */
  create(name: string): Promise<Signer>;
  /** Stores a given seed of 32 bytes, such as from a recovery file. Throws `conflict` or `bad-key`. */
  store(name: string, seed: Uint8Array): Promise<Signer>;
  /** The stored key as a signer. Throws `not-found`, `bad-key` (damaged, or wrong passphrase) or `bad-config` (readable by others). */
  load(name: string): Promise<Signer>;
  /** Stored key, made when missing. */
  loadOrCreate(name: string): Promise<Signer>;
  /** Lends the raw seed to one call and overwrites it afterwards. */
  withSeed<T>(name: string, use: (seed: Uint8Array) => Promise<T> | T): Promise<T>;
}

/**
 * Opens the keystore of a folder (made with mode 0700 when missing).
 * @param options.passphrase when given, new keys are encrypted and encrypted ones can be read
 */
export async function openKeystore(options: {
  folder: string;
  random: RandomBytes;
  passphrase?: string;
}): Promise<Keystore> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  return new FolderKeystore(options.folder, options.random, options.passphrase);
}

class FolderKeystore implements Keystore {
  readonly #folder: string;
  readonly #random: RandomBytes;
  readonly #passphrase: string | undefined;

  constructor(folder: string, random: RandomBytes, passphrase: string | undefined) {
    this.#folder = folder;
    this.#random = random;
    this.#passphrase = passphrase;
  }

  async has(name: string): Promise<boolean> {
    return (await this.names()).includes(checkName(name));
  }

  async names(): Promise<readonly string[]> {
    const files = (await readdir(this.#folder)).filter((file) => file.endsWith(KEY_SUFFIX));
    const names = files.map((file) => file.slice(0, -KEY_SUFFIX.length));
    return names.filter((name) => KEY_NAME.test(name)).sort();
  }

  async create(name: string): Promise<Signer> {
    return this.store(name, this.#random(SEED_BYTES));
  }

  async store(name: string, seed: Uint8Array): Promise<Signer> {
    const path = this.#path(name);
    const signer = signerFromSeed(seed);
    const file = await this.#seal(seed, toHex(signer.publicKey));
    await writeFileAtomic(path, canonicalBytes(file), { mode: 0o600, exclusive: true });
    return signer;
  }

  async load(name: string): Promise<Signer> {
    return this.withSeed(name, signerFromSeed);
  }

  async loadOrCreate(name: string): Promise<Signer> {
    return (await this.has(name)) ? this.load(name) : this.create(name);
  }

  async withSeed<T>(name: string, use: (seed: Uint8Array) => Promise<T> | T): Promise<T> {
    const path = this.#path(name);
    const file = parseKeyFile(name, await readFileBounded(path, MAX_KEY_FILE_BYTES));
    await refuseShared(path, name);
    const seed = await this.#open(file, name);
    try {
      if (toHex(signerFromSeed(seed).publicKey) !== file.publicKey) throw damaged(name);
      return await use(seed);
    } finally {
      seed.fill(0);
    }
  }

  #path(name: string): string {
    return join(this.#folder, checkName(name) + KEY_SUFFIX);
  }

  async #seal(seed: Uint8Array, publicKey: string): Promise<KeyFile> {
    if (this.#passphrase === undefined) {
      return { schema: 'kin-key/1', protection: 'none', publicKey, seed: toBase64(seed) };
    }
    const salt = this.#random(16);
    const nonce = this.#random(12);
    const cipher = createCipheriv('aes-256-gcm', await deriveKey(this.#passphrase, salt), nonce);
    cipher.setAAD(Buffer.from(publicKey));
    const sealed = Buffer.concat([cipher.update(seed), cipher.final(), cipher.getAuthTag()]);
    return {
      schema: 'kin-key/1',
      protection: 'scrypt-aes-256-gcm',
      publicKey,
      salt: toBase64(salt),
      nonce: toBase64(nonce),
      sealed: toBase64(sealed),
    };
  }

  async #open(file: KeyFile, name: string): Promise<Uint8Array> {
    if (file.protection === 'none') return fromBase64(file.seed);
    if (this.#passphrase === undefined) {
      throw new ExchangeError('bad-key', `The key ${name} is encrypted and no passphrase was given.`);
    }
    const key = await deriveKey(this.#passphrase, fromBase64(file.salt));
    try {
      const sealed = fromBase64(file.sealed);
      const decipher = createDecipheriv('aes-256-gcm', key, fromBase64(file.nonce), { authTagLength: 16 });
      decipher.setAAD(Buffer.from(file.publicKey));
      decipher.setAuthTag(sealed.subarray(SEED_BYTES));
      return new Uint8Array(
        Buffer.concat([decipher.update(sealed.subarray(0, SEED_BYTES)), decipher.final()]),
      );
    } catch (cause) {
      throw new ExchangeError('bad-key', `The passphrase does not open the key ${name}.`, { cause });
    }
  }
}

function checkName(name: string): string {
  if (!KEY_NAME.test(name)) {
    throw new ExchangeError('bad-key', 'A key name has lower-case letters, digits and hyphens.');
  }
  return name;
}

function parseKeyFile(name: string, bytes: Uint8Array): KeyFile {
  try {
    return keyFileSchema.parse(parseJson(bytes, MAX_KEY_FILE_BYTES));
  } catch {
    // Without the cause: it could quote the file.
    throw damaged(name);
  }
}

function damaged(name: string): ExchangeError {
  return new ExchangeError('bad-key', `The file of the key ${name} is damaged.`);
}

async function refuseShared(path: string, name: string): Promise<void> {
  const { mode } = await stat(path);
  if (process.platform === 'win32' || (mode & SHARED_MODE_BITS) === 0) return;
  throw new ExchangeError('bad-config', `The key ${name} can be read by others: set its mode to 0600.`);
}

function deriveKey(passphrase: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, { ...SCRYPT, maxmem: SCRYPT_MAX_MEMORY }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
