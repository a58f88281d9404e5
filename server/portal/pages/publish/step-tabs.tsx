/** The steps as a line on which one can go back and forth. */

import { useTranslation } from 'react-i18next';
import { STEPS, type Step } from './fields.ts';
import styles from './step-tabs.module.css';

/** The line; steps up to number `reached` can be opened. */
export function StepTabs(props: {
  readonly step: Step;
  readonly reached: number;
  readonly onStep: (step: Step) => void;
}) {
  const { t } = useTranslation('publish');
  return (
    <nav aria-label={t('wizard.steps')}>
      <ol className={styles.steps}>
        {STEPS.map((step, i) => (
          <li key={step}>
            <button
              type="button"
              disabled={i > props.reached}
              {...(step === props.step ? { 'aria-current': 'step' as const } : {})}
              onClick={() => props.onStep(step)}
            >
              <span className={styles.number}>{i + 1}</span>
              {t(`step.${step}`)}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
