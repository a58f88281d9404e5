import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { parseChunkList, parseChunkSecrets } from '#contracts/content/chunk-list.ts';
import { parseDigest } from '#contracts/digest.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { openDerivative, verifySealed } from '#node/content/open-derivative.ts';
import { chunkStoreOf, sealDerivative } from '#node/content/seal-derivative.ts';

const KILLS = 60;
const MUTATIONS = 2000;
const KEY = Buffer.alloc(32, 9);
const scratch = await mkdtemp(join(tmpdir(), 'kin-seal-long-'));
after(async () => await rm(scratch, { recursive: true, force: true }));

function noise(length: number, seed: number): Buffer {
  return createCipheriv('aes-256-ctr', Buffer.alloc(32, seed), Buffer.alloc(16)).update(Buffer.alloc(length));
}

async function folder(name: string, sizes: readonly number[]): Promise<string> {
  for (const [i, size] of sizes.entries()) {
    const path = join(scratch, name, `part-${i % 3}`, `file-${i}.bin`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, noise(size, i + 1));
  }
  return join(scratch, name);
}

test(`${KILLS} jobs killed at any moment continue to the same store`, async () => {
  const sourceDir = await folder('killed', [20 << 20, 3, 0, 45 << 20, (1 << 20) + 1]);
  const calm = await sealDerivative({ sourceDir, storeDir: join(scratch, 'calm'), contentKey: KEY });
  let storeDir = '';
  for (let kill = 0; kill < KILLS; kill++) {
    if (kill % 6 === 0) storeDir = join(scratch, `store-${kill}`);
    const script = `
      import { sealDerivative } from '#node/content/seal-derivative.ts';
      await sealDerivative({ sourceDir: ${JSON.stringify(sourceDir)}, storeDir: ${JSON.stringify(storeDir)}, contentKey: Buffer.alloc(32, 9) });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      cwd: join(import.meta.dirname, '../../..'),
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    setTimeout(() => child.kill('SIGKILL'), 150 + ((kill * 37) % 700));
    await ended;
    if (kill % 6 !== 5) continue;
    const resumed = await sealDerivative({ sourceDir, storeDir, contentKey: KEY });
    assert.deepEqual({ ...resumed, sealedNow: 0 }, { ...calm, sealedNow: 0 });
    const store = chunkStoreOf(storeDir);
    const { chunkList, ciphertextRoot } = resumed;
    const faults = await verifySealed({
      chunkList,
      ciphertextRoot,
      readChunk: async (hash) => await store.read(hash),
    });
    assert.deepEqual(faults, []);
    await rm(storeDir, { recursive: true });
  }
});

test(`each of ${MUTATIONS} single changes to chunks, lists, key or roots is noticed`, async () => {
  const sourceDir = await folder('mutated', [1000, 0, (1 << 20) + 500, 77]);
  const storeDir = join(scratch, 'mutated-store');
  const sealed = await sealDerivative({ sourceDir, storeDir, contentKey: KEY });
  const chunks = sealed.chunkList.files.flatMap((file) => file.chunks);
  const bytesOf = new Map<string, Buffer>();
  for (const { cipherHash } of chunks) {
    const hex = Buffer.from(parseDigest(cipherHash)).toString('hex');
    bytesOf.set(cipherHash, await readFile(join(storeDir, 'chunks', hex.slice(0, 2), hex)));
  }
  const texts = [JSON.stringify(sealed.chunkList), JSON.stringify(sealed.chunkSecrets)] as const;
  let run = 0;
  const target = fc.constantFrom('chunk', 'list', 'secrets', 'key', 'root');
  await fc.assert(
    fc.asyncProperty(target, fc.nat(), fc.integer({ min: 1, max: 255 }), async (...[what, at, bits]) => {
      const changed = (bytes: Uint8Array, on: boolean): Buffer => {
        const copy = Buffer.from(bytes);
        if (on) copy[at % copy.length] = (copy[at % copy.length] as number) ^ bits;
        return copy;
      };
      const victim = what === 'chunk' ? chunks[at % chunks.length]?.cipherHash : undefined;
      const outDir = join(scratch, `out-${run++}`);
      const open = async (): Promise<void> => {
        const chunkList = parseChunkList(
          JSON.parse(changed(Buffer.from(texts[0]), what === 'list').toString()),
        );
        const secretText = changed(Buffer.from(texts[1]), what === 'secrets').toString();
        await openDerivative({
          chunkList,
          chunkSecrets: parseChunkSecrets(JSON.parse(secretText), chunkList),
          contentKey: changed(KEY, what === 'key'),
          keyCommitment: sealed.keyCommitment,
          plaintextRoot: what === 'root' ? sealed.ciphertextRoot : sealed.plaintextRoot,
          readChunk: async (hash) => {
            const bytes = bytesOf.get(hash);
            return await Promise.resolve(changed(bytes ?? Buffer.alloc(16), hash === victim));
          },
          outDir,
        });
      };
      try {
        await open();
        // A change that JSON does not see (the case of an escape, a different spelling of a number) leaves the same document.
        assert.equal(what, 'list');
        const reread: unknown = JSON.parse(changed(Buffer.from(texts[0]), true).toString());
        assert.deepEqual(reread, sealed.chunkList);
      } catch (error) {
        assert.ok(isExchangeError(error) || error instanceof SyntaxError, String(error));
      } finally {
        await rm(outDir, { recursive: true, force: true });
      }
    }),
    { numRuns: MUTATIONS },
  );
});
