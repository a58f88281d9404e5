/**
 * The path of a dataset up to its signature: inspect → desensitize → inspect again → seal → manifest. Everything here can be
 * repeated: a killed job begins again, finds finished derivatives and chunks, and gives the same version.
 */

import { hash, hkdfSync } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { toHex } from '#contracts/bytes.ts';
import { canonicalBytes } from '#contracts/canonical-json.ts';
import type { Clock, RandomBytes } from '#contracts/crypto.ts';
import { findPolicy } from '#contracts/desensitize/policies.ts';
import { desensitizationReportSchema, type DesensitizationReport } from '#contracts/desensitize/report.ts';
import { digestOfJson, type Digest } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Job, PublishRequest } from '#contracts/http/console.ts';
import { datasetIdOf, type DatasetId } from '#contracts/ids.ts';
import type { Manifest, SharedDescription } from '#contracts/manifest/manifest.ts';
import type { SampleOffer } from '#contracts/sample/sample.ts';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import type { JointMap } from '#contracts/dataset/joint-map.ts';
import { parseWire } from '#contracts/wire.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import type { Database } from '#platform/database/database.ts';
import { writeFileAtomic } from '#platform/files.ts';
import type { Keystore } from '#platform/keystore.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { sealDerivative, type SealedDerivative } from '../content/seal-derivative.ts';
import { requireStatable, statementsOf } from './statement-files.ts';
import type { DerivativeProgress, MadeDerivative } from '../desensitize/make-derivative.ts';
import { labelOfBody } from '../embodiment/read-body.ts';
import type { Robot } from '../embodiment/read-robot.ts';
import type { NodeIdentity } from '../identity/identity.ts';
import { buildManifest, termsOf } from '../manifest/build-manifest.ts';
import { makeSample } from '../sample/make-sample.ts';
import { buildJointMap } from './build-joint-map.ts';
import { joinedNotes, shownMotion } from './shown-motion.ts';
import type { ConfinedDerivativeInput } from './confined-derivative.ts';
import { forgetUnsigned, insertListing, newestSigned } from './listing-store.ts';
import { requirePublishable } from './require-publishable.ts';
import { shareDescription } from './share-description.ts';
import { inspectionStore, judgeDerivative, judgeSource } from './judge-source.ts';
import { mapStatements } from './map-statements.ts';
import { openPublishSource, planSource, type PublishSource } from './publish-source.ts';
import { collectedAs, recordedBody, statedBody } from './recorded-body.ts';
import { followsPeople, requirePictures } from './require-pictures.ts';
import { PROGRAM_VERSION } from './program-version.ts';
import {
  contentKeyName,
  versionFolderName,
  versionPaths,
  writeLists,
  type VersionPaths,
} from './version-folder.ts';

const PSEUDONYM_KEY = 'pseudonyms';
const REPORT_FILE = 'report.json';
/** Statements in the names of a converted folder, while it is there. */
const STATEMENT_FILE = 'converted-statements.json';
/** A derivation may be silent for this long while it reads one large file, milliseconds. */
const DERIVATION_SILENCE_MS = 10 * 60_000;

/** What making a version needs. */
export interface MakeVersionDeps {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly database: Database;
  readonly keystore: Keystore;
  readonly identity: NodeIdentity;
  /** Folder of all versions. */
  readonly derivatives: string;
}

/** How a job tells where it stands. */
export type StepListener = (progress: { step: Job['step']; share: number | null; detail: string }) => void;

/** A version that only needs its signature. */
export interface MadeVersion {
  readonly manifest: Manifest;
  readonly report: DesensitizationReport;
  /** Which tool poses were not read, and what was converted first; null where there is nothing to say. */
  readonly note: string | null;
}

/** Bounds and listeners of one run. */
export interface MakeVersionOptions {
  readonly signal: AbortSignal;
  readonly onStep: StepListener;
}

/**
 * Makes the next version of a dataset. Throws `refused` when the policy is not available or what would be published
 * about the data holds what must not leave, `bad-dataset` when the inspection of the derivative fails or nothing can be
 * read, `conflict` when the same bytes are published already, and what its steps throw.
 */
