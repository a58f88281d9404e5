/** Has the providers of the first results measure how much of their motion the robot replays, and ranks these anew. Nothing is sent before it is asked for. */

import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { motionShare, type FitCertificate } from '#contracts/fit/certificate.ts';
import type { CertifiedMatch, CertifiedRow, CertifiedStatus } from '#contracts/http/fit.ts';
import {
  certifiedReasonWords,
  certifiedStatusWords,
  fitBlockerWords,
  fitSideWords,
} from '#contracts/http/fit-words.ts';
import type { MatchAnswer, MatchUse } from '#contracts/matching/schema.ts';
import { errorWords } from '../../api/error-words.ts';
import { useCertifiedMatch } from '../../api/matches.ts';
import { useFormat } from '../../app/format.ts';
import layout from '../../components/layout.module.css';
import { StatusBadge, type Tone } from '../../components/status-badge.tsx';
import styles from './match-page.module.css';

/** The button and how far it is; `onCertified` hears of every answer that comes in. */
export function Certify(props: {
  readonly answer: MatchAnswer;
  readonly embodiment: Embodiment;
  readonly certified: CertifiedMatch | null;
  readonly onCertified: (certified: CertifiedMatch) => void;
}) {
  const { t } = useTranslation('match');
  const format = useFormat();
  const { answer, embodiment, certified } = props;
  const certify = useCertifiedMatch(props.onCertified);
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => () => leaving.current?.abort(), []);
  const ask = (): void => {
    leaving.current = new AbortController();
    certify.mutate({ answer, embodiment, signal: leaving.current.signal });
  };
  const rows = certified?.rows ?? [];
  const answered = rows.filter(({ status }) => status !== 'working').length;
  return (
    <div className={`${styles.nothing} ${layout.close}`}>
      <div className={layout.row}>
        <Button loading={certify.isPending} onClick={ask}>
          {t(certified === null ? 'certify.do' : 'certify.again')}
        </Button>
        {rows.length === 0 ? null : (
          <span role="status">
            {t('certify.answered', { n: format.number(answered), all: format.number(rows.length) })}
          </span>
        )}
      </div>
      <p className={layout.soft}>{t('certify.hint')}</p>
      {certify.isError ? (
        <p role="alert" className={layout.trouble}>
          {errorWords(certify.error, t)}
        </p>
      ) : null}
    </div>
  );
}

/** From this share on, most of a dataset's motion can be used. */
const USABLE_SHARE = 0.5;
const TONES: Readonly<Record<CertifiedStatus, Tone>> = {
  certified: 'good',
  working: 'wait',
  'not-offered': 'idle',
  refused: 'bad',
  limit: 'warn',
  unreachable: 'warn',
};

/** A measured share is good news or bad: that it was measured is neither. */
function toneOf(share: number): Tone {
  if (share === 0) return 'bad';
  return share < USABLE_SHARE ? 'warn' : 'good';
}

/** The share that a use lives on: whole motions, or what each limb does by itself. */
function usableOf(certificate: FitCertificate, use: MatchUse): number {
  return use === 'replay' ? certificate.share : motionShare(certificate).share;
}

/** What became of asking about one result. */
export function CertifiedNote({ row, use }: { readonly row: CertifiedRow; readonly use: MatchUse }) {
  const { t } = useTranslation('match');
  const format = useFormat();
  const { status, reason, certificate } = row;
  const parts = (list: readonly { readonly share: number; readonly words: string }[]): string =>
    format.clauses(list.map(({ share, words }) => `${format.percent(share)} ${words}`));
  const blockers = (certificate?.blockers ?? []).map(({ code, share }) => {
    return { share, words: fitBlockerWords(code, format.language) };
  });
  const limbs = (certificate?.limbs ?? []).map(({ side, share }) => {
    return { share, words: fitSideWords(side, format.language) };
  });
  return (
    <div className={layout.close}>
      <p className={layout.row}>
        <StatusBadge tone={certificate === null ? TONES[status] : toneOf(usableOf(certificate, use))}>
          {certifiedStatusWords(status, format.language)}
        </StatusBadge>
        <span className={layout.soft}>
          {certificate === null
            ? reason === null
              ? ''
              : certifiedReasonWords(reason, format.language)
            : t('certify.measured', {
                share: format.percent(certificate.share),
                low: format.percent(certificate.low),
                high: format.percent(certificate.high),
                n: format.number(certificate.trajectories),
              })}
        </span>
      </p>
      {blockers.length + limbs.length === 0 ? null : (
        <p className={layout.soft}>
          {blockers.length === 0 ? null : t('certify.blocked', { parts: parts(blockers) })}{' '}
          {limbs.length === 0 ? null : t('certify.limbs', { parts: parts(limbs) })}
        </p>
      )}
    </div>
  );
}
