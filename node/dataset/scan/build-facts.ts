/** Puts what a scan gathered into the shape of `facts/1`, small enough for a manifest. */

import {
  datasetFactsSchema,
  factsFit,
  type CameraFacts,
  type DatasetFacts,
} from '#contracts/dataset/facts.ts';
import { MAX_DISCREPANCIES, MAX_QUALITY_ROWS } from '#contracts/dataset/limits.ts';
import { lifecycleOf } from '#contracts/dataset/lifecycle.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { annotationOf, collectionOf, controlOf } from '../statements/apply-statements.ts';
import { compareStatements } from '../statements/compare-statements.ts';
import { compareDeclared } from './compare-declared.ts';
import { featureFacts, modalityFacts, sensingFacts } from './feature-facts.ts';
import { rateOrNull, representable, significant } from './round.ts';
import type { ScanState } from './scan-dataset.ts';
import { annotationFacts, clockFacts, controlFacts } from './semantics.ts';

/** Builds the facts and checks them against their schema. Throws `internal` when they do not fit it. */
export function buildFacts(state: ScanState, images: readonly CameraFacts[]): DatasetFacts {
  const { reader, findings } = state;
  const features = featureFacts(state);
  const cameras = [...videoCameras(state), ...images].map((camera) => calibrated(camera, state));
  const { tasks, omitted } = state.tasks.result();
  const observed = observedExtent(state);
  const { declarations } = state;
  const shown = {
    clock: clockFacts(state),
    control: controlFacts(state, features),
    sensing: sensingFacts(features),
  };
  const collection = collectionOf(reader.collection, declarations);
  const discrepancies = [
    ...compareDeclared(state, observed, cameras),
    ...compareStatements(declarations, {
      ...shown,
      episodes: state.episodes,
      features,
      cameras,
      collection: collectionOf(reader.collection, null),
    }),
  ];
  reportTasks(state);
  const { sampling } = state.pictures;
  const seconds = observed.seconds ?? 0;
  const build = (rows: number): DatasetFacts => ({
    schema: 'facts/1',
    format: reader.format,
    robotType: reader.robotType,
    episodes: state.episodes,
    frames: state.frames,
    seconds: significant(seconds),
    hours: significant(seconds / 3600),
    bytes: reader.files.reduce((sum, { size }) => sum + size, 0),
    files: reader.files.length,
    fps: observed.fps ?? reader.declared.fps,
    features,
    tasks,
    tasksOmitted: omitted,
    modalities: modalityFacts(features, tasks.length > 0, observed.fps),
    sensing: shown.sensing,
    cameras,
    clock: shown.clock,
    control: controlOf(shown.control, declarations),
    collection,
    annotation: annotationOf(annotationFacts(features, tasks.length, state.reader.granularity), declarations),
    lifecycle: lifecycleOf(declarations),
    declared: declaredExtent(state),
    observed,
    discrepancies: discrepancies.slice(0, MAX_DISCREPANCIES),
    quality: state.quality.result(rows, sampling),
    findings: [...findings.list],
    findingsOmitted: findings.omitted,
  });
  return checked(fitting(build));
}

/** Fewer episode rows until the facts fit; everything else is bounded by its own limits. */
function fitting(build: (rows: number) => DatasetFacts): DatasetFacts {
  for (let rows = MAX_QUALITY_ROWS; rows >= 1; rows = Math.floor(rows / 2)) {
    const facts = build(rows);
    if (factsFit(facts)) return facts;
  }
  const bare = build(0);
  return { ...bare, features: bare.features.map((feature) => ({ ...feature, min: null, max: null })) };
}

function checked(facts: DatasetFacts): DatasetFacts {
  const result = datasetFactsSchema.safeParse(facts);
  if (!result.success) {
    throw new ExchangeError(
      'internal',
      `The facts do not fit their schema: ${result.error.message}`.slice(0, 1000),
    );
  }
  return result.data;
}

function videoCameras(state: ScanState): CameraFacts[] {
  return state.features
    .filter(({ declared }) => declared.dtype === 'video')
    .flatMap(({ declared, meaning }) => {
      const facts = state.cameras.factsOf(declared.name);
      if (facts === null) {
        state.findings.add('error', 'camera-without-video', { params: { camera: declared.name } });
        return [];
      }
      return { ...facts, isDepth: meaning.modality === 'depth' };
    });
}

/** A camera whose lens or place the lister states. */
function calibrated(camera: CameraFacts, { declarations }: ScanState): CameraFacts {
  const stated = declarations?.cameras?.find((one) => one.camera === camera.name);
  if (stated === undefined) return camera;
  return {
    ...camera,
    intrinsics: 'present',
    extrinsics: stated.pose === null ? camera.extrinsics : 'present',
  };
}

function observedExtent(state: ScanState): DatasetFacts['observed'] {
  const rates = Float64Array.from(state.observedRates).sort();
  const middle = rates[rates.length >> 1];
  const fps = middle === undefined ? null : rateOrNull(middle);
  const rate = state.reader.declared.fps ?? fps;
  return {
    episodes: state.episodes,
    frames: state.frames,
    seconds: rate === null ? null : representable(state.frames / rate),
    fps,
    tasks: state.tasks.observed,
    videos: state.cameras.files,
  };
}

function declaredExtent(state: ScanState): DatasetFacts['declared'] {
  const { episodes, frames, tasks, videos, fps } = state.reader.declared;
  const seconds = frames === null || fps === null ? null : representable(frames / fps);
  return { episodes, frames, seconds, fps, tasks, videos };
}

function reportTasks(state: ScanState): void {
  for (const index of state.tasks.undeclared) {
    state.findings.add('warn', 'task-not-declared', { params: { task: String(index) } });
  }
}
