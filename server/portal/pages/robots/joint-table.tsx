/** Joints with limits, speed and effort. */

import { useTranslation } from 'react-i18next';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { useFormat } from '../../app/format.ts';
import { jointWords, positionWords } from '../../body/joint-words.ts';
import styles from '../../components/table.module.css';

/** The table. */
export function JointTable({ body }: { readonly body: Embodiment }) {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const figure = (value: number | null): string => (value === null ? '–' : format.number(value, 2));
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('joint.name')}</th>
            <th scope="col">{t('joint.type')}</th>
            {(['from', 'to', 'speed', 'effort'] as const).map((name) => (
              <th key={name} scope="col" className={styles.number}>
                {t(`joint.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.joints.map((joint, i) => (
            // oxlint-disable-next-line react/no-array-index-key -- a joint's number is all that names it
            <tr key={i}>
              <th scope="row">{jointWords(body, i, t)}</th>
              <td>{t(`joint.${joint.type}`)}</td>
              <td className={styles.number}>
                {joint.lower === null ? t('joint.free') : positionWords(joint.type, joint.lower)}
              </td>
              <td className={styles.number}>
                {joint.upper === null ? t('joint.free') : positionWords(joint.type, joint.upper)}
              </td>
              <td className={styles.number}>{figure(joint.velocity)}</td>
              <td className={styles.number}>{figure(joint.effort)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
