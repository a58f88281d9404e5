/** What it is: tasks, sensing, how it was collected, who vouches for it, what others reported. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type Format, useFormat } from '../../app/format.ts';
import { FactList } from '../../components/fact-list.tsx';
import { Identifier } from '../../components/identifier.tsx';
import { Panel } from '../../components/panel.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import table from '../../components/table.module.css';
import layout from '../../components/layout.module.css';
import type { TabProps } from './tab-props.ts';

const TASKS_SHOWN = 40;

/** The part. */
export function OverviewTab({ view }: TabProps) {
  const { t } = useTranslation('dataset');
  const format = useFormat();
  const { facts } = view.manifest;
  return (
    <div className={layout.columns}>
      <div className={layout.close}>
        <Panel
          title={t('overview.tasks')}
          aside={format.number(facts.tasks.length + facts.tasksOmitted)}
          flush
        >
          <DataTable label={t('overview.tasks')}>
            <thead>
              <tr>
                <th scope="col">{t('overview.task')}</th>
                <th scope="col" className={table.number}>
                  {t('strip.episodes')}
                </th>
              </tr>
            </thead>
            <tbody>
              {facts.tasks.slice(0, TASKS_SHOWN).map((task) => (
                <tr key={task.index}>
                  <td>{task.text}</td>
                  <td className={table.number}>{format.number(task.episodes)}</td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </Panel>
        <Evaluations view={view} />
      </div>
      <div className={layout.close}>
        <Panel title={t('overview.facts')}>
          <Facts view={view} />
        </Panel>
        <Panel title={t('overview.signed')}>
          <Signed view={view} />
        </Panel>
      </div>
    </div>
  );
}

/** What the actions command and against what; one word where neither is known. */
function controlWords(
  { mode, reference }: TabProps['view']['manifest']['facts']['control'],
  t: ReturnType<typeof useTranslation<'dataset'>>['t'],
  format: Format,
): string {
  if (mode === 'unknown') return t('unknown');
  const told = t(`control.${mode}`);
  return reference === 'unknown' ? told : format.list([told, t(`control.${reference}`)]);
}

function Facts({ view }: TabProps) {
  const { t } = useTranslation('dataset');
  const format = useFormat();
  const { facts, derivative } = view.manifest;
  const { jointTorque, force, tactile } = facts.sensing;
  return (
    <FactList
      facts={[
        { label: t('fact.method'), value: t(`app:collection.${view.manifest.collection}`) },
        { label: t('fact.device'), value: facts.collection.device ?? t('unknown') },
        { label: t('fact.control'), value: controlWords(facts.control, t, format) },
        { label: t('fact.torque'), value: t(`presence.${jointTorque.presence}`) },
        { label: t('fact.force'), value: t(`presence.${force.presence}`) },
        { label: t('fact.tactile'), value: t(`presence.${tactile.presence}`) },
        { label: t('fact.success'), value: t(`presence.${facts.annotation.successLabels}`) },
        { label: t('fact.format'), value: `${facts.format.name} ${facts.format.version ?? ''}` },
        { label: t('fact.policy'), value: derivative.policy },
      ]}
    />
  );
}

function Signed({ view }: TabProps) {
  const { t } = useTranslation('dataset');
  const format = useFormat();
  const { listing, manifest, versions } = view;
  return (
    <div className={layout.close}>
      <p>
        <StatusBadge tone="good">{t('signed.holds')}</StatusBadge>
      </p>
      <FactList
        facts={[
          {
            label: t('signed.company'),
            value: <Identifier value={manifest.provider.participant} what={t('signed.company')} />,
          },
          {
            label: t('signed.manifest'),
            value: <Identifier value={listing.manifest} what={t('signed.manifest')} />,
          },
          {
            label: t('signed.version'),
            value: t('signed.of', { version: listing.version, count: versions.length }),
          },
          { label: t('signed.published'), value: format.dateTime(listing.publishedAt) },
          listing.logIndex === null
            ? null
            : {
                label: t('signed.entry'),
                value: <Link href={`/audit/entries/${listing.logIndex}`}>#{listing.logIndex}</Link>,
              },
          {
            label: t('signed.provenance'),
            value: (
              <Link href={`/audit/provenance/${encodeURIComponent(listing.dataset)}`}>{t('signed.see')}</Link>
            ),
          },
        ]}
      />
    </div>
  );
}

function Evaluations({ view }: TabProps) {
  const { t } = useTranslation('dataset');
  const format = useFormat();
  const { evaluations } = view.listing;
  if (evaluations.length === 0) return null;
  return (
    <Panel title={t('overview.evaluations')} flush>
      <DataTable label={t('overview.tasks')}>
        <thead>
          <tr>
            <th scope="col">{t('evaluation.metric')}</th>
            <th scope="col" className={table.number}>
              {t('evaluation.value')}
            </th>
            <th scope="col" className={table.number}>
              {t('evaluation.baseline')}
            </th>
            <th scope="col" className={table.number}>
              {t('evaluation.trials')}
            </th>
          </tr>
        </thead>
        <tbody>
          {evaluations.map(({ metric, meanValue, meanBaseline, trials }) => (
            <tr key={metric}>
              <th scope="row">{metric}</th>
              <td className={table.number}>{format.number(meanValue, 3)}</td>
              <td className={table.number}>{meanBaseline === null ? '–' : format.number(meanBaseline, 3)}</td>
              <td className={table.number}>{format.number(trials)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}
