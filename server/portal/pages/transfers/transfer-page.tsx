/** One transfer as it runs: phase, bytes, speed, time left, what it waits for; pause, resume, interrupt. */

import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { PullEvent, TransferView } from '#contracts/http/console.ts';
import { errorWords } from '../../api/error-words.ts';
import {
  useBeginPull,
  useExchange,
  useMovement,
  usePull,
  useTransfer,
  useTransferMove,
} from '../../api/exchanges.ts';
import { useIdParam } from '../../app/id-param.ts';
import { Command } from '../../components/command.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { StageLine } from '../../components/stage-line.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { ByteBar } from './byte-bar.tsx';
import { phasesOf, speedOf, withEvent, withSample, type Sample } from './progress.ts';
import { Pace } from './pace.tsx';
import { stateOf } from './state.ts';
import { TransferFacts } from './transfer-facts.tsx';
import styles from './transfer-page.module.css';

/** The page of `/transfers/:id`. */
export function TransferPage() {
  const { t } = useTranslation('transfers');
  const transfer = useTransfer(useIdParam());
  useMovement();
  return (
    <QueryView query={transfer} what={t('one.what')} level={1}>
      {(view) => <Transfer view={view} />}
    </QueryView>
  );
}

function Transfer({ view }: { readonly view: TransferView }) {
  const { t } = useTranslation('transfers');
  const exchange = useExchange(view.exchange);
  const [event, setEvent] = useState<PullEvent | null>(null);
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const runs = view.role === 'consumer' && view.state !== 'COMPLETED' && view.state !== 'TERMINATED';
  usePull(runs ? view.exchange : null, (heard) => {
    setEvent(heard);
    if (heard.kind !== 'progress') return;
    const { phase, bytesDone: bytes } = heard.progress;
    setSamples((known) => withSample(known, { at: performance.now(), bytes, phase }));
  });
  const shown = withEvent(view, event);
  const state = stateOf(view);
  const title = exchange.data?.title ?? view.exchange;
  const stages = phasesOf(shown).map(([name, phase]) => ({ label: t(`phase.${name}`), state: phase }));
  return (
    <>
      <PageHeader
        over={exchange.data?.counterpartyName}
        title={title}
        lead={t(`one.lead.${state.code}`)}
        actions={<StatusBadge tone={state.tone}>{t(`state.${state.code}`)}</StatusBadge>}
      />
      {view.role === 'consumer' ? (
        <div className={styles.stages}>
          <StageLine stages={stages} label={t('one.phases')} />
        </div>
      ) : null}
      <div className={styles.columns}>
        <Panel title={t('one.bytes')}>
          <div className={styles.bytes}>
            <ByteBar item={shown} label={t('bar', { title })} large />
            <Pace view={shown} speed={speedOf(samples)} event={event} />
            <Moves view={view} running={event?.kind === 'progress'} />
          </div>
        </Panel>
        <Panel title={t('one.facts')}>
          <TransferFacts view={shown} />
        </Panel>
      </div>
      {state.code === 'completed' && view.outDir !== null ? (
        <section className={styles.after}>
          <p>{t('one.verify')}</p>
          <Command what={t('one.verify')} lines={[`kin verify ${view.outDir} --roots trust-root.json`]} />
          <Link href={`/exchanges/${encodeURIComponent(view.exchange)}`}>{t('one.exchange')}</Link>
        </section>
      ) : null}
    </>
  );
}

function Moves({ view, running }: { readonly view: TransferView; readonly running: boolean }) {
  const { t } = useTranslation('transfers');
  const move = useTransferMove();
  const pull = useBeginPull();
  const { code } = stateOf(view);
  if (code === 'completed' || code === 'ended') return null;
  const act = (name: 'pause' | 'resume' | 'interrupt'): void =>
    move.mutate({ transfer: view.transfer, exchange: view.exchange, move: name });
  const error = move.error ?? pull.error;
  const out = view.outDir;
  return (
    <div className={styles.moves}>
      {code === 'paused-by-us' ? (
        <Button loading={move.isPending} onClick={() => act('resume')}>
          {t('do.resume')}
        </Button>
      ) : code === 'paused-by-them' ? null : (
        <Button variant="default" loading={move.isPending} onClick={() => act('pause')}>
          {t('do.pause')}
        </Button>
      )}
      {running ? (
        <Button variant="default" onClick={() => act('interrupt')}>
          {t('do.interrupt')}
        </Button>
      ) : view.role === 'consumer' && out !== null && code !== 'paused-by-us' ? (
        <Button loading={pull.isPending} onClick={() => pull.mutate({ agreement: view.exchange, out })}>
          {t('do.continue')}
        </Button>
      ) : null}
      {error === null ? null : (
        <p className={styles.trouble} role="alert">
          {errorWords(error, t)}
        </p>
      )}
    </div>
  );
}
