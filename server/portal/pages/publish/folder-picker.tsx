/** Folders of the node's machine, one below the other, so that nobody types a path. */

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FolderPage } from '#contracts/http/console-publishing.ts';
import { useFolder } from '../../api/publishing.ts';
import { useFormat } from '../../app/format.ts';
import { QueryView } from '../../components/query-view.tsx';
import layout from '../../components/layout.module.css';
import styles from './folder-picker.module.css';

type Item = FolderPage['items'][number];

/** The picker. `want` says whether a folder or a file is chosen. */
export function FolderPicker(props: {
  readonly want: 'folder' | 'file';
  readonly chosen: string | null;
  /** Folder that it begins in; where the node proposes otherwise. */
  readonly from?: string | undefined;
  readonly onChoose: (path: string) => void;
}) {
  const { t } = useTranslation('publish');
  const [path, setPath] = useState(props.from);
  const folder = useFolder(path);
  return (
    <QueryView query={folder} what={t('pick.what')}>
      {(page) => (
        <div className={styles.picker}>
          <div className={styles.place}>
            <code>{page.path}</code>
            <span className={styles.deeds}>
              {page.parent === null ? null : (
                <button type="button" onClick={() => setPath(page.parent ?? undefined)}>
                  {t('pick.up')}
                </button>
              )}
              {props.want === 'folder' ? (
                <button type="button" onClick={() => props.onChoose(page.path)}>
                  {t('pick.here')}
                </button>
              ) : null}
            </span>
          </div>
          <ul className={styles.items} aria-label={t('pick.names', { path: page.path })}>
            {page.items.map((item) => (
              <Name key={item.path} item={item} {...props} onOpen={setPath} />
            ))}
          </ul>
          {page.items.length === 0 ? <p className={layout.soft}>{t('pick.empty')}</p> : null}
          {page.omitted === 0 ? null : (
            <p className={layout.soft}>{t('pick.omitted', { count: page.omitted })}</p>
          )}
        </div>
      )}
    </QueryView>
  );
}

function Name(props: {
  readonly item: Item;
  readonly want: 'folder' | 'file';
  readonly chosen: string | null;
  readonly onChoose: (path: string) => void;
  readonly onOpen: (path: string) => void;
}) {
  const { t } = useTranslation('publish');
  const format = useFormat();
  const { item, want } = props;
  const isFolder = item.kind === 'folder';
  const choosable = want === 'file' ? !isFolder : item.hint === 'dataset';
  return (
    <li className={styles.item} data-chosen={item.path === props.chosen}>
      {isFolder ? (
        <button type="button" className={styles.name} onClick={() => props.onOpen(item.path)}>
          {item.name}/
        </button>
      ) : (
        <span className={styles.name}>{item.name}</span>
      )}
      <span className={layout.soft}>
        {item.hint === null ? '' : t(`pick.hint.${item.hint}`)}
        {item.bytes === null ? '' : ` ${format.bytes(item.bytes)}`}
      </span>
      {choosable ? (
        <button type="button" className={styles.choose} onClick={() => props.onChoose(item.path)}>
          {t('pick.choose')}
          <span className="visually-hidden">{` ${item.name}`}</span>
        </button>
      ) : null}
    </li>
  );
}
