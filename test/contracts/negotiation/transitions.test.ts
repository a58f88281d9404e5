import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isFinalNegotiation,
  NEGOTIATION_STATES,
  nextNegotiationState,
  type NegotiationAct,
  type NegotiationState,
  type Party,
} from '#contracts/negotiation/transitions.ts';
import {
  isFinalTransfer,
  nextTransferState,
  TRANSFER_STATES,
  type TransferAct,
} from '#contracts/transfer/transitions.ts';

/** The protocol's figure, written out a second time: state, act, party → state. Everything else is refused. */
const NEGOTIATION: Record<string, NegotiationState> = {
  'null request consumer': 'REQUESTED',
  'null offer provider': 'OFFERED',
  'REQUESTED offer provider': 'OFFERED',
  'REQUESTED agree provider': 'AGREED',
  'REQUESTED terminate consumer': 'TERMINATED',
  'REQUESTED terminate provider': 'TERMINATED',
  'OFFERED request consumer': 'REQUESTED',
  'OFFERED accept consumer': 'ACCEPTED',
  'OFFERED terminate consumer': 'TERMINATED',
  'OFFERED terminate provider': 'TERMINATED',
  'ACCEPTED agree provider': 'AGREED',
  'ACCEPTED terminate consumer': 'TERMINATED',
  'ACCEPTED terminate provider': 'TERMINATED',
  'AGREED verify consumer': 'VERIFIED',
  'AGREED terminate consumer': 'TERMINATED',
  'AGREED terminate provider': 'TERMINATED',
  'VERIFIED finalize provider': 'FINALIZED',
  'VERIFIED terminate consumer': 'TERMINATED',
  'VERIFIED terminate provider': 'TERMINATED',
};
const ACTS: NegotiationAct[] = ['request', 'offer', 'accept', 'agree', 'verify', 'finalize', 'terminate'];
const PARTIES: Party[] = ['consumer', 'provider'];

test('a negotiation moves only as the protocol says, in all 112 combinations', () => {
  let combinations = 0;
  for (const from of [null, ...NEGOTIATION_STATES]) {
    for (const act of ACTS) {
      for (const by of PARTIES) {
        const outcome = nextNegotiationState(from, act, by);
        const expected = NEGOTIATION[`${from} ${act} ${by}`];
        combinations++;
        if (expected === undefined) {
          assert.deepEqual(outcome, {
            ok: false,
            reasons: [{ code: 'transition-not-allowed', params: { from, act, by } }],
          });
        } else assert.deepEqual(outcome, { ok: true, value: expected });
      }
    }
  }
  assert.equal(combinations, 112);
});

test('a finished negotiation never moves again', () => {
  for (const state of NEGOTIATION_STATES.filter(isFinalNegotiation)) {
    for (const act of ACTS)
      for (const by of PARTIES) assert.equal(nextNegotiationState(state, act, by).ok, false);
  }
});

const TRANSFER: Record<string, string> = {
  'null request consumer': 'REQUESTED',
  'REQUESTED start provider': 'STARTED',
  'REQUESTED terminate consumer': 'TERMINATED',
  'REQUESTED terminate provider': 'TERMINATED',
  'STARTED suspend consumer': 'SUSPENDED',
  'STARTED suspend provider': 'SUSPENDED',
  'STARTED complete consumer': 'COMPLETED',
  'STARTED complete provider': 'COMPLETED',
  'STARTED terminate consumer': 'TERMINATED',
  'STARTED terminate provider': 'TERMINATED',
  'SUSPENDED start consumer': 'STARTED',
  'SUSPENDED start provider': 'STARTED',
  'SUSPENDED terminate consumer': 'TERMINATED',
  'SUSPENDED terminate provider': 'TERMINATED',
};

test('a transfer process moves only as the protocol says', () => {
  const acts: TransferAct[] = ['request', 'start', 'suspend', 'complete', 'terminate'];
  for (const from of [null, ...TRANSFER_STATES]) {
    for (const act of acts) {
      for (const by of PARTIES) {
        const outcome = nextTransferState(from, act, by);
        assert.equal(
          outcome.ok ? outcome.value : undefined,
          TRANSFER[`${from} ${act} ${by}`],
          `${from} ${act} ${by}`,
        );
      }
    }
  }
  assert.deepEqual(TRANSFER_STATES.filter(isFinalTransfer), ['COMPLETED', 'TERMINATED']);
});
