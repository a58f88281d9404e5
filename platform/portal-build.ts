/**
 * Builds the portal when its sources have changed since the last build. Vite is a development tool: where it is not installed (an
 * image made with `--omit=dev`), the build that is there is taken as it is.
 */

import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExchangeError } from '#contracts/errors.ts';
import { packAsset } from './http/packed-assets.ts';

const REPOSITORY = join(import.meta.dirname, '..');
const PORTAL = join(REPOSITORY, 'server', 'portal');
/** Where servers find the built portal. */
export const PORTAL_DIST = join(PORTAL, 'dist');
const VITE = join(REPOSITORY, 'node_modules', 'vite', 'bin', 'vite.js');
const STAMP = join(PORTAL_DIST, '.sources');
const SOURCES = [
  'server/portal/**/*.{ts,tsx,css,json,html,svg,js}',
  'contracts/**/*.ts',
  'platform/http/packed-assets.ts',
  'platform/http/portal-nonce.ts',
  'package-lock.json',
];
/** Characters of the builder's words that an error carries at most. */
const MAX_WORDS = 4000;

/** What {@link buildPortal} did, or why it did nothing. */
export type PortalBuild = 'built' | 'unchanged' | 'no-builder';

/**
 * Brings `server/portal/dist` up to date. Safe to run in several processes at once and beside running servers: names in `assets/`
 * carry their content's hash, and the page that names them is replaced last.
 * @throws ExchangeError `internal` with the builder's words
 */
export async function buildPortal(): Promise<PortalBuild> {
  const sources = await hashOfSources();
  const built = existsSync(STAMP) ? await readFile(STAMP, 'utf8') : '';
  if (built === sources) return 'unchanged';
  if (!existsSync(VITE)) return 'no-builder';
  const next = join(PORTAL_DIST, `.next-${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    await runVite(next);
    await packAssets(join(next, 'assets'));
    await takeOver(next, sources);
  } finally {
    await rm(next, { recursive: true, force: true });
  }
  return 'built';
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  const files: string[] = [];
  for (const pattern of SOURCES) {
    const found = glob(pattern, {
      cwd: REPOSITORY,
      exclude: (name) => /(^|\/)dist(\/|$)/.test(name),
    });
    for await (const file of found) files.push(file);
  }
  for (const file of files.sort()) {
    hash
      .update(`${file}\0`)
      .update(await readFile(join(REPOSITORY, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function runVite(outDir: string): Promise<void> {
  const args = [VITE, 'build', PORTAL, '--outDir', outDir, '--logLevel', 'warn'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: REPOSITORY });
  let words = '';
  const listen = (chunk: Buffer): void => void (words = (words + chunk.toString()).slice(-MAX_WORDS));
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new ExchangeError('internal', `The portal could not be built.\n${words}`));
    });
  });
}

async function packAssets(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await packAsset(join(folder, name));
}

/** Moves a finished build into place: assets first, then the page, then what no page names any more goes. */
async function takeOver(next: string, sources: string): Promise<void> {
  const assets = join(PORTAL_DIST, 'assets');
  await mkdir(assets, { recursive: true });
  const fresh = await readdir(join(next, 'assets'));
  for (const name of fresh) await rename(join(next, 'assets', name), join(assets, name));
  for (const entry of await readdir(next, { withFileTypes: true })) {
    if (entry.isFile()) await rename(join(next, entry.name), join(PORTAL_DIST, entry.name));
  }
  const wanted = new Set(fresh);
  for (const name of await readdir(assets)) {
    if (!wanted.has(name)) await rm(join(assets, name), { force: true });
  }
  await writeFile(STAMP, sources);
}
