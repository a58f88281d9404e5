/** The command line of `kin-broker`. Data goes to stdout, everything else to stderr. */

import { text as readAll } from 'node:stream/consumers';
import { Command, CommanderError } from 'commander';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { toBase32 } from '#contracts/bytes.ts';
import { accountSchema, ROLES, type Account } from '#contracts/http/accounts.ts';
import { findRunningProcess } from '#platform/home-lock.ts';
import { silentLogger } from '#platform/logger.ts';
import { secureRandom } from '#platform/node-crypto.ts';
import { createBroker, type Broker } from './broker.ts';
import { processEnvironment, readBrokerConfig, type BrokerConfig, type BrokerFlags } from './config.ts';
import { warmUp } from './warm-up.ts';
import type { NewAccount } from './auth/account-service.ts';

/** Exit codes: 0 done, 1 failed, 2 wrong usage. */
const FAILED = 1;
const WRONG_USAGE = 2;

/** What the command line needs from its process. */
export interface CliWorld {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly stdin: NodeJS.ReadableStream;
  /** Resolves when the process is asked to end. */
  readonly untilStopped: () => Promise<void>;
}

/** Runs the command line; resolves to the exit code. */
export async function runCli(argv: readonly string[], world: CliWorld): Promise<number> {
  const state = { code: 0 };
  const program = new Command('kin-broker')
    .description('A broker of the Kinship exchange: catalog, matching, accounts, transparency log')
    .exitOverride()
    .configureOutput({ writeOut: world.out, writeErr: world.err });
  addStart(program, world, state);
  addOperator(program, world);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return state.code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    world.err(`${isExchangeError(error) ? error.message : String(error)}\n`);
    return isExchangeError(error, 'usage') || isExchangeError(error, 'bad-config') ? WRONG_USAGE : FAILED;
  }
}

function addStart(program: Command, world: CliWorld, state: { code: number }): void {
  program
    .command('start')
    .description('Starts the broker; its keys, database and log are made on the first start')
    .option('--home <folder>', 'folder of the broker (KIN_BROKER_HOME, default ~/.kin-broker)')
    .option('--name <name>', 'name that people see')
    .option('--port <port>', 'port of the HTTP API; 0 takes a free one (default 7400)')
    .option('--listen <host>', 'address to listen on (default 127.0.0.1)')
    .option('--peer-listen <multiaddr...>', 'multiaddrs of the peer host (default /ip4/127.0.0.1/tcp/0)')
    .option('--public-url <url>', 'address of the API as others reach it')
    .option('--origin <origin>', 'origin of the log, on the first start: host and path without scheme')
    .option('--open-enrolment', 'admit companies without an operator (trials and demos)')
    .option('--log-level <level>', 'silent, error, warn, info or debug')
    .action(async (flags: BrokerFlags) => {
      const config = readBrokerConfig(processEnvironment(), flags);
      // Beside the start, of which much is waiting for threads and the disk.
      const warm = warmUp();
      await using broker = await createBroker(config);
      await broker.start();
      await warm;
      announce(broker, world);
      const failure = await Promise.race([world.untilStopped(), broker.failed]);
      if (failure === undefined) return;
      world.err(`${failure.message}\n`);
      state.code = FAILED;
    });
}

function announce(broker: Broker, world: CliWorld): void {
  const { api, addresses, log, broker: registrar } = broker.discovery();
  const lines = [
    `API        ${api}`,
    ...addresses.map((address) => `Peers      ${address}`),
    `Registrar  ${registrar}`,
    `Log key    ${log.key}`,
    'ready',
  ];
  world.out(`${lines.join('\n')}\n`);
}

interface OperatorFlags {
  readonly home?: string;
  readonly email: string;
  readonly name: string;
  readonly role: string[];
  readonly passwordStdin?: boolean;
}

function addOperator(program: Command, world: CliWorld): void {
  program
    .command('operator')
    .description('Accounts of the people who run this broker')
    .command('create')
    .description('Creates an account, the first operator by default; the broker may be running or not')
    .option('--home <folder>', 'folder of the broker')
    .requiredOption('--email <address>', 'mail address to log in with')
    .option('--name <name>', 'name that people see', 'Operator')
    .option('--role <role...>', `roles: ${ROLES.join(', ')}`, ['operator'])
    .option('--password-stdin', 'read the password from standard input; otherwise one is made and shown once')
    .action(async (flags: OperatorFlags) => {
      const given = flags.passwordStdin === true ? (await readAll(world.stdin)).trim() : undefined;
      const password = given ?? toBase32(secureRandom(15));
      const request = {
        email: flags.email,
        name: flags.name,
        password,
        roles: flags.role as NewAccount['roles'],
        participant: null,
      };
      const config = readBrokerConfig(processEnvironment(), { home: flags.home, logLevel: 'error' });
      const account = await createAccount(config, request);
      world.out(`${account.email} (${account.roles.join(', ')})\n`);
      if (given === undefined) world.out(`Password, shown once: ${password}\n`);
    });
}

/** A home has one process: when a broker runs there, it is asked; otherwise the home is opened for as long as it takes. */
async function createAccount(config: BrokerConfig, request: NewAccount): Promise<Account> {
  const running = await findRunningProcess(config.home);
  if (running?.address === undefined || running.address === null) {
    await using broker = await createBroker(config, { logger: silentLogger });
    return await broker.context.accounts.create(request);
  }
  const response = await fetch(`${running.address}/v1/accounts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${running.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const answer = (await response.json()) as { detail?: string };
  if (!response.ok) {
    throw new ExchangeError(
      response.status === 409 ? 'conflict' : 'usage',
      answer.detail ?? 'The broker refused.',
    );
  }
  return accountSchema.parse(answer);
}
