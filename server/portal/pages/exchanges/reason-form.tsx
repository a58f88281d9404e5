/** A deed that needs a reason: the button opens the field, and the other company reads what is written there. */

import { Button, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './next-step.module.css';

/** Fewest and most characters of a reason. */
const SHORTEST = 3;
const LONGEST = 280;

/** The deed; `onReason` gets the reason once it is long enough. */
export function ReasonForm(props: {
  readonly act: 'refusal' | 'cancellation' | 'revocation';
  readonly pending: boolean;
  readonly onReason: (reason: string) => void;
}) {
  const { t } = useTranslation('exchanges');
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const written = reason.trim();
  if (!open) {
    return (
      <Button variant="default" onClick={() => setOpen(true)}>
        {t(`do.${props.act}`)}
      </Button>
    );
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (written.length >= SHORTEST) props.onReason(written);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Textarea
        label={t(`reason.${props.act}.label`)}
        description={t(`reason.${props.act}.hint`)}
        value={reason}
        maxLength={LONGEST}
        autosize
        minRows={2}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={styles.row}>
        <Button type="submit" color="red" loading={props.pending} disabled={written.length < SHORTEST}>
          {t(`reason.${props.act}.confirm`)}
        </Button>
        <Button variant="default" onClick={() => setOpen(false)}>
          {t('do.back')}
        </Button>
      </div>
    </form>
  );
}
