/** `kin login`, `kin logout`, `kin whoami`: for people who use a broker without a node. */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isCancel, password as askPassword, text as askText } from '@clack/prompts';
import type { Command } from 'commander';
import { ExchangeError } from '#contracts/errors.ts';
import { faultError } from '#contracts/faults.ts';
import { sessionSchema } from '#contracts/http/accounts.ts';
import { createBrokerClient } from '../broker-client.ts';
import { readTerminalConfig } from '../config.ts';
import { hasHome, readHome } from '../home.ts';
import { readLogin, storeLogin } from './broker-session.ts';
import type { Run, RunCommand } from './cli.ts';
import { lineWords } from './command-words.ts';
import { heading } from './table-words.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { apiAddress } from './broker-address.ts';

interface LoginOptions {
  readonly broker?: string;
  readonly email?: string;
  readonly passwordStdin?: boolean;
}

/** Adds the commands. */
export function addLoginCommand(program: Command, run: RunCommand): void {
  const login = program
    .command('login')
    .description('log in to a broker as a person, without a node')
    .option('--broker <address>', 'address of the broker; KIN_BROKER otherwise')
    .option('--email <address>', 'mail address of the account')
    .option('--password-stdin', 'read the password from standard input')
    .action(() => run(login, (context) => logIn(context, login.opts<LoginOptions>())));
  const logout = program
    .command('logout')
    .description('forget the login')
    .action(() =>
      run(logout, async ({ home, output, lang }) => {
        await rm(join(home, 'login.json'), { force: true });
        output.data({ loggedOut: true });
        output.line(lineWords('logged-out', lang));
        output.next('kin login --broker …');
      }),
    );
  const whoami = program
    .command('whoami')
    .description('the company of this home, or the person who logged in')
    .action(() => run(whoami, whoAmI));
}

async function logIn(run: Run, options: LoginOptions): Promise<void> {
  const address = options.broker ?? readTerminalConfig().broker ?? (await readLogin(run.home))?.api;
  if (address === undefined) throw faultError('usage', 'broker-unnamed');
  const api = apiAddress(address);
  const email = options.email ?? (await ask(run, 'Mail address', false));
  const password = options.passwordStdin === true ? await readStdin() : await ask(run, 'Password', true);
  const { clock, random } = run.world;
  const client = createBrokerClient({ api, clock, random, identity: null });
  const session = await client.call({
    path: '/v1/session',
    body: { email, password },
    answer: sessionSchema,
    signal: run.signal,
  });
  await storeLogin(run.home, {
    schema: 'kin-login/1',
    api,
    email: session.account.email,
    token: session.token,
    expiresAt: session.expiresAt,
  });
  run.output.data({ account: session.account, expiresAt: session.expiresAt });
  run.output.line(
    lineWords('logged-in', run.lang, {
      api,
      email: session.account.email,
      roles: session.account.roles.join(', ') || lineWords('no-role', run.lang),
    }),
  );
  run.output.next('kin match --robot my_arm.urdf --task "…"', 'kin audit entries');
}

async function whoAmI(run: Run): Promise<ExitCode> {
  const { output, lang } = run;
  if (await hasHome(run.home)) {
    const { name, participant, broker } = await readHome(run.home);
    output.data({ kind: 'company', name, participant, broker: broker.api });
    output.facts([
      [heading('company', lang), name],
      [heading('participant', lang), participant],
      [heading('broker', lang), broker.api],
    ]);
    return EXIT.ok;
  }
  const login = await readLogin(run.home);
  if (login === undefined) {
    output.data({ kind: 'nobody' });
    output.note(lineWords('nobody', lang));
    output.next('kin login --broker …', 'kin init --name … --broker …');
    return EXIT.loginNeeded;
  }
  output.data({ kind: 'person', email: login.email, broker: login.api, expiresAt: login.expiresAt });
  output.facts([
    [heading('person', lang), login.email],
    [heading('broker', lang), login.api],
    [heading('until', lang), login.expiresAt],
  ]);
  return EXIT.ok;
}

async function ask(run: Run, message: string, secret: boolean): Promise<string> {
  if (run.world.stdout.isTTY !== true) {
    throw new ExchangeError(
      'usage',
      `${message}? Say --email and --password-stdin: there is no terminal to ask at.`,
    );
  }
  const answer = secret ? await askPassword({ message }) : await askText({ message });
  if (isCancel(answer)) throw new ExchangeError('interrupted', 'Cancelled.');
  return answer;
}

async function readStdin(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
