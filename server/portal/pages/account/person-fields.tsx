/** Who somebody is, when another person says so. */

import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Name and mail address. */
export function PersonFields(props: {
  readonly name: string;
  readonly email: string;
  readonly onChange: (change: { readonly name: string } | { readonly email: string }) => void;
}) {
  const { t } = useTranslation('account');
  return (
    <>
      <TextInput
        label={t('field.name')}
        required
        maxLength={80}
        value={props.name}
        onChange={(event) => props.onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('field.email')}
        type="email"
        required
        autoComplete="off"
        value={props.email}
        onChange={(event) => props.onChange({ email: event.currentTarget.value })}
      />
    </>
  );
}
