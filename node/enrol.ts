/** Tells the broker who this company is and where its node can be reached; repeated at every start, since addresses change. */

import type { Clock } from '#contracts/crypto.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import {
  ENROLMENT_DOCUMENT,
  MAX_ADDRESSES,
  participantRecordSchema,
  type ParticipantRecord,
} from '#contracts/participant/enrolment.ts';
import { signDocument, type Envelope } from '#contracts/signature.ts';
import type { BrokerClient } from './broker-client.ts';
import type { NodeIdentity } from './identity/identity.ts';

/** What enrolling needs. */
export interface EnrolDeps {
  readonly client: BrokerClient;
  readonly clock: Clock;
  readonly identity: NodeIdentity;
  readonly keyEntries: readonly Envelope[];
}

/** Enrols, or renews the addresses. Throws the broker's refusal or `peer-unreachable`. */
export function enrol(
  deps: EnrolDeps,
  addresses: readonly string[],
  signal?: AbortSignal,
): Promise<ParticipantRecord> {
  const { identity } = deps;
  const enrolment = signDocument(
    ENROLMENT_DOCUMENT,
    {
      schema: 'enrolment/1',
      log: identity.log.origin,
      participant: identity.participant,
      key: identity.key,
      root: identity.root,
      name: identity.name,
      peerId: identity.peerId,
      addresses: addresses.slice(0, MAX_ADDRESSES),
      time: formatTimestamp(deps.clock()),
    },
    identity.signer,
  );
  return deps.client.call({
    path: '/v1/participants',
    body: { enrolment, keyEntries: deps.keyEntries },
    answer: participantRecordSchema,
    signal,
    anonymous: true,
  });
}
