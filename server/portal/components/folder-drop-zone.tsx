/** A place for a whole folder or for single files: dropped, or chosen by keyboard. Nothing is uploaded; its owner gets the files. */

import { useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chosenFiles, droppedFiles, type DroppedFile } from './dropped-files.ts';
import { useDrop } from './use-drop.ts';
import styles from './drop-zone.module.css';

/** The place; `label` says what belongs here. */
export function FolderDropZone(props: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** Gets the files when all folders are walked; rejects where one cannot be read. */
  readonly onFiles: (files: Promise<readonly DroppedFile[]>) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const zone = useDrop((transfer) => props.onFiles(droppedFiles(transfer)));
  const take = (list: FileList | null): void => {
    const files = chosenFiles([...(list ?? [])]);
    if (files.length > 0) props.onFiles(Promise.resolve(files));
  };
  return (
    <div className={styles.zone} {...zone}>
      <p id={id} className={styles.label}>
        {props.label}
      </p>
      <p className={styles.how}>
        <Choose what={t('app:drop.folder')} folder describedBy={id} onChoose={take} />{' '}
        <Choose what={t('app:drop.files')} describedBy={id} onChoose={take} /> {t('app:drop.orAny')}
      </p>
      {props.hint === undefined ? null : <p className={styles.hint}>{props.hint}</p>}
    </div>
  );
}

function Choose(props: {
  readonly what: string;
  readonly folder?: boolean;
  readonly describedBy: string;
  readonly onChoose: (files: FileList | null) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" aria-describedby={props.describedBy} onClick={() => input.current?.click()}>
        {props.what}
      </button>
      <input
        ref={(element) => {
          input.current = element;
          // The attribute that makes a file input take folders has no property of its own.
          if (props.folder === true) element?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        hidden
        multiple
        aria-label={props.what}
        onChange={(event) => {
          props.onChoose(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
