import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BrokerClient } from '#node/broker-client.ts';
import { copyCatalog } from '#node/catalog/catalog-copy.ts';
import { findDataset } from '#node/catalog/find-dataset.ts';
import { MAX_PAGES } from '#node/catalog/listing-pages.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

/** A broker that names a next page for ever; it counts how often it was asked. */
class EndlessBroker implements BrokerClient {
  readonly api = 'http://broker.example';
  asked = 0;

  call: BrokerClient['call'] = async ({ answer }) => {
    this.asked++;
    return answer.parse({ items: [], total: 0, nextCursor: `page ${this.asked}`, facets: null });
  };

  readFile(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array());
  }
}

test('a broker that always names a next page is not asked for ever', async (t) => {
  const folder = await tempFolder(t);
  const copied = new EndlessBroker();
  await assert.rejects(copyCatalog(copied, { folder }), { code: 'limit-exceeded' });
  assert.equal(copied.asked, MAX_PAGES);
  const searched = new EndlessBroker();
  await assert.rejects(findDataset(searched, 'shelf-cups'), { code: 'limit-exceeded' });
  assert.equal(searched.asked, MAX_PAGES);
});
