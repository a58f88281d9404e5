/**
 * The exchange as a drawing: two arms of different build reach for one point; where their workspaces overlap, data of one is worth
 * something to the other. Decoration: screen readers get the sentence beside it.
 */

import { useTranslation } from 'react-i18next';
import styles from './drawing.module.css';

/** The drawing. */
export function Drawing() {
  const { t } = useTranslation('home');
  return (
    <svg viewBox="0 0 560 360" className={styles.drawing} aria-hidden="true">
      <defs>
        <clipPath id="left-reach">
          <circle cx="150" cy="286" r="208" />
        </clipPath>
        <clipPath id="above-ground">
          <path d="M0 0H560V320H0z" />
        </clipPath>
      </defs>
      <g className={styles.grid}>
        {Array.from({ length: 15 }, (_, i) => (
          <path key={`v${i}`} d={`M${i * 40} 0V320`} />
        ))}
        {Array.from({ length: 9 }, (_, i) => (
          <path key={`h${i}`} d={`M0 ${i * 40}H560`} />
        ))}
      </g>
      <g clipPath="url(#above-ground)">
        <circle cx="428" cy="286" r="156" className={styles.shared} clipPath="url(#left-reach)" />
        <circle cx="150" cy="286" r="208" className={styles.reach} />
        <circle cx="428" cy="286" r="156" className={styles.reach} />
      </g>
      <path d="M0 320H560" className={styles.ground} />
      <g className={styles.arm}>
        <path d="M118 320h64M150 320V286L196 184L290 168" />
        <circle cx="150" cy="286" r="7" />
        <circle cx="196" cy="184" r="7" />
      </g>
      <g className={styles.arm} data-other="true">
        <path d="M396 320h64M428 320V286L398 206L304 166" />
        <circle cx="428" cy="286" r="7" />
        <circle cx="398" cy="206" r="7" />
      </g>
      <circle cx="297" cy="166" r="12" className={styles.target} />
      <path d="M297 140v52M271 166h52" className={styles.cross} />
      <g className={styles.dimension}>
        <path d="M150 344H428M150 338v12M428 338v12" />
        <path d="M297 136V56" />
      </g>
      <text x="297" y="46" textAnchor="middle" className={styles.label}>
        {t('drawing.shared')}
      </text>
    </svg>
  );
}
