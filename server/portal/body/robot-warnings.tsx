/** What a robot description leaves open or contradicts, in words. */

import { useTranslation } from 'react-i18next';
import { warningLines } from '#contracts/embodiment/description/warning-words.ts';
import type { DescriptionWarning } from '#contracts/embodiment/kinematic-tree.ts';
import { useFormat } from '../app/format.ts';
import layout from '../components/layout.module.css';

/** The list; nothing when there is nothing to say. */
export function RobotWarnings({ warnings }: { readonly warnings: readonly DescriptionWarning[] }) {
  const { t } = useTranslation('app');
  const { language } = useFormat();
  if (warnings.length === 0) return null;
  return (
    <ul className={layout.soft} aria-label={t('robotWarnings')}>
      {warningLines(warnings, language).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
