import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deliveryStanding, RECEIPT_PATIENCE_MS } from '#contracts/transfer/delivery-standing.ts';

const AT = Date.parse('2026-11-28T08:00:00Z');
const made = { receivedAt: AT, releasedAt: AT + 1000, acknowledged: false };
const end = AT + 1000 + RECEIPT_PATIENCE_MS;

test('a delivery is open until the key is released against the word that it arrived', () => {
  for (const acts of [
    { ...made, receivedAt: null },
    { ...made, releasedAt: null },
  ]) {
    assert.equal(deliveryStanding(acts, end * 2), 'open');
  }
});

test('a receipt is waited for a day, and without one what the log has counts', () => {
  assert.equal(deliveryStanding(made, AT + 1000), 'awaiting-receipt');
  assert.equal(deliveryStanding(made, end - 1), 'awaiting-receipt');
  assert.equal(deliveryStanding(made, end), 'counts-without-receipt');
  assert.equal(deliveryStanding({ ...made, acknowledged: true }, AT + 2000), 'acknowledged');
  assert.equal(deliveryStanding({ ...made, acknowledged: true }, end), 'acknowledged');
});

test('a release that is dated before the arrival does not shorten the day', () => {
  const dated = { ...made, releasedAt: AT - RECEIPT_PATIENCE_MS };
  assert.equal(deliveryStanding(dated, AT + 1), 'awaiting-receipt');
  assert.equal(deliveryStanding(dated, AT + RECEIPT_PATIENCE_MS), 'counts-without-receipt');
});
