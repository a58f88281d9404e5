/** Accounts of colleagues who use this node's console in a page, and the sessions of pages. */

import { toHex, utf8 } from '#contracts/bytes.ts';
import type { Clock, RandomBytes } from '#contracts/crypto.ts';
import { digestOf } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import {
  createConsoleAccountSchema,
  type ConsoleAccount,
  type NewConsoleAccount,
} from '#contracts/http/console-access.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { parseWire } from '#contracts/wire.ts';
import type { Database } from '#platform/database/database.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { hashPassword, isPassword } from '#platform/password.ts';
import { createRateLimiter, type RateLimiter } from '#platform/peer/rate-limit.ts';
import {
  deleteAccount,
  deleteSession,
  findAccount,
  findAccountByEmail,
  findSession,
  insertAccount,
  insertSession,
  listAccounts,
  type AccountRow,
} from './account-store.ts';

/** Life of a page's session, seconds. */
export const CONSOLE_SESSION_S = 12 * 60 * 60;
/** Attempts to log in, a minute: by mail address, and by network address. */
const ATTEMPTS_A_MINUTE = 10;
const ATTEMPTS_FROM_A_MINUTE = 30;
const SECONDS_PER_MINUTE = 60;
const SECRET_BYTES = 32;

/** What the accounts need. */
export interface AccountsDeps {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly database: Database;
}

/** Whom a session stands for; null is the holder of the home's token. */
export interface OpenSession {
  readonly account: ConsoleAccount | null;
}

/** Accounts and sessions of one node. */
export class ConsoleAccounts {
  readonly #deps: AccountsDeps;
  readonly #attempts: RateLimiter;
  readonly #attemptsFrom: RateLimiter;
  /** Compared with when the address is unknown, so that a stranger cannot tell by the time it takes. */
  #decoy: Promise<string> | undefined;

  constructor(deps: AccountsDeps) {
    this.#deps = deps;
    const limiter = (perMinute: number): RateLimiter =>
      createRateLimiter({ perSecond: perMinute / SECONDS_PER_MINUTE, burst: perMinute }, deps.clock);
    this.#attempts = limiter(ATTEMPTS_A_MINUTE);
    this.#attemptsFrom = limiter(ATTEMPTS_FROM_A_MINUTE);
  }

  /** Creates an account. Throws `conflict` when the address is taken, `schema-mismatch` for what does not fit. */
  async create(request: NewConsoleAccount): Promise<ConsoleAccount> {
    const { clock, random, database } = this.#deps;
    const wanted = parseWire(createConsoleAccountSchema, request, 'account');
    const row: AccountRow = {
      id: `acc_${toHex(random(8))}`,
      email: wanted.email,
      name: wanted.name,
      passwordHash: await hashPassword(wanted.password, random),
      roles: [...new Set(wanted.roles)],
      createdAt: clock(),
    };
    await database.write((tx) => insertAccount(tx, row));
    return accountOf(row);
  }

  /** All accounts, oldest first. */
  list(): Promise<ConsoleAccount[]> {
    return this.#deps.database.read((db) => listAccounts(db).map(accountOf));
  }

  /** Removes an account; its sessions end with it. Throws `not-found`. */
  async remove(id: string): Promise<void> {
    const removed = await this.#deps.database.write((tx) => deleteAccount(tx, id));
    if (!removed) throw new ExchangeError('not-found', 'There is no such account.');
  }

  /** The account of address and password. Throws `unauthenticated`, and `rate-limited` after too many attempts. */
  async verify(login: { email: string; password: string; from: string }): Promise<ConsoleAccount> {
    const { database, random } = this.#deps;
    const address = login.email.toLowerCase();
    if (!this.#attemptsFrom.take(login.from) || !this.#attempts.take(address)) {
      throw new ExchangeError('rate-limited', 'Too many attempts to log in; wait a minute.');
    }
    const row = await database.read((db) => findAccountByEmail(db, address));
    this.#decoy ??= hashPassword(toHex(random(16)), random);
    const right = await isPassword(login.password, row?.passwordHash ?? (await this.#decoy));
    if (row === undefined || !right) {
      throw new ExchangeError('unauthenticated', 'The credentials are not known here.');
    }
    return accountOf(row);
  }

  /** Opens a session and gives the secret that stands for it. */
  async openSession(account: ConsoleAccount | null): Promise<string> {
    const { clock, random, database } = this.#deps;
    const secret = toHex(random(SECRET_BYTES));
    const expiresAt = clock() + CONSOLE_SESSION_S * 1000;
    const row = { secret: digestOfSecret(secret), account: account?.id ?? null, expiresAt };
    await database.write((tx) => insertSession(tx, row, clock()));
    return secret;
  }

  /** Whom a secret stands for. Throws `unauthenticated`. */
  async sessionOf(secret: string): Promise<OpenSession> {
    const { clock, database } = this.#deps;
    const found = await database.read((db) => {
      const session = findSession(db, digestOfSecret(secret), clock());
      if (session === undefined) return undefined;
      if (session.account === null) return { account: null };
      const row = findAccount(db, session.account);
      return row === undefined ? undefined : { account: accountOf(row) };
    });
    if (found === undefined) throw new ExchangeError('unauthenticated', 'The session has ended.');
    return found;
  }

  /** Ends a session. */
  endSession(secret: string): Promise<void> {
    return this.#deps.database.write((tx) => deleteSession(tx, digestOfSecret(secret)));
  }
}

function digestOfSecret(secret: string): string {
  return digestOf(nodeCrypto, utf8(secret));
}

function accountOf(row: AccountRow): ConsoleAccount {
  const { id, email, name, roles, createdAt } = row;
  return { id, email, name, roles: [...roles], createdAt: formatTimestamp(createdAt) };
}
