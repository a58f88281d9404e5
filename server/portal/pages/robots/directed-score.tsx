/** What one robot's data is worth to the other: score, where to stand, factor by factor. */

import { useTranslation } from 'react-i18next';
import type { DirectedComparison } from '#contracts/matching/compare-bodies.ts';
import { gateWords } from '#contracts/matching/words.ts';
import type { NamedBody } from '../../api/robots.ts';
import { useFormat } from '../../app/format.ts';
import { FactorBars } from '../../components/factor-bars.tsx';
import layout from '../../components/layout.module.css';
import { Panel } from '../../components/panel.tsx';
import { ScoreScale } from '../../components/score-scale.tsx';
import { SideMark, type Side } from './side-mark.tsx';
import styles from './compare.module.css';

/** The panel; `side` is the one whose data it is. */
export function DirectedScore(props: {
  readonly from: NamedBody;
  readonly to: NamedBody;
  readonly side: Side;
  readonly directed: DirectedComparison;
}) {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const { from, to, side, directed } = props;
  const { score, low, high, placement, factors, blockers } = directed;
  return (
    <Panel
      title={
        <span className={styles.way}>
          <SideMark side={side} /> → <SideMark side={side === 'a' ? 'b' : 'a'} />
          <span>{t('compare.way', { from: from.label, to: to.label })}</span>
        </span>
      }
      aside={`${format.number(score * 100, 1)} / 100`}
    >
      <div className={layout.close}>
        <ScoreScale low={low} score={score} high={high} />
        {blockers.length === 0 ? null : (
          <p className={layout.trouble}>
            {format.clauses([...blockers.map((reason) => format.reason(reason)), gateWords(format.language)])}
          </p>
        )}
        {placement === null ? null : (
          <p className={styles.placement}>
            <span className={styles.where}>{t('compare.placement')}</span>
            {format.reason(placement.reason)}
          </p>
        )}
        <div className={styles.factors}>
          <FactorBars factors={factors} />
        </div>
      </div>
    </Panel>
  );
}
