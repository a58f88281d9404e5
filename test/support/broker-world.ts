/** A real broker on loopback, with database, log and peer host, and the calls that tests make of it. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { ExchangeError } from '#contracts/errors.ts';
import type { LogReceipt } from '#contracts/http/log.ts';
import type { Envelope } from '#contracts/signature.ts';
import { silentLogger } from '#platform/logger.ts';
import { createBroker, type Broker, type WorldOverrides } from '#server/broker.ts';
import { DEFAULT_LIMITS, DEFAULT_SAMPLE_QUOTA, type BrokerConfig } from '#server/config.ts';
import { TestCompany } from './test-company.ts';

/** Limits that tests of other things do not run into. */
const WIDE_LIMITS = { reads: 100_000, writes: 100_000, matches: 100_000, entries: 100_000, logins: 100_000 };

/** A running broker under test. */
export interface TestBroker {
  readonly broker: Broker;
  readonly api: string;
  readonly home: string;
  /** Calls the API; `status` and parsed body. */
  call(
    path: string,
    options?: CallOptions,
  ): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }>;
  stop(): Promise<void>;
}

/** How the API is called. */
export interface CallOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly token?: string;
}

/** Configuration of a broker under test. */
export function testConfig(home: string, overrides: Partial<BrokerConfig> = {}): BrokerConfig {
  return {
    home,
    name: 'Test broker',
    listen: { host: '127.0.0.1', port: 0 },
    peerListen: ['/ip4/127.0.0.1/tcp/0'],
    peerAnnounce: [],
    publicUrl: undefined,
    logOrigin: 'log.test.invalid/kin',
    openEnrolment: true,
    resolveDidWeb: false,
    logLevel: 'silent',
    limits: WIDE_LIMITS,
    samples: DEFAULT_SAMPLE_QUOTA,
    ...overrides,
  };
}

/** Starts a broker in a folder of its own, or in `home`; it is stopped after the test. */
export async function startBroker(
  t: TestContext,
  overrides: Partial<BrokerConfig> & Pick<WorldOverrides, 'clock' | 'fetchDocument' | 'logger'> = {},
): Promise<TestBroker> {
  const { clock, fetchDocument, logger, ...config } = overrides;
  const folder = overrides.home === undefined ? await mkdtemp(join(tmpdir(), 'kin-broker-')) : undefined;
  const home = overrides.home ?? join(folder ?? '', 'home');
  const broker = await createBroker(testConfig(home, config), {
    logger: logger ?? silentLogger,
    ...(clock === undefined ? {} : { clock }),
    ...(fetchDocument === undefined ? {} : { fetchDocument }),
  });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= broker[Symbol.asyncDispose]());
  // After-hooks run in the order in which they were added: the folder goes once the broker is gone.
  t.after(async () => {
    await stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });
  await broker.start();
  return {
    broker,
    api: broker.api,
    home,
    stop,
    call: (path, options = {}) => callApi(broker.api, path, options),
  };
}

/** Calls an API and parses its JSON. */
export async function callApi(
  api: string,
  path: string,
  options: CallOptions,
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const response = await fetch(api + path, {
    method: options.method ?? (options.body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const body = isJson ? (JSON.parse(text) as Record<string, unknown>) : { text };
  return { status: response.status, body, headers: response.headers };
}

/** A company that is enrolled (and admitted, where enrolment is open). */
export async function enrolledCompany(
  t: TestContext,
  world: TestBroker,
  options: { readonly name?: string; readonly host?: boolean } = {},
): Promise<TestCompany> {
  const company = new TestCompany(options.name ?? 'Larkspur', world.broker.context.identity.logOrigin);
  if (options.host === true) await company.startHost(t);
  const { status, body } = await world.call('/v1/participants', { body: company.enrolment() });
  if (status !== 200) throw new ExchangeError('internal', `enrolment failed: ${JSON.stringify(body)}`);
  return company;
}

/** Submits an entry; throws the refusal's code when the log does not take it. */
export async function submit(world: TestBroker, entry: Envelope): Promise<LogReceipt> {
  const { status, body } = await world.call('/v1/log/entries', { body: { entry } });
  if (status === 200) return body as unknown as LogReceipt;
  throw new ExchangeError(body['code'] as ExchangeError['code'], String(body['detail']));
}

/** Longest wait for what takes a second on a quiet machine, in milliseconds. */
const PATIENCE_MS = 60_000;

/** Waits until `holds` resolves to true, or fails after `timeoutMs`. */
export async function eventually(
  holds: () => Promise<boolean> | boolean,
  timeoutMs = PATIENCE_MS,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new ExchangeError('deadline-passed', 'What was awaited did not come.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The limits of a broker on the open net. */
export const REAL_LIMITS = DEFAULT_LIMITS;
