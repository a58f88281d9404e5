/**
 * What matching does to a running broker: ingest of listings with new bodies, questions and searches meanwhile, how long the broker's
 * event loop is kept under both, and how long the index takes to come back after a restart. Lister and askers are a process of their own.
 */

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { warmUp } from '#server/warm-up.ts';
import { startBroker } from '../test/support/broker-world.ts';
import { percentile, withScope, type Emit } from './bench-scope.ts';
import type { FromLister, ToLister } from './match-lister.ts';

/** How long the idle broker is looked at for comparison. */
const IDLE_MS = 2000;
/** Processor time that a turn of the event loop may take, in milliseconds. */
const PROMISED_MS = 20;
/** Code runs for the first time, and is compiled, within this long of the first traffic: turns of then are told apart. */
const FIRST_MS = 1000;

/** Measures a broker with `datasets` listings on `bodies` bodies. */
export function benchMatchBroker(emit: Emit, made: { datasets: number; bodies: number }): Promise<void> {
  return withScope(async (scope) => {
    const label = `match.broker.${made.datasets}-listings.${made.bodies}-bodies`;
    const say = (name: string, value: number, unit: string): void =>
      emit({ name: `${label}.${name}`, value: Math.round(value * 1000) / 1000, unit });
    const lister = fork(new URL('./match-lister.ts', import.meta.url), { execArgv: [] });
    scope.after(() => lister.kill());
    // As the program does before it starts its broker.
    const warming = performance.now();
    await warmUp();
    say('warm-up', (performance.now() - warming) / 1000, 's');
    const world = await startBroker(scope);
    const { feeds, identity, matches } = world.broker.context;
    const listed = await tell(lister, { say: 'list', origin: identity.logOrigin, ...made }, 'listed');
    const idle = await loopLoad(() => sleep(IDLE_MS));
    say('event-loop.idle.p99', idle.delay.percentile(99) / 1e6, 'ms');
    let [started, ended] = [0, 0];
    // From the first request on: nothing was asked of this broker before.
    const loaded = await loopLoad(async () => {
      const { status } = await world.call('/v1/participants', { body: listed.enrolment });
      if (status !== 200) throw new Error(`the lister was not enrolled: ${status}`);
      await feeds.pull(listed.participant);
      await matches.sync();
      await tell(lister, { say: 'list-more' }, 'listed');
      await tell(lister, { say: 'ask', api: world.api }, 'warm');
      started = performance.now();
      await feeds.pull(listed.participant);
      await matches.sync();
      ended = performance.now();
    });
    say('ingest', made.datasets / ((ended - started) / 1000), 'listings/s');
    say('event-loop.p99', loaded.delay.percentile(99) / 1e6, 'ms');
    say('event-loop.most', loaded.delay.max / 1e6, 'ms');
    for (const [when, turns] of [
      ['busy', loaded.busy],
      ['busy.first-second', loaded.first],
    ] as const) {
      say(`event-loop.${when}.p99`, percentile([...turns], 0.99), 'ms of processor time');
      say(`event-loop.${when}.most`, Math.max(...turns), 'ms of processor time');
      const long = turns.filter((ms) => ms > PROMISED_MS);
      say(`event-loop.${when}.over-${PROMISED_MS}`, long.length, `of ${turns.length} turns`);
    }
    const asked = await tell(lister, { say: 'stop' }, 'asked');
    say('known-question.p50', percentile(asked.known, 0.5), 'ms');
    say('known-question.p95', percentile(asked.known, 0.95), 'ms');
    say('question.p95', percentile(asked.questions, 0.95), 'ms');
    say('search.p95', percentile(asked.searches, 0.95), 'ms');
    await world.stop();
    const restart = { at: performance.now(), used: process.cpuUsage() };
    const again = await startBroker(scope, { home: world.home });
    const { user, system } = process.cpuUsage(restart.used);
    say('restart', (performance.now() - restart.at) / 1000, 's');
    say('restart.busy', (user + system) / 1e6, 's of processor time');
    say('restart.indexed', again.broker.context.matches.size.datasets, 'listings');
  });
}

/** Says something to the lister's process and waits for its answer. */
async function tell<K extends FromLister['say']>(
  lister: ChildProcess,
  message: ToLister,
  answer: K,
): Promise<Extract<FromLister, { say: K }>> {
  const answered = once(lister, 'message');
  lister.send(message);
  const heard = await answered;
  const said = heard[0] as FromLister;
  if (said.say !== answer) throw new Error(`the lister said ${said.say}`);
  return said as Extract<FromLister, { say: K }>;
}

interface LoopLoad {
  readonly delay: ReturnType<typeof monitorEventLoopDelay>;
  /** Processor time (ms) of the main thread between two ticks of a timer of 1 ms: of the first second, and after it. */
  readonly first: readonly number[];
  readonly busy: readonly number[];
}

/**
 * How long the event loop of this thread was kept while `work` ran: by the clock, which on a busy machine counts other programs
 * too, and by the thread's own processor time, which does not.
 */
async function loopLoad(work: () => Promise<unknown>): Promise<LoopLoad> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const first: number[] = [];
  const busy: number[] = [];
  const started = performance.now();
  let last = process.threadCpuUsage();
  const timer = setInterval(() => {
    const used = process.threadCpuUsage(last);
    last = process.threadCpuUsage();
    const turns = performance.now() - started < FIRST_MS ? first : busy;
    turns.push((used.user + used.system) / 1000);
  }, 1);
  delay.enable();
  await work();
  delay.disable();
  clearInterval(timer);
  return { delay, first, busy };
}

if (import.meta.main) {
  const [datasets, bodies] = process.argv.slice(2).map(Number);
  await benchMatchBroker((line) => process.stdout.write(`${JSON.stringify(line)}\n`), {
    datasets: datasets ?? 1000,
    bodies: bodies ?? 100,
  });
}
