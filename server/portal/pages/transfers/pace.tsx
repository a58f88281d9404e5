/** Speed and time left, or what the transfer waits for. */

import { useTranslation } from 'react-i18next';
import type { PullEvent, TransferView } from '#contracts/http/console.ts';
import { useFormat } from '../../app/format.ts';
import styles from './transfer-page.module.css';

const MS = 1000;

/** The line below the bar. */
export function Pace(props: {
  readonly view: TransferView;
  /** Bytes a second; null before it is known. */
  readonly speed: number | null;
  readonly event: PullEvent | null;
}) {
  const { t } = useTranslation('transfers');
  const format = useFormat();
  const { view, speed, event } = props;
  if (event?.kind === 'failed') {
    return (
      <p className={styles.trouble} role="alert">
        {event.message}
      </p>
    );
  }
  if (event?.kind === 'progress' && event.progress.waitingFor !== null) {
    return (
      <p className={styles.pace} role="status">
        {t('pace.waiting', { what: event.progress.waitingFor })}
      </p>
    );
  }
  if (speed === null || speed === 0) return null;
  const seconds = (view.bytesTotal - view.bytesDone) / speed;
  const end = new Date(Date.now() + seconds * MS).toISOString();
  return (
    <p className={styles.pace}>
      {t('pace.speed', { speed: format.bytes(speed), when: format.relative(end) })}
    </p>
  );
}
