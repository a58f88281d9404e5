/**
 * Recomputes, on the delivered files, what the provider computed about them (DECISIONS 28): the facts and pose histograms of the
 * manifest, and the fit certificate on which the agreement rests. What was claimed and is not there is a finding.
 */

import { canonicalJson, type JsonValue } from '#contracts/canonical-json.ts';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { digestOfJson, type Digest } from '#contracts/digest.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { ExchangeError, type Outcome } from '#contracts/errors.ts';
import { FIT_CERTIFICATE_DOCUMENT, FIT_STEP, type FitCertificate } from '#contracts/fit/certificate.ts';
import type { FitMeasurement } from '#contracts/fit/measure-fit.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { wilsonInterval } from '#contracts/matching/factors/wilson.ts';
import { openSigned, requireSigner, type Envelope } from '#contracts/signature.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import { inspectDataset } from '../dataset/inspect-dataset.ts';
import type { ConfinedFitInput } from '../fit/confined-fit.ts';
import { motionOfManifest } from '../fit/recorded-motion.ts';
import { histogramDigest } from '../fit/fit-service.ts';
import { claimedHistograms } from '../publish/build-histograms.ts';
import { requireFound, type DeliveryCase } from './delivery-case.ts';
import { signingKeys } from './verify-acts.ts';
import { NotJudged } from './verify-content.ts';

/** What recomputing needs beyond the delivery. */
export interface RecomputeOptions {
  /** The certificate that the consumer got, and the body it is about. */
  readonly certificate?: Envelope;
  readonly body?: Embodiment;
}

/** Longest silence of a replay, ms. */
const SILENCE_MS = 300_000;

/** Converted files hold other bytes: figures of the sender's are not theirs. */
function requireAsSent(delivery: DeliveryCase): void {
  if ((delivery.source.value?.conversions ?? []).length > 0)
    throw new NotJudged('The files were converted: these are figures of the files as sent.');
}

/** Facts that follow from the files alone, without the description of the robot and the statements of the lister. */
function plainFacts(facts: DatasetFacts): Record<string, JsonValue> {
  return {
    format: facts.format.name,
    version: facts.format.version,
    episodes: facts.episodes,
    frames: facts.frames,
    seconds: facts.seconds,
    fps: facts.fps,
    features: facts.features.map(({ name, dtype, shape, names }) => ({ name, dtype, shape, names })),
    tasks: facts.tasks.map(({ text }) => text),
    cameras: facts.cameras.length,
  };
}

/**
 * The claim without names that the lister stated for dimensions that the files leave nameless: bytes neither prove nor refute them. Whoever receives the
 * files reads none there, and a list of another length than the feature is wide would have been no statement either.
 */
function withoutStatements(claimed: DatasetFacts, found: DatasetFacts): DatasetFacts {
  const nameless = new Set(found.features.filter(({ names }) => names === null).map(({ name }) => name));
  const features = claimed.features.map((feature) => {
    const width = feature.shape.reduce((product, extent) => product * extent, 1);
    const stated = nameless.has(feature.name) && feature.names?.length === width;
    return stated ? { ...feature, names: null } : feature;
  });
  return { ...claimed, features };
}

/** Recomputes the facts of the manifest. Throws `content-mismatch` with the fact that differs. */
export async function judgeFacts(delivery: DeliveryCase, signal?: AbortSignal): Promise<string> {
  requireAsSent(delivery);
  const { manifest } = requireFound(delivery.manifest);
  const found = await inspectDataset(delivery.folder, {
    declarations: null,
    ...(signal === undefined ? {} : { signal }),
  });
  const claimed = plainFacts(withoutStatements(manifest.facts, found));
  const own = plainFacts(found);
  for (const [fact, value] of Object.entries(claimed)) {
    if (canonicalJson({ fact: own[fact]! }) === canonicalJson({ fact: value })) continue;
    throw new ExchangeError('content-mismatch', `The manifest claims other ${fact} than the files have.`, {
      params: { fact },
    });
  }
  const { episodes, frames, hours } = manifest.facts;
  return `as claimed: ${episodes} episodes, ${frames} frames, ${hours.toFixed(2)} hours`;
}

/** Recomputes the pose histograms of the manifest: the same to the bit. */
export async function judgeHistograms(delivery: DeliveryCase, signal?: AbortSignal): Promise<string> {
  requireAsSent(delivery);
  const { manifest } = requireFound(delivery.manifest);
  const { embodiment, jointMap, poseMap, histograms } = manifest;
  if (embodiment === null || histograms.length === 0) throw new NotJudged('The manifest claims no motion.');
  const own = await claimedHistograms(
    {
      root: delivery.folder,
      jointMap,
      poseMap,
      form: { embodiment: embodiment.body },
      ...(signal === undefined ? {} : { signal }),
    },
    new Set(histograms.map(({ effector }) => effector)),
  );
  const [here, claimed] = [
    own === null ? null : digestOfJson(delivery.crypto, own),
    histogramDigest(delivery.crypto, manifest),
  ];
  if (here !== claimed) {
    throw new ExchangeError('content-mismatch', 'The files hold another motion than the manifest claims.', {
      params: { claimed, here },
    });
  }
  return `${histograms.length} ${histograms.length === 1 ? 'histogram' : 'histograms'} as claimed, ${claimed}`;
}

