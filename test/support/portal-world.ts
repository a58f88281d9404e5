/** A broker with a few companies and listings, and the built portal: small, real, and up in a second. */

import type { TestContext } from 'node:test';
import { buildPortal } from '#platform/portal-build.ts';
import { enrolledCompany, startBroker, type TestBroker } from './broker-world.ts';
import type { TestCompany } from './test-company.ts';

/** Titles that stand in every catalog of the tests; one tries to be more than text. */
const LISTINGS = [
  { slug: 'shelf-cups', title: 'Cups from a shelf', collection: 'teleoperation', hours: 12.4 },
  { slug: 'door', title: 'Open a door', collection: 'simulation', hours: 340 },
  { slug: 'bei-zi', title: '抓取红色杯子', collection: 'motion-capture', hours: 3 },
  { slug: 'hostile', title: '<img src=x onerror=alert(1)>"\'>', collection: 'human-video', hours: 0.02 },
] as const;

/** What tests of pages stand on. */
export interface PortalWorld {
  readonly world: TestBroker;
  readonly origin: string;
  readonly company: TestCompany;
  /** What `{…}` in the examples of routes stands for. */
  readonly examples: Readonly<Record<string, string>>;
}

/** Builds the portal if its sources changed and starts the world; both end with the test. */
export async function startPortalWorld(t: TestContext): Promise<PortalWorld> {
  await buildPortal();
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world, { name: 'Larkspur <b>Manipulation</b>', host: true });
  const published = LISTINGS.map(({ slug, title, collection, hours }) => {
    const { facts } = company.manifest(slug).manifest;
    return company.publish(slug, { title, collection, facts: { ...facts, hours } });
  });
  await world.broker.context.feeds.pull(company.participant);
  const [first, second] = published;
  return {
    world,
    origin: world.api,
    company,
    examples: {
      dataset: first?.manifest.dataset ?? '',
      other: second?.manifest.dataset ?? '',
      embodiment: first?.manifest.embodiment?.id ?? '',
      participant: company.participant,
    },
  };
}
