/** Two robots side by side: what each one's data is worth to the other, and why. The comparison is computed in this page. */

import { Button, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import { MATCH_USES, type MatchUse } from '#contracts/matching/schema.ts';
import { useComparison } from '../../api/comparison.ts';
import { useCatalogBody, type NamedBody } from '../../api/robots.ts';
import { useOwnRobots } from '../../body/own-robots.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import layout from '../../components/layout.module.css';
import { useFormat } from '../../app/format.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { BodyChoice } from './body-choice.tsx';
import { BodyFigures } from './body-figures.tsx';
import { Bodies } from './compare-bodies.tsx';
import { CompareSummary } from './compare-summary.tsx';
import { DirectedScore } from './directed-score.tsx';
import { ReachGrid } from './reach-grid.tsx';
import styles from './compare.module.css';

const SIDES = ['a', 'b'] as const;

/** The page; both bodies and the use stand in the address. */
export function ComparePage() {
  const { t } = useTranslation('robots');
  const [search, setSearch] = useSearchParams();
  const use = MATCH_USES.find((known) => known === search.get('use')) ?? 'replay';
  const ids = SIDES.map((side) => search.get(side));
  const set = (values: Readonly<Record<string, string>>): void =>
    setSearch((before) => new URLSearchParams({ ...Object.fromEntries(before), ...values }));
  const [a, b] = [useBody(ids[0] ?? null), useBody(ids[1] ?? null)];
  return (
    <>
      <PageHeader
        over={<Link href="/robots">{t('title')}</Link>}
        title={t('compare.title')}
        lead={t('compare.lead')}
      />
      <div className={layout.stack}>
        <div className={styles.choices}>
          <BodyChoice side="a" body={a.data} error={a.error} onChoose={(id) => set({ a: id })} />
          <BodyChoice side="b" body={b.data} error={b.error} onChoose={(id) => set({ b: id })} />
          <div className={styles.question}>
            <Select
              label={t('compare.use')}
              value={use}
              allowDeselect={false}
              data={MATCH_USES.map((value) => ({ value, label: t(`app:use.${value}`) }))}
              onChange={(value) => set({ use: value ?? 'replay' })}
            />
            <Button
              variant="default"
              disabled={a.data === undefined || b.data === undefined}
              onClick={() => set({ a: ids[1] ?? '', b: ids[0] ?? '' })}
            >
              {t('compare.swap')}
            </Button>
          </div>
        </div>
        {a.data === undefined || b.data === undefined ? (
          <EmptyState title={t('compare.empty')}>
            <p>{t('compare.emptyHint')}</p>
          </EmptyState>
        ) : (
          <Comparison pair={[a.data, b.data]} use={use} />
        )}
      </div>
    </>
  );
}

/** A body that was read in this tab, or one of the catalog. */
function useBody(id: string | null): { readonly data: NamedBody | undefined; readonly error: unknown } {
  const format = useFormat();
  const own = useOwnRobots().find((robot) => robot.id === id);
  const listed = useCatalogBody(own === undefined ? id : null);
  const named =
    id === null || listed.data === undefined
      ? undefined
      : { ...listed.data, label: format.body(listed.data.label) };
  return own === undefined
    ? { data: named, error: id === null ? null : listed.error }
    : { data: { ...own, label: own.name }, error: null };
}

function Comparison({
  pair,
  use,
}: {
  readonly pair: readonly [NamedBody, NamedBody];
  readonly use: MatchUse;
}) {
  const { t } = useTranslation('robots');
  const [a, b] = pair;
  const comparison = useComparison({ bodies: pair, use });
  return (
    <>
      <QueryView query={comparison} what={t('compare.computing')}>
        {(answer) => (
          <>
            <CompareSummary comparison={answer.comparison} />
            <Bodies pair={pair} pairs={answer.comparison.forward.joints} />
            <div className={layout.halves}>
              <DirectedScore from={a} to={b} side="a" directed={answer.comparison.forward} />
              <DirectedScore from={b} to={a} side="b" directed={answer.comparison.backward} />
            </div>
            <div className={layout.halves}>
              <BodyFigures pair={pair} reaches={answer.reaches} />
              <ReachGrid pair={pair} overlap={answer.comparison.overlap} />
            </div>
          </>
        )}
      </QueryView>
    </>
  );
}
