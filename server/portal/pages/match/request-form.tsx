/** The request: a license of the offers, what one intends to do, until when the other company may decide. */

import { Button, Radio } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { LicenseTerms } from '#contracts/license/terms.ts';
import { errorWords } from '../../api/error-words.ts';
import { useOpenRequest } from '../../api/requests.ts';
import { Panel } from '../../components/panel.tsx';
import { Terms } from '../../components/terms.tsx';
import layout from '../../components/layout.module.css';
import { DEADLINE_HOURS, PURPOSE_LENGTH, requestOf, type Intention } from './intended-use.ts';
import { UseFields } from './use-fields.tsx';
import styles from './match-page.module.css';

/** The form. */
export function RequestForm(props: { readonly dataset: string; readonly offers: readonly LicenseTerms[] }) {
  const { t } = useTranslation('match');
  const { dataset, offers } = props;
  const [, navigate] = useLocation();
  const open = useOpenRequest();
  const [intention, setIntention] = useState<Intention>({
    license: offers[0]?.id ?? '',
    actions: ['train', 'fine-tune'],
    commercial: false,
    purpose: '',
    hours: DEADLINE_HOURS.usual,
  });
  const change = (to: Partial<Intention>): void => setIntention({ ...intention, ...to });
  const ready = intention.purpose.trim().length >= PURPOSE_LENGTH.min && intention.actions.length > 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    open.mutate(requestOf(dataset, intention), {
      onSuccess: (outcome) => {
        if (outcome.ok) navigate(`/exchanges/${encodeURIComponent(outcome.value.exchange)}`);
      },
    });
  };
  return (
    <form className={styles.columns} onSubmit={submit}>
      <Panel title={t('request.use')}>
        <UseFields intention={intention} change={change} />
      </Panel>
      <div className={layout.stack}>
        <Panel title={t('request.license')}>
          <LicenseChoice offers={offers} license={intention.license} change={change} />
        </Panel>
        <Refusal open={open} />
        <div>
          <Button type="submit" loading={open.isPending} disabled={!ready}>
            {t('request.send')}
          </Button>
        </div>
      </div>
    </form>
  );
}

function LicenseChoice(props: {
  readonly offers: readonly LicenseTerms[];
  readonly license: string;
  readonly change: (to: Partial<Intention>) => void;
}) {
  const { t } = useTranslation('match');
  const terms = props.offers.find(({ id }) => id === props.license);
  return (
    <div className={styles.form}>
      <Radio.Group
        value={props.license}
        aria-label={t('request.license')}
        onChange={(license) => props.change({ license })}
      >
        <div className={styles.form}>
          {props.offers.map(({ id }) => (
            <Radio key={id} value={id} label={id} />
          ))}
        </div>
      </Radio.Group>
      {terms === undefined ? null : <Terms terms={terms} />}
    </div>
  );
}

function Refusal({ open }: { readonly open: ReturnType<typeof useOpenRequest> }) {
  const { t } = useTranslation('match');
  if (open.isError) {
    return (
      <p className={layout.trouble} role="alert">
        {errorWords(open.error, t)}
      </p>
    );
  }
  if (open.data?.ok !== false) return null;
  return (
    <div role="alert" className={layout.trouble}>
      <p>{t('request.refused')}</p>
      <ul>
        {open.data.reasons.map(({ code }) => (
          <li key={code}>{code.replaceAll('-', ' ')}</li>
        ))}
      </ul>
    </div>
  );
}
