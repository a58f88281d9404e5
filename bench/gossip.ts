/**
 * Time from a node's gossip to the broker's index: a new version becomes visible at the node, a hint goes out, the broker asks, verifies and
 * indexes. Real hosts, real signatures, real stores, all in this process. `node bench/gossip.ts [versions]`.
 */

import { digestOfJson } from '#contracts/digest.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { MANIFEST_DOCUMENT } from '#contracts/manifest/manifest.ts';
import { desensitizationReportSchema, REPORT_DOCUMENT } from '#contracts/desensitize/report.ts';
import { openSigned } from '#contracts/signature.ts';
import { getDocument } from '#node/feed/feed-store.ts';
import { insertListing, listingByManifest } from '#node/publish/listing-store.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { ExchangeNetwork, type NetworkNode } from '../test/support/exchange-network.ts';
import { percentile, withScope, type Emit } from './bench-scope.ts';

const DEFAULT_VERSIONS = 100;
const POLL_MS = 1;

/** Measures `versions` publications, one after the other. */
export async function benchGossip(emit: Emit, versions: number = DEFAULT_VERSIONS): Promise<void> {
  const samples = await withScope(async (scope) => {
    const network = await ExchangeNetwork.create(scope);
    const node = await network.company('Larkspur');
    const first = await node.publish({ slug: 'bench', robot: 'larkspur-arm7', tasks: ['pick a cup'] });
    await network.indexed(first.dataset);
    const taken: number[] = [];
    let manifest = await readManifest(node, first.manifest);
    for (let i = 0; i < versions; i++) {
      manifest = { ...manifest, version: manifest.version + 1, previous: digestOfJson(nodeCrypto, manifest) };
      taken.push(await publishAndWait(network, node, manifest));
    }
    return taken;
  });
  emit({ name: 'gossip.visible-to-indexed.p50', value: percentile(samples, 0.5), unit: 'ms' });
  emit({ name: 'gossip.visible-to-indexed.p99', value: percentile(samples, 0.99), unit: 'ms' });
}

/** Milliseconds from the commit that makes a version visible at its node to the broker showing it. */
async function publishAndWait(
  network: ExchangeNetwork,
  node: NetworkNode,
  manifest: Manifest,
): Promise<number> {
  const { context } = node.running;
  const { dataset, version, slug, title, access } = manifest;
  const report = await readReport(node, manifest.derivative.report);
  await context.database.write((tx) =>
    insertListing(tx, { dataset, version, slug, title, access, folder: '/nowhere' }, Date.now()),
  );
  const digest = (await context.publication.publish({ manifest, report })).manifest;
  await until(() => context.database.read((db) => listingByManifest(db, digest)?.state === 'listed'));
  const visible = performance.now();
  const path = `/v1/datasets/${encodeURIComponent(dataset)}`;
  await until(async () => {
    const answer = await fetch(network.broker.api + path);
    const body = (await answer.json()) as { listing?: { manifest: string } };
    return body.listing?.manifest === digest;
  });
  return performance.now() - visible;
}

async function readManifest(node: NetworkNode, digest: string): Promise<Manifest> {
  const document = await node.running.context.database.read((db) => getDocument(db, digest));
  return (await openSigned(nodeCrypto, MANIFEST_DOCUMENT, document?.envelope)).document;
}

async function readReport(node: NetworkNode, digest: string) {
  const document = await node.running.context.database.read((db) => getDocument(db, digest));
  const { document: report } = await openSigned(nodeCrypto, REPORT_DOCUMENT, document?.envelope);
  return desensitizationReportSchema.parse(report);
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

if (import.meta.main) {
  const print: Emit = (line) => void process.stdout.write(`${JSON.stringify(line)}\n`);
  await benchGossip(print, Number(process.argv[2] ?? DEFAULT_VERSIONS));
}
