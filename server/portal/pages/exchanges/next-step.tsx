/** What happened last, what comes next, and what this person can do about it. */

import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ExchangeView, TransferView } from '#contracts/http/console.ts';
import { useExchangeAct, type ExchangeAct } from '../../api/exchanges.ts';
import { errorWords, troubleWords } from '../../api/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { Panel } from '../../components/panel.tsx';
import { FetchForm } from './fetch-form.tsx';
import { ReasonForm } from './reason-form.tsx';
import { standingOf, type StandingCode } from './standing.ts';
import styles from './next-step.module.css';

/** The panel. */
export function NextStep(props: {
  readonly view: ExchangeView;
  readonly transfer: TransferView | undefined;
}) {
  const { t } = useTranslation('exchanges');
  const format = useFormat();
  const { view } = props;
  const { code } = standingOf(view, Date.now());
  const act = useExchangeAct(view.exchange);
  return (
    <Panel title={t('next.title')}>
      <div className={styles.step}>
        <p className={styles.now}>
          {t(`next.${code}.${view.role}`, {
            name: view.counterpartyName,
            deadline: format.relative(view.deadline),
            note: view.ended?.note ?? '',
          })}
        </p>
        {view.revocation?.note == null ? null : <p>{t('next.reason', { note: view.revocation.note })}</p>}
        {view.waiting?.trouble == null ? null : (
          <p className={styles.trouble} role="status">
            {t('next.trouble')}: {troubleWords(view.waiting.trouble, t)}
          </p>
        )}
        {act.isError ? (
          <p className={styles.trouble} role="alert">
            {errorWords(act.error, t)}
          </p>
        ) : null}
        <Deeds {...props} code={code} pending={act.isPending} onAct={(deed) => act.mutate(deed)} />
      </div>
    </Panel>
  );
}

interface DeedsProps {
  readonly view: ExchangeView;
  readonly transfer: TransferView | undefined;
  readonly code: StandingCode;
  readonly pending: boolean;
  readonly onAct: (act: ExchangeAct) => void;
}

function Deeds(props: DeedsProps) {
  return props.view.role === 'provider' ? <ProviderDeeds {...props} /> : <ConsumerDeeds {...props} />;
}

function ProviderDeeds({ view, code, pending, onAct }: DeedsProps) {
  const { t } = useTranslation('exchanges');
  if (code === 'decide') {
    return (
      <div className={styles.deeds}>
        <Button loading={pending} onClick={() => onAct({ act: 'approval' })}>
          {t('do.approve')}
        </Button>
        <ReasonForm
          act="refusal"
          pending={pending}
          onReason={(reason) => onAct({ act: 'refusal', reason })}
        />
      </div>
    );
  }
  if (code !== 'in-force') return null;
  const owesPayment = view.terms.release === 'after-payment' && !view.paymentConfirmed;
  return (
    <div className={styles.deeds}>
      {owesPayment ? (
        <Button loading={pending} onClick={() => onAct({ act: 'payment' })}>
          {t('do.payment')}
        </Button>
      ) : null}
      <ReasonForm
        act="revocation"
        pending={pending}
        onReason={(reason) => onAct({ act: 'revocation', reason })}
      />
    </div>
  );
}

function ConsumerDeeds({ view, transfer, code, pending, onAct }: DeedsProps) {
  const { t } = useTranslation('exchanges');
  if (code === 'in-force') return <FetchForm view={view} transfer={transfer} />;
  if (code !== 'waiting' && code !== 'asked') return null;
  return (
    <div className={styles.deeds}>
      <Button variant="default" loading={pending} onClick={() => onAct({ act: 'poll' })}>
        {t('do.poll')}
      </Button>
      <ReasonForm
        act="cancellation"
        pending={pending}
        onReason={(reason) => onAct({ act: 'cancellation', reason })}
      />
    </div>
  );
}
