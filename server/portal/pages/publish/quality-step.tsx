/** How good the recordings are: the qualification rate, which episodes fall out and why, what was found. */

import { useTranslation } from 'react-i18next';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { reasonName } from '#contracts/dataset/metric-words.ts';
import { useFormat } from '../../app/format.ts';
import { Figures } from '../../components/figure.tsx';
import { Panel } from '../../components/panel.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import layout from '../../components/layout.module.css';
import { MetricTable } from '../quality/metric-table.tsx';
import type { StepProps } from './step-props.ts';

/** Good data bases report more than this share of qualified episodes. */
const GOOD_RATE = 0.95;
const SHOWN_FINDINGS = 40;
const TONES = { info: 'idle', warn: 'warn', error: 'bad' } as const;

/** The step. */
export function QualityStep({ facts }: StepProps) {
  const { t } = useTranslation('publish');
  if (facts === null) return <p className={layout.soft}>{t('quality.first')}</p>;
  return (
    <>
      <Rate facts={facts} />
      <div className={layout.columns}>
        <Panel title={t('quality.metrics')} flush>
          <MetricTable quality={facts.quality} />
        </Panel>
        <Panel title={t('quality.findings')} aside={String(facts.findings.length + facts.findingsOmitted)}>
          <Findings facts={facts} />
        </Panel>
      </div>
    </>
  );
}

function Rate({ facts }: { readonly facts: DatasetFacts }) {
  const { t } = useTranslation('publish');
  const format = useFormat();
  const { rate, passed, failed, profile, reasons } = facts.quality.qualification;
  return (
    <Figures
      items={[
        {
          label: t('quality.rate'),
          value: rate === null ? '–' : format.percent(rate, 1),
          note: rate !== null && rate >= GOOD_RATE ? t('quality.good') : t('quality.low'),
        },
        { label: t('quality.passed'), value: format.number(passed), note: profile },
        {
          label: t('quality.failed'),
          value: format.number(failed),
          note: reasons
            .map(({ reason, episodes }) => `${reasonName(reason, format.language)} ${episodes}`)
            .join(', '),
        },
        { label: t('quality.duplicates'), value: format.number(facts.quality.duplicates.length) },
      ]}
    />
  );
}

function Findings({ facts }: { readonly facts: DatasetFacts }) {
  const { t } = useTranslation('publish');
  if (facts.findings.length === 0) return <p className={layout.soft}>{t('quality.nothing')}</p>;
  return (
    <ul className={layout.close}>
      {facts.findings.slice(0, SHOWN_FINDINGS).map((finding, i) => (
        // Findings of one kind may be alike: their place in the list is all that tells them apart.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={i}>
          <StatusBadge tone={TONES[finding.severity]}>{finding.code}</StatusBadge>{' '}
          <span className={layout.soft}>{finding.file ?? ''}</span>
        </li>
      ))}
    </ul>
  );
}
