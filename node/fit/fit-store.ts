/** Issued and received certificates and the bodies that were asked about, in the node's store. */

import { parseJson } from '#contracts/canonical-json.ts';
import type { Digest } from '#contracts/digest.ts';
import { FIT_TOLERANCE, MAX_FIT_BODIES } from '#contracts/fit/certificate.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import { envelopeBytes, envelopeSchema, type Envelope } from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import type { ReadHandle, WriteHandle } from '#platform/database/handles.ts';

const DAY_MS = 86_400_000;
const MAX_STORED_BYTES = 64 * 1024;

/** What a certificate is about. */
export interface FitSubject {
  readonly dataset: string;
  readonly histogram: Digest;
  readonly embodiment: Digest;
}

/** The certificate about a subject, if one was issued. */
export function findCertificate(db: ReadHandle, subject: FitSubject): Envelope | undefined {
  const row = db.get<{ envelope: Uint8Array }>(
    'SELECT envelope FROM fit_certificates WHERE dataset = ? AND histogram = ? AND embodiment = ? AND tolerance = ?',
    subject.dataset,
    subject.histogram,
    subject.embodiment,
    FIT_TOLERANCE,
  );
  if (row === undefined) return undefined;
  return storedEnvelope(row.envelope);
}

/** Keeps a certificate; the first about a subject stays. */
export function putCertificate(
  tx: WriteHandle,
  subject: FitSubject,
  issued: { readonly envelope: Envelope; readonly digest: Digest; readonly nowMs: number },
): void {
  tx.run(
    `INSERT INTO fit_certificates (dataset, histogram, embodiment, tolerance, envelope, issued_at, digest) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    subject.dataset,
    subject.histogram,
    subject.embodiment,
    FIT_TOLERANCE,
    envelopeBytes(issued.envelope),
    issued.nowMs,
    issued.digest,
  );
}

/** Notes that a company was given a certificate. */
export function noteAnswer(
  tx: WriteHandle,
  given: { readonly digest: Digest; readonly requester: ParticipantId },
): void {
  tx.run(
    'INSERT INTO fit_answers (digest, requester) VALUES (?, ?) ON CONFLICT DO NOTHING',
    given.digest,
    given.requester,
  );
}

/** What a certificate that this company gave to another is about; undefined when it gave none of this digest to that one. */
export function findAnswer(
  db: ReadHandle,
  given: { readonly digest: Digest; readonly requester: ParticipantId },
): (FitSubject & { readonly tolerance: string }) | undefined {
  return db.get<FitSubject & { tolerance: string }>(
    `SELECT dataset, histogram, embodiment, tolerance FROM fit_certificates
     WHERE digest = ? AND EXISTS (SELECT 1 FROM fit_answers WHERE digest = ? AND requester = ?)`,
    given.digest,
    given.digest,
    given.requester,
  );
}

/** The certificate about a subject that a provider gave to this company, if there is one. */
export function findReceived(db: ReadHandle, subject: FitSubject): Envelope | undefined {
  const row = db.get<{ envelope: Uint8Array }>(
    'SELECT envelope FROM received_certificates WHERE dataset = ? AND histogram = ? AND embodiment = ? AND tolerance = ?',
    subject.dataset,
    subject.histogram,
    subject.embodiment,
    FIT_TOLERANCE,
  );
  return row === undefined ? undefined : storedEnvelope(row.envelope);
}

/** The certificate of a digest that a provider gave to this company; null when it has none. */
export function findReceivedByDigest(db: ReadHandle, digest: Digest | undefined): Envelope | null {
  const row =
    digest === undefined
      ? undefined
      : db.get<{ envelope: Uint8Array }>(
          'SELECT envelope FROM received_certificates WHERE digest = ?',
          digest,
        );
  return row === undefined ? null : storedEnvelope(row.envelope);
}

/** Keeps a certificate that a provider gave. */
export function putReceived(
  tx: WriteHandle,
  subject: FitSubject,
  received: { readonly envelope: Envelope; readonly digest: Digest; readonly nowMs: number },
): void {
  tx.run(
    `INSERT INTO received_certificates (dataset, histogram, embodiment, tolerance, digest, envelope, received_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET digest = excluded.digest, envelope = excluded.envelope, received_at = excluded.received_at`,
    subject.dataset,
    subject.histogram,
    subject.embodiment,
    FIT_TOLERANCE,
    received.digest,
    envelopeBytes(received.envelope),
    received.nowMs,
  );
}

function storedEnvelope(bytes: Uint8Array): Envelope {
  return parseWire(envelopeSchema, parseJson(bytes, MAX_STORED_BYTES), 'stored certificate');
}

/** Counts a body against its company's day. False when the day is full and the body is new. */
export function admitBody(
  tx: WriteHandle,
  asked: { readonly requester: ParticipantId; readonly dataset: string; readonly embodiment: Digest },
  nowMs: number,
): boolean {
  const day = Math.floor(nowMs / DAY_MS);
  const { requester, dataset, embodiment } = asked;
  const bodies = tx.all<{ embodiment: string }>(
    'SELECT embodiment FROM fit_bodies WHERE requester = ? AND dataset = ? AND day = ?',
    requester,
    dataset,
    day,
  );
  if (bodies.some((row) => row.embodiment === embodiment)) return true;
  if (bodies.length >= MAX_FIT_BODIES) return false;
  tx.run('DELETE FROM fit_bodies WHERE day < ?', day);
  tx.run(
    'INSERT INTO fit_bodies (requester, dataset, day, embodiment) VALUES (?, ?, ?, ?)',
    requester,
    dataset,
    day,
    embodiment,
  );
  return true;
}
