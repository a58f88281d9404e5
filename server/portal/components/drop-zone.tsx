/** A place for files: dropped, or chosen by keyboard. Nothing is uploaded by it; its owner gets the files. */

import { useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDrop } from './use-drop.ts';
import styles from './drop-zone.module.css';

/** The place; `label` says what belongs here. */
export function DropZone(props: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What the file dialog offers, such as `.urdf,.xml`. */
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const take = (list: FileList | null): void => {
    const files = [...(list ?? [])];
    if (files.length > 0) props.onFiles(props.multiple === true ? files : files.slice(0, 1));
  };
  const zone = useDrop(({ files }) => take(files));
  return (
    <div className={styles.zone} {...zone}>
      <p id={id} className={styles.label}>
        {props.label}
      </p>
      <p className={styles.how}>
        <button type="button" aria-describedby={id} onClick={() => input.current?.click()}>
          {t('app:drop.choose')}
        </button>{' '}
        {t('app:drop.or')}
      </p>
      {props.hint === undefined ? null : <p className={styles.hint}>{props.hint}</p>}
      <input
        ref={input}
        type="file"
        hidden
        multiple={props.multiple === true}
        {...(props.accept === undefined ? {} : { accept: props.accept })}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
