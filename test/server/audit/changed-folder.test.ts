import { test } from 'node:test';
import assert from 'node:assert/strict';
import { equalBytes } from '#contracts/bytes.ts';
import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { openOnDisk, readAllEntries, testEntry } from '#test/support/log-on-disk.ts';
import { MutableLog } from '#test/support/log-mutations.ts';
import { seededRandom } from '#test/support/mutate-bytes.ts';

const SIZE = 300;
const CHANGES = 300;

test('a start over a changed folder is refused, or goes on with exactly the entries that were signed', async () => {
  const log = await MutableLog.create(SIZE);
  const random = seededRandom(31);
  let refused = 0;
  for (let i = 0; i < CHANGES; i++) {
    const { name } = log.mutate(random);
    if (!(await opensUnchanged(log, name))) refused += 1;
    log.restore();
  }
  assert.ok(refused > CHANGES / 2, `${refused} of ${CHANGES} refused`);
});

async function opensUnchanged(log: MutableLog, name: string): Promise<boolean> {
  let opened;
  try {
    opened = await openOnDisk(log.disk);
  } catch (error) {
    assert.ok(error instanceof ExchangeError, `${name}: ${String(error)}`);
    return false;
  }
  try {
    assert.equal(opened.size, SIZE, name);
    const entries = await readAllEntries(opened);
    assert.ok(
      entries.every((entry, i) => equalBytes(entry, testEntry(i))),
      `${name}: another entry was served`,
    );
    return true;
  } catch (error) {
    // Bundles are not read at the start; a changed one is refused when it is asked for.
    assert.ok(isExchangeError(error, 'storage-failed'), `${name}: ${String(error)}`);
    return false;
  } finally {
    await opened.close();
  }
}
