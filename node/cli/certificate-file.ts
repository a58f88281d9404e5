/** A fit certificate in a file: the output of `kin fit --json`, or its envelope alone. */

import { z } from 'zod';
import { parseJson } from '#contracts/canonical-json.ts';
import type { Digest } from '#contracts/digest.ts';
import { FIT_CERTIFICATE_DOCUMENT, type FitCertificate } from '#contracts/fit/certificate.ts';
import { envelopeSchema, openSigned, type Envelope } from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import { readFileBounded } from '#platform/files.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';

const MAX_BYTES = 64 * 1024;
const fileSchema = z.union([z.object({ envelope: envelopeSchema }), envelopeSchema]);

/** A certificate with its signed form and digest. */
export interface CertificateFile {
  readonly envelope: Envelope;
  readonly certificate: FitCertificate;
  readonly digest: Digest;
}

/** Reads a certificate. Throws `not-found`, `schema-mismatch`, `bad-signature`. */
export async function readCertificate(path: string): Promise<CertificateFile> {
  const found = parseWire(
    fileSchema,
    parseJson(await readFileBounded(path, MAX_BYTES), MAX_BYTES),
    'certificate',
  );
  const envelope = 'envelope' in found ? found.envelope : found;
  const { document, digest } = await openSigned(nodeCrypto, FIT_CERTIFICATE_DOCUMENT, envelope);
  return { envelope, certificate: document, digest };
}
