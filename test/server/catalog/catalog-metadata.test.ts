/** Requirements of DCAT 3 and of DCAT-AP 3.0 (its mandatory properties) on what the broker serves. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { enrolledCompany, startBroker } from '../../support/broker-world.ts';

const iri = z.looseObject({ '@id': z.string().min(1) });
const words = z.strictObject({ '@value': z.string().min(1), '@language': z.literal('en') });
const agent = z.strictObject({
  '@id': z.string(),
  '@type': z.literal('foaf:Agent'),
  'foaf:name': z.string(),
});

const distribution = z.looseObject({
  '@type': z.literal('dcat:Distribution'),
  'dcat:accessURL': iri,
  'dcat:accessService': iri,
});
const dataset = z.looseObject({
  '@id': z.string(),
  '@type': z.literal('dcat:Dataset'),
  'dct:title': words,
  'dct:description': words,
  'dct:publisher': agent,
  'dcat:version': z.string(),
  'odrl:hasPolicy': z.array(z.looseObject({ '@type': z.literal('odrl:Offer') })).min(1),
  'dcat:distribution': distribution,
});
const catalog = z.looseObject({
  '@context': z.record(z.string(), z.string()),
  '@id': z.url(),
  '@type': z.tuple([z.literal('dcat:Catalog'), z.literal('hydra:Collection')]),
  'dct:title': words,
  'dct:description': words,
  'dct:publisher': agent,
  'dcat:service': z.looseObject({
    '@type': z.literal('dcat:DataService'),
    'dct:title': words,
    'dcat:endpointURL': iri,
    'dcat:servesDataset': z.array(iri),
  }),
  'hydra:view': z.looseObject({ '@id': z.url(), 'hydra:next': iri.optional() }),
  'dcat:dataset': z.array(dataset),
});

test('the catalog is served as DCAT, page by page, and datasets as Croissant', async (t) => {
  const world = await startBroker(t);
  const company = await enrolledCompany(t, world, { host: true });
  const slugs = ['door', 'drawer', 'shelf-cups'];
  const published = slugs.map((slug) => company.publish(slug, { title: `About ${slug}` }));
  await world.broker.context.feeds.pull(company.participant);
  const get = async (url: string): Promise<unknown> => {
    const answer = await fetch(url);
    assert.equal(answer.status, 200, url);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/ld\+json/);
    return answer.json();
  };

  const seen: string[] = [];
  let next: string | undefined = `${world.api}/v1/catalog.jsonld?limit=2`;
  for (let pages = 0; next !== undefined; pages++) {
    assert.ok(pages < 3, 'the pages end');
    const page = catalog.parse(await get(next));
    assert.ok(page['dcat:dataset'].length <= 2);
    for (const one of page['dcat:dataset']) seen.push(one['dct:title']['@value']);
    assert.deepEqual(
      page['dcat:service']['dcat:servesDataset'].map((one) => one['@id']),
      page['dcat:dataset'].map((one) => one['@id']),
    );
    next = page['hydra:view']['hydra:next']?.['@id'];
  }
  assert.deepEqual(
    seen.toSorted(),
    slugs.map((slug) => `About ${slug}`),
  );

  const { dataset: id } = published[0]!.manifest;
  const croissant = (await get(`${world.api}/v1/datasets/${id}/croissant.json`)) as Record<string, unknown>;
  assert.equal(croissant['kin:manifest'], published[0]!.digest);
  assert.equal(croissant['url'], `${world.api}/v1/datasets/${encodeURIComponent(id)}`);
});
