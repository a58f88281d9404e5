/** What it was recorded on: a robot with its description, a person, or a camera that somebody wore; and which columns are its joints. */

import { Button, Checkbox, NumberInput, Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import {
  AVERAGE_EYE_HEIGHT,
  AVERAGE_STATURE,
  BODY_KINDS,
  MAX_CAMERA_HEIGHT,
} from '#contracts/embodiment/body/body-statement.ts';
import { MAX_STATURE, MIN_STATURE } from '#contracts/embodiment/body/human-body.ts';
import { drivesOf } from '#contracts/embodiment/body/drives.ts';
import type { RobotView } from '#contracts/http/console-publishing.ts';
import { useBeginInspection, useBodyView } from '../../api/publishing.ts';
import { RobotWarnings } from '../../body/robot-warnings.tsx';
import { UpChoice } from '../../body/up-choice.tsx';
import { SkeletonDrawing } from '../../body/skeleton-drawing.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { Identifier } from '../../components/identifier.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import layout from '../../components/layout.module.css';
import { FeatureTable } from './feature-table.tsx';
import { bodyOf, bodyTrouble, type Fields } from './fields.ts';
import { FolderPicker } from './folder-picker.tsx';
import styles from './robot-step.module.css';
import type { StepProps } from './step-props.ts';

/** The step. */
export function RobotStep(props: StepProps) {
  const { t } = useTranslation('publish');
  const { fields, facts, change } = props;
  const begin = useBeginInspection();
  const look = (to: Partial<Fields>): void => {
    const next = { ...fields, ...to };
    change(to);
    if (next.folder === null) return;
    // The data is read once more beside the body: limits and joint names can be compared only then.
    begin.mutate(
      { folder: next.folder, robot: next.robot, body: bodyOf(next) },
      { onSuccess: ({ id }) => change({ inspection: id }) },
    );
  };
  const trouble = facts === null ? null : bodyTrouble(fields, facts);
  return (
    <>
      <Panel title={t('robot.recorded')}>
        <Radio.Group
          value={fields.body}
          aria-label={t('robot.recorded')}
          onChange={(value) => {
            const body = BODY_KINDS.find((kind) => kind === value) ?? 'robot';
            look({ body, robot: null, up: null, shareRobot: false });
          }}
        >
          <div className={layout.close}>
            {BODY_KINDS.map((kind) => (
              <Radio
                key={kind}
                value={kind}
                label={t(`robot.kind.${kind}`)}
                description={t(`robot.about.${kind}`)}
              />
            ))}
          </div>
        </Radio.Group>
        {trouble === null ? null : (
          <p className={`${layout.trouble} ${styles.trouble}`} role="alert">
            {t(`robot.trouble.${trouble === 'teleoperated' ? 'teleoperated' : 'camera-with-joints'}`)}
          </p>
        )}
      </Panel>
      {fields.body === 'robot' ? null : <Undescribed fields={fields} change={change} />}
      {fields.body === 'camera' ? null : <Description {...props} look={look} key={fields.body} />}
      {facts === null || (fields.robot === null && fields.body !== 'human') ? null : (
        <Panel title={t('robot.columns')} aside={t('robot.columnsNote')} flush>
          <FeatureTable facts={facts} />
        </Panel>
      )}
    </>
  );
}

/** The file that describes a robot or a person's skeleton. */
function Description({ fields, change, look }: StepProps & { readonly look: (to: Partial<Fields>) => void }) {
  const { t } = useTranslation('publish');
  const [again, setAgain] = useState(false);
  const robot = useBodyView(fields.robot, bodyOf(fields));
  const person = fields.body === 'human';
  const choose = (path: string | null): void => {
    setAgain(false);
    look({ robot: path, up: null });
  };
  return (
    <Panel title={t(person ? 'robot.skeleton' : 'robot.file')} aside={t('robot.formats')}>
      {fields.robot === null || again ? (
        <div className={layout.close}>
          <p className={layout.soft}>{t(person ? 'robot.whySkeleton' : 'robot.why')}</p>
          <FolderPicker
            want="file"
            chosen={fields.robot}
            from={fields.folder ?? undefined}
            onChoose={choose}
          />
        </div>
      ) : (
        <div className={layout.close}>
          <QueryView query={robot} what={t('robot.what')}>
            {(view) => <RobotFacts view={view} />}
          </QueryView>
          <UpChoice up={fields.up} onChoose={(up) => look({ up })} />
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
              {t(person ? 'robot.noSkeleton' : 'robot.none')}
            </Button>
          </div>
        </div>
      )}
    </Panel>
  );
}

/** A person without a skeleton of their own, or a worn camera: one figure, and what is made of it. */
function Undescribed({ fields, change }: Pick<StepProps, 'fields' | 'change'>) {
  const { t } = useTranslation('publish');
  const format = useFormat();
  const view = useBodyView(null, bodyOf(fields));
  if (fields.robot !== null) return null;
  const person = fields.body === 'human';
  const [least, most, average] = person
    ? [MIN_STATURE, MAX_STATURE, AVERAGE_STATURE]
    : [0, MAX_CAMERA_HEIGHT, AVERAGE_EYE_HEIGHT];
  return (
    <Panel title={t(person ? 'robot.person' : 'robot.kind.camera')}>
      <div className={styles.made}>
        <div className={layout.close}>
          <NumberInput
            label={t(person ? 'robot.stature' : 'robot.height')}
            description={t(person ? 'robot.statureHint' : 'robot.heightHint')}
            placeholder={String(average)}
            min={least}
            max={most}
            step={0.05}
            decimalScale={2}
            suffix=" m"
            value={(person ? fields.stature : fields.cameraHeight) ?? ''}
            onChange={(value) => {
              const metres = typeof value === 'number' && value >= least && value <= most ? value : null;
              change(person ? { stature: metres } : { cameraHeight: metres });
            }}
          />
          <QueryView query={view} what={t('robot.what')}>
            {(made) => <RobotFacts view={made} />}
          </QueryView>
        </div>
        {view.data === undefined ? null : (
          <div className={styles.drawing}>
            <SkeletonDrawing body={view.data.embodiment} label={format.body(view.data.name)} />
          </div>
        )}
      </div>
    </Panel>
  );
}

function RobotFacts({ view }: { readonly view: RobotView }) {
  const { t } = useTranslation('publish');
  const { t: words } = useTranslation('robots');
  const format = useFormat();
  const { limbs, mounting } = view.embodiment;
  // Ten fingers alike are counted, not listed.
  const alike = Map.groupBy(limbs, ({ kind, joints }) => `${words(`limb.${kind}`)} (${joints.length})`);
  const counted = [...alike].map(([word, all]) => (all.length === 1 ? word : `${all.length} × ${word}`));
  return (
    <>
      <FactList
        facts={[
          { label: t('robot.name'), value: format.body(view.name) },
          { label: t('robot.dof'), value: String(view.degreesOfFreedom) },
          view.kind === 'robot'
            ? { label: t('robot.motors'), value: String(drivesOf(view.embodiment).motors) }
            : null,
          { label: t('robot.limbs'), value: counted.length === 0 ? t('robot.noLimbs') : counted.join(', ') },
          { label: t('robot.mounting'), value: words(`mounting.${mounting}`) },
          { label: t('robot.id'), value: <Identifier value={view.id} what={t('robot.id')} /> },
        ]}
      />
      <RobotWarnings warnings={view.warnings} />
    </>
  );
}
