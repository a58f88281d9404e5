/** Who this node is: its company, the keys it holds, the log it trusts. */

import type { Signer } from '#contracts/crypto.ts';
import type { ParticipantId, SigningKey } from '#contracts/keys.ts';
import type { LogPin } from '#contracts/agreement/agreement.ts';

/** The identity of a running node. The root key is not here: it stays offline (DECISIONS 2). */
export interface NodeIdentity {
  readonly participant: ParticipantId;
  readonly name: string;
  readonly root: SigningKey;
  /** Operational key: signs manifests, messages, entries. */
  readonly signer: Signer;
  readonly key: SigningKey;
  /** libp2p peer id, vouched for by the `peer` key entry. */
  readonly peerId: string;
  /** The log that this node uses and pins. */
  readonly log: LogPin;
}
