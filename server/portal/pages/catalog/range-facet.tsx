/** Numbers: steps to choose from, each with how many listings it would leave. */

import { useTranslation } from 'react-i18next';
import { HOUR_BUCKETS, QUALITY_BUCKETS, type Facets } from '#contracts/http/catalog.ts';
import { useFormat } from '../../app/format.ts';
import { changed } from './search-state.ts';
import styles from './facet-column.module.css';

type Kind = 'dof' | 'hours' | 'quality';

interface Step {
  readonly label: string;
  /** Values of the address, null for what has to go. */
  readonly sets: Readonly<Record<string, string | number | null>>;
  readonly count: number;
}

const DOF_STEPS = [
  [1, 5],
  [6, 6],
  [7, 7],
  [8, 20],
  [21, null],
] as const;

/** The facet of one kind of number. */
export function RangeFacet(props: {
  readonly kind: Kind;
  readonly params: URLSearchParams;
  readonly facets: Facets | null;
  readonly onChange: (params: URLSearchParams) => void;
}) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const { kind, params } = props;
  const steps = useSteps(kind, props.facets?.[kind] ?? {});
  const isChosen = ({ sets }: Step): boolean =>
    Object.entries(sets).every(
      ([name, value]) => params.get(name) === (value === null ? null : String(value)),
    );
  const toggle = (step: Step): void => {
    const sets = isChosen(step)
      ? Object.fromEntries(Object.keys(step.sets).map((name) => [name, null]))
      : step.sets;
    props.onChange(changed(params, sets));
  };
  const shown = steps.filter((step) => step.count > 0 || isChosen(step));
  if (shown.length === 0) return null;
  return (
    <fieldset className={styles.group}>
      <legend>{t(`facet.${kind}`)}</legend>
      <div className={styles.steps}>
        {shown.map((step) => (
          <button
            key={step.label}
            type="button"
            className={styles.step}
            aria-pressed={isChosen(step)}
            onClick={() => toggle(step)}
          >
            {step.label}
            <span className={styles.count}>{format.number(step.count)}</span>
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function useSteps(kind: Kind, counts: Readonly<Record<string, number>>): Step[] {
  const format = useFormat();
  const from = (least: number, most = Infinity): number =>
    Object.entries(counts).reduce(
      (sum, [value, n]) => (Number(value) >= least && Number(value) <= most ? sum + n : sum),
      0,
    );
  if (kind === 'dof') {
    return DOF_STEPS.map(([least, most]) => ({
      label: most === null ? `≥ ${least}` : least === most ? String(least) : `${least}–${most}`,
      sets: { minDof: least, maxDof: most },
      count: from(least, most ?? Infinity),
    }));
  }
  if (kind === 'hours') {
    return HOUR_BUCKETS.slice(1).map((least) => ({
      label: `≥ ${format.number(least)} h`,
      sets: { minHours: least },
      count: from(least),
    }));
  }
  return QUALITY_BUCKETS.slice(2).map((least) => ({
    label: `≥ ${format.percent(least)}`,
    sets: { minQuality: least },
    count: from(least),
  }));
}
