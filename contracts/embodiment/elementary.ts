/**
 * Elementary functions that give the same bits on every machine.
 *
 * Engines may compute Math.sin, Math.exp and their kin as they like, and do differ. Everything here is built from
 * + - * / and from Math functions that ECMAScript defines exactly (sqrt, abs, floor, round), in a fixed order.
 * Math.PI and the other constants are exact by specification, too. Method: argument reduction to a small interval, then the Taylor series there. Errors are at most 1 ulp for sin, cos,
 * exp, log and atan, 2 ulp for the rest, except where a function says otherwise.
 */

/** π, rounded to double. */
export const PI = Math.PI;
/** 2 π, rounded to double. */
export const TWO_PI = 6.283185307179586;
/** π / 2, rounded to double. */
export const HALF_PI = 1.5707963267948966;

/** Largest angle (rad) that sin, cos and tan take; beyond it they give NaN. */
export const MAX_ANGLE = 1e18;
/** Angles (rad) beyond this are reduced with whole numbers of any size: exact, and slower. */
const MAX_FAST_ANGLE = 1e6;

// π/2 = A + B + C, where A and B have 33 bits each: k * A and k * B are exact for |k| < 2^20.
const HALF_PI_A = 1.5707963267341256;
const HALF_PI_B = 6.077100506303966e-11;
const HALF_PI_C = 2.0222662487959506e-21;
const HALF_PI_TAIL = 6.123233995736766e-17;
const PI_TAIL = 1.2246467991473532e-16;

/** π / 2 in units of 2^-200. */
const HALF_PI_BITS = 0x1921fb54442d18469898cc51701b839a252049c1114cf98e804n;
const UNIT = 2 ** -200;

// ln 2 = high + low, where high has 32 bits.
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LN2 = Math.LN2;
const SQRT_HALF = Math.SQRT1_2;
const MAX_EXPONENT = 709.782712893384;
const MIN_EXPONENT = -745.1332191019412;

const ATAN_OF_EIGHTHS = [
  0, 0.12435499454676144, 0.24497866312686414, 0.35877067027057225, 0.4636476090008061, 0.5585993153435624,
  0.6435011087932844, 0.7188299996216245, 0.7853981633974483,
] as const;
const ATAN_OF_EIGHTHS_TAIL = [
  0, -3.1253241424539383e-18, 1.0698755618734451e-17, -2.4623815582638635e-17, 2.2698777452961687e-17,
  -5.4556305485916264e-18, 1.5834785051444286e-17, -2.1478388444456983e-17, 3.061616997868383e-17,
] as const;

// Reciprocal factorials.
const F3 = 1 / 6;
const F4 = 1 / 24;
const F5 = 1 / 120;
const F6 = 1 / 720;
const F7 = 1 / 5040;
const F8 = 1 / 40320;
const F9 = 1 / 362880;
const F10 = 1 / 3628800;
const F11 = 1 / 39916800;
const F12 = 1 / 479001600;
const F13 = 1 / 6227020800;
const F14 = 1 / 87178291200;
const F15 = 1 / 1307674368000;
const F16 = 1 / 20922789888000;
const F17 = 1 / 355687428096000;

/** sin(r + tail) for |r| <= π/4. */
function sinKernel(r: number, tail: number): number {
  const z = r * r;
  const series = z * (F5 + z * (-F7 + z * (F9 + z * (-F11 + z * (F13 + z * (-F15 + z * F17)))))) - F3;
  return r + (r * z * series + tail * (1 - z / 2));
}

/** cos(r + tail) for |r| <= π/4. */
function cosKernel(r: number, tail: number): number {
  const z = r * r;
  const half = z / 2;
  const head = 1 - half;
  const series = F4 + z * (-F6 + z * (F8 + z * (-F10 + z * (F12 + z * (-F14 + z * F16)))));
  return head + (1 - head - half + (z * z * series - r * tail));
}

/** Turns `quarters` quarter turns further than sin(r + tail). */
function sinInQuadrant(quarters: number, r: number, tail: number): number {
  switch (quarters & 3) {
    case 0:
      return sinKernel(r, tail);
    case 1:
      return cosKernel(r, tail);
    case 2:
      return -sinKernel(r, tail);
    default:
      return -cosKernel(r, tail);
  }
}

