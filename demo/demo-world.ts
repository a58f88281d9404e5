/** The demo world in one process: a broker, every company's node, and, on the first start, what happened before. */

import { COMPANIES, BUYER } from './world.ts';
import type { Broker } from '#server/broker.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { DATASETS, type DatasetSpec } from './datasets/dataset-specs.ts';
import { writeDatasets } from './datasets/write-all.ts';
import { makeAccounts, startDemoBroker } from './demo-broker.ts';
import type { DemoFolder, Seeded } from './demo-folder.ts';
import { DemoNode, type DemoSettings } from './demo-node.ts';
import { seedEvents } from './seed/events.ts';
import { publishAll } from './seed/publish-all.ts';

/** Datasets about which something happened: they go first, so that the story happens while the others are published. */
const STORY = new Set([
  'shelf-cups',
  'shelf-sim-randomised',
  'kitchen-reach',
  'table-wipe-small',
  'shop-shelf-ego',
  'walnut-crack',
  'courier-sort-ego',
]);
/** Datasets of a first start, those of the story first. */
function ordered(leftOut: readonly string[]): readonly DatasetSpec[] {
  const wanted = DATASETS.filter(({ slug }) => !leftOut.includes(slug));
  return [...wanted.filter(({ slug }) => STORY.has(slug)), ...wanted.filter(({ slug }) => !STORY.has(slug))];
}

/** How a start is run. */
export interface WorldOptions extends DemoSettings {
  /** Port of the broker on the first start. */
  readonly port: number | undefined;
  readonly signal: AbortSignal;
  /** Slugs of datasets that a first start neither records nor publishes: none of the story's, or the start fails with `not-found`. */
  readonly leftOut?: readonly string[];
  /** Words for the person who waits. */
  readonly tell: (line: string) => void;
}

/** A running demo world. */
export class DemoWorld implements AsyncDisposable {
  readonly broker: Broker;
  readonly nodes: readonly DemoNode[];
  readonly seeded: Seeded;
  readonly #resources: AsyncDisposableStack;

  private constructor(
    broker: Broker,
    nodes: readonly DemoNode[],
    rest: { seeded: Seeded; resources: AsyncDisposableStack },
  ) {
    this.broker = broker;
    this.nodes = nodes;
    this.seeded = rest.seeded;
    this.#resources = rest.resources;
  }

  /**
   * Starts everything; on the first start also records, publishes and seeds. A first start that did not get to its end is begun anew, with
   * the recordings that it made. Throws `home-locked` when the demo runs already, `bad-config` when its port is taken, `interrupted`.
   */
  static async start(folder: DemoFolder, options: WorldOptions): Promise<DemoWorld> {
    const seeded = await folder.seeded();
    if (seeded === undefined) await folder.clear({ datasets: true });
    const { signal, tell } = options;
    await using resources = new AsyncDisposableStack();
    const stopRecording = new AbortController();
    resources.defer(() => stopRecording.abort());
    const specs = ordered(options.leftOut ?? []);
    const orders = specs.map((spec) => ({ spec, folder: folder.dataset(spec.company, spec.slug) }));
    const recorded =
      seeded === undefined
        ? writeDatasets(orders, AbortSignal.any([signal, stopRecording.signal]))
        : undefined;
    const broker = resources.use(await startDemoBroker(folder, options, options.port));
    tell(`Broker     ${broker.api}`);
    const nodes = await startNodes(folder, { broker, options, resources });
    await makeAccounts(broker, (key) => byKey(nodes, key).node.context.identity.participant);
    signal.throwIfAborted();
    const story =
      seeded ??
      (await seed(folder, specs, { nodes, options, recorded: recorded ?? new Map<string, Promise<void>>() }));
    return new DemoWorld(broker, nodes, { seeded: story, resources: resources.move() });
  }

  /** Stops the nodes, then the broker. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}

async function startNodes(
  folder: DemoFolder,
  world: { broker: Broker; options: WorldOptions; resources: AsyncDisposableStack },
): Promise<DemoNode[]> {
  const { broker, options, resources } = world;
  const nodes: DemoNode[] = [];
  for (const company of COMPANIES) {
    options.signal.throwIfAborted();
    const place = { home: folder.home(company.key), broker: broker.discovery() };
    nodes.push(resources.use(await DemoNode.start(company, place, options)));
  }
  await Promise.all(nodes.map(({ node }) => node.enrolled()));
  return nodes;
}

function byKey(nodes: readonly DemoNode[], key: string): DemoNode {
  const found = nodes.find(({ company }) => company.key === key);
  if (found === undefined) throw new ExchangeError('not-found', `There is no company ${key}.`);
  return found;
}

async function seed(
  folder: DemoFolder,
  specs: readonly DatasetSpec[],
  world: { nodes: readonly DemoNode[]; options: WorldOptions; recorded: ReadonlyMap<string, Promise<void>> },
): Promise<Seeded> {
  const { nodes, options, recorded } = world;
  const { signal, clock, tell } = options;
  tell(`First start: ${specs.length} recordings are made, desensitized and published. This takes a minute.`);
  const publications = specs.map((spec) => ({
    spec,
    folder: folder.dataset(spec.company, spec.slug),
    node: byKey(nodes, spec.company).node,
    recorded: recorded.get(spec.slug) ?? Promise.resolve(),
  }));
  const listed = publishAll(publications, byKey(nodes, BUYER).node, {
    signal,
    onListed: ({ slug, seconds }) => tell(`  ${slug.padEnd(22)} listed (${seconds.toFixed(1)} s)`),
  });
  const stage = {
    folder,
    listed,
    clock,
    signal,
    nodes: new Map(nodes.map(({ company, node }) => [company.key, node])),
  };
  const seeded = await seedEvents(stage);
  await Promise.all(listed.values());
  await folder.keepSeeded(seeded);
  return seeded;
}
