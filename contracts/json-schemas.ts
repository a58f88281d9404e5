/** JSON Schemas (draft 2020-12) of the published specifications, generated from the schemas that the programs use. */

import { z } from 'zod';
import { agreementSchema } from './agreement/agreement.ts';
import { datasetFactsSchema } from './dataset/facts.ts';
import { declarationsSchema } from './dataset/lifecycle.ts';
import { jointMapSchema } from './dataset/joint-map.ts';
import { poseMapSchema } from './dataset/pose-map.ts';
import { qualificationProfileSchema } from './dataset/qualification-profile.ts';
import { desensitizationReportSchema } from './desensitize/report.ts';
import { embodimentSchema } from './embodiment/embodiment-schema.ts';
import { fitCertificateSchema, fitRequestSchema } from './fit/certificate.ts';
import { licenseTermsSchema } from './license/terms.ts';
import { entryStatementSchema } from './log/entry.ts';
import { trustRootSchema } from './log/trust-root.ts';
import { manifestSchema } from './manifest/manifest.ts';
import { sampleSchema } from './sample/sample.ts';
import { retargetSchema } from './retarget/retarget-schema.ts';
import { envelopeSchema } from './signature.ts';
import { evaluationSchema } from './transfer/evaluation.ts';
import { receiptSchema } from './transfer/receipt.ts';

const PUBLISHED = {
  'manifest-1': manifestSchema,
  'embodiment-1': embodimentSchema,
  'joint-map-1': jointMapSchema,
  'pose-map-1': poseMapSchema,
  'retarget-1': retargetSchema,
  'facts-1': datasetFactsSchema,
  'declarations-1': declarationsSchema,
  'qualification-profile-1': qualificationProfileSchema,
  'license-terms-1': licenseTermsSchema,
  'desensitization-report-1': desensitizationReportSchema,
  'agreement-1': agreementSchema,
  'receipt-1': receiptSchema,
  'evaluation-1': evaluationSchema,
  'fit-request-1': fitRequestSchema,
  'fit-certificate-1': fitCertificateSchema,
  'entry-statement-1': entryStatementSchema,
  'trust-root-1': trustRootSchema,
  'sample-1': sampleSchema,
  envelope: envelopeSchema,
} as const;

/** A published specification. */
export type PublishedSchema = keyof typeof PUBLISHED;

/** Names of the published specifications. */
export const PUBLISHED_SCHEMAS = Object.keys(PUBLISHED) as PublishedSchema[];

/** JSON Schema of a specification. What a JSON Schema cannot say (cross references, digests) stands in docs/protocol.md. */
export function jsonSchemaOf(name: PublishedSchema): Record<string, unknown> {
  const schema = z.toJSONSchema(PUBLISHED[name], { target: 'draft-2020-12', unrepresentable: 'any' });
  return { $id: `urn:kin:schema:${name}`, title: name, ...schema };
}
