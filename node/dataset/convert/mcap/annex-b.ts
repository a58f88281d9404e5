/**
 * H.264 and H.265 between their two packings: units with lengths, as MP4 files hold them (ISO/IEC 14496-15), and units behind start codes
 * with their parameter sets in front of key pictures (Annex B), as streams do. Both ways together give the same bytes.
 */

import { ExchangeError } from '#contracts/errors.ts';
import { splitUnits } from '../../video/parameter-sets.ts';

const START = Uint8Array.of(0, 0, 0, 1);

/** Parameter sets and length size of a decoder configuration record. */
export interface ParameterSets {
  readonly lengthSize: number;
  readonly units: readonly Uint8Array[];
}

/** Reads `avcC` or `hvcC`. Throws `bad-dataset` when it ends early. */
export function parameterSets(codec: 'avc' | 'hevc', description: Uint8Array): ParameterSets {
  const units: Uint8Array[] = [];
  const view = new DataView(description.buffer, description.byteOffset, description.byteLength);
  let at = codec === 'avc' ? 5 : 22;
  const take = (count: number): void => {
    for (let i = 0; i < count; i++) {
      const length = view.getUint16(at);
      if (at + 2 + length > description.length) throw new RangeError('short');
      units.push(description.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
  };
  try {
    const lengthSize = (view.getUint8(codec === 'avc' ? 4 : 21) & 3) + 1;
    if (codec === 'avc') {
      take(view.getUint8(at++) & 31);
      take(view.getUint8(at++));
    } else {
      const arrays = view.getUint8(at++);
      for (let i = 0; i < arrays; i++) {
        at += 3;
        take(view.getUint16(at - 2));
      }
    }
    return { lengthSize, units };
  } catch (cause) {
    throw new ExchangeError('bad-dataset', 'The description of a video stream ends early.', { cause });
  }
}

/** Units with lengths to Annex B; parameter sets go in front of key pictures. Throws `bad-dataset`. */
export function toAnnexB(packet: Uint8Array, sets: ParameterSets, isKey: boolean): Uint8Array {
  const parts: Uint8Array[] = isKey ? sets.units.flatMap((unit) => [START, unit]) : [];
  for (let at = 0; at < packet.length; ) {
    if (at + sets.lengthSize > packet.length) throw broken();
    let length = 0;
    for (let i = 0; i < sets.lengthSize; i++) length = length * 256 + (packet[at + i] ?? 0);
    at += sets.lengthSize;
    if (at + length > packet.length) throw broken();
    parts.push(START, packet.subarray(at, at + length));
    at += length;
  }
  return Buffer.concat(parts);
}

/** Annex B to units with lengths, without the parameter sets that {@link toAnnexB} has put in front. Throws `bad-dataset`. */
export function fromAnnexB(bytes: Uint8Array, sets: ParameterSets, isKey: boolean): Uint8Array {
  let units = splitUnits(bytes);
  if (isKey) {
    const leading = sets.units.every(
      (set, i) => units[i] !== undefined && Buffer.compare(set, units[i]) === 0,
    );
    if (leading) units = units.slice(sets.units.length);
  }
  const parts = units.flatMap((unit) => {
    const length = Buffer.alloc(sets.lengthSize);
    length.writeUIntBE(unit.length, 0, sets.lengthSize);
    return [length, unit];
  });
  return Buffer.concat(parts);
}

/** Whether Annex B bytes hold a picture that needs no other. */
export function isKeyPicture(codec: 'avc' | 'hevc', bytes: Uint8Array): boolean {
  return splitUnits(bytes).some((unit) => isKeyUnit(codec, unit));
}

/** Whether a unit is part of a picture that needs no other. */
export function isKeyUnit(codec: 'avc' | 'hevc', unit: Uint8Array): boolean {
  const head = unit[0] ?? 0;
  if (codec === 'avc') return (head & 31) === 5;
  const type = (head >> 1) & 63;
  return type >= 16 && type <= 21;
}

function broken(): ExchangeError {
  return new ExchangeError('bad-dataset', 'A picture of a video is cut short.');
}
