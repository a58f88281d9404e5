/**
 * A company administers its own people: invites them, says what they may do, lets them go. Nobody reaches into another company, nobody is
 * given what reaches beyond one, and a company that has an administrator keeps one.
 */

import { toHex, utf8 } from '#contracts/bytes.ts';
import type { Clock, CryptoPort, RandomBytes } from '#contracts/crypto.ts';
import { digestOf } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Account, Role } from '#contracts/http/accounts.ts';
import {
  COMPANY_ROLES,
  INVITATION_DAYS,
  MAX_INVITATIONS,
  MAX_MEMBERS,
  type acceptInvitationSchema,
  type CompanyRole,
  type Invitation,
  type inviteSchema,
  type IssuedInvitation,
  type Members,
} from '#contracts/http/members.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { Database } from '#platform/database/database.ts';
import type { ReadHandle } from '#platform/database/handles.ts';
import type { z } from 'zod';
import { accountOf, type AccountService } from './account-service.ts';
import { deleteAccount, deleteSessions, findAccount, type AccountRow } from './account-store.ts';
import { requireAnotherAdmin } from './last-admin.ts';
import {
  deleteInvitation,
  deleteInvitationTo,
  findInvitation,
  forgetInvitations,
  insertInvitation,
  listInvitations,
  listMembers,
  setRoles,
  type InvitationRow,
} from './member-store.ts';
import type { Caller } from './permissions.ts';

const SECONDS_A_DAY = 86_400;
/** Bytes of an invitation's secret. */
const SECRET_BYTES = 24;

/** What the service needs. */
export interface MemberDeps {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly database: Database;
  readonly accounts: Pick<AccountService, 'create' | 'logRoles'>;
}

/** The company that a caller acts for. Throws `forbidden` for who belongs to none. */
export function companyOf(caller: Caller): ParticipantId {
  if (caller.participant === null)
    throw new ExchangeError('forbidden', 'This account belongs to no company.');
  return caller.participant;
}

/** Administers members. Every method acts for one company and sees nothing of others: `not-found` is the answer about them. */
export class MemberService {
  readonly #deps: MemberDeps;

  constructor(deps: MemberDeps) {
    this.#deps = deps;
  }

  /** People of a company, and who is invited. */
  list(company: ParticipantId): Promise<Members> {
    return this.#deps.database.read((db) => ({
      items: listMembers(db, company, MAX_MEMBERS).map(accountOf),
      invitations: listInvitations(db, company, this.#now()).map(invitationOf),
    }));
  }

  /**
   * Invites an address; an invitation that it had before is void. Throws `conflict` when it is a member already, `limit-exceeded`
   * when the company is full. Whether another company's person has the address is not told here.
   */
  async invite(company: ParticipantId, wanted: z.output<typeof inviteSchema>): Promise<IssuedInvitation> {
    const { clock, crypto, database, random } = this.#deps;
    const secret = toHex(random(SECRET_BYTES));
    const row: InvitationRow = {
      id: `inv_${toHex(random(8))}`,
      secret: digestOf(crypto, utf8(secret)),
      participant: company,
      email: wanted.email,
      name: wanted.name,
      roles: [...new Set(wanted.roles)],
      createdAt: formatTimestamp(clock()),
      expiresAt: this.#now() + INVITATION_DAYS * SECONDS_A_DAY,
    };
    await database.write((tx) => {
      forgetInvitations(tx, this.#now());
      deleteInvitationTo(tx, company, row.email);
      const members = listMembers(tx, company, MAX_MEMBERS);
      if (members.some(({ email }) => email === row.email)) {
        throw new ExchangeError('conflict', 'Somebody with this address is a member already.');
      }
      const open = listInvitations(tx, company, this.#now()).length;
      if (open >= MAX_INVITATIONS || members.length + open >= MAX_MEMBERS) {
        throw new ExchangeError('limit-exceeded', 'The company has as many people as it may have.', {
          params: { members: MAX_MEMBERS, invitations: MAX_INVITATIONS },
        });
      }
      insertInvitation(tx, row);
    });
    return { invitation: invitationOf(row), secret };
  }

  /** Takes an invitation back. Throws `not-found`. */
  async withdraw(company: ParticipantId, id: string): Promise<void> {
    const was = await this.#deps.database.write((tx) => deleteInvitation(tx, { id, participant: company }));
    if (!was) throw new ExchangeError('not-found', 'There is no such invitation.');
  }

  /**
   * Makes the account that an invitation promises. Throws `not-found` for a secret that is not known or over, `conflict` when the
   * address has an account here.
   */
  async accept(answer: z.output<typeof acceptInvitationSchema>): Promise<Account> {
    const { accounts, crypto, database } = this.#deps;
    const digest = digestOf(crypto, utf8(answer.secret));
    const invited = await database.read((db) => findInvitation(db, digest));
    if (invited === undefined || invited.expiresAt < this.#now()) throw noInvitation();
    const { email, name, roles, participant } = invited;
    return accounts.create({ email, name, roles, participant, password: answer.password }, (tx) => {
      // Taken by another tab, or withdrawn, while the password was hashed.
      if (!deleteInvitation(tx, { id: invited.id, participant })) throw noInvitation();
    });
  }

  /**
   * Says what a member may do from now on; what the broker's operator gave stays. Throws `not-found`, and `conflict` when the company
   * would be left without an administrator.
   */
  async setRoles(company: ParticipantId, id: string, roles: readonly CompanyRole[]): Promise<Account> {
    const row = await this.#deps.database.write((tx) => {
      const member = memberOf(tx, company, id);
      const next = [...new Set<Role>([...member.roles.filter(isBeyondCompany), ...roles])];
      if (!next.includes('admin')) requireAnotherAdmin(tx, member);
      setRoles(tx, id, next);
      this.#deps.accounts.logRoles(tx, member, next);
      return { ...member, roles: next };
    });
    return accountOf(row);
  }

  /**
   * Removes a member; sessions end with the account. Throws `not-found`, `conflict` for the last administrator, `forbidden` for
   * somebody to whom the broker's operator gave a role.
   */
  async remove(company: ParticipantId, id: string): Promise<void> {
    await this.#deps.database.write((tx) => {
      const member = memberOf(tx, company, id);
      if (member.roles.some(isBeyondCompany)) {
        throw new ExchangeError('forbidden', "Only the broker's operator removes this account.");
      }
      requireAnotherAdmin(tx, member);
      this.#deps.accounts.logRoles(tx, member, []);
      deleteSessions(tx, id);
      deleteAccount(tx, id);
    });
  }

  #now(): number {
    return Math.floor(this.#deps.clock() / 1000);
  }
}

function isBeyondCompany(role: Role): boolean {
  return !COMPANY_ROLES.some((own) => own === role);
}

function memberOf(db: ReadHandle, company: ParticipantId, id: string): AccountRow {
  const row = findAccount(db, id);
  if (row?.participant !== company) throw new ExchangeError('not-found', 'There is no such member.');
  return row;
}

function noInvitation(): ExchangeError {
  return new ExchangeError('not-found', 'This invitation is not known, was taken, or is over.');
}

function invitationOf({ id, email, name, roles, createdAt, expiresAt }: InvitationRow): Invitation {
  return { id, email, name, roles, createdAt, expiresAt: formatTimestamp(expiresAt * 1000) };
}
