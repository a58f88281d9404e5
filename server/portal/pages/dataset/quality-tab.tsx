/** Quality as computed from the bytes of the derivative. */

import { useTranslation } from 'react-i18next';
import type { Qualification } from '#contracts/dataset/quality.ts';
import { useFormat } from '../../app/format.ts';
import { Panel } from '../../components/panel.tsx';
import layout from '../../components/layout.module.css';
import { MetricTable } from '../quality/metric-table.tsx';
import type { TabProps } from './tab-props.ts';

/** The part. */
export function QualityTab({ view }: TabProps) {
  const { t } = useTranslation('dataset');
  const format = useFormat();
  const { qualification, source } = view.manifest.facts.quality;
  const sentence = (key: string, { passed, failed, profile }: Qualification): string =>
    t(`quality.${key}`, { passed: format.number(passed), all: format.number(passed + failed), profile });
  return (
    <div className={layout.close}>
      <p>
        {sentence(qualification.failed === 0 ? 'all' : 'sentence', qualification)}
        {source === undefined || source.failed === 0 ? null : ` ${sentence('source', source)}`}
      </p>
      <Panel title={t('quality.metrics')} flush>
        <MetricTable quality={view.manifest.facts.quality} />
      </Panel>
    </div>
  );
}
