/**
 * What matching does to a running broker: ingest of listings with new bodies, questions meanwhile, the delay of the broker's event
 * loop under both, and how long the index takes to come back after a restart.
 */

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { embodimentId } from '#contracts/embodiment/embodiment-id.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { matchQuerySchema } from '#contracts/matching/schema.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { enrolledCompany, startBroker } from '../test/support/broker-world.ts';
import { armEmbodiment } from '../test/support/match-bodies.ts';
import { percentile, withScope, type Emit } from './bench-scope.ts';
import { taskSentence } from './match-catalog.ts';

/** How long the idle broker is looked at for comparison. */
const IDLE_MS = 2000;
/** Questions that wait for an answer at any time. */
const ASKERS = 2;

/** Measures a broker with `datasets` listings on `bodies` bodies. */
export function benchMatchBroker(emit: Emit, made: { datasets: number; bodies: number }): Promise<void> {
  return withScope(async (scope) => {
    const label = `match.broker.${made.datasets}-listings.${made.bodies}-bodies`;
    const say = (name: string, value: number, unit: string): void =>
      emit({ name: `${label}.${name}`, value: Math.round(value * 1000) / 1000, unit });
    const random = seededRandom(29);
    const bodies = Array.from({ length: made.bodies }, () =>
      armEmbodiment({ upper: 0.15 + 0.4 * random.unit(), fore: 0.15 + 0.3 * random.unit() }),
    );
    const world = await startBroker(scope);
    const lister = await enrolledCompany(scope, world, { name: 'Lister', host: true });
    const ids = bodies.map((body) => embodimentId(nodeCrypto, body));
    for (let i = 0; i < made.datasets; i++) {
      const at = i % made.bodies;
      lister.publish(`d${i}`, { embodiment: { id: ids[at]!, label: `Body ${at}`, body: bodies[at]! } });
    }
    const { feeds, matches } = world.broker.context;
    const idle = await loopLoad(() => sleep(IDLE_MS));
    say('event-loop.idle.p99', idle.delay.percentile(99) / 1e6, 'ms');
    const started = performance.now();
    let waits: number[] = [];
    const loaded = await loopLoad(async () => {
      waits = await underQuestions(matches, bodies, async () => {
        await feeds.pull(lister.participant);
        await matches.sync();
      });
    });
    say('ingest', made.datasets / ((performance.now() - started) / 1000), 'listings/s');
    say('event-loop.p99', loaded.delay.percentile(99) / 1e6, 'ms');
    say('event-loop.most', loaded.delay.max / 1e6, 'ms');
    say('event-loop.busy.p99', percentile(loaded.busy, 0.99), 'ms of processor time');
    say('event-loop.busy.most', Math.max(...loaded.busy), 'ms of processor time');
    say('question.p95', percentile(waits, 0.95), 'ms');
    await world.stop();
    const restart = { at: performance.now(), used: process.cpuUsage() };
    const again = await startBroker(scope, { home: world.home });
    const { user, system } = process.cpuUsage(restart.used);
    say('restart', (performance.now() - restart.at) / 1000, 's');
    say('restart.busy', (user + system) / 1e6, 's of processor time');
    say('restart.indexed', again.broker.context.matches.size.datasets, 'listings');
  });
}

interface LoopLoad {
  readonly delay: ReturnType<typeof monitorEventLoopDelay>;
  /** Processor time (ms) of the main thread between two ticks of a timer of 1 ms. */
  readonly busy: number[];
}

/**
 * How long the event loop of this thread was kept while `work` ran: by the clock, which on a busy machine counts other programs
 * too, and by the thread's own processor time, which does not.
 */
async function loopLoad(work: () => Promise<unknown>): Promise<LoopLoad> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const busy: number[] = [];
  let last = process.threadCpuUsage();
  const timer = setInterval(() => {
    const used = process.threadCpuUsage(last);
    last = process.threadCpuUsage();
    busy.push((used.user + used.system) / 1000);
  }, 1);
  delay.enable();
  await work();
  delay.disable();
  clearInterval(timer);
  return { delay, busy };
}

type Matcher = Pick<Awaited<ReturnType<typeof startBroker>>['broker']['context']['matches'], 'match'>;

/** Asks one question after the other while `work` runs; milliseconds that each took. */
async function underQuestions(
  matches: Matcher,
  bodies: readonly Embodiment[],
  work: () => Promise<void>,
): Promise<number[]> {
  const waits: number[] = [];
  const over = new AbortController();
  const ask = async (of: number): Promise<void> => {
    for (let i = of; !over.signal.aborted; i += ASKERS) {
      const query = matchQuerySchema.parse({ embodiment: bodies[i % bodies.length], task: taskSentence(i) });
      const asked = performance.now();
      await matches.match(query, null);
      waits.push(performance.now() - asked);
    }
  };
  const asking = Array.from({ length: ASKERS }, (_, i) => ask(i));
  await work();
  over.abort();
  await Promise.all(asking);
  return waits;
}

if (import.meta.main) {
  const [datasets, bodies] = process.argv.slice(2).map(Number);
  await benchMatchBroker((line) => process.stdout.write(`${JSON.stringify(line)}\n`), {
    datasets: datasets ?? 1000,
    bodies: bodies ?? 100,
  });
}
