/** Valid facts, reports and manifests for folders of any bytes: exchanges do not look into files. */

import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import type { DesensitizationReport } from '#contracts/desensitize/report.ts';
import type { Digest } from '#contracts/digest.ts';
import { datasetIdOf } from '#contracts/ids.ts';
import type { ParticipantId, SigningKey } from '#contracts/keys.ts';
import type { LicenseTerms } from '#contracts/license/terms.ts';
import type { AccessMode, Manifest } from '#contracts/manifest/manifest.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import type { SealedDerivative } from '#node/content/seal-derivative.ts';

const NO_DIGEST: Digest = `sha256:${'0'.repeat(64)}`;
const EXTENT = { episodes: 1, frames: 1, seconds: 1, fps: 30, tasks: 0, videos: 0 };
const SENSING = { presence: 'absent' as const, rateHz: null, channels: 0 };

/** Facts of a folder that nobody has looked into. */
export function plainFacts(files: number, bytes: number): DatasetFacts {
  return {
    schema: 'facts/1',
    format: { name: 'lerobot', version: 'v3.0' },
    robotType: null,
    episodes: 1,
    frames: 1,
    seconds: 1,
    hours: 0.0003,
    bytes,
    files,
    fps: 30,
    features: [],
    tasks: [],
    tasksOmitted: 0,
    modalities: [],
    sensing: { jointTorque: SENSING, force: SENSING, tactile: SENSING },
    cameras: [],
    clock: { source: 'unknown', jitterMs: null },
    control: { mode: 'unknown', reference: 'unknown', basis: 'unknown', rateHz: null },
    collection: {
      method: 'teleoperation',
      methodBasis: 'declared',
      device: null,
      siteClass: null,
      operatorClass: null,
      from: null,
      to: null,
      simulator: null,
    },
    annotation: { granularity: 'none', successLabels: 'absent' },
    declared: EXTENT,
    observed: EXTENT,
    discrepancies: [],
    quality: {
      metrics: [],
      episodes: [],
      episodesOmitted: 0,
      duplicates: [],
      qualification: { profile: 'built-in@1', passed: 1, failed: 0, rate: 1, reasons: [] },
    },
    findings: [],
    findingsOmitted: 0,
  };
}

/** A report that says that everything passed. */
export function plainReport(sealed: SealedDerivative, files: number): DesensitizationReport {
  return {
    schema: 'desensitization-report/1',
    policy: 'standard@1',
    tool: { name: 'test', version: '1', rules: NO_DIGEST },
    parameters: NO_DIGEST,
    input: { commitment: NO_DIGEST, files, bytes: sealed.bytes },
    output: { root: sealed.plaintextRoot, files, bytes: sealed.bytes, episodes: 1, frames: 1 },
    files: { rebuilt: files, passed: 0, dropped: 0 },
    detections: [],
    dropped: [],
    tasks: { kept: 0, replaced: 0 },
    pseudonyms: { columns: 0, values: 0, names: 0 },
    clocks: { shifted: 0 },
    video: { files: 0, packets: 0, removedAudio: 0 },
    warnings: [],
    residualRisk: '',
    humanReview: false,
    inspection: { result: 'passed', files, bytes: sealed.bytes, texts: 0, findings: [] },
  };
}

/** What a test listing is made of. */
export interface ListingInput {
  readonly provider: { readonly participant: ParticipantId; readonly key: SigningKey };
  readonly log: string;
  readonly slug: string;
  readonly sealed: SealedDerivative;
  readonly chunkList: Digest;
  readonly report: Digest;
  readonly access: AccessMode;
  readonly offers?: readonly LicenseTerms[] | undefined;
  readonly now: string;
}

/** A manifest over sealed bytes. */
export function plainManifest(input: ListingInput): Manifest {
  const { sealed } = input;
  const files = sealed.chunkList.files.length;
  return {
    schema: 'manifest/1',
    log: input.log,
    provider: input.provider,
    dataset: datasetIdOf(nodeCrypto, input.provider.participant, input.slug),
    slug: input.slug,
    version: 1,
    previous: null,
    title: `Dataset ${input.slug}`,
    description: '',
    createdAt: input.now,
    derivative: {
      policy: 'standard@1',
      plaintextRoot: sealed.plaintextRoot,
      ciphertextRoot: sealed.ciphertextRoot,
      keyCommitment: sealed.keyCommitment,
      chunkList: input.chunkList,
      files,
      bytes: sealed.bytes,
      chunks: sealed.chunks,
      report: input.report,
    },
    facts: plainFacts(files, sealed.bytes),
    collection: 'teleoperation',
    embodiment: null,
    robotDescription: null,
    jointMap: null,
    histograms: [],
    rights: {
      basis: 'own-recording',
      operatorConsent: 'given',
      bystanderConsent: 'not-needed',
      personalData: 'none',
      exportControl: 'none',
    },
    offers: [...(input.offers ?? [trainOnly()])],
    access: input.access,
    visibility: { kind: 'public' },
  };
}

/** The template that most tests use. */
export function trainOnly(): LicenseTerms {
  const terms = LICENSE_TEMPLATES['train-only-1y'];
  if (terms === undefined) throw new TypeError('the template is gone');
  return terms;
}
