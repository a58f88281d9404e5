/** Accounts of people who use the broker without a node. Every role that is granted is an entry in the log. */

import { toHex, utf8 } from '#contracts/bytes.ts';
import type { Clock, CryptoPort, RandomBytes } from '#contracts/crypto.ts';
import { digestOf } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import {
  createAccountSchema,
  type Account,
  type OpenSession,
  type Role,
  type Session,
} from '#contracts/http/accounts.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { parseWire } from '#contracts/wire.ts';
import type { z } from 'zod';
import type { Database } from '#platform/database/database.ts';
import type { WriteHandle } from '#platform/database/handles.ts';
import type { RateLimiter } from '#platform/peer/rate-limit.ts';
import type { Registrar } from '../entries/registrar.ts';
import {
  deleteAccount,
  deleteSession,
  deleteSessions,
  findAccount,
  findAccountByEmail,
  insertAccount,
  hasSession,
  insertSession,
  listAccounts,
  listSessions,
  type AccountRow,
} from './account-store.ts';
import { requireAnotherAdmin } from './last-admin.ts';
import { hashPassword, isPassword } from '#platform/password.ts';
import type { Caller } from './permissions.ts';
import type { SessionTokens } from './session-tokens.ts';

/** Most accounts in one list. */
const MAX_LISTED = 1000;
/** Characters of a program's name that are kept. */
const MAX_AGENT = 200;

/** What a new account is made of. */
export type NewAccount = z.input<typeof createAccountSchema>;

/** What the service needs. */
export interface AccountDeps {
  readonly crypto: CryptoPort;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly database: Database;
  readonly registrar: Registrar;
  readonly tokens: SessionTokens;
  /** Attempts to log in, by mail address. */
  readonly attempts: RateLimiter;
}

/** Creates accounts and opens sessions. */
export class AccountService {
  readonly #deps: AccountDeps;
  /** Compared with when the address is unknown, so that a stranger cannot tell by the time it takes. */
  #decoy: Promise<string> | undefined;

  constructor(deps: AccountDeps) {
    this.#deps = deps;
  }

  /**
   * Creates an account. `first` runs in the same transaction and may throw. Throws `conflict` when the address is taken, `schema-mismatch`
   * for what does not fit.
   */
  async create(request: NewAccount, first: (tx: WriteHandle) => void = () => undefined): Promise<Account> {
    const { clock, database, random } = this.#deps;
    const wanted = parseWire(createAccountSchema, request, 'account');
    if (wanted.participant === null && wanted.roles.includes('admin')) {
      throw new ExchangeError('schema-mismatch', 'An administrator belongs to a company.', {
        params: { path: 'participant' },
      });
    }
    const row: AccountRow = {
      id: `acc_${toHex(random(8))}`,
      email: wanted.email,
      name: wanted.name,
      passwordHash: await hashPassword(wanted.password, random),
      roles: [...new Set(wanted.roles)],
      participant: wanted.participant,
      createdAt: formatTimestamp(clock()),
    };
    await database.write((tx) => {
      first(tx);
      insertAccount(tx, row);
      this.logRoles(tx, { id: row.id, roles: [] }, row.roles);
    });
    return accountOf(row);
  }

  /** Queues for the log what an account may do from now on and could not before, and what it may no longer. */
  logRoles(tx: WriteHandle, account: Pick<AccountRow, 'id' | 'roles'>, next: readonly Role[]): void {
    const { crypto, registrar } = this.#deps;
    const record = (type: 'role.granted' | 'role.withdrawn', role: Role): void => {
      registrar.record(tx, {
        type,
        subject: { name: 'role', digest: digestOf(crypto, utf8(role)) },
        body: { account: registrar.commit(tx, { account: account.id }), role },
        parties: [],
      });
    };
    for (const role of next) if (!account.roles.includes(role)) record('role.granted', role);
    for (const role of account.roles) if (!next.includes(role)) record('role.withdrawn', role);
  }

