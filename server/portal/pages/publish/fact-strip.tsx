/** What was found, in a row of figures. */

import { useTranslation } from 'react-i18next';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { useFormat } from '../../app/format.ts';
import { Figures } from '../../components/figure.tsx';

/** The figures. */
export function FactStrip({ facts }: { readonly facts: DatasetFacts }) {
  const { t } = useTranslation('publish');
  const format = useFormat();
  const { name, version } = facts.format;
  const cameras = facts.cameras.length;
  return (
    <Figures
      items={[
        { label: t('found.format'), value: name, ...(version === null ? {} : { note: version }) },
        { label: t('found.episodes'), value: format.number(facts.episodes) },
        {
          label: t('found.hours'),
          value: format.hours(facts.hours),
          note: t('found.frames', { frames: format.number(facts.frames) }),
        },
        {
          label: t('found.rate'),
          value: facts.fps === null ? '–' : `${format.number(facts.fps, 1)} Hz`,
        },
        { label: t('found.cameras'), value: format.number(cameras) },
        { label: t('found.size'), value: format.bytes(facts.bytes) },
      ]}
    />
  );
}
