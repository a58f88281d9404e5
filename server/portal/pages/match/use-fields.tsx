/** What one intends to do with the data. */

import { Checkbox, NumberInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LICENSE_ACTIONS } from '#contracts/license/terms.ts';
import { DEADLINE_HOURS, PURPOSE_LENGTH, type Intention } from './intended-use.ts';
import styles from './match-page.module.css';

/** The fields. */
export function UseFields(props: {
  readonly intention: Intention;
  readonly change: (to: Partial<Intention>) => void;
}) {
  const { t } = useTranslation('match');
  const { intention, change } = props;
  return (
    <div className={styles.form}>
      <Textarea
        label={t('request.purpose')}
        description={t('request.purposeHint')}
        value={intention.purpose}
        maxLength={PURPOSE_LENGTH.max}
        autosize
        minRows={3}
        onChange={(event) => change({ purpose: event.currentTarget.value })}
      />
      <Checkbox.Group
        label={t('request.actions')}
        value={[...intention.actions]}
        onChange={(chosen) =>
          change({ actions: LICENSE_ACTIONS.filter((action) => chosen.includes(action)) })
        }
      >
        <div className={styles.form}>
          {LICENSE_ACTIONS.map((action) => (
            <Checkbox key={action} value={action} label={t(`action.${action}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox
        checked={intention.commercial}
        label={t('request.commercial')}
        onChange={(event) => change({ commercial: event.currentTarget.checked })}
      />
      <NumberInput
        label={t('request.deadline')}
        value={intention.hours}
        min={DEADLINE_HOURS.min}
        max={DEADLINE_HOURS.max}
        onChange={(hours) => change({ hours: typeof hours === 'number' ? hours : DEADLINE_HOURS.usual })}
      />
    </div>
  );
}
