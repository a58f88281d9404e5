/** Where publishing begins: drafts that wait to be finished, what is being made, what is listed. */

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { Draft } from '#contracts/http/console-publishing.ts';
import { useMovement } from '../../api/exchanges.ts';
import { useDrafts, useJobs, useRemoveDraft } from '../../api/publishing.ts';
import { useFormat } from '../../app/format.ts';
import { Command } from '../../components/command.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import layout from '../../components/layout.module.css';
import { lastName, readFields, suggestedTitle } from './fields.ts';
import { JobRows } from './job-rows.tsx';
import rows from '../../components/rows.module.css';
import styles from './publish-page.module.css';

/** Digits of a draft's name. */
const ID_DIGITS = 8;

/** The page. */
export function PublishPage() {
  const { t } = useTranslation('publish');
  const [, navigate] = useLocation();
  const drafts = useDrafts();
  const jobs = useJobs();
  useMovement();
  const begin = (): void => navigate(`/publish/${crypto.randomUUID().slice(0, ID_DIGITS)}`);
  return (
    <>
      <PageHeader
        title={t('start.title')}
        lead={t('start.lead')}
        actions={<Button onClick={begin}>{t('start.new')}</Button>}
      />
      <div className={styles.groups}>
        {jobs.data === undefined || jobs.data.length === 0 ? null : (
          <Panel title={t('start.jobs')} flush>
            <JobRows jobs={jobs.data} />
          </Panel>
        )}
        <Panel title={t('start.drafts')} flush>
          <QueryView query={drafts} what={t('start.what')}>
            {(items) => <Drafts items={items} />}
          </QueryView>
        </Panel>
        <Panel title={t('start.terminal')}>
          <Command
            what={t('start.terminal')}
            lines={['kin publish ./recordings --robot arm.urdf --license train-only-1y --access manual']}
          />
        </Panel>
      </div>
    </>
  );
}

function Drafts({ items }: { readonly items: readonly Draft[] }) {
  const { t } = useTranslation('publish');
  if (items.length === 0) return <p className={rows.nothing}>{t('start.none')}</p>;
  return (
    <ul aria-label={t('start.drafts')}>
      {items.map((draft) => (
        <DraftRow key={draft.id} draft={draft} />
      ))}
    </ul>
  );
}

function DraftRow({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation('publish');
  const format = useFormat();
  const remove = useRemoveDraft();
  const { title, folder, step } = readFields(draft.fields);
  const name = title === '' ? (folder === null ? t('start.untitled') : suggestedTitle(folder)) : title;
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        <Link href={`/publish/${draft.id}`} className={rows.title}>
          {name}
        </Link>
        <span className={layout.soft}>
          {t('start.at', { step: t(`step.${step}`) })}
          {folder === null ? '' : `, ${lastName(folder)}`}
        </span>
      </div>
      <span className={layout.soft}>{format.relative(draft.updatedAt)}</span>
      <Button variant="default" size="xs" loading={remove.isPending} onClick={() => remove.mutate(draft.id)}>
        {t('start.remove')}
        <span className="visually-hidden">{` ${name}`}</span>
      </Button>
    </li>
  );
}
