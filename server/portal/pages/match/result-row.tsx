/** One dataset of the ranking: score and its interval, verdict, the reason in one line; on demand every factor. */

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { CertifiedRow } from '#contracts/http/fit.ts';
import { TASK_EXPONENT, type MatchResult, type Verdict } from '#contracts/matching/schema.ts';
import { worthAsking } from '#contracts/matching/advice.ts';
import { verdictWords } from '#contracts/matching/words.ts';
import { useDataset } from '../../api/dataset.ts';
import { usePortalInfo } from '../../api/portal.ts';
import { useFormat, type Format } from '../../app/format.ts';
import { useOwnRobots } from '../../body/own-robots.ts';
import { Command } from '../../components/command.tsx';
import { ScoreScale } from '../../components/score-scale.tsx';
import { StatusBadge, type Tone } from '../../components/status-badge.tsx';
import { FactorBars } from '../../components/factor-bars.tsx';
import layout from '../../components/layout.module.css';
import { CertifiedNote } from './certify.tsx';
import rows from '../../components/rows.module.css';
import styles from './result-row.module.css';

const TONES: Readonly<Record<Verdict, Tone>> = {
  direct: 'good',
  map: 'good',
  retarget: 'wait',
  'pre-train-only': 'warn',
  'not-usable': 'bad',
};

/** The row. */
export function ResultRow(props: {
  readonly rank: number;
  readonly result: MatchResult;
  /** What the provider measured, where it was asked to. */
  readonly certified?: CertifiedRow | undefined;
}) {
  const { rank, result, certified } = props;
  const { t } = useTranslation('match');
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const dataset = useDataset(result.dataset);
  const listing = dataset.data?.listing;
  const points = Math.round(result.score * 100);
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <span className={styles.rank}>{rank}</span>
        <span className={styles.score}>
          <span className="visually-hidden">{t('row.score')} </span>
          {points}
        </span>
        <div className={rows.what}>
          <Link href={`/datasets/${encodeURIComponent(result.dataset)}`} className={rows.title}>
            {listing?.title ?? '…'}
          </Link>
          <span className={layout.soft}>
            {listing === undefined
              ? ''
              : [
                  listing.provider.name,
                  listing.embodiment === null ? t('row.noBody') : format.body(listing.embodiment.label),
                  t(`app:collection.${listing.collection}`),
                  format.hours(listing.hours),
                ].join(' · ')}
          </span>
        </div>
        <StatusBadge tone={TONES[result.verdict]}>
          {verdictWords(result.verdict, format.language)}
        </StatusBadge>
      </div>
      <ScoreScale low={result.low} score={result.score} high={result.high} />
      <p className={styles.why}>{format.clauses(leadingWords(result, format))}</p>
      {certified === undefined ? null : <CertifiedNote row={certified} use={result.use} />}
      <p>
        <button type="button" className={styles.more} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'row.less' : 'row.more')}
          <span className="visually-hidden">{` ${listing?.title ?? ''}`}</span>
        </button>
      </p>
      {open ? <Details result={result} license={listing?.licenses[0] ?? 'train-only-1y'} /> : null}
    </li>
  );
}

/** What is worth a line: what blocks, then what costs most; another task costs, too. Two factors may have one reason: it is said once. */
function leadingWords({ blockers, factors, task }: MatchResult, format: Format): string[] {
  const costs = factors.map(({ lost, reason }) => ({ lost, reason }));
  if (task !== null) {
    const lost = -TASK_EXPONENT * Math.log(Math.max(task.score, Number.EPSILON));
    costs.push({ lost, reason: task.reason });
  }
  const costly = costs.toSorted((a, b) => b.lost - a.lost).map(({ reason }) => reason);
  return [...new Set([...blockers, ...costly].map((reason) => format.reason(reason)))].slice(0, 2);
}

function Details({ result, license }: { readonly result: MatchResult; readonly license: string }) {
  const { t } = useTranslation('match');
  const format = useFormat();
  const info = usePortalInfo();
  const list = (title: string, reasons: MatchResult['blockers']) =>
    reasons.length === 0 ? null : (
      <section>
        <h3 className={styles.heading}>{title}</h3>
        <ul>
          {[...new Set(reasons.map((reason) => format.reason(reason)))].map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </section>
    );
  return (
    <div className={styles.details}>
      <FactorBars factors={result.factors} />
      {result.replayable === null ? null : (
        <p>
          {t(`replay.${result.replayable.basis === 'coverage' ? 'estimated' : 'measured'}`, {
            share: format.percent(result.replayable.share),
            low: format.percent(result.replayable.low),
            high: format.percent(result.replayable.high),
          })}
        </p>
      )}
      {result.placement === null ? null : <p>{format.reason(result.placement.reason)}</p>}
      {result.task === null ? null : (
        <p>
          {t('row.task', {
            instruction: result.task.instruction,
            reason: format.reason(result.task.reason),
          })}
        </p>
      )}
      {result.pairing === null ? null : <p>{format.reason(result.pairing.reason)}</p>}
      {list(t('row.blockers'), result.blockers)}
      {list(t('row.conversions'), result.conversions)}
      {list(t('row.lossy'), result.lossy)}
      <CompareBodies result={result} />
      {!worthAsking(result) ? (
        <p className={layout.soft}>{t('row.notWorth')}</p>
      ) : info.data?.mode === 'node' ? (
        <Link href={`/request/${encodeURIComponent(result.dataset)}`}>{t('row.request')}</Link>
      ) : (
        <Command
          what={t('row.request')}
          lines={[`kin request ${result.dataset} --license ${license} --purpose "…"`]}
        />
      )}
    </div>
  );
}

/** The recorded body beside the robot that was read last. */
function CompareBodies({ result }: { readonly result: MatchResult }) {
  const { t } = useTranslation('match');
  const own = useOwnRobots()[0];
  if (result.embodiment === null) return null;
  const search = new URLSearchParams({
    a: result.embodiment,
    ...(own === undefined ? {} : { b: own.id }),
    use: result.use,
  });
  return (
    <Link href={`/robots/compare?${search}`}>
      {own === undefined ? t('row.compare') : t('row.compareOwn', { name: own.name })}
    </Link>
  );
}
