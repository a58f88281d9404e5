/** Words for what went wrong, from its code. */

import i18next, { type TFunction } from 'i18next';
import { isExchangeError, type ExchangeError } from '#contracts/errors.ts';
import { errorWords as closeWords, troubleParts } from '#contracts/faults.ts';
import { ApiError } from './client.ts';

/** One sentence for a person. Codes without words of their own are told in the server's. */
export function errorWords(error: unknown, t: TFunction): string {
  if (error instanceof ApiError && error.status === 0) return t('app:error.offline');
  if (!isExchangeError(error)) return t('app:error.unreadable');
  if (error.code === 'unknown-version') return t('app:error.unreadable');
  return t(`app:error.${error.code}`, { defaultValue: faultWords(error) });
}

/** What is wrong with a robot description or another file that the page reads itself: more closely than its code says it. */
export function faultWords(error: ExchangeError): string {
  return closeWords(error, i18next.language === 'zh' ? 'zh' : 'en');
}

/** The last failure of what is tried again, from its code (`code: message`). */
export function troubleWords(trouble: string, t: TFunction): string {
  const { code, message } = troubleParts(trouble);
  return code === '' ? message : t(`app:error.${code}`, { defaultValue: message });
}
