/** Which axis of a description points up, for files that do not say it. */

import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { UP_AXES, type UpAxis } from '#contracts/embodiment/description/gravity.ts';

/** What stands for a file that is taken at its word. */
const BY_FILE = 'file';

/** The choice; null leaves it to the file. */
export function UpChoice(props: {
  readonly up: UpAxis | null;
  readonly onChoose: (up: UpAxis | null) => void;
}) {
  const { t } = useTranslation('app');
  return (
    <Select
      label={t('up.label')}
      description={t('up.hint')}
      maw="24rem"
      allowDeselect={false}
      value={props.up ?? BY_FILE}
      data={[
        { value: BY_FILE, label: t('up.file') },
        ...UP_AXES.map((axis) => ({ value: axis, label: t('up.axis', { axis }) })),
      ]}
      onChange={(value) => props.onChoose(UP_AXES.find((axis) => axis === value) ?? null)}
    />
  );
}
