/** The same sentences and names before and after: what a buyer will read. */

import { useTranslation } from 'react-i18next';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { Panel } from '../../components/panel.tsx';
import { DataTable } from '../../components/data-table.tsx';

const SHOWN = 8;

/** The comparison. */
export function BeforeAfter(props: {
  readonly facts: DatasetFacts;
  readonly policy: string;
  readonly approved: boolean;
}) {
  const { t } = useTranslation('publish');
  const { facts, policy, approved } = props;
  const keepsTasks = approved && policy !== 'no-pixels';
  const keepsPixels = policy === 'open';
  return (
    <Panel title={t('compare.title')} flush>
      <DataTable label={t('compare.title')}>
        <thead>
          <tr>
            <th scope="col">{t('compare.what')}</th>
            <th scope="col">{t('privacy.before')}</th>
            <th scope="col">{t('privacy.after')}</th>
          </tr>
        </thead>
        <tbody>
          {facts.tasks.slice(0, SHOWN).map((task) => (
            <tr key={`task ${task.index}`}>
              <th scope="row">{t('compare.task')}</th>
              <td>{task.text}</td>
              <td>{keepsTasks ? task.text : `task-${task.index}`}</td>
            </tr>
          ))}
          {facts.cameras.slice(0, SHOWN).map((camera) => (
            <tr key={`camera ${camera.name}`}>
              <th scope="row">{t('compare.camera')}</th>
              <td>
                {camera.name}, {camera.width ?? '?'} × {camera.height ?? '?'}
                {camera.hasAudio === true ? `, ${t('compare.audio')}` : ''}
              </td>
              <td>{keepsPixels ? t('compare.silent') : t('compare.left')}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('compare.robot')}</th>
            <td>{facts.robotType ?? '–'}</td>
            <td>{t('compare.left')}</td>
          </tr>
          <tr>
            <th scope="row">{t('compare.clock')}</th>
            <td>{facts.collection.from ?? '–'}</td>
            <td>{t('compare.shifted')}</td>
          </tr>
        </tbody>
      </DataTable>
    </Panel>
  );
}
