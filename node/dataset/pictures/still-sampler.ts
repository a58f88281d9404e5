/** Which still pictures of an episode are judged: a few of each camera, evenly over its time. */

import type { StillPicture } from './picture-track.ts';

/** Bytes of pictures of one episode that wait to be judged. */
const MAX_HELD_BYTES = 48 * 1024 * 1024;
/** Largest picture that is judged, bytes: 8K in three channels would be 100 MB. */
export const MAX_STILL_BYTES = 16 * 1024 * 1024;

/** Codec of encoded bytes that are decoded; null for all others. */
export function stillCodec(bytes: Uint8Array): 'png' | 'jpeg' | 'webp' | null {
  if (bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e) return 'png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'jpeg';
  const isRiff = bytes[0] === 0x52 && bytes[1] === 0x49 && bytes[8] === 0x57 && bytes[9] === 0x45;
  return isRiff ? 'webp' : null;
}

/** `count` places of `rows`, from the first to the last, evenly; all of them when there are no more. */
export function evenPlaces(rows: number, count: number): number[] {
  if (rows <= count) return Array.from({ length: Math.max(0, rows) }, (_, row) => row);
  if (count === 1) return [0];
  return Array.from({ length: count }, (_, i) => Math.round((i * (rows - 1)) / (count - 1)));
}

interface Camera {
  stills: StillPicture[];
  /** Every how many-th picture is kept. */
  stride: number;
  seen: number;
}

/** Chooses pictures that come one after the other, without knowing how many there will be. */
export class StillSampler {
  readonly #wanted: number;
  readonly #cameras = new Map<string, Camera>();
  #bytes = 0;

  /** Up to `wanted` pictures of each camera; none when it is 0. */
  constructor(wanted: number) {
    this.#wanted = wanted;
  }

  /** Counts a picture of a camera; `take` gives it when it is kept, or null for one that cannot be judged. */
  offer(camera: string, take: () => StillPicture | null): void {
    if (this.#wanted === 0) return;
    const own = this.#cameras.get(camera) ?? { stills: [], stride: 1, seen: 0 };
    this.#cameras.set(camera, own);
    if (own.seen++ % own.stride !== 0) return;
    const still = take();
    if (still === null || still.bytes.length > MAX_STILL_BYTES) return;
    own.stills.push(still);
    this.#bytes += still.bytes.length;
    if (own.stills.length >= 2 * this.#wanted) this.#thin(own);
    while (
      this.#bytes > MAX_HELD_BYTES &&
      [...this.#cameras.values()].some(({ stills }) => stills.length > 1)
    )
      for (const each of this.#cameras.values()) this.#thin(each);
  }

  /** The pictures chosen, by camera. */
  result(): Map<string, readonly StillPicture[]> {
    return new Map(
      [...this.#cameras].flatMap(([camera, { stills }]) => {
        const chosen = evenPlaces(stills.length, this.#wanted).flatMap((place) => stills[place] ?? []);
        return chosen.length === 0 ? [] : [[camera, chosen] as const];
      }),
    );
  }

  #thin(camera: Camera): void {
    camera.stills = camera.stills.filter((_, i) => i % 2 === 0);
    camera.stride *= 2;
    this.#bytes = 0;
    for (const { stills } of this.#cameras.values())
      for (const { bytes } of stills) this.#bytes += bytes.length;
  }
}
