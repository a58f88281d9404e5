/** What becomes of a publication: made, inspected again, sealed, signed, logged, listed. The page may be closed meanwhile. */

import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Job } from '#contracts/http/console.ts';
import { motionShownWords } from '#contracts/manifest/motion-shown.ts';
import { useNodeStatus } from '../../api/console.ts';
import { useIndexed } from '../../api/datasets.ts';
import { useCancelJob, useJob, useRemoveDraft } from '../../api/publishing.ts';
import { useFormat } from '../../app/format.ts';
import { waitingWords } from './job-words.ts';
import { FactList } from '../../components/fact-list.tsx';
import { Identifier } from '../../components/identifier.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { StageLine, type Stage } from '../../components/stage-line.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import layout from '../../components/layout.module.css';

const STEPS = ['inspect', 'desensitize', 'inspect-again', 'seal', 'sign', 'log'] as const;

/** The job of a draft; `onAgain` leads back to the review. */
export function PublishJob(props: {
  readonly job: string;
  readonly draft: string;
  readonly onAgain: () => void;
}) {
  const { t } = useTranslation('publish');
  const job = useJob(props.job);
  if (job.isError) {
    return (
      <div className={layout.close}>
        <p className={layout.soft}>{t('work.forgotten')}</p>
        <div>
          <Button variant="default" onClick={props.onAgain}>
            {t('work.again')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <QueryView query={job} what={t('work.what')}>
      {(data) => <Work job={data} draft={props.draft} onAgain={props.onAgain} />}
    </QueryView>
  );
}

function Work(props: { readonly job: Job; readonly draft: string; readonly onAgain: () => void }) {
  const { t } = useTranslation('publish');
  const { job } = props;
  const cancel = useCancelJob();
  const at = STEPS.indexOf(job.step as (typeof STEPS)[number]);
  const stages = STEPS.map((step, i): Stage => {
    const ended = job.status === 'failed' || job.status === 'cancelled';
    const state = job.status === 'done' || i < at ? 'done' : i > at ? 'ahead' : ended ? 'broken' : 'current';
    return { label: t(`job.${step}`), state };
  });
  return (
    <Panel title={t(`work.${job.status}`)}>
      <div className={layout.close}>
        <StageLine stages={stages} label={t('work.stages')} />
        {job.status === 'running' ? (
          <>
            <Progress value={(job.share ?? 0) * 100} aria-label={t(`job.${job.step}`)} />
            <p className={layout.soft} role="status">
              {job.step === 'log' ? waitingWords(job, t) : job.detail}
            </p>
            <p className={layout.soft}>{t('work.background')}</p>
            <div>
              <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
                {t('work.cancel')}
              </Button>
            </div>
          </>
        ) : job.status === 'done' ? (
          <Done job={job} draft={props.draft} />
        ) : (
          <>
            <p className={layout.trouble} role="alert">
              {job.error?.message}
            </p>
            <div>
              <Button onClick={props.onAgain}>{t('work.again')}</Button>
            </div>
          </>
        )}
      </div>
    </Panel>
  );
}

function Done({ job, draft }: { readonly job: Job; readonly draft: string }) {
  const { t } = useTranslation('publish');
  const { language } = useFormat();
  return (
    <>
      <FactList
        facts={[
          job.manifest === null
            ? null
            : {
                label: t('work.manifest'),
                value: <Identifier value={job.manifest} what={t('work.manifest')} />,
              },
          job.logIndex === null ? null : { label: t('work.entry'), value: `#${job.logIndex}` },
          job.version === null ? null : { label: t('work.version'), value: String(job.version) },
        ]}
      />
      {job.detail === '' ? null : <p className={layout.soft}>{job.detail}</p>}
      {job.warnings === null || job.warnings.length === 0 ? null : (
        <ul className={layout.soft} aria-label={t('work.warnings')}>
          {job.warnings.map((warning) => (
            <li key={warning}>{t(`warning.${warning}`)}</li>
          ))}
        </ul>
      )}
      {job.motion === null ? null : (
        <p className={layout.soft}>
          <strong>{t('work.motion')}</strong> {motionShownWords(job.motion, language)}
        </p>
      )}
      <Seen job={job} draft={draft} />
    </>
  );
}

/** The way into the catalog, as soon as the broker has indexed what the log has. */
function Seen({ job, draft }: { readonly job: Job; readonly draft: string }) {
  const { t } = useTranslation('publish');
  const remove = useRemoveDraft();
  const provider = useNodeStatus().data?.participant;
  const indexed = useIndexed({ provider, dataset: job.dataset, manifest: job.manifest });
  if (indexed.data !== true) {
    return (
      <p role="status">
        <StatusBadge tone="wait">{t('work.indexing')}</StatusBadge>{' '}
        <span className={layout.soft}>{t('work.indexingNote')}</span>
      </p>
    );
  }
  return (
    <p>
      <StatusBadge tone="good">{t('work.indexed')}</StatusBadge>{' '}
      <Link href={`/datasets/${job.dataset ?? ''}`} onClick={() => remove.mutate(draft)}>
        {t('work.see')}
      </Link>
    </p>
  );
}
