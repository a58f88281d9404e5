/** Where the declarations of a dataset and its bytes disagree. */

import type { CameraFacts, DatasetFacts, Discrepancy } from '#contracts/dataset/facts.ts';
import type { DeclaredFeature } from '../dataset-reader.ts';
import type { FeatureObservation } from './feature-tally.ts';
import type { ScanState } from './scan-dataset.ts';

/** Frame rates that differ by less than this share count as equal: containers round them. */
const RATE_TOLERANCE = 0.01;

/** Lists the disagreements, sizes first, then features and cameras. */
export function compareDeclared(
  state: ScanState,
  observed: DatasetFacts['observed'],
  cameras: readonly CameraFacts[],
): Discrepancy[] {
  const out: Discrepancy[] = [];
  const { declared, features } = state.reader;
  for (const subject of ['episodes', 'frames', 'tasks', 'videos'] as const) {
    const told = declared[subject];
    if (told !== null && told !== observed[subject])
      out.push({ subject, declared: told, observed: observed[subject] });
  }
  if (rateDiffers(declared.fps, observed.fps)) {
    out.push({ subject: 'fps', declared: declared.fps, observed: observed.fps });
  }
  out.push(...splitDiscrepancies(state));
  for (const feature of features) out.push(...featureDiscrepancies(feature, state.tally.get(feature.name)));
  for (const camera of cameras) {
    const feature = features.find(({ name }) => name === camera.name);
    if (feature !== undefined) out.push(...cameraDiscrepancies(feature, camera));
  }
  return out;
}

function rateDiffers(declared: number | null, observed: number | null): boolean {
  return declared !== null && observed !== null && Math.abs(observed / declared - 1) > RATE_TOLERANCE;
}

function splitDiscrepancies(state: ScanState): Discrepancy[] {
  const { splits } = state.reader.declared;
  const ends = Object.values(splits).map((range) => Number(/^\d+:(\d+)$/.exec(range)?.[1] ?? Number.NaN));
  const end = Math.max(...ends.filter(Number.isFinite), Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(end) || end === state.episodes) return [];
  return [{ subject: 'splits', declared: end, observed: state.episodes }];
}

function featureDiscrepancies(feature: DeclaredFeature, seen: FeatureObservation | undefined): Discrepancy[] {
  const out: Discrepancy[] = [];
  if (seen === undefined) return out;
  const subject = `feature:${feature.name}`;
  const types = [...seen.types].join(', ');
  const numeric = /^(u?int\d+|float\d+|bool)$/.test(feature.dtype);
  if (numeric && types !== feature.dtype) {
    out.push({ subject: `${subject}:dtype`, declared: feature.dtype, observed: types });
  }
  const width = feature.shape.reduce((product, extent) => product * extent, 1);
  if (numeric && seen.width !== null && width !== seen.width) {
    out.push({ subject: `${subject}:width`, declared: width, observed: seen.width });
  }
  if (numeric && feature.names !== null && seen.width !== null && feature.names.length !== seen.width) {
    out.push({ subject: `${subject}:names`, declared: feature.names.length, observed: seen.width });
  }
  return out;
}

/** Codec names of metadata and of the container world. */
const CODEC_ALIASES: Readonly<Record<string, string>> = {
  h264: 'avc',
  h265: 'hevc',
  libsvtav1: 'av1',
  av01: 'av1',
};

function cameraDiscrepancies(feature: DeclaredFeature, camera: CameraFacts): Discrepancy[] {
  const out: Discrepancy[] = [];
  const { info } = feature;
  const compare = (what: string, declared: unknown, observed: string | number | boolean | null): void => {
    if (typeof declared !== 'string' && typeof declared !== 'number' && typeof declared !== 'boolean') return;
    if (observed === null || observed === 'unknown' || declared === observed) return;
    // Metadata may hold numbers that canonical JSON has no form for.
    const shown =
      typeof declared === 'number' && Math.abs(declared) > Number.MAX_SAFE_INTEGER
        ? String(declared)
        : declared;
    out.push({ subject: `camera:${camera.name}:${what}`, declared: shown, observed });
  };
  const codec = info['codec'];
  compare('codec', typeof codec === 'string' ? (CODEC_ALIASES[codec] ?? codec) : codec, camera.codec);
  const extent = (axis: string): number | undefined => feature.shape[(feature.names ?? []).indexOf(axis)];
  compare('height', info['height'] ?? extent('height'), camera.height);
  compare('width', info['width'] ?? extent('width'), camera.width);
  compare('pixel-format', info['pix_fmt'], camera.pixelFormat);
  compare('audio', info['has_audio'], camera.hasAudio);
  const fps = info['fps'];
  if (typeof fps === 'number' && rateDiffers(fps, camera.fps)) compare('fps', fps, camera.fps);
  return out;
}
