import assert from 'node:assert/strict';
import { test } from 'node:test';
import { admittedParticipants } from '#node/negotiation/known-participants.ts';
import type { KnownParticipant } from '#node/participants.ts';
import { fails } from '#test/support/exchange-steps.ts';

test('only admitted companies have exchanges', async () => {
  const directory = (status: KnownParticipant['status']) => ({
    resolve: async () => ({ name: 'Nettle', status }) as KnownParticipant,
  });
  const admitted = await admittedParticipants(directory('admitted')).resolve('did:web:nettle.example');
  assert.equal(admitted.name, 'Nettle');
  for (const status of ['pending', 'suspended'] as const) {
    await fails(admittedParticipants(directory(status)).resolve('did:web:nettle.example'), 'forbidden');
  }
});
