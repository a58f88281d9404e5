/** Receipts as text (c2sp.org/tlog-proof@v1): index, inclusion proof and checkpoint in one file that is verified offline. */

import { fromBase64, fromUtf8, toBase64, utf8 } from '../bytes.ts';
import type { CryptoPort } from '../crypto.ts';
import { ExchangeError } from '../errors.ts';
import { parseCheckpointNote, parseDecimal, type CheckpointNote } from './checkpoint.ts';
import {
  MAX_PROOF_HASHES,
  requireProofHashes,
  verifyInclusion,
  type InclusionProof,
} from './inclusion-proof.ts';
import { MAX_NOTE_BYTES } from './signed-note.ts';

/** First line of every receipt. */
export const TLOG_PROOF_HEADER = 'c2sp.org/tlog-proof@v1';
/** Longest extra data that is read, characters of base64. */
export const MAX_EXTRA_LENGTH = 4096;
/** Longest receipt that is read, bytes. */
export const MAX_TLOG_PROOF_BYTES = MAX_NOTE_BYTES + 16 * 1024;

/** A parsed receipt; nothing in it is verified yet. */
export interface TlogProof {
  readonly index: number;
  /** The leaf's path to the root of the checkpoint, the leaf's sibling first. */
  readonly hashes: readonly Uint8Array[];
  /** The checkpoint note as it was received. */
  readonly checkpoint: string;
  /** Opaque data of the sender: not authenticated, never to be relied on. */
  readonly extra: Uint8Array | null;
}

/** Writes a receipt. */
export function formatTlogProof(proof: TlogProof): string {
  const lines = [TLOG_PROOF_HEADER];
  if (proof.extra !== null) lines.push(`extra ${toBase64(proof.extra)}`);
  lines.push(`index ${proof.index}`);
  for (const hash of proof.hashes) lines.push(toBase64(hash));
  return `${lines.join('\n')}\n\n${proof.checkpoint}`;
}

/** Parses a receipt. Throws `bad-proof`, or `limit-exceeded`; the checkpoint inside is checked by {@link openTlogProof}. */
export function parseTlogProof(bytes: Uint8Array): TlogProof {
  if (bytes.length > MAX_TLOG_PROOF_BYTES) {
    throw new ExchangeError('limit-exceeded', 'The receipt is too long.', {
      params: { bytes: bytes.length, limit: MAX_TLOG_PROOF_BYTES },
    });
  }
  const text = decodeText(bytes);
  // The first empty line ends the proof: no line of it may be empty, while a checkpoint holds one of its own.
  const split = text.indexOf('\n\n');
  if (split < 0) throw malformed('has no checkpoint');
  const lines = text.slice(0, split).split('\n');
  if (lines.shift() !== TLOG_PROOF_HEADER) throw malformed('does not start with its header');
  const extraLine = lines[0]?.startsWith('extra ') === true ? lines.shift() : undefined;
  const indexLine = lines.shift();
  if (indexLine?.startsWith('index ') !== true) throw malformed('has no index');
  if (lines.length > MAX_PROOF_HASHES) throw malformed('has too many hashes');
  const hashes = lines.map(decodeBase64);
  requireProofHashes(hashes);
  return {
    index: parseDecimal(indexLine.slice('index '.length), 'bad-proof'),
    hashes,
    checkpoint: text.slice(split + 2),
    extra: extraLine === undefined ? null : parseExtra(extraLine),
  };
}

/** A receipt whose path leads from the leaf to the root that its checkpoint names. The checkpoint's signatures come next. */
export interface OpenTlogProof extends CheckpointNote {
  readonly inclusion: InclusionProof;
}

/**
 * Parses a receipt and checks that its path leads from `leaf` (a leaf hash that the caller computed from the entry it asks
 * about) to the root of its checkpoint. Throws `bad-proof`, `bad-checkpoint`, `limit-exceeded`.
 * Whether to believe the checkpoint is still open: verify its signatures.
 */
export function openTlogProof(crypto: CryptoPort, bytes: Uint8Array, leaf: Uint8Array): OpenTlogProof {
  const proof = parseTlogProof(bytes);
  const { checkpoint, note } = parseCheckpointNote(utf8(proof.checkpoint));
  const inclusion = { index: proof.index, size: checkpoint.size, hashes: proof.hashes };
  verifyInclusion(crypto, inclusion, { leaf, root: checkpoint.root });
  return { checkpoint, note, inclusion };
}

function parseExtra(line: string): Uint8Array {
  const encoded = line.slice('extra '.length);
  if (encoded.length > MAX_EXTRA_LENGTH) throw malformed('has too much extra data');
  return decodeBase64(encoded);
}

function decodeText(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    throw new ExchangeError('bad-proof', 'The receipt is not well-formed UTF-8.', { cause });
  }
}

function decodeBase64(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch (cause) {
    throw new ExchangeError('bad-proof', 'A line of the receipt is not base64 in its one strict form.', {
      cause,
    });
  }
}

function malformed(what: string): ExchangeError {
  return new ExchangeError('bad-proof', `The receipt ${what}.`);
}
