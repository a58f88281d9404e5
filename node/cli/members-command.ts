/** `kin members`: people who act for the company at a broker. With a node's home it speaks as the company, after `kin login` as its administrator. */

import type { Command } from 'commander';
import { z } from 'zod';
import { ExchangeError } from '#contracts/errors.ts';
import { accountSchema, type Account } from '#contracts/http/accounts.ts';
import {
  COMPANY_ROLES,
  issuedInvitationSchema,
  membersSchema,
  type CompanyRole,
  type Invitation,
  type Members,
} from '#contracts/http/members.ts';
import type { BrokerClient } from '../broker-client.ts';
import { asChoice } from './arguments.ts';
import { openBroker } from './broker-session.ts';
import type { Run, RunCommand } from './cli.ts';
import { plain } from './output.ts';

interface InviteOptions {
  readonly email: string;
  readonly name: string;
  readonly role: readonly CompanyRole[];
}

// Without a default: one would count as given, and a role has to be.
const ROLE_OPTION = [
  '--role <role>',
  `${COMPANY_ROLES.join(', ')}; may be given several times`,
  (role: string, before: readonly CompanyRole[] | undefined): readonly CompanyRole[] => [
    ...(before ?? []),
    asChoice(COMPANY_ROLES)(role),
  ],
] as const;

/** Adds the commands. */
export function addMembersCommand(program: Command, run: RunCommand): void {
  const members = program.command('members').description('people of the company at the broker');
  const list = members
    .command('ls')
    .description('members, and who is invited')
    .action(() => run(list, listMembers));
  const invite = members
    .command('invite')
    .description('invite somebody; prints a link that works once')
    .requiredOption('--email <address>', 'mail address')
    .requiredOption('--name <name>', 'name of the person')
    .requiredOption(...ROLE_OPTION)
    .action(() => run(invite, (context) => inviteMember(context, invite.opts<InviteOptions>())));
  const role = members
    .command('role')
    .description('say what a member may do from now on, in place of what was before')
    .argument('<member>', 'mail address or account id')
    .requiredOption(...ROLE_OPTION)
    .action((member: string) =>
      run(role, (context) => changeRoles(context, member, role.opts<{ role: CompanyRole[] }>().role)),
    );
  const remove = members
    .command('remove')
    .description('remove a member, whose sessions end, or take an invitation back')
    .argument('<member>', 'mail address, account id or invitation id')
    .action((member: string) => run(remove, (context) => removeMember(context, member)));
}

async function listMembers(run: Run): Promise<void> {
  const { output } = run;
  const broker = await openBroker(run);
  const found = await membersOf(run, broker);
  output.data(found);
  for (const { email } of [...found.items, ...found.invitations]) output.id(email);
  const row = (person: { name: string; email: string; roles: readonly string[] }, state: string) => [
    plain(person.name),
    person.email,
    person.roles.join(', '),
    state,
  ];
  output.table(
    [{ title: 'NAME', max: 40 }, { title: 'MAIL', max: 48 }, { title: 'ROLES' }, { title: 'STATE' }],
    [
      ...found.items.map((person) => row(person, 'member')),
      ...found.invitations.map((person) => row(person, `invited until ${person.expiresAt}`)),
    ],
  );
}

async function inviteMember(run: Run, options: InviteOptions): Promise<void> {
  const { output, signal } = run;
  const { email, name, role } = options;
  const broker = await openBroker(run);
  const issued = await broker.call({
    path: '/v1/members/invitations',
    body: { email, name, roles: [...role] },
    answer: issuedInvitationSchema,
    signal,
  });
  const link = `${broker.api}/join#invitation=${issued.secret}`;
  output.data({ invitation: issued.invitation, link });
  output.line(`Invitation for ${plain(name)}, shown once, for one use until ${issued.invitation.expiresAt}:`);
  output.line(link);
}

async function changeRoles(run: Run, who: string, roles: readonly CompanyRole[]): Promise<void> {
  const { output, signal } = run;
  const broker = await openBroker(run);
  const member = named(await membersOf(run, broker), who).member;
  if (member === undefined) throw noSuchMember(who);
  const changed = await broker.call({
    method: 'PUT',
    path: `/v1/members/${encodeURIComponent(member.id)}/roles`,
    body: { roles: [...roles] },
    answer: accountSchema,
    signal,
  });
  output.data(changed);
  output.line(`${plain(changed.name)} is ${changed.roles.join(', ')} from now on.`);
}

async function removeMember(run: Run, who: string): Promise<void> {
  const { output, signal } = run;
  const broker = await openBroker(run);
  const { member, invitation } = named(await membersOf(run, broker), who);
  const found = member ?? invitation;
  if (found === undefined) throw noSuchMember(who);
  const folder = member === undefined ? 'members/invitations' : 'members';
  await broker.call({
    method: 'DELETE',
    path: `/v1/${folder}/${encodeURIComponent(found.id)}`,
    answer: z.null(),
    signal,
  });
  output.data({ removed: found.id });
  output.line(
    member === undefined
      ? `The invitation of ${plain(found.name)} is taken back.`
      : `${plain(found.name)} is removed; open sessions have ended.`,
  );
}

function membersOf(run: Run, broker: BrokerClient): Promise<Members> {
  return broker.call({ path: '/v1/members', answer: membersSchema, signal: run.signal });
}

/** Who is meant by a mail address or an id. */
function named(
  { items, invitations }: Members,
  who: string,
): { readonly member?: Account | undefined; readonly invitation?: Invitation | undefined } {
  const isMeant = (person: { id: string; email: string }): boolean =>
    person.id === who || person.email === who.toLowerCase();
  return { member: items.find(isMeant), invitation: invitations.find(isMeant) };
}

function noSuchMember(who: string): ExchangeError {
  return new ExchangeError('not-found', `Nobody of the company is ${plain(who)}: kin members ls names all.`);
}
