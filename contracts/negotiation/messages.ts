/**
 * Messages between consumer and provider: the bodies of the Dataspace Protocol 2025-1, signed.
 *
 * On libp2p each message travels as a DSSE envelope around {@link dspMessageSchema}; the HTTPS door carries the same bodies
 * (DECISIONS 37). Members of our own begin with `kin:` and are declared in the context URL.
 */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { exchangeIdSchema, timestampSchema } from '../ids.ts';
import { agreementKeySchema, participantIdSchema, signingKeySchema } from '../keys.ts';
import { KIN_CONTEXT, odrlOfferSchema } from '../license/odrl.ts';
import { askedUseSchema, licenseTermsSchema } from '../license/terms.ts';
import { exchangeLinkSchema, logOriginSchema } from '../log/entry.ts';
import { envelopeSchema, type DocumentType } from '../signature.ts';
import { NEGOTIATION_STATES } from './transitions.ts';
import { TRANSFER_STATES } from '../transfer/transitions.ts';

/** Context of the Dataspace Protocol. */
export const DSP_CONTEXT = 'https://w3id.org/dspace/2025/1/context.jsonld';

/** Value of `@context` in every message. */
export const MESSAGE_CONTEXT: [string, string] = [DSP_CONTEXT, KIN_CONTEXT];

const context = z.tuple([z.literal(DSP_CONTEXT), z.literal(KIN_CONTEXT)]);
const pid = z.string().max(200);
/** Longest reason that a message gives in words. */
export const MAX_REASON_LENGTH = 280;
const reasonCode = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
/** A log receipt: tlog-proof text (C2SP tlog-proof). */
export const logProofSchema = z.string().max(16 * 1024);

const agreementOdrl = odrlOfferSchema.omit({ '@type': true }).extend({
  '@type': z.literal('Agreement'),
  assigner: participantIdSchema,
  assignee: participantIdSchema,
  timestamp: timestampSchema,
});

const pids = { consumerPid: pid, providerPid: pid };
/** The act that the message tells of, with its log receipt. */
const loggedAct = { 'kin:entry': envelopeSchema.optional(), 'kin:proof': logProofSchema.optional() };

/** Schema of where a dataset can be fetched: endpoint, and properties such as the token. */
export const dataAddressSchema = z.strictObject({
  '@type': z.literal('DataAddress'),
  endpointType: z.literal('kin:libp2p-chunks'),
  endpoint: z.string().max(256),
  endpointProperties: z
    .array(
      z.strictObject({
        '@type': z.literal('EndpointProperty'),
        name: z.string().max(64),
        value: z.string().max(1024),
      }),
    )
    .max(16),
});
/** Where a dataset can be fetched. */
export type DataAddress = z.infer<typeof dataAddressSchema>;

/** Most received messages that a status request names. */
export const MAX_KNOWN_MESSAGES = 16;

