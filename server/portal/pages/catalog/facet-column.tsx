/** What there is, by kind: each value with how many it would leave. */

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Facets } from '#contracts/http/catalog.ts';
import { useFormat } from '../../app/format.ts';
import { FacetGroup } from './facet-group.tsx';
import { RangeFacet } from './range-facet.tsx';
import { toggled, type ListFilter } from './search-state.ts';
import { valueWords, verbWord } from './value-words.ts';
import styles from './facet-column.module.css';

const GROUPS: readonly ListFilter[] = ['collection', 'bodyClass', 'task', 'modality', 'license', 'access'];

interface FacetProps {
  readonly params: URLSearchParams;
  readonly facets: Facets | null;
  readonly onChange: (params: URLSearchParams) => void;
}

/** The column; on narrow pages it folds away. */
export function FacetColumn(props: FacetProps) {
  const { t } = useTranslation('catalog');
  const [open, setOpen] = useState(false);
  return (
    <aside className={styles.column} aria-label={t('filters')} data-open={open}>
      <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('filters')}
      </button>
      <div className={styles.groups}>
        {GROUPS.slice(0, 2).map((name) => (
          <ListFacet key={name} name={name} {...props} />
        ))}
        <RangeFacet kind="dof" {...props} />
        <RangeFacet kind="hours" {...props} />
        <RangeFacet kind="quality" {...props} />
        <SensingFacet {...props} />
        {GROUPS.slice(2).map((name) => (
          <ListFacet key={name} name={name} {...props} />
        ))}
      </div>
    </aside>
  );
}

function ListFacet({ name, params, facets, onChange }: FacetProps & { readonly name: ListFilter }) {
  const { t } = useTranslation('catalog');
  const { language } = useFormat();
  const chosen = params.getAll(name);
  const counts = facets?.[name] ?? {};
  const values = [...new Set([...Object.keys(counts), ...chosen])];
  return (
    <FacetGroup
      title={t(`facet.${name}`)}
      values={values.map((value) => ({
        value,
        label: name === 'task' ? verbWord(value, language) : valueWords(name, value, t),
        count: counts[value] ?? 0,
        chosen: chosen.includes(value),
      }))}
      onToggle={(value) => onChange(toggled(params, name, value))}
    />
  );
}

function SensingFacet({ params, facets, onChange }: FacetProps) {
  const { t } = useTranslation('catalog');
  const chosen = params.get('contactSensing') === 'true';
  const toggle = (): void => {
    const next = new URLSearchParams(params);
    if (chosen) next.delete('contactSensing');
    else next.set('contactSensing', 'true');
    onChange(next);
  };
  return (
    <FacetGroup
      title={t('facet.contactSensing')}
      values={[{ value: 'true', label: t('sensing'), count: facets?.contactSensing['true'] ?? 0, chosen }]}
      onToggle={toggle}
    />
  );
}
