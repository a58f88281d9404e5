/** Facts of a transfer process. */

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { TransferView } from '#contracts/http/console.ts';
import { useFormat } from '../../app/format.ts';
import { FactList } from '../../components/fact-list.tsx';
import { Identifier } from '../../components/identifier.tsx';

/** The list. */
export function TransferFacts({ view }: { readonly view: TransferView }) {
  const { t } = useTranslation('transfers');
  const format = useFormat();
  return (
    <FactList
      facts={[
        { label: t('fact.side'), value: t(`fact.sides.${view.role}`) },
        view.outDir === null ? null : { label: t('fact.folder'), value: <code>{view.outDir}</code> },
        {
          label: t('fact.agreement'),
          value: <Identifier value={view.agreement} what={t('fact.agreement')} />,
        },
        { label: t('fact.failures'), value: format.number(view.chunkFailures) },
        { label: t('fact.delivery'), value: t(`fact.deliveries.${view.delivery}`) },
        { label: t('fact.begun'), value: format.dateTime(view.createdAt) },
        { label: t('fact.changed'), value: format.dateTime(view.updatedAt) },
        view.ended === null
          ? null
          : {
              label: t('fact.ended'),
              value: `${view.ended.code}${view.ended.note === null ? '' : `: ${view.ended.note}`}`,
            },
        {
          label: t('fact.exchange'),
          value: <Link href={`/exchanges/${encodeURIComponent(view.exchange)}`}>{t('fact.see')}</Link>,
        },
      ]}
    />
  );
}