function sinShifted(x: number, shift: number): number {
  if (!(Math.abs(x) <= MAX_ANGLE)) return Number.NaN;
  if (Math.abs(x) <= PI / 4) return shift === 0 ? sinKernel(x, 0) : cosKernel(x, 0);
  if (x > MAX_FAST_ANGLE) return sinOfLarge(x, shift);
  if (x < -MAX_FAST_ANGLE) return shift === 0 ? -sinOfLarge(-x, 0) : sinOfLarge(-x, shift);
  const k = Math.round(x / HALF_PI);
  const a = x - k * HALF_PI_A;
  const b = k * HALF_PI_B;
  const high = a - b;
  const low = a - high - b - k * HALF_PI_C;
  const r = high + low;
  return sinInQuadrant(k + shift, r, high - r + low);
}

/** sin(x + shift quarter turns) for x > 10^6. */
function sinOfLarge(x: number, shift: number): number {
  const whole = Math.floor(x);
  // A double beyond 10^6 has at most 33 bits after the point, so both parts are exact.
  const bits = (BigInt(whole) << 200n) + (BigInt((x - whole) * 2 ** 40) << 160n);
  const k = (2n * bits + HALF_PI_BITS) / (2n * HALF_PI_BITS);
  const rest = bits - k * HALF_PI_BITS;
  const high = Number(rest >> 100n) * 2 ** -100;
  const tail = Number(rest - (BigInt(high * 2 ** 100) << 100n)) * UNIT;
  return sinInQuadrant(Number(BigInt.asIntN(32, k)) + shift, high, tail);
}

/** Sine of an angle in radians. NaN beyond {@link MAX_ANGLE}. */
export function sin(x: number): number {
  return sinShifted(x, 0);
}

/** Cosine of an angle in radians. NaN beyond {@link MAX_ANGLE}. */
export function cos(x: number): number {
  return sinShifted(x, 1);
}

/** Tangent of an angle in radians. NaN beyond {@link MAX_ANGLE}. */
export function tan(x: number): number {
  return sin(x) / cos(x);
}

/** atan(y / x) for 0 <= y <= x, x > 0. */
function atanOfRatio(y: number, x: number): number {
  const eighths = Math.round((8 * y) / x);
  const c = eighths / 8;
  const t = (y - c * x) / (x + c * y);
  const z = t * t;
  const series = z * (-1 / 3 + z * (1 / 5 + z * (-1 / 7 + z * (1 / 9 + z * (-1 / 11 + z * (1 / 13))))));
  return ATAN_OF_EIGHTHS[eighths]! + (t + (t * series + ATAN_OF_EIGHTHS_TAIL[eighths]!));
}

/** Arc tangent, in [-π/2, π/2]. */
export function atan(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x === 0) return x;
  const a = Math.abs(x);
  let angle: number;
  if (a <= 1) angle = atanOfRatio(a, 1);
  else if (a > 1e300) angle = HALF_PI;
  else angle = HALF_PI - (atanOfRatio(1, a) - HALF_PI_TAIL);
  return x < 0 ? -angle : angle;
}

/** Angle of the point (x, y) from the positive x axis, in [-π, π]; 0 for the origin. Both arguments finite, else NaN. */
export function atan2(y: number, x: number): number {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return Number.NaN;
  let ay = Math.abs(y);
  let ax = Math.abs(x);
  if (ax === 0 && ay === 0) return 0;
  if (ax > 1e300 || ay > 1e300) {
    ax /= 16;
    ay /= 16;
  }
  let angle: number;
  if (ay <= ax) {
    angle = atanOfRatio(ay, ax);
    if (x < 0) angle = PI - (angle - PI_TAIL);
  } else {
    const rest = atanOfRatio(ax, ay);
    angle = x < 0 ? HALF_PI + (rest + HALF_PI_TAIL) : HALF_PI - (rest - HALF_PI_TAIL);
  }
  return y < 0 ? -angle : angle;
}

