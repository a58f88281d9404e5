/** License terms as a person reads them: what one may, must not and must, and what holds beyond words. */

import { useTranslation } from 'react-i18next';
import type { LicenseTerms } from '#contracts/license/terms.ts';
import { termWords } from '#contracts/license/license-words.ts';
import { useFormat } from '../app/format.ts';
import styles from './terms.module.css';

/** The terms in three columns, then the sentences about weights, fields, regions, term and price. */
export function Terms({ terms }: { readonly terms: LicenseTerms }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const words = termWords(terms, language);
  return (
    <div className={styles.terms}>
      <div className={styles.columns}>
        <Column title={t('app:terms.may')} lines={words.may} sign="yes" />
        <Column title={t('app:terms.mayNot')} lines={words.mayNot} sign="no" />
        <Column title={t('app:terms.must')} lines={words.must} sign="duty" />
      </div>
      <ul className={styles.sentences}>
        {words.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}

const SIGNS = {
  yes: <path d="M2 6.5 5 9.5 10 2.8" />,
  no: <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" />,
  duty: <path d="M3 2v8M3 2.5h6L7.5 5 9 7.5H3" />,
} as const;

function Column(props: {
  readonly title: string;
  readonly lines: readonly string[];
  readonly sign: keyof typeof SIGNS;
}) {
  if (props.lines.length === 0) return null;
  return (
    <section>
      <h3 className={styles.title}>{props.title}</h3>
      <ul className={styles.lines} data-sign={props.sign}>
        {props.lines.map((line) => (
          <li key={line}>
            <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
              {SIGNS[props.sign]}
            </svg>
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
