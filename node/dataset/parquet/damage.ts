import { ExchangeError, type ErrorParams } from '#contracts/errors.ts';

/** Builds the error for bytes that do not follow the parquet format; `offset` counts from the start of the file. */
export function damaged(message: string, params: ErrorParams = {}): ExchangeError {
  return new ExchangeError('bad-dataset', message, { params });
}
