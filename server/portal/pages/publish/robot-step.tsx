/** Which robot it was recorded on, and which columns are its joints. */

import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RobotView } from '#contracts/http/console-publishing.ts';
import { useBeginInspection, useRobotFile } from '../../api/publishing.ts';
import { FactList } from '../../components/fact-list.tsx';
import { Identifier } from '../../components/identifier.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import layout from '../../components/layout.module.css';
import { FeatureTable } from './feature-table.tsx';
import { FolderPicker } from './folder-picker.tsx';
import type { StepProps } from './step-props.ts';

/** The step. */
export function RobotStep(props: StepProps) {
  const { t } = useTranslation('publish');
  const { fields, facts, change } = props;
  const [again, setAgain] = useState(false);
  const begin = useBeginInspection();
  const robot = useRobotFile(fields.robot);
  const choose = (path: string | null): void => {
    setAgain(false);
    change({ robot: path });
    if (fields.folder === null) return;
    // The data is read once more beside the robot: limits and joint names can be compared only then.
    begin.mutate(
      { folder: fields.folder, robot: path },
      { onSuccess: ({ id }) => change({ robot: path, inspection: id }) },
    );
  };
  return (
    <>
      <Panel title={t('robot.file')} aside={t('robot.formats')}>
        {fields.robot === null || again ? (
          <div className={layout.close}>
            <p className={layout.soft}>{t('robot.why')}</p>
            <FolderPicker want="file" chosen={fields.robot} onChoose={choose} />
          </div>
        ) : (
          <div className={layout.close}>
            <QueryView query={robot} what={t('robot.what')}>
              {(view) => <RobotFacts view={view} />}
            </QueryView>
            <Checkbox
              checked={fields.shareRobot}
              label={t('robot.share')}
              description={t('robot.shareHint')}
              onChange={(event) => change({ shareRobot: event.currentTarget.checked })}
            />
            <div>
              <Button variant="default" size="xs" onClick={() => setAgain(true)}>
                {t('robot.other')}
              </Button>{' '}
              <Button variant="default" size="xs" onClick={() => choose(null)}>
                {t('robot.none')}
              </Button>
            </div>
          </div>
        )}
      </Panel>
      {facts === null || fields.robot === null ? null : (
        <Panel title={t('robot.columns')} aside={t('robot.columnsNote')} flush>
          <FeatureTable facts={facts} />
        </Panel>
      )}
    </>
  );
}

function RobotFacts({ view }: { readonly view: RobotView }) {
  const { t } = useTranslation('publish');
  return (
    <>
      <FactList
        facts={[
          { label: t('robot.name'), value: view.name },
          { label: t('robot.dof'), value: String(view.degreesOfFreedom) },
          {
            label: t('robot.limbs'),
            value: view.limbs.map(({ kind, degreesOfFreedom }) => `${kind} (${degreesOfFreedom})`).join(', '),
          },
          { label: t('robot.mounting'), value: view.mounting },
          { label: t('robot.id'), value: <Identifier value={view.id} what={t('robot.id')} /> },
        ]}
      />
      {view.warnings.length === 0 ? null : (
        <ul className={layout.soft} aria-label={t('robot.warnings')}>
          {view.warnings.map((warning) => (
            <li key={`${warning.code} ${warning.line} ${warning.message}`}>
              {warning.line === null ? '' : `${t('robot.line', { line: warning.line })}: `}
              {warning.message}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
