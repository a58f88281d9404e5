/** System, light, dark, and round again. */

import { useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './masthead.module.css';

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const;

/** The theme switch: says what is, and what the next press makes of it. */
export function SchemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const next = NEXT[colorScheme];
  return (
    <button
      type="button"
      className={styles.tool}
      title={t('scheme.next', { next: t(`scheme.${next}`) })}
      onClick={() => setColorScheme(next)}
    >
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" />
        {colorScheme === 'light' ? null : (
          <path
            d={
              colorScheme === 'dark'
                ? 'M8 1.5a6.5 6.5 0 0 1 0 13a6.5 6.5 0 0 1 0-13z'
                : 'M8 1.5a6.5 6.5 0 0 1 0 13z'
            }
            fill="currentColor"
          />
        )}
      </svg>
      {t(`scheme.${colorScheme}`)}
    </button>
  );
}
