/** Which folder, and what was found in it. */

import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../api/error-words.ts';
import { useBeginInspection } from '../../api/publishing.ts';
import { useFormat } from '../../app/format.ts';
import { Panel } from '../../components/panel.tsx';
import layout from '../../components/layout.module.css';
import { ConversionPanel } from './conversion-panel.tsx';
import { FactStrip } from './fact-strip.tsx';
import { FeatureTable } from './feature-table.tsx';
import { bodyOf, suggestedTitle } from './fields.ts';
import { FolderPicker } from './folder-picker.tsx';
import type { StepProps } from './step-props.ts';

/** The step. */
export function DataStep(props: StepProps) {
  const { t } = useTranslation('publish');
  const { fields, facts, change } = props;
  const [again, setAgain] = useState(false);
  const begin = useBeginInspection();
  const choose = (folder: string): void => {
    setAgain(false);
    begin.mutate(
      { folder, robot: fields.robot, body: bodyOf(fields) },
      {
        onSuccess: ({ id }) =>
          change({
            folder,
            inspection: id,
            title: fields.title === '' ? suggestedTitle(folder) : fields.title,
            collection: null,
            fps: null,
          }),
      },
    );
  };
  const picking = fields.folder === null || again;
  return (
    <>
      <Panel title={t('data.folder')} aside={t('data.stays')}>
        {picking ? (
          <FolderPicker want="folder" chosen={fields.folder} onChoose={choose} />
        ) : (
          <Chosen folder={fields.folder ?? ''} onAgain={() => setAgain(true)} />
        )}
        {begin.isError ? (
          <p className={layout.trouble} role="alert">
            {errorWords(begin.error, t)}
          </p>
        ) : null}
      </Panel>
      <Progress {...props} onAgain={() => fields.folder !== null && choose(fields.folder)} />
      {facts === null ? null : (
        <>
          <FactStrip facts={facts} />
          <ConversionPanel facts={facts} fps={fields.fps} change={change} />
          <Panel title={t('data.features')} flush>
            <FeatureTable facts={facts} />
          </Panel>
        </>
      )}
    </>
  );
}

function Chosen({ folder, onAgain }: { readonly folder: string; readonly onAgain: () => void }) {
  const { t } = useTranslation('publish');
  return (
    <div className={layout.close}>
      <code>{folder}</code>
      <div>
        <Button variant="default" size="xs" onClick={onAgain}>
          {t('data.other')}
        </Button>
      </div>
    </div>
  );
}

function Progress(props: StepProps & { readonly onAgain: () => void }) {
  const { t } = useTranslation('publish');
  const format = useFormat();
  const { inspection, fields } = props;
  if (fields.folder === null) return null;
  if (inspection === null || inspection.status === 'failed' || inspection.status === 'cancelled') {
    return (
      <div className={layout.close}>
        {inspection?.error == null ? null : (
          <p className={layout.trouble} role="alert">
            {inspection.error.message}
          </p>
        )}
        <div>
          <Button variant="default" onClick={props.onAgain}>
            {t('data.again')}
          </Button>
        </div>
      </div>
    );
  }
  if (inspection.status === 'done') return null;
  return (
    <p className={layout.soft} role="status">
      {t('data.reading', {
        share: inspection.share === null ? '' : format.percent(inspection.share),
        file: inspection.detail,
      })}
    </p>
  );
}
