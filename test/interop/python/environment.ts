/**
 * Python environments with the packages that judge what Kinship writes, made once in a cache folder (KIN_INTEROP_CACHE, else
 * ~/.cache/kinship-interop) with the pinned packages beside this file. Where Python or its registry is not there, tests skip by name.
 */

import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** `current` has the newest packages; `legacy` the last lerobot that reads layout v2.1. */
export type EnvironmentName = 'current' | 'legacy';

/** A Python that can be asked, or why there is none. */
export type Environment =
  | { readonly python: string; readonly skip: false }
  | { readonly python: ''; readonly skip: string };

const UV = 'uv==0.13.9';
/** The pins were resolved for these. */
const INTERPRETERS = ['python3.11', 'python3.12'];
const CACHE = process.env['KIN_INTEROP_CACHE'] ?? join(homedir(), '.cache', 'kinship-interop');
/** Answers of scripts are one line of JSON, at most so long. */
const MAX_ANSWER = 256 * 1024 * 1024;
/** PyTorch brings gigabytes. */
const INSTALL_MS = 45 * 60_000;

const run = promisify(execFile);

/** Makes an environment, or finds the one made before. */
export async function pythonEnvironment(name: EnvironmentName): Promise<Environment> {
  const requirements = join(import.meta.dirname, `${name}.txt`);
  const key = hash('sha256', await readFile(requirements)).slice(0, 12);
  const folder = join(CACHE, `${name}-${key}`);
  const python = join(folder, 'bin', 'python');
  const done = join(folder, 'complete');
  if (await exists(done)) return { python, skip: false };
  const base = await findInterpreter();
  if (base === undefined) return absent(`needs ${INTERPRETERS.join(' or ')}, or KIN_INTEROP_PYTHON`);
  try {
    const uv = await installer(base);
    await rm(folder, { recursive: true, force: true });
    await uv('venv', '--python', base, folder);
    await uv('pip', 'install', '--python', python, '--requirement', requirements);
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    return absent(`the Python packages cannot be installed: ${stderr.trim().split('\n').at(-1) ?? ''}`);
  }
  await writeFile(done, '');
  return { python, skip: false };
}

/** Runs a script of this folder; its last line of output is JSON. Throws what the script says when it fails. */
export async function ask<T>(environment: Environment, script: string, args: readonly string[]): Promise<T> {
  const env = {
    ...process.env,
    HF_HUB_OFFLINE: '1',
    HF_HOME: join(CACHE, 'hub'),
    PYTHONWARNINGS: 'ignore',
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const { stdout } = await run(environment.python, [join(import.meta.dirname, script), ...args], {
    maxBuffer: MAX_ANSWER,
    env,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
}

function absent(skip: string): Environment {
  return { python: '', skip };
}

async function findInterpreter(): Promise<string | undefined> {
  const named = process.env['KIN_INTEROP_PYTHON'];
  for (const candidate of named === undefined ? INTERPRETERS : [named]) {
    const found = await run(candidate, ['-c', 'import sys, venv; print(sys.executable)']).catch(
      () => undefined,
    );
    if (found !== undefined) return found.stdout.trim();
  }
  return undefined;
}

async function installer(base: string): Promise<(...args: string[]) => Promise<unknown>> {
  const tools = join(CACHE, 'tools');
  const uv = join(tools, 'bin', 'uv');
  if (!(await exists(uv))) {
    await mkdir(CACHE, { recursive: true });
    await run(base, ['-m', 'venv', tools]);
    await run(join(tools, 'bin', 'pip'), ['install', '--quiet', UV], { timeout: INSTALL_MS });
  }
  const certificates = process.env['SSL_CERT_FILE'] ?? process.env['PIP_CERT'];
  const env = {
    ...process.env,
    UV_CACHE_DIR: join(CACHE, 'uv-cache'),
    UV_HTTP_TIMEOUT: '600',
    ...(certificates === undefined ? {} : { SSL_CERT_FILE: certificates }),
  };
  return (...args) => run(uv, args, { env, timeout: INSTALL_MS, maxBuffer: MAX_ANSWER });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
