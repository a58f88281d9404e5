/**
 * Standing requests: questions that stay open and report what arrives later.
 *
 * A listing and its arrival commit together; the reports of a request commit together, and the arrival ends when every request has looked at
 * it. If we crash between, the arrival is looked at again, and a report that is there already is not written twice.
 */

import { toHex } from '#contracts/bytes.ts';
import { canonicalJson } from '#contracts/canonical-json.ts';
import type { Clock, RandomBytes } from '#contracts/crypto.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import {
  MAX_STANDING_REQUESTS,
  type CreateStandingRequest,
  type ReportedMatch,
  type StandingRequest,
} from '#contracts/http/standing-requests.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { MAX_RESULTS, type MatchAnswer, type MatchQuery } from '#contracts/matching/schema.ts';
import type { Database } from '#platform/database/database.ts';
import { abortable } from '#platform/deadline.ts';
import { giveWayWhenDue, Pieces } from '#platform/give-way.ts';
import type { Logger } from '#platform/logger.ts';
import {
  closeRequest,
  countOpenRequests,
  dropArrivals,
  expireRequests,
  findRequest,
  insertReport,
  insertRequest,
  listReports,
  listRequests,
  nextArrivals,
  openRequests,
  type Arrival,
  type ReportRow,
  type RequestRow,
} from './request-store.ts';

/** Arrivals that are looked at together: as many as one answer can name, so that none is left out. */
const ARRIVALS_PER_ROUND = MAX_RESULTS;
/** Open requests that are read together: each may hold the body of a robot. */
const REQUESTS_PER_READ = 16;
/** How often deadlines are looked at, in milliseconds. */
const EXPIRY_INTERVAL_MS = 10_000;

/** What the service needs. */
export interface RequestDeps {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly database: Database;
  readonly logger: Logger;
  /** Matches among some datasets only. */
  readonly matchAmong: (query: MatchQuery, datasets: readonly string[]) => Promise<MatchAnswer>;
}

/** Keeps requests open. */
export class RequestService {
  readonly #deps: RequestDeps;
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> | undefined;
  #again = false;
  readonly #stopping = new AbortController();

  constructor(deps: RequestDeps) {
    this.#deps = deps;
  }

  /** Begins to look at arrivals and deadlines, first at those that an earlier process left. */
  start(): void {
    // Also looks at arrivals that a failure of the match engine left.
    this.#timer = setInterval(() => this.wake(), EXPIRY_INTERVAL_MS);
    this.#timer.unref();
    this.wake();
  }

