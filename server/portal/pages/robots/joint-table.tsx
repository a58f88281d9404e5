/** Joints with limits, speed and effort. */

import { useTranslation } from 'react-i18next';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { useFormat } from '../../app/format.ts';
import { jointWords, positionWords } from '../../body/joint-words.ts';
import { DataTable } from '../../components/data-table.tsx';
import table from '../../components/table.module.css';

/** The table. */
export function JointTable({ body }: { readonly body: Embodiment }) {
  const { t } = useTranslation('robots');
  const format = useFormat();
  const figure = (value: number | null): string => (value === null ? '–' : format.number(value, 2));
  return (
    <DataTable label={t('joints')}>
      <thead>
        <tr>
          <th scope="col" className={table.whole}>
            {t('joint.name')}
          </th>
          <th scope="col" className={table.whole}>
            {t('joint.type')}
          </th>
          {(['from', 'to', 'speed', 'effort'] as const).map((name) => (
            <th key={name} scope="col" className={table.number}>
              {t(`joint.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {body.joints.map((joint, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- a joint's number is all that names it
          <tr key={i}>
            <th scope="row" className={table.whole}>
              {jointWords(body, i, t)}
            </th>
            <td className={table.whole}>{t(`joint.${joint.type}`)}</td>
            <td className={table.number}>
              {joint.lower === null ? t('joint.free') : positionWords(joint.type, joint.lower)}
            </td>
            <td className={table.number}>
              {joint.upper === null ? t('joint.free') : positionWords(joint.type, joint.upper)}
            </td>
            <td className={table.number}>{figure(joint.velocity)}</td>
            <td className={table.number}>{figure(joint.effort)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
