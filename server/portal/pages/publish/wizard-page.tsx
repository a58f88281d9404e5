/** Publishing step by step: folder, robot, quality, privacy, terms, review. Nothing is signed before the last step. */

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { useInspection } from '../../api/publishing.ts';
import { useIdParam } from '../../app/id-param.ts';
import { LoadingState } from '../../components/loading-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { STEPS, missingStep, suggestedTitle, type Fields, type Step } from './fields.ts';
import { DataStep } from './data-step.tsx';
import { PrivacyStep } from './privacy-step.tsx';
import { QualityStep } from './quality-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { RobotStep } from './robot-step.tsx';
import { StepTabs } from './step-tabs.tsx';
import { TermsStep } from './terms-step.tsx';
import { useDraftFields, type Kept } from './use-draft-fields.ts';
import type { StepProps } from './step-props.ts';
import styles from './wizard-page.module.css';

const BODIES = {
  data: DataStep,
  robot: RobotStep,
  quality: QualityStep,
  privacy: PrivacyStep,
  terms: TermsStep,
  review: ReviewStep,
} as const satisfies Record<Step, (props: StepProps) => unknown>;

/** The page of `/publish/:id`. */
export function WizardPage() {
  const { t } = useTranslation('publish');
  const id = useIdParam();
  const { fields, kept, change } = useDraftFields(id);
  const inspection = useInspection(fields?.inspection ?? null);
  if (fields === null) return <LoadingState what={t('wizard.what')} />;
  const facts = inspection.data?.facts ?? null;
  const Body = BODIES[fields.step];
  const folder = fields.folder === null ? null : suggestedTitle(fields.folder);
  return (
    <>
      <PageHeader
        over={t('wizard.over')}
        title={fields.title === '' ? (folder ?? t('wizard.title')) : fields.title}
        lead={t(`lead.${fields.step}`)}
      />
      <StepTabs
        step={fields.step}
        reached={facts === null ? 0 : STEPS.length - 1}
        onStep={(step) => change({ step })}
      />
      <div className={styles.body}>
        <Body draft={id} fields={fields} inspection={inspection.data ?? null} facts={facts} change={change} />
      </div>
      <Foot fields={fields} facts={facts} kept={kept} change={change} />
    </>
  );
}

function Foot(props: {
  readonly fields: Fields;
  readonly facts: DatasetFacts | null;
  readonly kept: Kept;
  readonly change: (to: Partial<Fields>) => void;
}) {
  const { t } = useTranslation('publish');
  const at = STEPS.indexOf(props.fields.step);
  const [before, next] = [STEPS[at - 1], STEPS[at + 1]];
  const missing = missingStep(props.fields, props.facts);
  const blocked = missing !== null && STEPS.indexOf(missing) <= at;
  return (
    <div className={styles.foot}>
      {before === undefined ? null : (
        <Button variant="default" onClick={() => props.change({ step: before })}>
          {t('wizard.back')}
        </Button>
      )}
      {next === undefined ? null : (
        <Button disabled={blocked} onClick={() => props.change({ step: next })}>
          {t('wizard.next', { step: t(`step.${next}`) })}
        </Button>
      )}
      <span className={styles.kept} aria-live="polite">
        {t(`wizard.${props.kept}`)}
      </span>
    </div>
  );
}