  /** Ends what is under way, whatever the engine does: the arrivals stay for the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort(new ExchangeError('interrupted', 'The broker is stopping.'));
    clearInterval(this.#timer);
    this.#tell();
    await this.#working;
  }

  /** Looks at new arrivals soon. */
  wake(): void {
    this.#again = true;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
      // A call that came after the last look must not wait for the next arrival.
      if (this.#again && !this.#stopped) this.wake();
    });
  }

  /** Resolves when no arrival waits. For tests. */
  async whenQuiet(): Promise<void> {
    while (this.#working !== undefined) await this.#working;
  }

  /** Opens a request. Throws `limit-exceeded`, `deadline-passed`. */
  async open(owner: string, wanted: CreateStandingRequest): Promise<StandingRequest> {
    const { clock, database, random } = this.#deps;
    const now = formatTimestamp(clock());
    if (wanted.expiresAt !== null && wanted.expiresAt <= now) {
      throw new ExchangeError('deadline-passed', 'The request would have expired already.');
    }
    const row: RequestRow = {
      id: `req_${toHex(random(12))}`,
      owner,
      query: canonicalJson(JSON.parse(JSON.stringify(wanted.query))),
      minScore: wanted.minScore,
      createdAt: now,
      expiresAt: wanted.expiresAt,
      status: 'open',
      matches: 0,
    };
    await database.write((tx) => {
      expireRequests(tx, now);
      if (countOpenRequests(tx, owner) >= MAX_STANDING_REQUESTS) {
        throw new ExchangeError('limit-exceeded', 'Too many standing requests are open; close one first.', {
          params: { limit: MAX_STANDING_REQUESTS },
        });
      }
      insertRequest(tx, row);
    });
    return requestOf(row);
  }

  /** Requests of an owner, newest first. */
  async list(owner: string): Promise<StandingRequest[]> {
    await this.#expire();
    const rows = await this.#deps.database.read((db) => listRequests(db, owner, MAX_STANDING_REQUESTS * 2));
    const requests: StandingRequest[] = [];
    for (const row of rows) {
      // Each may hold the body of a robot.
      await giveWayWhenDue();
      requests.push(requestOf(row));
    }
    return requests;
  }

  /** One request of an owner. Throws `not-found`. */
  async get(owner: string, id: string): Promise<StandingRequest> {
    await this.#expire();
    return requestOf(await this.#require(owner, id));
  }

  /** Closes a request; a closed one stays closed. Throws `not-found`. */
  async close(owner: string, id: string): Promise<StandingRequest> {
    await this.#expire();
    const row = await this.#require(owner, id);
    if (row.status === 'open') await this.#deps.database.write((tx) => closeRequest(tx, id));
    this.#tell();
    return requestOf(await this.#require(owner, id));
  }

  /** Reports after a sequence number, in order. Throws `not-found`. */
  async reports(
    owner: string,
    id: string,
    page: { readonly after: number; readonly limit: number },
  ): Promise<ReportedMatch[]> {
    await this.#require(owner, id);
    return this.#deps.database.read((db) => listReports(db, id, page).map(reportOf));
  }

  /** Reports from after a sequence number on, as they come, until the request ends. Throws `not-found`. */
  async *follow(
    owner: string,
    id: string,
    options: { readonly after: number; readonly signal: AbortSignal },
  ): AsyncGenerator<ReportedMatch> {
    let { after } = options;
    for (;;) {
      const changed = this.#changed(options.signal);
      const reports = await this.reports(owner, id, { after, limit: ARRIVALS_PER_ROUND });
      for (const report of reports) {
        after = report.seq;
        yield report;
      }
      if (options.signal.aborted || this.#stopped) return;
      if (reports.length > 0) continue;
      if ((await this.#require(owner, id)).status !== 'open') return;
      await changed;
    }
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #work(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        while (!this.#stopped && (await this.#lookAtArrivals()));
      } catch (error) {
        // The arrivals stay; the next one, the next look at the clock, or the next start has them looked at again.
        if (this.#stopped) return;
        this.#deps.logger.warn({ error }, 'arrivals could not be matched with standing requests');
      }
    }
  }

  /** One round; false when nothing waits. */
  async #lookAtArrivals(): Promise<boolean> {
    const { database } = this.#deps;
    await this.#expire();
    const arrivals = await database.read((db) => nextArrivals(db, ARRIVALS_PER_ROUND));
    const last = arrivals.at(-1);
    if (last === undefined) return false;
    for (let after = ''; ; ) {
      const from = after;
      const requests = await database.read((db) =>
        openRequests(db, { after: from, limit: REQUESTS_PER_READ }),
      );
      for (const request of requests) {
        after = request.id;
        await this.#report(request, arrivals);
      }
      if (requests.length < REQUESTS_PER_READ) break;
    }
    await database.write((tx) => dropArrivals(tx, last.seq));
    return true;
  }

  /** Reports to a request what fits it among the arrivals. */
  async #report(request: RequestRow, arrivals: readonly Arrival[]): Promise<void> {
    const { clock, database } = this.#deps;
    const manifests = new Set(arrivals.map((arrival) => arrival.manifest));
    const datasets = arrivals.map((arrival) => arrival.dataset);
    const answer = await this.#matchFor(request, datasets);
    const found = (answer?.results ?? []).filter(
      ({ score, manifest }) => score >= request.minScore && manifests.has(manifest),
    );
    if (found.length === 0) return;
    const reportedAt = formatTimestamp(clock());
    await database.write(async (tx) => {
      const pieces = new Pieces();
      for (const result of found) {
        await pieces.afterStep();
        const { dataset, manifest } = result;
        insertReport(tx, {
          request: request.id,
          dataset,
          manifest,
          result: canonicalJson(result),
          reportedAt,
        });
      }
    });
    this.#tell();
  }

  /** A question that the engine cannot answer (such as one about a body that is no longer known) must not hold up the others. */
  async #matchFor(request: RequestRow, datasets: readonly string[]): Promise<MatchAnswer | undefined> {
    const query = { ...(JSON.parse(request.query) as MatchQuery), limit: MAX_RESULTS };
    try {
      return await abortable(this.#deps.matchAmong(query, datasets), this.#stopping.signal);
    } catch (error) {
      // An engine that is busy or starts anew answers later; anything else would come again at every attempt.
      if (isExchangeError(error, 'interrupted') || isExchangeError(error, 'rate-limited')) throw error;
      this.#deps.logger.warn({ error, request: request.id }, 'a standing request could not be matched');
      return undefined;
    }
  }

  async #expire(): Promise<void> {
    const now = formatTimestamp(this.#deps.clock());
    const expired = await this.#deps.database.write((tx) => expireRequests(tx, now)).catch(() => 0);
    if (expired > 0) this.#tell();
  }

  async #require(owner: string, id: string): Promise<RequestRow> {
    const row = await this.#deps.database.read((db) => findRequest(db, owner, id));
    if (row === undefined) throw new ExchangeError('not-found', 'There is no such standing request.');
    return row;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#listeners.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#listeners.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}

function requestOf(row: RequestRow): StandingRequest {
  const { id, minScore, createdAt, expiresAt, status, matches } = row;
  const query = JSON.parse(row.query) as MatchQuery;
  return { id, query, minScore, createdAt, expiresAt, status, matches };
}

function reportOf(row: ReportRow): ReportedMatch {
  const { seq, dataset, manifest, reportedAt } = row;
  return { seq, dataset, manifest, reportedAt, result: JSON.parse(row.result) as ReportedMatch['result'] };
}
