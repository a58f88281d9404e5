/** Fetching what an agreement allows, into a folder of the node's machine. */

import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { ExchangeView, TransferView } from '#contracts/http/console.ts';
import { LOG_REFUSED } from '#contracts/negotiation/transitions.ts';
import { errorWords } from '../../api/error-words.ts';
import { useBeginPull } from '../../api/exchanges.ts';
import { Command } from '../../components/command.tsx';
import styles from './next-step.module.css';

/** The form; once a transfer is there it leads to it, and one that was ended may be begun anew. */
export function FetchForm(props: {
  readonly view: ExchangeView;
  readonly transfer: TransferView | undefined;
}) {
  const { t } = useTranslation('exchanges');
  const { view, transfer } = props;
  const link =
    transfer === undefined ? null : (
      <p>
        <Link href={`/transfers/${encodeURIComponent(transfer.transfer)}`}>
          {t(transfer.state === 'COMPLETED' ? 'fetch.done' : 'fetch.follow')}
        </Link>
      </p>
    );
  if (transfer?.ended?.code === LOG_REFUSED) {
    return (
      <>
        {link}
        <p role="status">{t('fetch.logRefused')}</p>
        <p>
          <Link href={`/datasets/${view.dataset}`}>{t('fetch.askAnew')}</Link>
        </p>
      </>
    );
  }
  if (transfer !== undefined && transfer.state !== 'TERMINATED') return link;
  return (
    <>
      {link}
      <Folder exchange={view.exchange} />
      <Command
        what={t('fetch.command')}
        lines={[`kin pull ${view.agreementId ?? view.exchange} -o ./delivered`]}
      />
    </>
  );
}

function Folder({ exchange }: { readonly exchange: string }) {
  const { t } = useTranslation('exchanges');
  const [, navigate] = useLocation();
  const [out, setOut] = useState('');
  const pull = useBeginPull();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    pull.mutate({ agreement: exchange, out: out.trim() }, { onSuccess: () => navigate('/transfers') });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        label={t('fetch.folder')}
        description={t('fetch.hint')}
        placeholder="/data/kinship/cups"
        value={out}
        error={pull.isError ? errorWords(pull.error, t) : undefined}
        onChange={(event) => setOut(event.currentTarget.value)}
      />
      <div className={styles.row}>
        <Button type="submit" loading={pull.isPending} disabled={!out.trim().startsWith('/')}>
          {t('fetch.begin')}
        </Button>
      </div>
    </form>
  );
}
