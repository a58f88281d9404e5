import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { toBase64, utf8 } from '#contracts/bytes.ts';
import { cosign } from '#contracts/log/cosignature.ts';
import {
  COSIGNATURE,
  formatSignatureLine,
  formatVerifierKey,
  makeVerifierKey,
  parseNote,
} from '#contracts/log/signed-note.ts';
import { tilePath, tilesOfTree } from '#contracts/log/tile.ts';
import { nodeCrypto, signerFromSeed } from '#platform/node-crypto.ts';
import type { TransparencyLog } from '#server/audit/transparency-log.ts';
import { logKey, openOnDisk, testEntry } from '#test/support/log-on-disk.ts';
import { SimulatedDisk } from '#test/support/simulated-disk.ts';

/** Deep enough for a full tile above level 0. */
const SIZE = 66_000;
const OLD_SIZES = [1, 2, 255, 256, 257, 65_536, 65_999];
const witnessSigner = signerFromSeed(new Uint8Array(32).fill(4));
const witness = makeVerifierKey(nodeCrypto, {
  name: 'witness.example',
  type: COSIGNATURE,
  publicKey: witnessSigner.publicKey,
});

const go = spawnSync('go', ['version']);
const skip = go.status === 0 ? false : 'needs the Go tool chain';

test('Tessera, sumdb and formats accept a log of 66,000 entries, its receipts and proofs, and no changed file', {
  skip,
}, async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kin-interop-'));
  try {
    const log = await buildLog();
    await exportLog(log, path.join(folder, 'log'));
    await writeFile(path.join(folder, 'checks.json'), JSON.stringify(await makeChecks(log)));
    const good = check(folder);
    assert.equal(good.status, 0, good.stderr);
    assert.deepEqual(JSON.parse(good.stdout), { size: SIZE, receipts: 5, consistency: OLD_SIZES.length });
    for (const file of ['tile/entries/100', 'tile/0/000', 'tile/0/257.p/208', 'tile/1/000', 'checkpoint']) {
      const name = path.join(folder, 'log', file);
      const bytes = await readFile(name);
      const changed = Buffer.from(bytes);
      changed[changed.length >> 1] = (changed[changed.length >> 1] as number) ^ 1;
      await writeFile(name, changed);
      assert.notEqual(check(folder).status, 0, `${file} was changed, and accepted`);
      await writeFile(name, bytes);
    }
    await log.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

function check(folder: string): { status: number | null; stdout: string; stderr: string } {
  const args = ['run', '.', path.join(folder, 'log'), path.join(folder, 'checks.json')];
  return spawnSync('go', args, { cwd: import.meta.dirname, encoding: 'utf8' });
}

async function buildLog(): Promise<TransparencyLog> {
  const log = await openOnDisk(new SimulatedDisk());
  for (let from = 0; from < SIZE; from += 10_000) {
    const count = Math.min(10_000, SIZE - from);
    await Promise.all(Array.from({ length: count }, (_, i) => log.append(testEntry(from + i))));
  }
  return log;
}

/** The whole log as static files, as a mirror would serve it. */
async function exportLog(log: TransparencyLog, folder: string): Promise<void> {
  const write = async (name: string, bytes: Uint8Array): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), bytes);
  };
  await write('checkpoint', log.reader.readPublic('checkpoint').bytes);
  for (const tile of tilesOfTree(SIZE)) {
    const name = tilePath(tile);
    const served = tile.level === 'entries' ? await log.reader.readBundle(name) : log.reader.readPublic(name);
    await write(name, served.bytes);
  }
}

async function makeChecks(log: TransparencyLog): Promise<object> {
  const { text } = parseNote(utf8(log.checkpoint()));
  const line = formatSignatureLine(cosign(text, 1_767_225_600, { key: witness, signer: witnessSigner }));
  const receipts = [0, 1, 255, 256, SIZE - 1].map((index) => ({
    Entry: toBase64(testEntry(index)),
    Proof: log.reader.prove(index) + line,
  }));
  const newRoot = toBase64(log.head().checkpoint.root);
  const consistency = OLD_SIZES.map((oldSize) => ({
    OldSize: oldSize,
    NewSize: SIZE,
    OldRoot: toBase64(log.reader.rootAt(oldSize)),
    NewRoot: newRoot,
    Hashes: log.reader.proveConsistency(oldSize).hashes.map(toBase64),
  }));
  return {
    LogKey: formatVerifierKey(logKey),
    WitnessKey: formatVerifierKey(witness),
    Receipts: receipts,
    Consistency: consistency,
  };
}
