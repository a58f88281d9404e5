/** A company's node: create → start → dispose. Holds its home's lock while it runs. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { ParticipantRecord } from '#contracts/participant/enrolment.ts';
import { acquireHomeLock, type HomeLock } from '#platform/home-lock.ts';
import { mayPass, nextAttempt, type BackOff } from '#platform/back-off.ts';
import { Ending } from '#platform/end-in-time.ts';
import type { NodeConfig } from './config.ts';
import { createNodeContext, type NodeContext, type NodeWorld } from './context.ts';
import { enrol } from './enrol.ts';

/** Enrolment is repeated until the broker answers: 0.5 s, doubling up to half a minute. */
const ENROL_BACK_OFF: BackOff = { firstMs: 500, factor: 2, longestMs: 30_000 };

/** A node that runs until it is disposed. */
export class ExchangeNode {
  readonly context: NodeContext;
  readonly #lock: HomeLock;
  readonly #stopping = new AbortController();
  #enrolling: Promise<void> = Promise.resolve();
  #unkeep: (() => void)[] = [];
  #enrolment: ParticipantRecord['status'] | 'unknown' = 'unknown';

  private constructor(context: NodeContext, lock: HomeLock) {
    this.context = context;
    this.#lock = lock;
  }

  /** Takes the home's lock and builds the node. Throws `home-locked`, `bad-config`, `bad-key`, `storage-failed`. */
  static async create(config: NodeConfig, world: NodeWorld): Promise<ExchangeNode> {
    const lock = await acquireHomeLock({ home: config.home, random: world.random, clock: world.clock });
    try {
      return new ExchangeNode(await createNodeContext(config, world), lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  /** The secret that the console API of this run asks for. */
  get consoleToken(): string {
    return this.#lock.token;
  }

  /** Listens for peers, enrols, delivers what an earlier run left. Resolves when the node is reachable; enrolment may still be going on. */
  async start(): Promise<void> {
    const { host, outbox, home } = this.context;
    await host.start();
    this.#unkeep = home.broker.addresses.slice(0, 1).map((address) => host.keepConnected(address));
    this.#enrolling = this.#enrolUntilDone();
    outbox.start();
    this.context.exchanges.start();
  }

  /** How the broker regards this company; unknown until it has answered. */
  get enrolment(): ParticipantRecord['status'] | 'unknown' {
    return this.#enrolment;
  }

  /** Resolves when the broker knows this node's present addresses, or has refused it. */
  enrolled(): Promise<void> {
    return this.#enrolling;
  }

  /** Tells other commands where the console API listens. */
  publishConsole(address: string): Promise<void> {
    return this.#lock.publish(address);
  }

  /** Stops in the order in which work flows: nothing new comes in, what is under way ends or stays in the outbox. Resolves whatever hangs. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const unkeep of this.#unkeep) unkeep();
    const { outbox, host, database, jobs, inspections, previews, exchanges, pulls, fit, world } =
      this.context;
    const ending = new Ending(world.logger.child({ subsystem: 'stop' }));
    await Promise.all([
      ending.end('enrolment', () => this.#enrolling),
      ending.end('publications', () => jobs.stop()),
      ending.end('inspections', () => inspections.stop()),
      ending.end('previews', () => previews.stop()),
      ending.end('pulls', () => pulls.stop()),
      ending.end('certificates', () => fit.stop()),
    ]);
    await ending.end('exchanges', () => exchanges.stop());
    await ending.end('outbox', () => outbox.stop());
    await ending.end('peers', () => host.stop());
    await ending.end('database', () => database.close());
    if (ending.complete) await ending.end('lock', () => this.#lock.release());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #enrolUntilDone(): Promise<void> {
    const { client, home, identity, host, world } = this.context;
    const logger = world.logger.child({ subsystem: 'enrolment' });
    for (let attempt = 0; !this.#stopping.signal.aborted; attempt++) {
      try {
        const deps = { client, clock: world.clock, identity, keyEntries: home.keyEntries };
        const record = await enrol(deps, host.addresses(), this.#stopping.signal);
        logger.info({ status: record.status }, 'the broker knows this node');
        this.#enrolment = record.status;
        // The log takes a company's entries once the broker knows its keys.
        await this.context.keyActs.propose();
        await this.context.outbox.retryNow();
        this.context.announce();
        return;
      } catch (error) {
        // A disk that is full, here or there, passes like a broker that is away.
        const refused = !mayPass(error);
        logger.warn({ error }, refused ? 'the broker refuses this node' : 'this node is not enrolled yet');
        if (refused) return;
        await this.#pause(nextAttempt(ENROL_BACK_OFF, attempt, world.random));
      }
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#stopping;
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  }
}