/** Arc sine, in [-π/2, π/2]. NaN outside [-1, 1]. */
export function asin(x: number): number {
  return atan2(x, Math.sqrt((1 - x) * (1 + x)));
}

/** Arc cosine, in [0, π]. NaN outside [-1, 1]. */
export function acos(x: number): number {
  return atan2(Math.sqrt((1 - x) * (1 + x)), x);
}

/** 2^k for -1022 <= k <= 1023, exact. */
function powerOfTwo(k: number): number {
  let result = 1;
  let base = k < 0 ? 0.5 : 2;
  for (let n = Math.abs(k); n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result *= base;
    base *= base;
  }
  return result;
}

/** e^x. Overflows to Infinity and underflows to 0 as IEEE 754 does. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > MAX_EXPONENT) return Number.POSITIVE_INFINITY;
  if (x < MIN_EXPONENT) return 0;
  const k = Math.round(x / LN2);
  const high = x - k * LN2_HIGH;
  const low = -k * LN2_LOW;
  const r = high + low;
  const tail = high - r + low;
  const p = F7 + r * (F8 + r * (F9 + r * (F10 + r * (F11 + r * (F12 + r * F13)))));
  const series = 0.5 + r * (F3 + r * (F4 + r * (F5 + r * (F6 + r * p))));
  const value = 1 + (r + (r * r * series + tail * (1 + r)));
  // In two steps, so that neither factor leaves the range of doubles.
  const half = Math.floor(k / 2);
  return value * powerOfTwo(half) * powerOfTwo(k - half);
}

/** Natural logarithm. -Infinity for 0, NaN below. */
export function log(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  const [m, e] = splitExponent(x);
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  const upper = 2 / 13 + z * (2 / 15 + z * (2 / 17 + z * (2 / 19 + z * (2 / 21))));
  const series = z * (2 / 3 + z * (2 / 5 + z * (2 / 7 + z * (2 / 9 + z * (2 / 11 + z * upper)))));
  const half = (f * f) / 2;
  // log(1 + f) = f - f²/2 + s (f²/2 + series): the large terms are exact or carry no rounding that matters.
  return e * LN2_HIGH - (half - (s * (half + series) + e * LN2_LOW) - f);
}

/** x = m * 2^e with m in [sqrt(1/2), sqrt(2)), for finite x > 0. Every step scales by a power of two, so it is exact. */
function splitExponent(x: number): readonly [number, number] {
  let m = x;
  let e = 0;
  for (let step = 512; step >= 1; step /= 2) {
    const factor = powerOfTwo(step);
    while (m >= factor) {
      m /= factor;
      e += step;
    }
    while (m < 1 / factor) {
      m *= factor;
      e -= step;
    }
  }
  if (m >= 2 * SQRT_HALF) {
    m /= 2;
    e += 1;
  } else if (m < SQRT_HALF) {
    m *= 2;
    e -= 1;
  }
  return [m, e];
}

/**
 * x^y for x >= 0; NaN below. The error grows with the exponent: about 1 + |y log x| ulp. Whole exponents up to 64 in
 * size are products instead.
 */
export function pow(x: number, y: number): number {
  if (Number.isInteger(y) && Math.abs(y) <= 64) return wholePower(x, y);
  if (x === 0) return y > 0 ? 0 : Number.POSITIVE_INFINITY;
  return exp(y * log(x));
}

function wholePower(x: number, n: number): number {
  let result = 1;
  let base = x;
  for (let left = Math.abs(n); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= base;
    base *= base;
  }
  return n < 0 ? 1 / result : result;
}

/** Cube root, sign kept. */
export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const a = Math.abs(x);
  const y = exp(log(a) / 3);
  // One Newton step takes the few ulp of the start down to one.
  const root = y - (y - a / (y * y)) / 3;
  return x < 0 ? -root : root;
}

/** Length of the vector (x, y, z): square root of the sum of squares. Meant for metres, so not guarded against overflow. */
export function hypot(x: number, y: number, z = 0): number {
  return Math.sqrt(x * x + y * y + z * z);
}
