/** Publication jobs of this run of the node. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Job } from '#contracts/http/console.ts';
import { StatusBadge, type Tone } from '../../components/status-badge.tsx';
import layout from '../../components/layout.module.css';
import { lastName } from './fields.ts';
import { waitingWords } from './job-words.ts';
import rows from '../../components/rows.module.css';
import styles from './publish-page.module.css';

const TONES: Readonly<Record<Job['status'], Tone>> = {
  running: 'wait',
  done: 'good',
  failed: 'bad',
  cancelled: 'idle',
};

/** The rows. */
export function JobRows({ jobs }: { readonly jobs: readonly Job[] }) {
  const { t } = useTranslation('publish');
  return (
    <ul aria-label={t('start.jobs')}>
      {jobs.map((job) => (
        <li key={job.id} className={rows.row}>
          <div className={rows.what}>
            {job.dataset !== null && job.status === 'done' ? (
              <Link href={`/datasets/${job.dataset}`} className={rows.title}>
                {lastName(job.folder)}
              </Link>
            ) : (
              <span className={rows.title}>{lastName(job.folder)}</span>
            )}
            <span className={job.error === null ? layout.soft : styles.trouble}>
              {job.error !== null
                ? job.error.message
                : job.trouble === null
                  ? t(`job.${job.step}`)
                  : waitingWords(job, t)}
            </span>
          </div>
          <StatusBadge tone={TONES[job.status]}>{t(`jobStatus.${job.status}`)}</StatusBadge>
        </li>
      ))}
    </ul>
  );
}
