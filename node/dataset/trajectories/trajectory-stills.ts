import type { FindingCollector } from '../findings.ts';
import type { StillPicture } from '../pictures/picture-track.ts';
import { evenPlaces, MAX_STILL_BYTES, stillCodec } from '../pictures/still-sampler.ts';
import type { LazyPictures, Trajectory } from './trajectory-dataset.ts';

/** Pictures of all cameras of one episode, bytes. */
const MAX_BYTES = 48 * 1024 * 1024;

/** Up to `wanted` pictures of each camera of an episode, evenly over its steps. Steps have no time. What cannot be read is a finding. */
export function stillsOf(
  { rows, extras }: Trajectory,
  wanted: number,
  at: { readonly collector: FindingCollector; readonly file: string },
): Map<string, readonly StillPicture[]> {
  const stills = new Map<string, readonly StillPicture[]>();
  let bytes = 0;
  for (const [camera, lazy] of wanted === 0 ? [] : (extras?.pictures ?? [])) {
    const chosen: StillPicture[] = [];
    for (const row of evenPlaces(rows, wanted)) {
      try {
        const still = stillAt(lazy, row);
        bytes += still?.bytes.length ?? 0;
        if (still !== null && bytes <= MAX_BYTES) chosen.push(still);
      } catch (error) {
        at.collector.addError('column-unreadable', error, { file: at.file, row, params: { column: camera } });
        break;
      }
    }
    if (chosen.length > 0) stills.set(camera, chosen);
  }
  return stills;
}

function stillAt(pictures: LazyPictures, row: number): StillPicture | null {
  const { pixels } = pictures;
  if (pixels?.bits === 16) return null; // depth
  const [bytes] = pictures.read(row, row + 1);
  if (bytes === undefined || bytes.length > MAX_STILL_BYTES) return null;
  if (pixels === null)
    return stillCodec(bytes) === null ? null : { seconds: null, bytes: bytes.slice(), raw: null };
  const [height = 0, width = 0, channels = 1] = pixels.shape;
  if (![1, 3, 4].includes(channels)) return null;
  return { seconds: null, bytes: bytes.slice(), raw: { width, height, channels } };
}
