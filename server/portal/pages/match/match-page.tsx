/** Which data fits this robot and this task, and why: a question, a ranking with reasons, a way to ask for it. */

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MatchAnswer, MatchQueryInput, MatchUse } from '#contracts/matching/schema.ts';
import { adviceOf, adviceWords } from '#contracts/matching/advice.ts';
import { limitWords } from '#contracts/matching/words.ts';
import { errorWords } from '../../api/error-words.ts';
import { useDataset } from '../../api/dataset.ts';
import { useKeepOpen, useMatch } from '../../api/matches.ts';
import { useMeasured } from '../../api/measured.ts';
import { usePortalInfo } from '../../api/portal.ts';
import { useFormat } from '../../app/format.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import layout from '../../components/layout.module.css';
import { ask, useAsked } from './asked.ts';
import { Certify } from './certify.tsx';
import { QuestionForm } from './question-form.tsx';
import { ResultRow } from './result-row.tsx';
import { StandingRequests } from './standing-requests.tsx';
import styles from './match-page.module.css';

/** The page. */
export function MatchPage() {
  const { t } = useTranslation('match');
  const asked = useAsked();
  const match = useMatch(asked?.query ?? null);
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className={styles.columns}>
        <div className={layout.stack}>
          <QuestionForm pending={match.isFetching} asked={asked} onAsk={ask} />
          <StandingRequests />
        </div>
        <div className={layout.stack}>
          {asked === null ? (
            <EmptyState title={t('begin.title')}>
              <p>{t('begin.hint')}</p>
            </EmptyState>
          ) : (
            <QueryView query={match} what={t('asking')}>
              {(answer) => (
                <Ranking
                  answer={answer}
                  query={asked.query}
                  onUse={(use) => ask({ ...asked, query: { ...asked.query, use } })}
                />
              )}
            </QueryView>
          )}
        </div>
      </div>
    </>
  );
}

function Ranking(props: {
  readonly answer: MatchAnswer;
  readonly query: MatchQueryInput;
  readonly onUse: (use: MatchUse) => void;
}) {
  const { answer, query, onUse } = props;
  const { t } = useTranslation('match');
  const format = useFormat();
  const info = usePortalInfo();
  const { certified, keep: keepMeasured } = useMeasured(query, answer);
  const shown = certified?.answer ?? answer;
  const rows = new Map(certified?.rows.map((row) => [row.dataset, row]));
  return (
    <Panel
      title={t('ranking.title')}
      aside={t('ranking.of', { size: format.number(answer.catalog.size), scorer: answer.scorer })}
      flush
    >
      {info.data?.mode === 'node' && query.embodiment !== undefined && answer.results.length > 0 ? (
        <Certify
          answer={answer}
          embodiment={query.embodiment}
          certified={certified}
          onCertified={keepMeasured}
        />
      ) : null}
      {shown.results.length === 0 ? (
        <p className={styles.nothing}>{t('ranking.none')}</p>
      ) : (
        <>
          <Advice answer={shown} onUse={onUse} />
          <ol aria-label={t('ranking.title')}>
            {shown.results.map((result, i) => (
              <ResultRow
                key={result.dataset}
                rank={i + 1}
                result={result}
                certified={rows.get(result.dataset)}
              />
            ))}
          </ol>
        </>
      )}
      {answer.limits.map((limit) => (
        <p key={limit} className={styles.nothing}>
          {limitWords(limit, format.language)}
        </p>
      ))}
      <KeepOpen query={query} />
    </Panel>
  );
}

/** Has later datasets that fit reported. */
function KeepOpen({ query }: { readonly query: MatchQueryInput }) {
  const { t } = useTranslation('match');
  const keep = useKeepOpen();
  return (
    <div className={`${styles.nothing} ${layout.row}`}>
      <Button
        variant="default"
        loading={keep.isPending}
        disabled={keep.isSuccess}
        onClick={() => keep.mutate(query)}
      >
        {t(keep.isSuccess ? 'keep.done' : 'keep.do')}
      </Button>
      <span className={layout.soft}>{keep.isError ? errorWords(keep.error, t) : t('keep.hint')}</span>
    </div>
  );
}

/** What to do where nothing is worth a request: nothing where something is. */
function Advice({
  answer,
  onUse,
}: {
  readonly answer: MatchAnswer;
  readonly onUse: (use: MatchUse) => void;
}) {
  const { t } = useTranslation('match');
  const { language } = useFormat();
  const advice = adviceOf(answer);
  const title = useDataset(advice.code === 'none' ? null : advice.result.dataset).data?.listing.title ?? '…';
  const words = adviceWords(
    advice,
    {
      asked: t(`app:use.${answer.use}`),
      other: advice.code === 'other-use' ? t(`app:use.${advice.use}`) : '',
      dataset: title,
    },
    language,
  );
  if (words === null) return null;
  return (
    <div className={`${styles.nothing} ${layout.row}`}>
      <span>{words}</span>
      {advice.code === 'other-use' ? (
        <Button variant="default" onClick={() => onUse(advice.use)}>
          {t('ranking.otherUse', { use: t(`app:use.${advice.use}`) })}
        </Button>
      ) : null}
    </div>
  );
}
