/** `kin members`: people who act for the company at a broker. With a node's home it speaks as the company, after `kin login` as its administrator. */

import type { Command } from 'commander';
import {
  COMPANY_ROLES,
  issuedInvitationSchema,
  membersSchema,
  type CompanyRole,
} from '#contracts/http/members.ts';
import { asChoice } from './arguments.ts';
import { openBroker } from './broker-session.ts';
import type { Run, RunCommand } from './cli.ts';
import { plain } from './output.ts';

interface InviteOptions {
  readonly email: string;
  readonly name: string;
  readonly role: readonly CompanyRole[];
}

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
    .requiredOption(
      '--role <role>',
      `${COMPANY_ROLES.join(', ')}; may be given several times`,
      (role: string, before: readonly CompanyRole[]) => [...before, asChoice(COMPANY_ROLES)(role)],
      [],
    )
    .action(() => run(invite, (context) => inviteMember(context, invite.opts<InviteOptions>())));
}

async function listMembers(run: Run): Promise<void> {
  const { output, signal } = run;
  const broker = await openBroker(run);
  const found = await broker.call({ path: '/v1/members', answer: membersSchema, signal });
  output.data(found);
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
