/** Under which terms, who decides, and whether a few episodes are shown to everybody. */

import { Checkbox, Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';
import { Panel } from '../../components/panel.tsx';
import { Terms } from '../../components/terms.tsx';
import layout from '../../components/layout.module.css';
import type { StepProps } from './step-props.ts';
import styles from './wizard-page.module.css';

const ACCESS = ['manual', 'policy', 'auto'] as const;
/** Below this number of episodes a sample would show too much of the dataset, unless the lister means it. */
const SMALL = 20;

/** The step. */
export function TermsStep(props: StepProps) {
  const { t } = useTranslation('publish');
  const { fields, change } = props;
  const toggle = (id: string, on: boolean): void =>
    change({ offers: on ? [...fields.offers, id] : fields.offers.filter((offer) => offer !== id) });
  return (
    <div className={layout.columns}>
      <Panel title={t('terms.offers')}>
        <div className={layout.close}>
          {Object.entries(LICENSE_TEMPLATES).map(([id, terms]) => {
            const chosen = fields.offers.includes(id);
            return (
              <div key={id} className={styles.choice} data-chosen={chosen}>
                <Checkbox
                  checked={chosen}
                  label={t(`terms.template.${id}`)}
                  description={id}
                  onChange={(event) => toggle(id, event.currentTarget.checked)}
                />
                {chosen ? <Terms terms={terms} /> : null}
              </div>
            );
          })}
        </div>
      </Panel>
      <div className={layout.close}>
        <Panel title={t('terms.access')}>
          <Radio.Group
            value={fields.access}
            aria-label={t('terms.access')}
            onChange={(access) => change({ access: ACCESS.find((mode) => mode === access) ?? 'manual' })}
          >
            <div className={layout.close}>
              {ACCESS.map((mode) => (
                <Radio
                  key={mode}
                  value={mode}
                  label={t(`terms.mode.${mode}`)}
                  description={t(`terms.about.${mode}`)}
                />
              ))}
            </div>
          </Radio.Group>
        </Panel>
        <Panel title={t('terms.sample')}>
          <Sample {...props} />
        </Panel>
      </div>
    </div>
  );
}

function Sample({ fields, facts, change }: StepProps) {
  const { t } = useTranslation('publish');
  const isSmall = facts !== null && facts.episodes < SMALL;
  return (
    <div className={layout.close}>
      <Checkbox
        checked={fields.sample}
        label={t('terms.show')}
        description={t('terms.showHint')}
        onChange={(event) => change({ sample: event.currentTarget.checked })}
      />
      {fields.sample && isSmall ? (
        <Checkbox
          checked={fields.smallSample}
          label={t('terms.small')}
          description={t('terms.smallHint', { count: facts.episodes })}
          onChange={(event) => change({ smallSample: event.currentTarget.checked })}
        />
      ) : null}
    </div>
  );
}