/**
 * Judges the fit certificate that the agreement cites, as it travelled along or was named: the provider gave it, about this motion. With
 * the body it is about, the motion is followed again: the share must lie within the certificate's interval, a step to either side.
 */
export async function judgeCertificate(
  delivery: DeliveryCase,
  { certificate: named, body }: RecomputeOptions,
  signal?: AbortSignal,
): Promise<string> {
  const { manifest } = requireFound(delivery.manifest);
  const cited = requireFound(delivery.agreement).agreement.use.certificate ?? null;
  const envelope = named ?? delivery.certificate.value;
  if (named === undefined && cited === null)
    throw new NotJudged('The agreement rests on no fit certificate.');
  if (envelope === null)
    throw new NotJudged('Name the certificate and the robot that it is about (--certificate, --robot).');
  const certificate = await openCited(delivery, { envelope, cited });
  if (body === undefined || embodimentId(delivery.crypto, body) !== certificate.embodiment) {
    throw new NotJudged(
      `The provider certified ${certificate.share} (${certificate.low} to ${certificate.high}) for the robot ${certificate.embodiment}: name it (--robot) to replay the motion.`,
    );
  }
  requireAsSent(delivery);
  const { share, limbs } = await replay(delivery.folder, { manifest, body }, signal);
  const { low, high } = certificate;
  const slack = FIT_STEP + 1e-9;
  if (share < low - slack || share > high + slack || !sameLimbs(certificate, limbs)) {
    throw new ExchangeError(
      'content-mismatch',
      'The delivered motion fits the robot otherwise than certified.',
      {
        params: { certified: certificate.share, low, high, here: share },
      },
    );
  }
  return `${share} of the motion replayed, certified ${certificate.share} (${low} to ${high})`;
}

/** False when a certificate tells of limbs otherwise than the motion, by more than its own interval and a step; true where it tells of none. */
function sameLimbs(certificate: FitCertificate, here: FitMeasurement['limbs']): boolean {
  if (certificate.limbs === undefined) return true;
  if (here?.length !== certificate.limbs.length) return false;
  return certificate.limbs.every(({ effector, side, share }, i) => {
    const { low, high } = wilsonInterval(share * certificate.trajectories, certificate.trajectories);
    const found = here[i]!;
    const isSame = found.effector === effector && found.side === side;
    return isSame && found.share >= low - FIT_STEP && found.share <= high + FIT_STEP;
  });
}

/** The certificate, once it is the one that the agreement cites, signed by a key of the provider, and speaks of this motion. */
async function openCited(
  delivery: DeliveryCase,
  asked: { readonly envelope: Envelope; readonly cited: Digest | null },
): Promise<FitCertificate> {
  const { crypto } = delivery;
  const { manifest } = requireFound(delivery.manifest);
  const signed = await openSigned(crypto, FIT_CERTIFICATE_DOCUMENT, asked.envelope);
  const certificate = signed.document;
  requireSigner(signed, certificate.provider.key);
  const speaksOf =
    (asked.cited === null || signed.digest === asked.cited) &&
    certificate.provider.participant === manifest.provider.participant &&
    certificate.dataset === manifest.dataset &&
    certificate.histogram === histogramDigest(crypto, manifest);
  if (!speaksOf)
    throw new ExchangeError(
      'content-mismatch',
      'The certificate is not the cited one, or of another motion.',
    );
  if (!signingKeys(delivery, manifest.provider.participant).includes(certificate.provider.key))
    throw new ExchangeError('bad-signature', 'No act of the provider registered the key of the certificate.');
  return certificate;
}

async function replay(
  folder: string,
  { manifest, body }: { readonly manifest: Manifest; readonly body: Embodiment },
  signal?: AbortSignal,
): Promise<FitMeasurement> {
  if (manifest.embodiment === null) throw new NotJudged('The manifest claims no motion.');
  const outcome = await runConfined<Outcome<FitMeasurement>>({
    module: new URL('../fit/confined-fit.ts', import.meta.url),
    input: {
      root: folder,
      target: body,
      ...motionOfManifest(manifest),
    } satisfies ConfinedFitInput,
    readable: [folder],
    limits: { silenceMs: SILENCE_MS },
    ...(signal === undefined ? {} : { signal }),
  });
  if (!outcome.ok) throw new ExchangeError('bad-dataset', `Replaying ended the reader (${outcome.death}).`);
  if (!outcome.value.ok)
    throw new ExchangeError('content-mismatch', 'The delivered motion cannot be replayed.', {
      params: { reason: outcome.value.reasons[0]?.code ?? 'no-motion' },
    });
  return outcome.value.value;
}
