/**
 * How long the catalog's API takes over HTTP with a hundred thousand listings: `node bench/catalog.ts [listings]`. Searches are the
 * portal's own: words, filters, every facet, pages in each order. Processor time, unlike the time that passes, does not depend on what else
 * the machine does; it includes the caller's parsing. Listings are made up and written into the broker's database.
 */

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { canonicalJson } from '#contracts/canonical-json.ts';
import { digestOf } from '#contracts/digest.ts';
import { utf8 } from '#contracts/bytes.ts';
import { COLLECTION_METHODS, MODALITIES } from '#contracts/dataset/vocabulary.ts';
import { BODY_CLASSES } from '#contracts/embodiment/body-class.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { listingPageSchema } from '#contracts/http/catalog.ts';
import { datasetIdOf, formatTimestamp } from '#contracts/ids.ts';
import { readTask } from '#contracts/matching/read-task.ts';
import type { Database } from '#platform/database/database.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { enrolledCompany, startBroker } from '../test/support/broker-world.ts';
import { percentile, withScope, type Emit } from './bench-scope.ts';

const DEFAULT_LISTINGS = 100_000;
const BATCH = 2_000;
const CALLS = 300;
const NS_PER_MS = 1e6;

const NO_SENSING = { presence: 'absent', rateHz: null, channels: 0 };
const VERBS = ['pick', 'place', 'open', 'close', 'pour', 'insert', 'wipe', 'fold', 'stack', 'push'];
const THINGS = ['cup', 'bowl', 'drawer', 'bottle', 'towel', 'block', 'peg', 'box', 'apple', 'door'];
const SEARCHES = [
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
    await fill(world.broker.context.database, company.participant, listings);
    const began = performance.now();
    await world.broker.context.catalog.warm();
    emit({ name: `catalog of ${listings}: read into memory`, value: performance.now() - began, unit: 'ms' });
    const [times, busy]: [number[], number[]] = [[], []];
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const cursors = new Map<string, string>();
    for (let call = 0; call < CALLS; call += 1) {
      const search = SEARCHES[call % SEARCHES.length] ?? '';
      const cursor = cursors.get(search);
      const address = `${world.api}/v1/datasets?${search}${cursor === undefined ? '' : `&cursor=${cursor}`}`;
      const asked = performance.now();
      const cpu = process.cpuUsage();
      const response = await fetch(address);
      const page = listingPageSchema.parse(await response.json());
      times.push(performance.now() - asked);
      const used = process.cpuUsage(cpu);
      busy.push((used.user + used.system) / 1000);
      if (page.nextCursor !== null) cursors.set(search, page.nextCursor);
    }
    delay.disable();
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
    emit({
      name: `catalog of ${listings}: event loop p99`,
      value: delay.percentile(99) / NS_PER_MS,
      unit: 'ms',
    });
  });
}

async function fill(
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
