/** The comparison in five figures. */

import { useTranslation } from 'react-i18next';
import type { BodyComparison, DirectedComparison } from '#contracts/matching/compare-bodies.ts';
import { useFormat } from '../../app/format.ts';
import { Figures } from '../../components/figure.tsx';

/** The figures. */
export function CompareSummary({ comparison }: { readonly comparison: BodyComparison }) {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const { forward, backward, likeness, overlap } = comparison;
  const score = (directed: DirectedComparison): string => format.number(directed.score * 100);
  const interval = ({ low, high }: DirectedComparison): string =>
    t('compare.interval', { low: format.number(low * 100), high: format.number(high * 100) });
  const matched = forward.joints.filter(({ from, to }) => from !== null && to !== null).length;
  return (
    <Figures
      items={[
        { label: t('compare.aToB'), value: score(forward), note: interval(forward) },
        { label: t('compare.bToA'), value: score(backward), note: interval(backward) },
        {
          label: t('compare.likeness'),
          value: format.number(likeness * 100),
          note: t('compare.likenessNote'),
        },
        {
          label: t('compare.joints'),
          value: format.number(matched),
          note: t('compare.jointsNote', { n: format.number(forward.joints.length) }),
        },
        {
          label: t('compare.both'),
          value: overlap === null ? '–' : format.percent(overlap.both),
          note: t('compare.bothNote'),
        },
      ]}
    />
  );
}
