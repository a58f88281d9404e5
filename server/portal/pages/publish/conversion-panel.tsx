/** What becomes of a folder that is no LeRobot folder, and the rate that only a person knows. */

import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { Panel } from '../../components/panel.tsx';
import layout from '../../components/layout.module.css';
import { needsRate, type Fields } from './fields.ts';

/** Shows nothing for LeRobot folders, which are taken as they are,. */
export function ConversionPanel(props: {
  readonly facts: DatasetFacts;
  readonly fps: number | null;
  readonly change: (to: Partial<Fields>) => void;
}) {
  const { t } = useTranslation('publish');
  const { facts, fps, change } = props;
  const { name } = facts.format;
  if (name === 'lerobot') return null;
  return (
    <Panel title={t('conversion.title')}>
      <div className={layout.close}>
        <p className={layout.soft}>{t('conversion.note', { format: name })}</p>
        {needsRate(facts) ? (
          <NumberInput
            label={t('conversion.fps')}
            description={t('conversion.fpsHint')}
            value={fps ?? ''}
            min={0.001}
            max={100_000}
            required
            onChange={(rate) => change({ fps: typeof rate === 'number' && rate > 0 ? rate : null })}
          />
        ) : null}
      </div>
    </Panel>
  );
}
