/** Bytes that are there of those that are to come, on a ruler. */

import type { TransferView } from '#contracts/http/console.ts';
import { useFormat } from '../../app/format.ts';
import { shareOf } from './progress.ts';
import styles from './byte-bar.module.css';

/** The bar; `label` names what is measured. */
export function ByteBar(props: {
  readonly item: Pick<TransferView, 'bytesDone' | 'bytesTotal' | 'state' | 'phase'>;
  readonly label: string;
  readonly large?: boolean;
}) {
  const format = useFormat();
  const { item } = props;
  const share = item.state === 'COMPLETED' || item.phase === 'done' ? 1 : shareOf(item);
  const percent = Math.floor(share * 100);
  return (
    <div className={styles.bar} data-large={props.large === true}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={props.label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div className={styles.fill} style={{ width: `${percent}%` }} />
      </div>
      <div className={styles.scale}>
        <span>{format.percent(percent / 100)}</span>
        <span>
          {format.bytes(share === 1 ? item.bytesTotal : item.bytesDone)} / {format.bytes(item.bytesTotal)}
        </span>
      </div>
    </div>
  );
}
