/** One facet: values to tick, the most frequent first, the rest on demand. */

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import styles from './facet-column.module.css';

const SHOWN = 6;

/** A value of a facet. */
export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly chosen: boolean;
}

/** The group. */
export function FacetGroup(props: {
  readonly title: string;
  readonly values: readonly FacetValue[];
  readonly onToggle: (value: string) => void;
}) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const [all, setAll] = useState(false);
  const shown = all ? props.values : props.values.filter(({ chosen }, i) => chosen || i < SHOWN);
  if (props.values.length === 0) return null;
  return (
    <fieldset className={styles.group}>
      <legend>{props.title}</legend>
      {shown.map(({ value, label, count, chosen }) => (
        <label key={value} className={styles.value} data-chosen={chosen}>
          <input type="checkbox" checked={chosen} onChange={() => props.onToggle(value)} />
          <span className={styles.name}>{label}</span>
          <span className={styles.count}>{format.number(count)}</span>
        </label>
      ))}
      {props.values.length > SHOWN ? (
        <button type="button" className={styles.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('fewer') : t('more', { n: props.values.length - SHOWN })}
        </button>
      ) : null}
    </fieldset>
  );
}
