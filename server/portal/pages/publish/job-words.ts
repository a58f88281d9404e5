/** Words for a publication that waits. */

import type { TFunction } from 'i18next';
import type { Job } from '#contracts/http/console.ts';
import { troubleWords } from '../../api/error-words.ts';

/** That a publication waits for the log, and why where its last attempt failed. */
export function waitingWords({ trouble }: Pick<Job, 'trouble'>, t: TFunction<'publish'>): string {
  return trouble === null ? t('work.waits') : `${t('work.waits')}: ${troubleWords(trouble, t)}`;
}