  /**
   * Removes an account; its sessions and roles end with it, as the log then says. Throws `not-found`, and `conflict` for the last
   * administrator of a company.
   */
  async remove(id: string): Promise<void> {
    await this.#deps.database.write((tx) => {
      const row = findAccount(tx, id);
      if (row === undefined) throw new ExchangeError('not-found', 'There is no such account.');
      requireAnotherAdmin(tx, row);
      this.logRoles(tx, row, []);
      deleteSessions(tx, id);
      deleteAccount(tx, id);
    });
  }

  /** Accounts, oldest first. */
  list(): Promise<Account[]> {
    return this.#deps.database.read((db) => listAccounts(db, MAX_LISTED).map(accountOf));
  }

  /** The account of an address, if the password is right. Throws `rate-limited` after too many attempts. */
  async verify(email: string, password: string): Promise<Account | null> {
    const { attempts, database, random } = this.#deps;
    const address = email.toLowerCase();
    if (!attempts.take(address)) {
      throw new ExchangeError('rate-limited', 'Too many attempts to log in; wait a minute.');
    }
    const row = await database.read((db) => findAccountByEmail(db, address));
    this.#decoy ??= hashPassword(toHex(random(16)), random);
    const right = await isPassword(password, row?.passwordHash ?? (await this.#decoy));
    return row !== undefined && right ? accountOf(row) : null;
  }

  /** The account of an address that somebody else has verified, or null. */
  async ofVerifiedEmail(email: string): Promise<Account | null> {
    const row = await this.#deps.database.read((db) => findAccountByEmail(db, email));
    return row === undefined ? null : accountOf(row);
  }

  /** Opens a session; `agent` is what the browser or program calls itself. */
  async openSession(account: Account, agent: string): Promise<Session> {
    const { clock, database, tokens } = this.#deps;
    const { id, token, expiresAt } = await tokens.issue(account.id);
    const now = clock();
    const row = {
      id,
      account: account.id,
      openedAt: formatTimestamp(now),
      expiresAt,
      agent: agent.slice(0, MAX_AGENT),
    };
    await database.write((tx) => insertSession(tx, row, Math.floor(now / 1000)));
    return { token, expiresAt: formatTimestamp(expiresAt * 1000), account };
  }

  /** The caller behind a session token. Throws `unauthenticated`. */
  async callerOf(token: string): Promise<Caller> {
    const session = await this.#deps.tokens.read(token);
    const row = await this.#deps.database.read((db) =>
      hasSession(db, session.id) ? findAccount(db, session.account) : undefined,
    );
    if (row === undefined) throw new ExchangeError('unauthenticated', 'The session has ended.');
    const { id, roles, participant } = row;
    return { name: id, kind: 'account', roles, participant, session };
  }

  /** The account of a caller. Throws `not-found`. */
  async get(id: string): Promise<Account> {
    const row = await this.#deps.database.read((db) => findAccount(db, id));
    if (row === undefined) throw new ExchangeError('not-found', 'There is no such account.');
    return accountOf(row);
  }

  /** Open sessions of an account, newest first; `current` is the one that asks. */
  async sessions(account: string, current: string): Promise<OpenSession[]> {
    const { clock, database } = this.#deps;
    const rows = await database.read((db) => listSessions(db, account, Math.floor(clock() / 1000)));
    return rows.map(({ id, openedAt, expiresAt, agent }) => ({
      id,
      openedAt,
      expiresAt: formatTimestamp(expiresAt * 1000),
      agent,
      current: id === current,
    }));
  }

  /** Ends a session of an account before its time. Throws `not-found`. */
  async endSession(session: { readonly id: string; readonly account: string }): Promise<void> {
    const ended = await this.#deps.database.write((tx) => deleteSession(tx, session));
    if (!ended) throw new ExchangeError('not-found', 'There is no such session.');
  }
}

/** An account without its secrets. */
export function accountOf(row: AccountRow): Account {
  const { id, email, name, roles, participant, createdAt } = row;
  return { id, email, name, roles, participant, createdAt };
}
