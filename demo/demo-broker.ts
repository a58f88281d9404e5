/** The broker of the demo world: always at the places where the nodes expect it. */

import { isExchangeError, ExchangeError } from '#contracts/errors.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import { createBroker, type Broker } from '#server/broker.ts';
import { DEFAULT_PORT, DEFAULT_SAMPLE_QUOTA, type BrokerConfig } from '#server/config.ts';
import { warmUp } from '#server/warm-up.ts';
import type { DemoFolder, Places } from './demo-folder.ts';
import type { DemoSettings } from './demo-node.ts';
import { ACCOUNTS } from './world.ts';

/** Everybody calls from one address, and at once: limits of the open net do not fit. */
const DEMO_LIMITS = { reads: 60_000, writes: 60_000, matches: 6_000, entries: 60_000, logins: 600 };
const LOOPBACK_PEER = '/ip4/127.0.0.1/tcp/0';

/**
 * Starts the broker. `port` asks for a port on the first start; later starts take the port of the first. Throws `bad-config` when that is
 * taken, `home-locked` when the demo runs already.
 */
export async function startDemoBroker(
  folder: DemoFolder,
  settings: DemoSettings,
  port: number | undefined,
): Promise<Broker> {
  const known = await folder.places();
  const broker = await openBroker(
    folder,
    settings,
    known ?? { port: port ?? DEFAULT_PORT, peers: [LOOPBACK_PEER] },
  ).catch((error: unknown) => {
    // Any port will do as long as nobody has pinned one.
    const free = known === undefined && port === undefined && isExchangeError(error, 'bad-config');
    if (!free) throw explained(error);
    return openBroker(folder, settings, { port: 0, peers: [LOOPBACK_PEER] });
  });
  if (known === undefined) {
    await folder.keepPlaces({
      port: Number(new URL(broker.api).port),
      peers: broker.context.host.addresses().map((address) => address.replace(/\/p2p\/.*$/, '')),
    });
  }
  return broker;
}

function explained(error: unknown): unknown {
  if (isExchangeError(error, 'home-locked')) {
    return new ExchangeError('home-locked', 'The demo is running already in this folder.', { cause: error });
  }
  return error;
}

async function openBroker(
  folder: DemoFolder,
  settings: DemoSettings,
  places: Pick<Places, 'port' | 'peers'>,
): Promise<Broker> {
  const config: BrokerConfig = {
    home: folder.broker,
    name: 'Kinship demo broker',
    listen: { host: '127.0.0.1', port: places.port },
    peerListen: places.peers,
    peerAnnounce: [],
    publicUrl: undefined,
    logOrigin: 'demo.kinship.invalid/log',
    openEnrolment: true,
    resolveDidWeb: false,
    logLevel: 'silent',
    limits: DEMO_LIMITS,
    demo: true,
    samples: DEFAULT_SAMPLE_QUOTA,
  };
  const { clock, logger } = settings;
  // As the program of a broker does, beside the start.
  const warm = warmUp();
  const broker = await createBroker(config, { clock, logger: logger.child({ subsystem: 'broker' }) });
  try {
    await broker.start();
    await warm;
    return broker;
  } catch (error) {
    await broker[Symbol.asyncDispose]();
    throw error;
  }
}

/** Makes the accounts that are not there yet. `participantOf` gives the company for which a person works. */
export async function makeAccounts(
  { context }: Broker,
  participantOf: (company: string) => ParticipantId | null,
): Promise<void> {
  const known = new Set((await context.accounts.list()).map(({ email }) => email));
  for (const { company, ...account } of ACCOUNTS) {
    if (known.has(account.email)) continue;
    await context.accounts.create({
      ...account,
      participant: company === null ? null : participantOf(company),
    });
  }
}
