/**
 * How long the catalog's API takes over HTTP with a hundred thousand listings: `node bench/catalog.ts [listings]`. Searches are the
 * portal's own: words, filters, every facet, pages in each order. Processor time, unlike the time that passes, does not depend on what else
 * the machine does; it includes the caller's parsing. Listings are made up and written into the broker's database.
 */

import { canonicalJson } from '#contracts/canonical-json.ts';
import { digestOf } from '#contracts/digest.ts';
import { utf8 } from '#contracts/bytes.ts';
import { COLLECTION_METHODS, MODALITIES } from '#contracts/dataset/vocabulary.ts';
import { BODY_CLASSES } from '#contracts/embodiment/body/body-class.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { listingPageSchema } from '#contracts/http/catalog.ts';
import { datasetIdOf, formatTimestamp } from '#contracts/ids.ts';
import { readTask } from '#contracts/matching/task/read-task.ts';
import type { Database } from '#platform/database/database.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { enrolledCompany, startBroker } from '../test/support/broker-world.ts';
import { percentile, withScope, type Emit } from './bench-scope.ts';

const DEFAULT_LISTINGS = 100_000;
const BATCH = 2_000;
const CALLS = 300;
const IDLE_TURN_MS = 1;

const NO_SENSING = { presence: 'absent', rateHz: null, channels: 0 };
const VERBS = ['pick', 'place', 'open', 'close', 'pour', 'insert', 'wipe', 'fold', 'stack', 'push'];
const THINGS = ['cup', 'bowl', 'drawer', 'bottle', 'towel', 'block', 'peg', 'box', 'apple', 'door'];
/** The portal's own searches. */
export const SEARCHES = [
  'facets=true',
  'facets=true&collection=teleoperation&minHours=10',
  'facets=true&bodyClass=arm&bodyClass=humanoid&minDof=6&maxDof=7',
  'facets=true&q=cup',
  'facets=true&q=pick%20cup&contactSensing=true',
  'facets=true&task=pick&license=train-only-1y&minQuality=0.9&sort=quality',
  'facets=true&modality=video&modality=force&sort=hours&limit=50',
  'sort=title&limit=100',
  'facets=true&q=walnut',
];

/** Measures and emits figures. */
export async function benchCatalog(emit: Emit, listings = DEFAULT_LISTINGS): Promise<void> {
  await withScope(async (scope) => {
    const world = await startBroker(scope);
    const company = await enrolledCompany(scope, world);
    await fillCatalog(world.broker.context.database, company.participant, listings);
    const began = performance.now();
    await world.broker.context.catalog.warm();
    emit({ name: `catalog of ${listings}: read into memory`, value: performance.now() - began, unit: 'ms' });
    const [times, busy, pages]: [number[], number[], unknown[]] = [[], [], []];
    const turns = watchTurns();
    const cursors = new Map<string, string>();
    for (let call = 0; call < CALLS; call += 1) {
      const search = SEARCHES[call % SEARCHES.length] ?? '';
      const cursor = cursors.get(search);
      const address = `${world.api}/v1/datasets?${search}${cursor === undefined ? '' : `&cursor=${cursor}`}`;
      const asked = performance.now();
      const cpu = process.cpuUsage();
      const response = await fetch(address);
      // Checked below: the caller shall not hold up the loop that is measured.
      const page = (await response.json()) as { nextCursor: string | null };
      pages.push(page);
      times.push(performance.now() - asked);
      const used = process.cpuUsage(cpu);
      busy.push((used.user + used.system) / 1000);
      if (page.nextCursor !== null) cursors.set(search, page.nextCursor);
    }
    const longest = turns.stop();
    for (const page of pages) listingPageSchema.parse(page);
    emit({ name: `catalog of ${listings}: search p50`, value: percentile(times, 0.5), unit: 'ms' });
    emit({ name: `catalog of ${listings}: search p95`, value: percentile(times, 0.95), unit: 'ms' });
    emit({
      name: `catalog of ${listings}: search p50, processor time`,
      value: percentile(busy, 0.5),
      unit: 'ms',
    });
    emit({
      name: `catalog of ${listings}: search p95, processor time`,
      value: percentile(busy, 0.95),
      unit: 'ms',
    });
    for (const share of [0.5, 0.99, 1]) {
      const name = share === 1 ? 'longest' : `p${share * 100}`;
      emit({
        name: `catalog of ${listings}: turn of the event loop, ${name}, processor time`,
        value: percentile(longest, share),
        unit: 'ms',
      });
    }
  });
}

/** Processor time that the thread spends between two looks of the event loop: what holds up everybody else, on an idle machine. */
function watchTurns(): { stop(): number[] } {
  const turns: number[] = [];
  let running = true;
  let used = cpuMs();
  const look = (): void => {
    const now = cpuMs();
    turns.push(now - used);
    used = now;
    if (running) setImmediate(look);
  };
  setImmediate(look);
  return {
    stop: () => {
      running = false;
      // Idle looks say nothing.
      return turns.filter((turn) => turn > IDLE_TURN_MS);
    },
  };
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Writes made-up listings of a company into a broker's database. */
export async function fillCatalog(
  database: Database,
  provider: Parameters<typeof datasetIdOf>[1],
  count: number,
): Promise<void> {
  const random = seededRandom(5);
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)] as T;
  for (let from = 0; from < count; from += BATCH) {
    await database.write((tx) => {
      for (let i = from; i < Math.min(count, from + BATCH); i += 1) {
        const task = `${pick(VERBS)} the ${pick(THINGS)} from the ${pick(THINGS)}`;
        const facts = {
          version: 2,
          slug: `set-${i}`,
          episodes: 10,
          frames: 1000,
          fps: 30,
          modalities: [...new Set([pick(MODALITIES), pick(MODALITIES), 'video'])],
          tasks: [task],
          verbs: readTask(task).verbs,
          embodiment: null,
          bodyClass: pick(BODY_CLASSES),
          dof: 1 + random.below(30),
          quality: random.below(101) / 100,
          policy: 'standard@1',
          licenses: ['train-only-1y'],
          bytes: 1_000_000,
          sample: null,
          sensing: { jointTorque: NO_SENSING, force: NO_SENSING, tactile: NO_SENSING },
        };
        const digest = digestOf(nodeCrypto, utf8(`manifest ${i}`));
        const { lastInsertRowid } = tx.run(
          `INSERT INTO listing (dataset, provider, manifest, version, title, collection, access, hours, contact_sensing, embodiment,
             published_at, status, withdrawn_reason, public, facts, change)
           VALUES (?, ?, ?, 1, ?, ?, 'manual', ?, ?, NULL, ?, 'listed', NULL, 1, ?, ?)`,
          datasetIdOf(nodeCrypto, provider, `set-${i}`),
          provider,
          digest,
          `${task} ${i}`,
          pick(COLLECTION_METHODS),
          random.below(100_000) / 100,
          random.below(2),
          formatTimestamp(1_700_000_000_000 + i * 60_000),
          canonicalJson(facts),
          i + 1,
        );
        tx.run(`INSERT INTO listing_text (rowid, title, body) VALUES (?, ?, ?)`, lastInsertRowid, task, task);
      }
    });
  }
}

if (import.meta.main) {
  await benchCatalog(
    (line) => void process.stdout.write(`${JSON.stringify(line)}\n`),
    Number(process.argv[2] ?? DEFAULT_LISTINGS),
  );
}
