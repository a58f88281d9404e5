/** English or Chinese. */

import { useTranslation } from 'react-i18next';
import { chooseLanguage } from './words.ts';
import styles from './masthead.module.css';

/** Each language is named in itself. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const next = i18n.language === 'zh' ? 'en' : 'zh';
  return (
    <button
      type="button"
      className={styles.tool}
      lang={next === 'zh' ? 'zh-CN' : 'en'}
      aria-label={`${next === 'zh' ? '中文' : 'English'} (${t('language')})`}
      onClick={() => void chooseLanguage(next)}
    >
      {next === 'zh' ? '中文' : 'English'}
    </button>
  );
}
