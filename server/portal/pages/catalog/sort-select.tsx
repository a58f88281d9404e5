/** In which order. */

import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { changed } from './search-state.ts';

const SORTS = ['newest', 'hours', 'quality', 'title'] as const;

/** The choice of an order. */
export function SortSelect(props: {
  readonly params: URLSearchParams;
  readonly onChange: (params: URLSearchParams) => void;
}) {
  const { t } = useTranslation('catalog');
  return (
    <NativeSelect
      size="xs"
      aria-label={t('sort.label')}
      value={props.params.get('sort') ?? 'newest'}
      data={SORTS.map((value) => ({ value, label: t(`sort.${value}`) }))}
      onChange={(event) => {
        const { value } = event.currentTarget;
        props.onChange(changed(props.params, { sort: value === 'newest' ? null : value }));
      }}
    />
  );
}
