/** Filters in use: each can be taken out with one press. */

import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { filtersInUse, type FilterInUse } from './search-state.ts';
import { valueWords, verbWord } from './value-words.ts';
import styles from './catalog-page.module.css';

/** The chips, and one that takes out all. */
export function FilterChips(props: {
  readonly params: URLSearchParams;
  readonly onChange: (params: URLSearchParams) => void;
}) {
  const { t } = useTranslation('catalog');
  const words = useChipWords();
  const filters = filtersInUse(props.params);
  if (filters.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={t('inUse')}>
      {filters.map((filter) => (
        <li key={`${filter.name} ${filter.value}`}>
          <button type="button" className={styles.chip} onClick={() => props.onChange(filter.without)}>
            {words(filter)}
            <span aria-hidden="true">×</span>
            <span className="visually-hidden">{t('remove')}</span>
          </button>
        </li>
      ))}
      {filters.length > 1 ? (
        <li>
          <button
            type="button"
            className={styles.clear}
            onClick={() => props.onChange(new URLSearchParams())}
          >
            {t('clear')}
          </button>
        </li>
      ) : null}
    </ul>
  );
}

function useChipWords(): (filter: FilterInUse) => string {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  return ({ name, value }) => {
    switch (name) {
      case 'q':
        return t('chip.q', { value });
      case 'minHours':
      case 'maxHours':
        return t(`chip.${name}`, { value: format.number(Number(value), 2) });
      case 'minDof':
      case 'maxDof':
        return t(`chip.${name}`, { value });
      case 'minQuality':
        return t('chip.minQuality', { value: format.percent(Number(value)) });
      case 'contactSensing':
        return t('sensing');
      case 'task':
        return verbWord(value, format.language);
      default:
        return valueWords(name, value, t);
    }
  };
}
