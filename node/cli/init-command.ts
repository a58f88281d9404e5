/** `kin init`: keys, home and pinned log key of a new node. */

import type { Command } from 'commander';
import { hash } from 'node:crypto';
import { toHex, utf8 } from '#contracts/bytes.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { DISCOVERY_PATH, discoverySchema, type Discovery } from '#contracts/http/discovery.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { participantIdSchema, peerIdOfKey, shortKey } from '#contracts/keys.ts';
import { displayNameSchema, type ParticipantRecord } from '#contracts/participant/enrolment.ts';
import { parseWire } from '#contracts/wire.ts';
import { openKeystore } from '#platform/keystore.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { createBrokerClient } from '../broker-client.ts';
import { readNodeConfig } from '../config.ts';
import { enrol } from '../enrol.ts';
import { hasHome, homePaths, SIGN_KEY, writeHome } from '../home.ts';
import { initIdentity, type NewIdentity } from '../identity/init-identity.ts';
import { apiAddress } from './broker-address.ts';
import type { Run, RunCommand } from './cli.ts';

/** Options of `kin init`. */
interface InitOptions {
  readonly name: string;
  readonly broker: string;
  readonly did?: string;
}

/** Adds the command. */
export function addInitCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('init')
    .description('make the keys and the home of a new node, and pin the broker’s log key')
    .requiredOption('--name <name>', 'display name of the company')
    .requiredOption('--broker <address>', 'address of a broker: http(s)://… or a multiaddr /ip4/…/tcp/…')
    .option('--did <did>', 'did:web name of the company; its did:key otherwise')
    .action(() => run(command, (context) => init(context, command.opts<InitOptions>())));
}

async function init(run: Run, options: InitOptions): Promise<void> {
  const name = parseWire(displayNameSchema, options.name, 'name');
  const participant =
    options.did === undefined ? undefined : parseWire(participantIdSchema, options.did, 'DID');
  if (await hasHome(run.home)) {
    throw new ExchangeError('conflict', `There is a node in ${run.home} already.`, {
      params: { home: run.home },
    });
  }
  const broker = await discover(run, options.broker);
  const config = readNodeConfig({ home: run.home });
  const keystore = await openKeystore({
    folder: homePaths(run.home).keys,
    random: run.world.random,
    ...(config.passphrase === undefined ? {} : { passphrase: config.passphrase }),
  });
  const { clock, random } = run.world;
  const deps = { crypto: nodeCrypto, clock, random, keystore };
  const identity = await initIdentity(deps, { log: broker.log.origin, participant });
  await writeHome(run.home, {
    schema: 'node-home/1',
    name,
    participant: identity.participant,
    root: identity.root,
    key: identity.key,
    peerKey: identity.peerKey,
    createdAt: formatTimestamp(clock()),
    broker,
    keyEntries: [...identity.keyEntries],
  });
  const signer = await keystore.load(SIGN_KEY);
  const client = createBrokerClient({ api: broker.api, clock, random, identity: null });
  const self = {
    ...identity,
    name,
    signer,
    peerId: peerIdOfKey(identity.peerKey),
    log: { ...broker.log, witnessQuorum: 0 },
  };
  // The node is not running yet: it tells its addresses when it starts.
  const record = await enrol(
    { client, clock, identity: self, keyEntries: identity.keyEntries },
    [],
    run.signal,
  );
  show(run, { name, broker, identity, status: record.status });
}

/** Reads a broker's discovery document. Throws `peer-unreachable` or `schema-mismatch`. */
async function discover(run: Run, address: string): Promise<Discovery> {
  const { clock, random } = run.world;
  const client = createBrokerClient({ api: apiAddress(address), clock, random, identity: null });
  return client.call({ path: DISCOVERY_PATH, answer: discoverySchema, signal: run.signal });
}

/** First bytes of the SHA-256 of a written key, in groups that two people can read to each other. */
export function fingerprint(key: string): string {
  const text = toHex(hash('sha256', utf8(key), 'buffer').subarray(0, 16));
  return (text.match(/.{4}/g) ?? []).join(' ');
}

function show(
  run: Run,
  made: { name: string; broker: Discovery; identity: NewIdentity; status: ParticipantRecord['status'] },
): void {
  const { output } = run;
  const { identity, broker } = made;
  output.data({
    name: made.name,
    participant: identity.participant,
    root: identity.root,
    key: identity.key,
    home: run.home,
    enrolment: made.status,
    broker: {
      api: broker.api,
      name: broker.name,
      log: broker.log,
      logFingerprint: fingerprint(broker.log.key),
    },
    recovery: identity.recovery,
  });
  output.line(`${output.tone('strong', made.name)} is ready in ${run.home}\n`);
  output.facts([
    ['company', identity.participant],
    ['operational key', `…${shortKey(identity.key)}   fingerprint ${fingerprint(identity.key)}`],
    ['broker', `${broker.name}, ${broker.api} (${made.status})`],
    ['log', broker.log.origin],
    ['log key', `fingerprint ${fingerprint(broker.log.key)}`],
  ]);
  output.line(`\nCompare the log key’s fingerprint with the broker’s operator over another channel.`);
  output.line(
    `\n${output.tone('warn', 'Recovery text, shown this once. Keep it offline: only it can rotate or revoke your keys.')}`,
  );
  output.line(`\n  ${identity.recovery}\n`);
  output.id(identity.participant);
  output.next(`kin node start --home ${run.home}`);
}
