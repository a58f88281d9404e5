/** `kin console`: the way to this node's pages, and accounts for colleagues. */

import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { z } from 'zod';
import { ExchangeError } from '#contracts/errors.ts';
import { faultError } from '#contracts/faults.ts';
import { ROLES, type Role } from '#contracts/http/accounts.ts';
import { consoleAccountSchema } from '#contracts/http/console-access.ts';
import { findRunningProcess } from '#platform/home-lock.ts';
import { readHome } from '../home.ts';
import { asChoice } from './arguments.ts';
import type { Run, RunCommand } from './cli.ts';
import { openNodeSession } from './node-session.ts';

interface NewAccountOptions {
  readonly email: string;
  readonly name: string;
  readonly role: Role[];
}

/** Adds the commands. */
export function addConsoleCommand(program: Command, run: RunCommand): void {
  const open = program
    .command('console')
    .description('print the address of the running node’s pages; the link signs you in')
    .action(() => run(open, printLink));
  const accounts = open.command('accounts').description('accounts of colleagues at this console');
  const list = accounts
    .command('ls')
    .description('all accounts')
    .action(() => run(list, listAccounts));
  const add = accounts
    .command('add')
    .description('create an account; the password is read from standard input')
    .requiredOption('--email <address>', 'mail address to sign in with')
    .requiredOption('--name <name>', 'name of the person')
    .requiredOption('--role <role>', `${ROLES.join(', ')}; may be given several times`, collectRole, [])
    .action(() => run(add, (context) => addAccount(context, add.opts<NewAccountOptions>())));
  const remove = accounts
    .command('rm')
    .description('remove an account; its sessions end')
    .argument('<id>', 'id as `accounts ls` shows it')
    .action((id: string) => run(remove, (context) => removeAccount(context, id)));
}

function collectRole(value: string, before: Role[]): Role[] {
  return [...before, asChoice(ROLES)(value)];
}

async function printLink(run: Run): Promise<void> {
  await readHome(run.home);
  const running = await findRunningProcess(run.home);
  if (running?.address == null) {
    throw faultError('not-found', 'node-not-running');
  }
  // The part after # stays in the browser: it is in no log of a server.
  const link = `${running.address}/#token=${running.token}`;
  run.output.data({ address: running.address, link });
  run.output.line(link);
  run.output.note('Whoever has this link acts for the company at this machine, until the node stops.');
}

async function listAccounts(run: Run): Promise<void> {
  await using session = await openNodeSession(run);
  const { items } = await session.call({
    path: '/v1/accounts',
    answer: z.strictObject({ items: z.array(consoleAccountSchema) }),
  });
  const { output } = run;
  output.data(items);
  if (items.length === 0) output.line('No accounts: only whoever can read this home uses the console.');
  else {
    output.table(
      [{ title: 'ID' }, { title: 'ADDRESS', max: 40 }, { title: 'NAME', max: 30 }, { title: 'ROLES' }],
      items.map(({ id, email, name, roles }) => [id, email, name, roles.join(', ')]),
    );
  }
  output.next('kin console accounts add --email … --name … --role lister');
}

async function addAccount(run: Run, options: NewAccountOptions): Promise<void> {
  const password = await firstLine(process.stdin);
  await using session = await openNodeSession(run);
  const account = await session.call({
    path: '/v1/accounts',
    body: { email: options.email, name: options.name, password, roles: options.role },
    answer: consoleAccountSchema,
  });
  run.output.data(account);
  run.output.line(
    `${run.output.tone('good', '✓')} ${account.email} may sign in as ${account.roles.join(', ')}`,
  );
  run.output.id(account.id);
  run.output.next('kin console accounts ls');
}

async function removeAccount(run: Run, id: string): Promise<void> {
  await using session = await openNodeSession(run);
  await session.call({ method: 'DELETE', path: `/v1/accounts/${encodeURIComponent(id)}`, answer: z.null() });
  run.output.data({ removed: id });
  run.output.line(`${run.output.tone('good', '✓')} removed; its sessions have ended`);
}

async function firstLine(input: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input })) return line;
  throw new ExchangeError('usage', 'The password is read from standard input: it was empty.');
}
