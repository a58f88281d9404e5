/** Protocol ids of the libp2p door, with the limits of their frames. Only the major version decides compatibility. */

/** Feed synchronisation and documents by digest. */
export const FEED_PROTOCOL = '/kinship/feed/1.0.0';
/** Dataspace Protocol messages, signed. */
export const DSP_PROTOCOL = '/kinship/dsp/1.0.0';
/** Encrypted chunks by index, pull only. */
export const CHUNK_PROTOCOL = '/kinship/chunks/1.0.0';
/** How much of a dataset's motion a body can replay: one signed request, one answer. */
export const FIT_PROTOCOL = '/kinship/fit/1.0.0';
/** Submitting entries to a log, reading proofs. */
export const LOG_PROTOCOL = '/kinship/log/1.0.0';
/** Files of public samples by digest, pull only. */
export const SAMPLE_PROTOCOL = '/kinship/samples/1.0.0';
/** Gossip topic of feed hints. */
export const FEED_TOPIC = '/kinship/feed-hints/1';

/** Largest gossip message in bytes (DECISIONS 20). */
export const MAX_HINT_BYTES = 1024;
/** Largest request frame on any protocol, in bytes. */
export const MAX_REQUEST_BYTES = 128 * 1024;
/** Most values of a request on any protocol: requests are short, or carry envelopes, whose documents are texts. */
export const MAX_REQUEST_VALUES = 4096;
/** Largest answer on the message protocol, in bytes: a state and the messages that could not be delivered. */
export const MAX_DSP_RESPONSE_BYTES = 1536 * 1024;
/** Largest request on the chunk protocol, in bytes; small, so that many can be under way. */
export const MAX_CHUNK_REQUEST_BYTES = 2 * 1024;
/** Largest request on the sample protocol, in bytes. */
export const MAX_SAMPLE_REQUEST_BYTES = 2 * 1024;
/** Largest answer on the sample protocol, in bytes: one page of a file. */
export const MAX_SAMPLE_RESPONSE_BYTES = 1024 * 1024;
/** Largest answer on the fit protocol, in bytes: one certificate in its envelope. */
export const MAX_FIT_RESPONSE_BYTES = 16 * 1024;
/** Largest manifest document, in bytes. */
export const MAX_MANIFEST_BYTES = 1024 * 1024;
/** Largest answer on the feed protocol, in bytes: one manifest envelope in base64, or a page of feed entries. */
export const MAX_FEED_RESPONSE_BYTES = 2 * 1024 * 1024;
/** Largest answer on the chunk protocol, in bytes: one sealed chunk or one page of the chunk list. */
export const MAX_CHUNK_RESPONSE_BYTES = 2 * 1024 * 1024;
/** Most feed entries in one answer. */
export const MAX_FEED_PAGE = 500;
