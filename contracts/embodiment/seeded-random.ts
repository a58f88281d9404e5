/**
 * A pinned random generator: the same numbers on every machine, so that sampled reach maps and scores repeat to the bit.
 *
 * xoshiro128** 1.1 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2018), seeded by
 * splitmix32. Not for keys or salts.
 */

/** Draws from a seeded sequence. Two generators with one seed give one sequence. */
export interface SeededRandom {
  /** Whole number in [0, 2^32). */
  uint32(): number;
  /** Number in [0, 1), a multiple of 2^-32. */
  unit(): number;
  /** Whole number in [0, limit), for 1 <= limit <= 2^32. The bias is below limit / 2^32. */
  below(limit: number): number;
}

function rotateLeft(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}

/** One step of splitmix32: spreads neighbouring seeds over the whole state. */
function splitMix(state: number): number {
  let z = state;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}

class Xoshiro128 implements SeededRandom {
  private readonly state = new Int32Array(4);

  constructor(seed: number) {
    let counter = seed | 0;
    for (let i = 0; i < 4; i++) {
      counter = (counter + 0x9e3779b9) | 0;
      this.state[i] = splitMix(counter);
    }
    // The all-zero state is the one fixed point.
    if (this.state.every((word) => word === 0)) this.state[0] = 1;
  }

  uint32(): number {
    const s = this.state;
    const [s0, s1, s2, s3] = [s[0]!, s[1]!, s[2]!, s[3]!];
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9);
    const x2 = s2 ^ s0;
    const x3 = s3 ^ s1;
    s[0] = s0 ^ x3;
    s[1] = s1 ^ x2;
    s[2] = x2 ^ (s1 << 9);
    s[3] = rotateLeft(x3, 11);
    return result >>> 0;
  }

  unit(): number {
    return this.uint32() / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.unit() * limit);
  }
}

/** A generator seeded by the low 32 bits of `seed`. */
export function seededRandom(seed: number): SeededRandom {
  return new Xoshiro128(seed);
}