/** Bodies of negotiation and transfer messages, told apart by `@type`. */
export const dspBodySchema = z.discriminatedUnion('@type', [
  z.strictObject({
    '@context': context,
    '@type': z.literal('ContractRequestMessage'),
    consumerPid: pid,
    offer: odrlOfferSchema,
    callbackAddress: z.string().max(256),
    'kin:manifest': digestSchema,
    'kin:terms': licenseTermsSchema,
    'kin:use': askedUseSchema,
    /** Salt that opens the commitment to the use in the `request.opened` entry. */
    'kin:useSalt': z.string().regex(/^[0-9a-f]{32}$/),
    'kin:deadline': timestampSchema,
    /** The consumer's `request.opened` entry and its log receipt. */
    'kin:entry': envelopeSchema,
    'kin:proof': logProofSchema,
  }),
  z.strictObject({
    '@context': context,
    '@type': z.literal('ContractAgreementMessage'),
    ...pids,
    agreement: agreementOdrl,
    callbackAddress: z.string().max(256),
    /** `agreement/1`, signed by the provider. */
    'kin:agreement': envelopeSchema,
    /** The entry `agreement.signed`, signed by the provider. */
    'kin:entry': envelopeSchema,
  }),
  z.strictObject({
    '@context': context,
    '@type': z.literal('ContractAgreementVerificationMessage'),
    ...pids,
    /** The same two documents, signed by both. */
    'kin:agreement': envelopeSchema,
    'kin:entry': envelopeSchema,
  }),
  z.strictObject({
    '@context': context,
    '@type': z.literal('ContractNegotiationEventMessage'),
    ...pids,
    eventType: z.enum(['ACCEPTED', 'FINALIZED']),
    /** Log receipt of `agreement.signed`; only with FINALIZED. */
    'kin:proof': logProofSchema.optional(),
  }),
  z.strictObject({
    '@context': context,
    '@type': z.literal('ContractNegotiationTerminationMessage'),
    ...pids,
    code: reasonCode,
    reason: z.array(z.string().max(MAX_REASON_LENGTH)).max(4),
    ...loggedAct,
  }),
  z.strictObject({
    '@context': context,
    '@type': z.literal('TransferRequestMessage'),
    consumerPid: pid,
    agreementId: z.string().max(64),
    format: z.literal('kin:chunks'),
    callbackAddress: z.string().max(256),
    'kin:agreement': digestSchema,
    /** One-time X25519 key for the content key; no wrap key is taken from a directory (DECISIONS 3). */
    'kin:wrapKey': agreementKeySchema,
  }),
  z.strictObject({
    '@context': context,
    '@type': z.literal('TransferStartMessage'),
    ...pids,
    /** From the provider always; absent when a consumer goes on with a suspended transfer. */
    dataAddress: dataAddressSchema.optional(),
    ...loggedAct,
  }),
  z.strictObject({
    '@context': context,
    '@type': z.literal('TransferSuspensionMessage'),
    ...pids,
    code: reasonCode,
    reason: z.array(z.string().max(MAX_REASON_LENGTH)).max(4),
  }),
  z.strictObject({
    '@context': context,
    '@type': z.literal('TransferTerminationMessage'),
    ...pids,
    code: reasonCode,
    reason: z.array(z.string().max(MAX_REASON_LENGTH)).max(4),
    ...loggedAct,
  }),
  z.strictObject({
    '@context': context,
    '@type': z.literal('TransferCompletionMessage'),
    ...pids,
    /** `receipt/1` signed by the consumer, and the entry `receipt.acknowledged` signed by the consumer. */
    'kin:receipt': envelopeSchema,
    'kin:entry': envelopeSchema,
  }),
  z.strictObject({
    '@context': context,
    '@type': z.literal('kin:KeyRequestMessage'),
    ...pids,
    /** The consumer's `transfer.received` entry and its log receipt: no proof, no key. */
    'kin:entry': envelopeSchema,
    'kin:proof': logProofSchema,
  }),
  /** Asks for the counterparty's view, after a restart or a silence. */
  z.strictObject({
    '@context': context,
    '@type': z.literal('kin:StatusRequestMessage'),
    ...pids,
    /** Digests of the newest messages that the asker has: they need not be delivered again. */
    'kin:have': z.array(digestSchema).max(MAX_KNOWN_MESSAGES),
  }),
]);
/** Body of a message. */
export type DspBody = z.infer<typeof dspBodySchema>;
/** Body of one type of message. */
export type DspBodyOf<T extends DspBody['@type']> = Extract<DspBody, { '@type': T }>;

/** Schema of a signed message: who says what to whom in which exchange. */
export const dspMessageSchema = z.strictObject({
  schema: z.literal('dsp-message/1'),
  log: logOriginSchema,
  exchange: exchangeIdSchema,
  from: participantIdSchema,
  key: signingKeySchema,
  to: participantIdSchema,
  sentAt: timestampSchema,
  body: dspBodySchema,
});
/** A signed message's payload. */
export type DspMessage = z.infer<typeof dspMessageSchema>;

/** The signed form of a message. */
export const DSP_MESSAGE_DOCUMENT: DocumentType<typeof dspMessageSchema> = {
  payloadType: 'application/vnd.kinship.dsp-message.v1+json',
  schema: dspMessageSchema,
  maxBytes: 96 * 1024,
};

/** Content key wrapped for the receiver by `nacl.box` with agreement and receiver bound inside (DECISIONS 12 to 14). */
export const wrappedKeySchema = z.strictObject({
  /** The provider's one-time X25519 key. */
  from: agreementKeySchema,
  nonce: z.string().length(32),
  box: z.string().max(2048),
});
/** A wrapped content key. */
export type WrappedKey = z.infer<typeof wrappedKeySchema>;

/** Schema of what stands inside a wrapped key. */
export const keyCapsuleSchema = z.strictObject({
  schema: z.literal('key-capsule/1'),
  agreement: digestSchema,
  exchange: exchangeIdSchema,
  receiver: participantIdSchema,
  /** The 32-byte content key, base64. */
  contentKey: z.string().length(44),
});

/** Schema of an answer to a message: the receiver's view after it, and what the message asked for. */
export const dspAnswerSchema = z.strictObject({
  providerPid: pid,
  consumerPid: pid,
  negotiation: z.enum(NEGOTIATION_STATES).nullable(),
  transfer: z.enum(TRANSFER_STATES).nullable(),
  /** Messages that the answering side has for the asker and could not deliver, oldest first. */
  pending: z.array(envelopeSchema).max(8),
  /** A fresh data address while the transfer runs. */
  dataAddress: dataAddressSchema.optional(),
  wrappedKey: wrappedKeySchema.optional(),
  /** Where the next two-sided entry stands in the provider's chain. */
  nextLink: exchangeLinkSchema.optional(),
  /** `receipt/1`, signed by both. */
  receipt: envelopeSchema.optional(),
  /** Log receipt of the act that the message asked for (`key.released`, `receipt.acknowledged`) and its entry. */
  entry: envelopeSchema.optional(),
  proof: logProofSchema.optional(),
});
/** An answer to a message. */
export type DspAnswer = z.infer<typeof dspAnswerSchema>;
