/** Checkpoints (c2sp.org/tlog-checkpoint): the signed head of a log. */

import { equalBytes, fromBase64, toBase64, utf8 } from '../bytes.ts';
import type { CryptoPort, Signer } from '../crypto.ts';
import { ExchangeError } from '../errors.ts';
import { HASH_LENGTH, emptyTreeHash } from './merkle-tree.ts';
import {
  formatNote,
  parseNote,
  signNoteText,
  verifyNote,
  type SignedNote,
  type VerifierKey,
} from './signed-note.ts';

/** Longest origin line that is read, bytes. */
export const MAX_ORIGIN_BYTES = 255;
/** Most extension lines of foreign logs that are read. Our own checkpoints carry none. */
export const MAX_EXTENSION_LINES = 16;

/** The head of a log: how many leaves, under which root. */
export interface Checkpoint {
  /** Identity of the log, in Kinship also its key name. */
  readonly origin: string;
  /** Number of leaves. */
  readonly size: number;
  /** Root of the RFC 6962 tree at that size, 32 bytes. */
  readonly root: Uint8Array;
  /** Opaque lines that a foreign log may add. */
  readonly extensions: readonly string[];
}

/** A checkpoint with the note that carries it. */
export interface CheckpointNote {
  readonly checkpoint: Checkpoint;
  readonly note: SignedNote;
}

/** The signed text of a checkpoint. Throws `bad-checkpoint` for values that have no written form. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root, extensions } = checkpoint;
  const lines = [origin, String(size), toBase64(root), ...extensions];
  const text = `${lines.join('\n')}\n`;
  parseCheckpoint(text);
  return text;
}

/**
 * Parses the text of a checkpoint: origin, size without leading zeroes, root in strict base64, optional lines.
 * Throws `bad-checkpoint`, or `limit-exceeded` for a size of 2^53 and more.
 */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith('\n')) throw malformed('does not end with a newline');
  const [origin, size, root, ...extensions] = text.slice(0, -1).split('\n');
  if (origin === undefined || size === undefined || root === undefined)
    throw malformed('has fewer than three lines');
  if (origin === '' || utf8(origin).length > MAX_ORIGIN_BYTES)
    throw malformed('has no origin, or too long a one');
  if (extensions.length > MAX_EXTENSION_LINES || extensions.includes('')) {
    throw malformed('has an empty line, or too many');
  }
  return { origin, size: parseDecimal(size, 'bad-checkpoint'), root: parseRoot(root), extensions };
}

/** Parses a note that carries a checkpoint; nothing is verified yet. Throws as {@link parseNote} and {@link parseCheckpoint}. */
export function parseCheckpointNote(bytes: Uint8Array): CheckpointNote {
  const note = parseNote(bytes);
  return { checkpoint: parseCheckpoint(note.text), note };
}

/** Signs a head with the log's key and writes the note. */
export function signCheckpoint(checkpoint: Checkpoint, key: VerifierKey, signer: Signer): string {
  const text = formatCheckpoint(checkpoint);
  return formatNote({ text, signatures: [signNoteText(text, key, signer)] });
}

/**
 * Parses a checkpoint and verifies that the trusted log signed it: the origin must be the name of `logKey`.
 * Throws `log-origin-mismatch`, `unknown-signer`, `bad-signature`, `bad-checkpoint`, `limit-exceeded`.
 */
export async function openCheckpoint(
  crypto: CryptoPort,
  bytes: Uint8Array,
  logKey: VerifierKey,
): Promise<CheckpointNote> {
  const opened = parseCheckpointNote(bytes);
  if (opened.checkpoint.origin !== logKey.name) {
    throw new ExchangeError('log-origin-mismatch', 'The checkpoint is of another log.', {
      params: { origin: opened.checkpoint.origin, expected: logKey.name },
    });
  }
  await verifyNote(crypto, opened.note, logKey);
  if (opened.checkpoint.size === 0 && !equalBytes(opened.checkpoint.root, emptyTreeHash(crypto))) {
    throw malformed('of size 0 does not have the root of the empty tree');
  }
  return opened;
}

/** Reads a decimal without sign, leading zeroes or any other spelling. Throws `code`, or `limit-exceeded` from 2^53. */
export function parseDecimal(text: string, code: 'bad-checkpoint' | 'bad-proof'): number {
  if (!/^(0|[1-9][0-9]{0,18})$/.test(text)) throw new ExchangeError(code, 'A number is not a plain decimal.');
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new ExchangeError('limit-exceeded', 'A tree size or index is 2^53 or more.', {
      params: { value: text },
    });
  }
  return value;
}

function parseRoot(text: string): Uint8Array {
  let root: Uint8Array;
  try {
    root = fromBase64(text);
  } catch (cause) {
    throw new ExchangeError('bad-checkpoint', 'The root is not base64 in its one strict form.', { cause });
  }
  if (root.length !== HASH_LENGTH) throw malformed(`has a root of ${root.length} bytes`);
  return root;
}

function malformed(what: string): ExchangeError {
  return new ExchangeError('bad-checkpoint', `The checkpoint ${what}.`);
}
