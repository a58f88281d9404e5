/** The receipt that follows from an agreement: both sides compute it alike. */

import { openAgreement } from '#contracts/agreement/agreement.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { ParticipantId, SigningKey } from '#contracts/keys.ts';
import type { EntryBody } from '#contracts/log/entry-bodies.ts';
import type { Receipt } from '#contracts/transfer/receipt.ts';
import type { NegotiationRow } from '../store/schema/exchanges.ts';

interface PartyKey {
  readonly participant: ParticipantId;
  readonly key: SigningKey;
}

/** What only the consumer can say. */
export type ReceiptStatement = Pick<Receipt, 'chunkFailures' | 'inspection' | 'receivedAt'>;

/** The receipt of exactly what was agreed. */
export async function expectedReceipt(
  deps: { readonly crypto: CryptoPort },
  negotiation: NegotiationRow,
  by: { readonly provider: PartyKey; readonly consumer: PartyKey; readonly stated: ReceiptStatement },
): Promise<Receipt> {
  if (negotiation.agreement === null) throw new ExchangeError('not-found', 'There is no agreement here.');
  const { agreement, digest } = await openAgreement(deps.crypto, negotiation.agreement);
  return {
    schema: 'receipt/1',
    log: agreement.log.origin,
    exchange: agreement.exchange,
    agreement: digest,
    manifest: agreement.manifest,
    provider: by.provider,
    consumer: by.consumer,
    plaintextRoot: agreement.plaintextRoot,
    ciphertextRoot: agreement.ciphertextRoot,
    files: agreement.files,
    bytes: agreement.bytes,
    chunkFailures: by.stated.chunkFailures,
    inspection: by.stated.inspection,
    receivedAt: by.stated.receivedAt,
  };
}

/** Body of the entry `receipt.acknowledged`: it stands in the provider's chain, so the provider is its actor. */
export function receiptEntryBody(receipt: Receipt): EntryBody<'receipt.acknowledged'> {
  return {
    cosigner: receipt.consumer,
    agreement: receipt.agreement,
    bytes: receipt.bytes,
    files: receipt.files,
    inspection: receipt.inspection,
    plaintextRoot: receipt.plaintextRoot,
    ciphertextRoot: receipt.ciphertextRoot,
  };
}