export async function makeVersion(
  deps: MakeVersionDeps,
  request: PublishRequest,
  options: MakeVersionOptions,
): Promise<MadeVersion> {
  const { signal, onStep } = options;
  const policy = policyOf(request);
  const own = basename(resolve(request.folder));
  onStep({ step: 'inspect', share: null, detail: own });
  const stated = await statementsOf(request);
  const body = await statedBody(request, stated);
  const robot = await recordedBody(request, body, signal);
  const slug = request.slug ?? slugOf(own);
  const label = robot === null ? null : labelOfBody(robot);
  const named = { ...request, slug, title: request.title ?? slug };
  await requireStatable(named, { stated, label }, signal);
  const plan = await planSource(request);
  requirePictures({ request, policy, format: plan.format, method: null, tracked: false });
  const store = inspectionStore(deps.derivatives);
  const { raw, failed } = await judgeSource({ request, robot, plan, stated, store }, options);
  const collection = collectedAs(request, body, raw);
  requirePictures({ request, policy, format: plan.format, method: collection, tracked: followsPeople(raw) });
  await using source = await openPublishSource(plan, { derivatives: deps.derivatives, failed }, options);
  const { note, conversions } = source;
  const statementFile = join(deps.derivatives, STATEMENT_FILE);
  await using mapped = await mapStatements(stated, { conversions, raw, file: statementFile });
  const place = await reserve(deps, { slug, title: named.title, access: request.access });
  const approvedTasks = request.approveTasks ? raw.tasks.map((task) => task.text) : [];
  const report = await derive(deps, { ...place, source, policy, approvedTasks, request }, options);
  const judged = { robot, raw, source, stated: mapped.stated };
  const facts = await judgeDerivative(place.paths.files, judged, options);
  const jointMap = robot === null ? null : buildJointMap(facts, robot.form, robot.id);
  // Statements were read once more for the derivative, and may have changed while it was made.
  await requirePublishable({ roster: request.roster, facts, jointMap }, signal);
  const motion = { root: place.paths.files, facts, robot, jointMap, stated: mapped.stated };
  const { poseMap, histograms, note: unread } = await shownMotion(motion, signal);
  const robotDescription = await shareWanted(request, robot, place.paths.folder);
  const sealed = await seal(deps, place, options);
  const sample = await makeOptionalSample(
    request,
    { ...place, facts, jointMap, derivative: sealed.plaintextRoot },
    options,
  );
  const manifest = buildManifest({
    identity: deps.identity,
    nowMs: deps.clock(),
    request: { ...named, collection },
    place,
    facts,
    robot: robot === null || label === null ? null : { id: robot.id, label, body: robot.form.embodiment },
    robotDescription,
    jointMap,
    poseMap,
    histograms,
    sample,
    sealed: { ...sealed, policy: policy.id, report: digestOfJson(nodeCrypto, report) },
  });
  return { manifest, report, note: joinedNotes(unread, note) };
}

/** The description that is to travel with deliveries; null when none is. */
async function shareWanted(
  { shareRobot, roster }: PublishRequest,
  robot: Robot | null,
  folder: string,
): Promise<SharedDescription | null> {
  if (robot === null || robot.text === null || !shareRobot) return null;
  return shareDescription(folder, { tree: robot.tree, text: robot.text }, roster);
}

function policyOf(request: PublishRequest): ConfinedDerivativeInput['policy'] {
  const policy = findPolicy(request.policy);
  if (policy.ok) return policy.value;
  throw new ExchangeError('refused', policy.reasons.map((reason) => reason.code).join(', '), {
    params: { policy: request.policy },
  });
}

/** Where a new version goes. */
export interface VersionPlace {
  readonly dataset: DatasetId;
  readonly version: number;
  readonly previous: Digest | null;
  readonly paths: VersionPaths;
}

/** Takes the next version number and its folder. An unfinished version of an earlier run is taken up again. */
async function reserve(
  deps: MakeVersionDeps,
  wanted: { slug: string; title: string; access: PublishRequest['access'] },
): Promise<VersionPlace> {
  const dataset = datasetIdOf(nodeCrypto, deps.identity.participant, wanted.slug);
  return deps.database.write((tx) => {
    const before = newestSigned(tx, dataset);
    if (before?.state === 'pending') {
      throw new ExchangeError(
        'conflict',
        `Version ${before.version} still waits for the log; publish again afterwards.`,
      );
    }
    const version = (before?.version ?? 0) + 1;
    const paths = versionPaths(join(deps.derivatives, versionFolderName(dataset, version)));
    forgetUnsigned(tx, dataset);
    insertListing(tx, { dataset, version, ...wanted, folder: paths.folder }, deps.clock());
    return { dataset, version, previous: before?.manifest ?? null, paths };
  });
}

interface Derivation extends VersionPlace {
  readonly source: PublishSource;
  readonly policy: ConfinedDerivativeInput['policy'];
  readonly approvedTasks: readonly string[];
  readonly request: PublishRequest;
}

