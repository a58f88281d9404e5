import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Party } from '#contracts/negotiation/transitions.ts';
import {
  isFinalTransfer,
  nextTransferState,
  TRANSFER_STATES,
  TRANSFER_TRANSITIONS,
  type TransferAct,
} from '#contracts/transfer/transitions.ts';

const ACTS: readonly TransferAct[] = ['request', 'start', 'suspend', 'complete', 'terminate'];
const PARTIES: readonly Party[] = ['consumer', 'provider'];

test('a transfer moves exactly as the Dataspace Protocol allows', () => {
  const allowed: string[] = [];
  for (const from of [null, ...TRANSFER_STATES]) {
    for (const act of ACTS) {
      for (const by of PARTIES) {
        const next = nextTransferState(from, act, by);
        if (next.ok) allowed.push(`${from ?? '-'} ${act} ${by} ${next.value}`);
        else assert.deepEqual(next.reasons, [{ code: 'transition-not-allowed', params: { from, act, by } }]);
      }
    }
  }
  assert.deepEqual(allowed, [
    '- request consumer REQUESTED',
    'REQUESTED start provider STARTED',
    'REQUESTED terminate consumer TERMINATED',
    'REQUESTED terminate provider TERMINATED',
    'STARTED suspend consumer SUSPENDED',
    'STARTED suspend provider SUSPENDED',
    'STARTED complete consumer COMPLETED',
    'STARTED complete provider COMPLETED',
    'STARTED terminate consumer TERMINATED',
    'STARTED terminate provider TERMINATED',
    'SUSPENDED start consumer STARTED',
    'SUSPENDED start provider STARTED',
    'SUSPENDED terminate consumer TERMINATED',
    'SUSPENDED terminate provider TERMINATED',
  ]);
});

test('nothing leaves a final state, and every other state can be left', () => {
  for (const state of TRANSFER_STATES) {
    const isLeft = TRANSFER_TRANSITIONS.some((row) => row.from === state);
    assert.equal(isLeft, !isFinalTransfer(state), state);
  }
});
