/** Collects findings with a bound per code, so that one broken habit of a dataset does not drown the others. */

import { MAX_FINDINGS, MAX_PATH_LENGTH, MAX_TASK_LENGTH } from '#contracts/dataset/limits.ts';
import type { Finding } from '#contracts/dataset/facts.ts';
import type { Severity } from '#contracts/dataset/vocabulary.ts';
import { ExchangeError } from '#contracts/errors.ts';

/** Findings of one code that are kept; the rest is counted. */
export const MAX_FINDINGS_PER_CODE = 20;

/** Where a finding is and what it says. */
export interface FindingPlace {
  readonly file?: string | null;
  readonly offset?: number | null;
  readonly row?: number | null;
  readonly params?: Finding['params'];
}

/** A growing, bounded list of findings. */
export class FindingCollector {
  readonly #kept: Finding[] = [];
  readonly #perCode = new Map<string, number>();
  #omitted = 0;

  /** What has been found so far, in order. */
  get list(): readonly Finding[] {
    return this.#kept;
  }

  /** How many findings were counted but not kept. */
  get omitted(): number {
    return this.#omitted;
  }

  /** Adds a finding of a code at a place. */
  add(severity: Severity, code: string, place: FindingPlace = {}): void {
    const count = (this.#perCode.get(code) ?? 0) + 1;
    this.#perCode.set(code, count);
    if (count > MAX_FINDINGS_PER_CODE || this.#kept.length >= MAX_FINDINGS) {
      this.#omitted++;
      return;
    }
    this.#kept.push({
      code,
      severity,
      file: place.file?.toWellFormed().slice(0, MAX_PATH_LENGTH) ?? null,
      offset: place.offset ?? null,
      row: place.row ?? null,
      params: boundedParams(place.params ?? {}),
    });
  }

  /** Adds an error that reading ran into; offset and row come from its parameters. */
  addError(code: string, error: unknown, place: FindingPlace = {}): void {
    const params = error instanceof ExchangeError ? error.params : {};
    const { offset, row, ...rest } = params;
    const reason = error instanceof Error ? error.message : String(error);
    this.add('error', code, {
      ...place,
      offset: naturalOrNull(offset) ?? place.offset ?? null,
      row: naturalOrNull(row) ?? place.row ?? null,
      params: { ...rest, ...place.params, reason },
    });
  }
}

function naturalOrNull(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function boundedParams(params: Finding['params']): Finding['params'] {
  const out: Record<string, string | number | boolean | null> = {};
  for (const [key, value] of Object.entries(params).slice(0, 12)) {
    out[key] =
      typeof value === 'string'
        ? value.toWellFormed().slice(0, MAX_TASK_LENGTH)
        : typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER)
          ? String(value)
          : value;
  }
  return out;
}
