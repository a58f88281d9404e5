/**
 * A command's way to the broker: in the company's name when the home holds a node, in a person's name after `kin login`,
 * anonymously otherwise.
 */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { faultError } from '#contracts/faults.ts';
import { parseWire } from '#contracts/wire.ts';
import { openKeystore } from '#platform/keystore.ts';
import { readFileBounded, writeFileAtomic } from '#platform/files.ts';
import { createBrokerClient, type BrokerClient } from '../broker-client.ts';
import { readNodeConfig, readTerminalConfig } from '../config.ts';
import { hasHome, homePaths, readHome, SIGN_KEY } from '../home.ts';
import { apiAddress } from './broker-address.ts';
import type { Run } from './cli.ts';

const LOGIN_FILE = 'login.json';
const MAX_LOGIN_BYTES = 16 * 1024;

const loginSchema = z.strictObject({
  schema: z.literal('kin-login/1'),
  api: z.url().max(256),
  email: z.string().max(200),
  token: z.string().max(4096),
  expiresAt: z.string().max(40),
});
/** A person's session with a broker, kept in the home. */
export type StoredLogin = z.infer<typeof loginSchema>;

/** Opens a client of the broker. Throws `usage` when nothing says which broker. */
export async function openBroker(run: Run, address?: string): Promise<BrokerClient> {
  const { clock, random } = run.world;
  const terminal = readTerminalConfig();
  if (await hasHome(run.home)) {
    const home = await readHome(run.home);
    const api = address === undefined ? home.broker.api : apiAddress(address);
    if (api !== home.broker.api) return createBrokerClient({ api, clock, random, identity: null });
    const config = readNodeConfig({ home: run.home });
    const keystore = await openKeystore({
      folder: homePaths(run.home).keys,
      random,
      ...(config.passphrase === undefined ? {} : { passphrase: config.passphrase }),
    });
    const identity = { participant: home.participant, signer: await keystore.load(SIGN_KEY) };
    return createBrokerClient({ api, clock, random, identity });
  }
  const login = await readLogin(run.home);
  const named = address === undefined ? undefined : apiAddress(address);
  const api = named ?? terminal.broker ?? login?.api;
  if (api === undefined) {
    throw faultError('usage', 'broker-unnamed');
  }
  const token = terminal.token ?? (login?.api === api ? login.token : undefined);
  return createBrokerClient({ api, clock, random, identity: null, token });
}

/** The stored login, or undefined. */
export async function readLogin(home: string): Promise<StoredLogin | undefined> {
  try {
    const bytes = await readFileBounded(join(home, LOGIN_FILE), MAX_LOGIN_BYTES);
    return parseWire(loginSchema, parseJson(bytes, MAX_LOGIN_BYTES), 'login');
  } catch (error) {
    if (isExchangeError(error, 'not-found')) return undefined;
    throw error;
  }
}

/** Keeps a login, readable by this user only. */
export async function storeLogin(home: string, login: StoredLogin): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  await writeFileAtomic(join(home, LOGIN_FILE), canonicalBytes(parseWire(loginSchema, login, 'login')), {
    mode: 0o600,
  });
}