/** Makes the derivative in a confined child. A finished one of the same source is not made twice only if the process died in between. */
async function derive(
  deps: MakeVersionDeps,
  derivation: Derivation,
  options: MakeVersionOptions,
): Promise<DesensitizationReport> {
  const { paths, dataset, version, policy, source } = derivation;
  // Left by an earlier run with perhaps other input: begin again. The chunk store keeps what it has sealed.
  await rm(paths.files, { recursive: true, force: true });
  await mkdir(paths.folder, { recursive: true, mode: 0o700 });
  const outcome = await runConfined<MadeDerivative, DerivativeProgress>({
    module: new URL('./confined-derivative.ts', import.meta.url),
    input: {
      sourceDir: source.folder,
      outDir: paths.files,
      policy,
      dataset,
      pseudonymKey: await pseudonymKey(deps.keystore, dataset),
      salt: toHex(await secretOf(deps.keystore, `salt ${dataset} ${version}`)).slice(0, 32),
      roster: derivation.request.roster,
      approvedTasks: derivation.approvedTasks,
      leaveOut: source.leaveOut,
      leftBehind: source.leftBehind,
      humanReview: derivation.request.approveTasks,
      version: PROGRAM_VERSION,
    } satisfies ConfinedDerivativeInput,
    readable: [source.folder],
    writable: [paths.folder],
    limits: { silenceMs: DERIVATION_SILENCE_MS, heapMiB: 1024, residentMiB: 1600 },
    signal: options.signal,
    onReport: (progress) => options.onStep(stepOf(progress)),
  });
  if (!outcome.ok)
    throw new ExchangeError('bad-dataset', `Making the derivative ended the process (${outcome.death}).`);
  const report = parseWire(desensitizationReportSchema, outcome.value.report, 'desensitization report');
  if (report.inspection.result !== 'passed') {
    const rules = report.inspection.findings.map((finding) => finding.rule);
    throw new ExchangeError('refused', 'The inspection found things in the derivative that must not leave.', {
      params: { rules: [...new Set(rules)].join(', ') },
    });
  }
  await writeFileAtomic(join(paths.folder, REPORT_FILE), canonicalBytes(report), { mode: 0o600 });
  return report;
}

async function seal(
  deps: MakeVersionDeps,
  place: VersionPlace,
  options: MakeVersionOptions,
): Promise<SealedDerivative> {
  const { paths } = place;
  const name = contentKeyName(place.dataset, place.version);
  await deps.keystore.loadOrCreate(name);
  const sealed = await deps.keystore.withSeed(name, (contentKey) =>
    sealDerivative({
      sourceDir: paths.files,
      storeDir: paths.sealed,
      contentKey,
      signal: options.signal,
      onProgress: ({ bytes, total }) =>
        options.onStep({
          step: 'seal',
          share: total === undefined || total === 0 ? null : bytes / total,
          detail: '',
        }),
    }),
  );
  await writeLists(paths, sealed);
  return sealed;
}

function makeOptionalSample(
  { sample }: PublishRequest,
  version: Pick<VersionPlace, 'dataset' | 'paths'> & {
    facts: DatasetFacts;
    jointMap: JointMap | null;
    derivative: Digest;
  },
  { signal, onStep }: MakeVersionOptions,
): Promise<SampleOffer | null> {
  if (sample === undefined) return Promise.resolve(null);
  const { paths } = version;
  return makeSample(
    {
      ...version,
      root: paths.files,
      outDir: paths.sample,
      indexFile: paths.sampleIndex,
      folder: paths.folder,
      signal,
      onEpisode: (episode) => onStep({ step: 'sample', share: null, detail: `episode ${episode}` }),
    },
    sample,
    termsOf(sample.license),
  );
}

function stepOf(progress: DerivativeProgress): Parameters<StepListener>[0] {
  const share = progress.total === 0 ? null : Math.min(1, progress.bytes / progress.total);
  return {
    step: 'desensitize',
    share,
    detail: `${progress.step}, about ${Math.ceil(progress.secondsLeft)} s left`,
  };
}

/** A secret of this company for one purpose. */
function secretOf(keystore: Keystore, purpose: string): Promise<Uint8Array> {
  return keystore
    .loadOrCreate(PSEUDONYM_KEY)
    .then(() =>
      keystore.withSeed(
        PSEUDONYM_KEY,
        (seed) => new Uint8Array(hkdfSync('sha256', seed, '', `kin/${purpose}`, 32)),
      ),
    );
}

function pseudonymKey(keystore: Keystore, dataset: DatasetId): Promise<Uint8Array> {
  return secretOf(keystore, `pseudonyms ${dataset}`);
}

/** A slug from a folder's name. */
export function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' ? `dataset-${hash('sha256', name).slice(0, 8)}` : slug;
}
