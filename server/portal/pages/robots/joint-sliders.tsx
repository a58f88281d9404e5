/** A slider for each joint that is moved by itself, within its limits. */

import { useTranslation } from 'react-i18next';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { rangeOf } from '../../body/stance.ts';
import { jointWords, positionWords } from '../../body/joint-words.ts';
import styles from './robots.module.css';

const STEPS = 200;

/** The sliders. */
export function JointSliders(props: {
  readonly body: Embodiment;
  readonly positions: readonly number[];
  readonly onChange: (positions: readonly number[]) => void;
}) {
  const { t } = useTranslation('robots');
  const { body, positions, onChange } = props;
  return (
    <div className={styles.sliders}>
      {body.joints.map((joint, i) => {
        if (joint.follows !== null) return null;
        const [low, high] = rangeOf(joint);
        const name = jointWords(body, i, t);
        return (
          // A joint of a canonical body has no name of its own: its number is what tells it apart.
          // oxlint-disable-next-line react/no-array-index-key
          <label key={i} className={styles.slider}>
            <span>{name}</span>
            <input
              type="range"
              min={low}
              max={high}
              step={(high - low) / STEPS || 'any'}
              value={positions[i] ?? 0}
              onChange={(event) => onChange(positions.with(i, Number(event.currentTarget.value)))}
            />
            <output>{positionWords(joint.type, positions[i] ?? 0)}</output>
          </label>
        );
      })}
    </div>
  );
}
