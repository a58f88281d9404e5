/** The last look: what will be signed, in one list; then the signature, and what becomes of it. */

import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { COLLECTION_METHODS } from '#contracts/dataset/vocabulary.ts';
import { errorWords } from '../../api/error-words.ts';
import { usePublish } from '../../api/publishing.ts';
import { useFormat } from '../../app/format.ts';
import { FactList } from '../../components/fact-list.tsx';
import { Panel } from '../../components/panel.tsx';
import layout from '../../components/layout.module.css';
import { lastName, missingStep, requestOf, slugOf } from './fields.ts';
import { PublishJob } from './publish-job.tsx';
import type { StepProps } from './step-props.ts';

/** The step. */
export function ReviewStep(props: StepProps) {
  const { t } = useTranslation('publish');
  const { draft, fields, facts, change } = props;
  if (fields.job !== null) {
    return <PublishJob job={fields.job} draft={draft} onAgain={() => change({ job: null })} />;
  }
  return (
    <div className={layout.columns}>
      <Panel title={t('review.words')}>
        <div className={layout.close}>
          <TextInput
            label={t('review.title')}
            description={t('review.slug', { slug: slugOf(fields.title) ?? '–' })}
            value={fields.title}
            maxLength={120}
            onChange={(event) => change({ title: event.currentTarget.value })}
          />
          <Textarea
            label={t('review.description')}
            value={fields.description}
            maxLength={2000}
            autosize
            minRows={3}
            onChange={(event) => change({ description: event.currentTarget.value })}
          />
          <Select
            label={t('review.collection')}
            description={t('review.collectionHint', {
              method: t(`app:collection.${facts?.collection.method ?? 'unknown'}`),
            })}
            value={fields.collection}
            clearable
            data={COLLECTION_METHODS.map((method) => ({
              value: method,
              label: t(`app:collection.${method}`),
            }))}
            onChange={(method) =>
              change({ collection: COLLECTION_METHODS.find((known) => known === method) ?? null })
            }
          />
        </div>
      </Panel>
      <Summary {...props} />
    </div>
  );
}

/** The file of the recorded body, or what else is said of it. */
function bodyWords(
  { body, robot, up, stature }: StepProps['fields'],
  t: ReturnType<typeof useTranslation<'publish'>>['t'],
): string {
  const file =
    robot === null
      ? null
      : [lastName(robot), ...(up === null ? [] : [t('app:up.axis', { axis: up })])].join(', ');
  if (body === 'robot') return file ?? t('review.noRobot');
  const kind = t(`robot.kind.${body}`);
  if (file !== null) return `${kind}, ${file}`;
  return body === 'human' && stature !== null ? `${kind}, ${stature} m` : kind;
}

function Summary({ fields, facts, change }: StepProps) {
  const { t } = useTranslation('publish');
  const format = useFormat();
  const publish = usePublish();
  const missing = missingStep(fields, facts);
  const sign = (): void => publish.mutate(requestOf(fields), { onSuccess: (job) => change({ job: job.id }) });
  return (
    <Panel title={t('review.signed')}>
      <div className={layout.close}>
        <FactList
          facts={[
            { label: t('review.folder'), value: fields.folder === null ? '–' : lastName(fields.folder) },
            {
              label: t('review.robot'),
              value: bodyWords(fields, t),
            },
            { label: t('found.hours'), value: facts === null ? '–' : format.hours(facts.hours) },
            { label: t('privacy.policy'), value: fields.policy },
            {
              label: t('privacy.tasks'),
              value: t(fields.approveTasks ? 'review.asTheyAre' : 'review.replaced'),
            },
            { label: t('terms.offers'), value: fields.offers.join(', ') },
            { label: t('terms.access'), value: t(`terms.mode.${fields.access}`) },
            { label: t('terms.sample'), value: t(fields.sample ? 'review.yes' : 'review.no') },
          ]}
        />
        {publish.isError ? (
          <p className={layout.trouble} role="alert">
            {errorWords(publish.error, t)}
          </p>
        ) : null}
        <div>
          <Button loading={publish.isPending} disabled={missing !== null} onClick={sign}>
            {t('review.sign')}
          </Button>
        </div>
        <p className={layout.soft}>{t('review.note')}</p>
      </div>
    </Panel>
  );
}
