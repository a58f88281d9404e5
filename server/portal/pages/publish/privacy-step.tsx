/** What leaves the building: the policy, what it does to each column and to the task sentences, and how long making it takes. */

import { Checkbox, Radio, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PrivacyPlan } from '#contracts/http/console-publishing.ts';
import { PEOPLE_SEEN } from '#contracts/manifest/people-seen.ts';
import { usePrivacyPlan } from '../../api/publishing.ts';
import { useFormat } from '../../app/format.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { StatusBadge, type Tone } from '../../components/status-badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import layout from '../../components/layout.module.css';
import { BeforeAfter } from './before-after.tsx';
import { needsPeople } from './fields.ts';
import type { StepProps } from './step-props.ts';

const POLICIES = ['standard', 'no-pixels', 'open'] as const;
const FATE_TONES: Readonly<Record<PrivacyPlan['columns'][number]['fate'], Tone>> = {
  kept: 'good',
  core: 'good',
  pseudonyms: 'wait',
  pictures: 'warn',
  video: 'warn',
  dropped: 'idle',
};

/** The step. */
export function PrivacyStep(props: StepProps) {
  const { t } = useTranslation('publish');
  const { fields, inspection, facts, change } = props;
  const plan = usePrivacyPlan(facts === null ? null : (inspection?.id ?? null), fields.policy);
  return (
    <div className={layout.columns}>
      <div className={layout.close}>
        <Panel title={t('privacy.policy')}>
          <Radio.Group
            value={fields.policy}
            aria-label={t('privacy.policy')}
            onChange={(policy) => change({ policy })}
          >
            <div className={layout.close}>
              {POLICIES.map((policy) => (
                <Radio
                  key={policy}
                  value={policy}
                  label={t(`privacy.name.${policy}`)}
                  description={t(`privacy.about.${policy}`)}
                />
              ))}
            </div>
          </Radio.Group>
        </Panel>
        {facts === null || !needsPeople(fields, facts) ? null : <People fields={fields} change={change} />}
        <Panel title={t('privacy.columns')} flush>
          <QueryView query={plan} what={t('privacy.what')}>
            {(data) => <Columns plan={data} />}
          </QueryView>
        </Panel>
        {facts === null ? null : (
          <BeforeAfter facts={facts} policy={fields.policy} approved={fields.approveTasks} />
        )}
      </div>
      <div className={layout.close}>
        <Panel title={t('privacy.tasks')}>
          <Tasks {...props} />
        </Panel>
        <Panel title={t('privacy.names')}>
          <Textarea
            label={t('privacy.roster')}
            description={t('privacy.rosterHint')}
            value={fields.roster}
            autosize
            minRows={2}
            onChange={(event) => change({ roster: event.currentTarget.value })}
          />
        </Panel>
        {plan.data === undefined ? null : <Estimate plan={plan.data} />}
      </div>
    </div>
  );
}

function People({ fields, change }: Pick<StepProps, 'fields' | 'change'>) {
  const { t } = useTranslation('publish');
  return (
    <Panel title={t('privacy.people')}>
      <Radio.Group
        value={fields.people}
        aria-label={t('privacy.people')}
        description={t('privacy.peopleHint')}
        onChange={(people) => change({ people: PEOPLE_SEEN.find((one) => one === people) ?? null })}
      >
        <div className={layout.close}>
          {PEOPLE_SEEN.map((people) => (
            <Radio key={people} value={people} label={t(`privacy.seen.${people}`)} />
          ))}
        </div>
      </Radio.Group>
    </Panel>
  );
}

function Columns({ plan }: { readonly plan: PrivacyPlan }) {
  const { t } = useTranslation('publish');
  return (
    <DataTable label={t('privacy.fate')} long>
      <thead>
        <tr>
          <th scope="col">{t('privacy.before')}</th>
          <th scope="col">{t('privacy.after')}</th>
          <th scope="col">{t('privacy.fate')}</th>
        </tr>
      </thead>
      <tbody>
        {plan.columns.map((column) => (
          <tr key={column.name}>
            <th scope="row">
              <code>{column.name}</code>
            </th>
            <td>{column.becomes === null ? '–' : <code>{column.becomes}</code>}</td>
            <td>
              <StatusBadge tone={FATE_TONES[column.fate]}>{t(`fate.${column.fate}`)}</StatusBadge>
              {column.reason === null ? null : <div className={layout.soft}>{column.reason}</div>}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function Tasks({ fields, facts, change }: StepProps) {
  const { t } = useTranslation('publish');
  return (
    <div className={layout.close}>
      <ul>
        {(facts?.tasks ?? []).map((task) => (
          <li key={task.index}>{task.text}</li>
        ))}
      </ul>
      <Checkbox
        checked={fields.approveTasks}
        label={t('privacy.approve')}
        description={t('privacy.approveHint')}
        onChange={(event) => change({ approveTasks: event.currentTarget.checked })}
      />
    </div>
  );
}

function Estimate({ plan }: { readonly plan: PrivacyPlan }) {
  const { t } = useTranslation('publish');
  const format = useFormat();
  const minutes = Math.max(1, Math.ceil(plan.seconds / 60));
  return (
    <p className={layout.soft}>
      {t('privacy.estimate', { minutes: format.number(minutes), bytes: format.bytes(plan.bytes) })}
    </p>
  );
}
