/** Words for what went wrong, from its code. */

import type { TFunction } from 'i18next';
import { isExchangeError } from '#contracts/errors.ts';
import { troubleParts } from '#contracts/faults.ts';
import { ApiError } from './client.ts';

/** One sentence for a person. Codes without words of their own are told in the server's. */
export function errorWords(error: unknown, t: TFunction): string {
  if (error instanceof ApiError && error.status === 0) return t('app:error.offline');
  if (!isExchangeError(error)) return t('app:error.unreadable');
  if (error.code === 'unknown-version') return t('app:error.unreadable');
  return t(`app:error.${error.code}`, { defaultValue: error.message });
}

/** The last failure of what is tried again, from its code (`code: message`). */
export function troubleWords(trouble: string, t: TFunction): string {
  const { code, message } = troubleParts(trouble);
  return code === '' ? message : t(`app:error.${code}`, { defaultValue: message });
}
