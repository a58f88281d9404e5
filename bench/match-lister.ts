/**
 * A process beside the measured broker: it lists datasets, serves their feed, and asks the broker's API, so that none of this is counted
 * as the broker's work. Started by `match-broker.ts`; they speak over the channel between parent and child.
 */

import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { armEmbodiment } from '../test/support/match-bodies.ts';
import { callApi } from '../test/support/broker-world.ts';
import { TestCompany } from '../test/support/test-company.ts';
import { withScope } from './bench-scope.ts';
import { taskSentence } from './match-catalog.ts';

/** Questions about listed bodies, questions about described ones, and searches that wait for an answer at any time. */
const KNOWN_ASKERS = 1;
const ASKERS = 1;
const SEARCHERS = 1;
/** Bodies that are listed, with one dataset each, before the measured listings come. */
const LISTED_BEFORE = 20;

/** What the broker's process says. */
export type ToLister =
  | { readonly say: 'list'; readonly origin: string; readonly datasets: number; readonly bodies: number }
  /** Lists the rest. */
  | { readonly say: 'list-more' }
  | { readonly say: 'ask'; readonly api: string }
  | { readonly say: 'stop' };

/** What this process answers. */
export type FromLister =
  | { readonly say: 'listed'; readonly participant: string; readonly enrolment: unknown }
  /** Every listed body has been asked about once. */
  | { readonly say: 'warm' }
  /** Milliseconds that each question about a listed body, about a described one, and each search took. */
  | {
      readonly say: 'asked';
      readonly known: readonly number[];
      readonly questions: readonly number[];
      readonly searches: readonly number[];
    };

function tell(answer: FromLister): void {
  process.send?.(answer);
}

/** The next message from the parent of one kind. */
function heard<K extends ToLister['say']>(say: K): Promise<Extract<ToLister, { say: K }>> {
  return new Promise((resolve) => {
    const listener = (message: ToLister): void => {
      if (message.say !== say) return;
      process.off('message', listener);
      resolve(message as Extract<ToLister, { say: K }>);
    };
    process.on('message', listener);
  });
}

function bodiesOf(count: number): Embodiment[] {
  const random = seededRandom(29);
  return Array.from({ length: count }, () =>
    armEmbodiment({ upper: 0.15 + 0.4 * random.unit(), fore: 0.15 + 0.3 * random.unit() }),
  );
}

/** Asks one question after the other until the signal; milliseconds that each took. */
async function askOn(
  signal: AbortSignal,
  ask: (i: number) => Promise<unknown>,
  count: number,
): Promise<number[]> {
  const waits: number[] = [];
  const one = async (of: number): Promise<void> => {
    for (let i = of; !signal.aborted; i += count) {
      const asked = performance.now();
      await ask(i);
      waits.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: count }, (_, i) => one(i)));
  return waits;
}

async function askUntilStopped(
  api: string,
  bodies: readonly Embodiment[],
  listed: readonly string[],
): Promise<void> {
  const over = new AbortController();
  void heard('stop').then(() => over.abort());
  const call = async (path: string, body?: unknown): Promise<void> => {
    const { status } = await callApi(api, path, body === undefined ? {} : { body });
    if (status !== 200) throw new Error(`${path} answered ${status}`);
  };
  const matchKnown = (i: number): Promise<void> =>
    call('/v1/matches', { embodimentId: listed[i % listed.length], task: taskSentence(i) });
  const match = (i: number): Promise<void> =>
    call('/v1/matches', { embodiment: bodies[i % bodies.length], task: taskSentence(i) });
  const search = (i: number): Promise<void> =>
    call(`/v1/datasets?facets=true&q=${i % 2 === 0 ? 'dataset' : `d${i}`}`);
  // A body that was asked about before: its reach map is there.
  for (let i = 0; i < listed.length; i++) await matchKnown(i);
  tell({ say: 'warm' });
  const [known, questions, searches] = await Promise.all([
    askOn(over.signal, matchKnown, KNOWN_ASKERS),
    askOn(over.signal, match, ASKERS),
    askOn(over.signal, search, SEARCHERS),
  ]);
  tell({ say: 'asked', known, questions, searches });
}

await withScope(async (scope) => {
  const made = await heard('list');
  const company = new TestCompany('Lister', made.origin);
  await company.startHost(scope);
  const bodies = bodiesOf(LISTED_BEFORE + made.bodies);
  const ids = bodies.map((body) => embodimentId(nodeCrypto, body));
  const publish = (name: string, at: number): void => {
    company.publish(name, { embodiment: { id: ids[at]!, label: `Body ${at}`, body: bodies[at]! } });
  };
  const listed = (): void =>
    tell({ say: 'listed', participant: company.participant, enrolment: company.enrolment() });
  for (let i = 0; i < LISTED_BEFORE; i++) publish(`before-${i}`, i);
  const more = heard('list-more');
  listed();
  await more;
  for (let i = 0; i < made.datasets; i++) publish(`d${i}`, LISTED_BEFORE + (i % made.bodies));
  const asking = heard('ask');
  listed();
  const { api } = await asking;
  await askUntilStopped(api, bodies.slice(LISTED_BEFORE), ids.slice(0, LISTED_BEFORE));
});
process.disconnect();
