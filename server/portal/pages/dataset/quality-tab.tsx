/** Quality as computed from the bytes of the derivative. */

import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { Panel } from '../../components/panel.tsx';
import layout from '../../components/layout.module.css';
import { MetricTable } from '../quality/metric-table.tsx';
import type { TabProps } from './tab-props.ts';

/** The part. */
export function QualityTab({ view }: TabProps) {
  const { t } = useTranslation('dataset');
  const format = useFormat();
  const { qualification } = view.manifest.facts.quality;
  return (
    <div className={layout.close}>
      <p>
        {t('quality.sentence', {
          passed: format.number(qualification.passed),
          all: format.number(qualification.passed + qualification.failed),
          profile: qualification.profile,
        })}
      </p>
      <Panel title={t('quality.metrics')} flush>
        <MetricTable quality={view.manifest.facts.quality} />
      </Panel>
    </div>
  );
}
