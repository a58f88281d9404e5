/**
 * Which Ed25519 keys and signatures are admitted at all.
 *
 * RFC 8032 leaves open what verifiers do with non-canonical and small-order points, and libraries disagree on hundreds of
 * crafted signatures. Everything here is refused before a verifier sees it; on what is left, cofactorless verifiers agree
 * (docs/log.md, "Admission of Ed25519"). All values are public: nothing is constant-time.
 */

import { toHex } from './bytes.ts';
import { ExchangeError } from './errors.ts';

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** Admitted keys remembered, since the subgroup check costs about a millisecond. */
const MAX_REMEMBERED_KEYS = 4096;

/** Prime of the field, 2^255 - 19. */
const P = (1n << 255n) - 19n;
/** Order of the prime subgroup (RFC 8032 section 5.1). */
const L = (1n << 252n) + 27742317777372353535851937790883648493n;
/** Curve constant of edwards25519, -121665/121666. */
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
const SQRT_MINUS_ONE = 19681161376707505956807079304988542015446066515923890162744021073123829784752n;

/** The y coordinates of the eight points of small order: 0, 1, -1 and the two shared by the points of order eight. */
const SMALL_ORDER_Y: readonly bigint[] = [
  0n,
  1n,
  P - 1n,
  2707385501144840649318225287225658788936804267575313519463743609750303402022n,
  P - 2707385501144840649318225287225658788936804267575313519463743609750303402022n,
];

/** A point in extended coordinates (RFC 8032 section 5.1.4). */
type Point = readonly [x: bigint, y: bigint, z: bigint, t: bigint];

const admittedKeys = new Set<string>();

/**
 * Throws `bad-key` unless `key` is the canonical encoding of a point of the prime subgroup other than the identity.
 * The first check of a key costs about a millisecond; admitted keys are remembered.
 */
export function admitPublicKey(key: Uint8Array): void {
  if (key.length !== KEY_BYTES) throw badKey(`An Ed25519 public key has ${KEY_BYTES} bytes.`);
  const id = toHex(key);
  if (admittedKeys.has(id)) return;
  const fault = pointFault(key);
  if (fault !== null) throw badKey(`The public key ${fault}.`);
  const point = decodePoint(key);
  if (point === null) throw badKey('The public key is no point of the curve.');
  if (!isIdentity(multiply(point, L))) throw badKey('The public key has a component of small order.');
  if (admittedKeys.size >= MAX_REMEMBERED_KEYS) admittedKeys.clear();
  admittedKeys.add(id);
}

/**
 * Throws `bad-signature` unless `signature` has exactly 64 bytes, its R is a canonical encoding and not of small order,
 * and its S is below the group order (so that no second spelling of a signature exists).
 */
export function admitSignature(signature: Uint8Array): void {
  if (signature.length !== SIGNATURE_BYTES) {
    throw badSignature(`An Ed25519 signature has ${SIGNATURE_BYTES} bytes, not ${signature.length}.`);
  }
  const fault = pointFault(signature.subarray(0, KEY_BYTES));
  if (fault !== null) throw badSignature(`R ${fault}.`);
  if (littleEndian(signature.subarray(KEY_BYTES)) >= L) throw badSignature('S is not below the group order.');
}

function badKey(message: string): ExchangeError {
  return new ExchangeError('bad-key', message);
}

function badSignature(message: string): ExchangeError {
  return new ExchangeError('bad-signature', message);
}

/** What is wrong with a point's encoding; null when it is canonical and not of small order. */
function pointFault(encoded: Uint8Array): string | null {
  const y = littleEndian(encoded) & ((1n << 255n) - 1n);
  if (y >= P) return 'is not canonically encoded';
  // This also refuses x = 0 with its sign bit set, the other non-canonical form: such y are 1 and -1.
  if (SMALL_ORDER_Y.includes(y)) return 'is of small order';
  return null;
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`);
}

/** RFC 8032 section 5.1.3, after the encoding was found canonical. */
function decodePoint(encoded: Uint8Array): Point | null {
  const bits = littleEndian(encoded);
  const y = bits & ((1n << 255n) - 1n);
  const sign = bits >> 255n;
  const u = mod(y * y - 1n);
  const v = mod(D * y * y + 1n);
  const v3 = mod(v * v * v);
  let x = mod(u * v3 * power(mod(u * v3 * v3 * v), (P - 5n) / 8n));
  const check = mod(v * x * x);
  if (check === mod(-u)) x = mod(x * SQRT_MINUS_ONE);
  else if (check !== u) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, mod(x * y)];
}

function mod(a: bigint): bigint {
  const r = a % P;
  return r < 0n ? r + P : r;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
}

/** RFC 8032 section 5.1.4; complete, so it doubles as well. */
function add(p: Point, q: Point): Point {
  const a = mod((p[1] - p[0]) * (q[1] - q[0]));
  const b = mod((p[1] + p[0]) * (q[1] + q[0]));
  const c = mod(2n * p[3] * D * q[3]);
  const d = mod(2n * p[2] * q[2]);
  const e = b - a;
  const f = d - c;
  const g = d + c;
  const h = b + a;
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

function multiply(point: Point, scalar: bigint): Point {
  let result: Point = [0n, 1n, 1n, 0n];
  let addend = point;
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = add(result, addend);
    addend = add(addend, addend);
  }
  return result;
}

function isIdentity(point: Point): boolean {
  return point[0] === 0n && point[1] === point[2];
}
