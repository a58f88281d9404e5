/** Bodies of the API of provenance: where a dataset came from and what became of it, as a graph. */

import { z } from 'zod';
import { digestSchema } from '../digest.ts';
import { datasetIdSchema, timestampSchema } from '../ids.ts';
import { participantIdSchema } from '../keys.ts';

/** Most nodes of one graph. */
export const MAX_PROVENANCE_NODES = 2000;
/** Most edges of one graph. */
export const MAX_PROVENANCE_EDGES = 6000;

/** What a node stands for. `act` is anything else that the log has about the dataset. */
export const PROVENANCE_KINDS = [
  'company',
  'recording',
  'report',
  'version',
  'embodiment',
  'sample',
  'request',
  'agreement',
  'transfer',
  'evaluation',
  'certificate',
  'act',
] as const;

/** What an edge says, read from its tail to its head: "version supersedes version", "report describes recording". */
export const PROVENANCE_RELATIONS = [
  'recorded-by',
  'describes',
  'derived-from',
  'recorded-on',
  'supersedes',
  'shows',
  'asks-for',
  'asked-by',
  'grants',
  'follows',
  'concerns',
] as const;

/** One node. */
export const provenanceNodeSchema = z.strictObject({
  id: z.string().max(160),
  kind: z.enum(PROVENANCE_KINDS),
  /** Type of the log entry, `v3` for a version, a policy, a name: for people, in no language. */
  label: z.string().max(160),
  digest: digestSchema.nullable(),
  /** Entry of the log that has it; null when there is none, or the reader may not know. */
  logIndex: z.int().min(0).nullable(),
  time: timestampSchema.nullable(),
  company: participantIdSchema.nullable(),
  /** `listed`, `superseded`, `withdrawn` for versions; `revoked` for agreements; null otherwise. */
  state: z.string().max(32).nullable(),
});
/** One node. */
export type ProvenanceNode = z.infer<typeof provenanceNodeSchema>;

/** One edge, between nodes by id. */
export const provenanceEdgeSchema = z.strictObject({
  from: z.string().max(160),
  to: z.string().max(160),
  relation: z.enum(PROVENANCE_RELATIONS),
});
/** One edge. */
export type ProvenanceEdge = z.infer<typeof provenanceEdgeSchema>;

/** `GET /v1/datasets/{id}/provenance` answer. */
export const provenanceSchema = z.strictObject({
  dataset: datasetIdSchema,
  nodes: z.array(provenanceNodeSchema).max(MAX_PROVENANCE_NODES),
  edges: z.array(provenanceEdgeSchema).max(MAX_PROVENANCE_EDGES),
  /** `everything` for auditors; `own`: public facts and the acts that the reader is party to; `public`: public facts only. */
  scope: z.enum(['everything', 'own', 'public']),
  /** There is more than fits into one answer; the log has it. */
  truncated: z.boolean(),
});
/** A dataset's provenance. */
export type Provenance = z.infer<typeof provenanceSchema>;
