/** A delivery is verified where it lies: the folder is read by this page, nothing of it is sent anywhere. */

import { Button, Progress } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trustRootSchema, type TrustRoot } from '#contracts/log/trust-root.ts';
import { useTrustRoot } from '../../api/log.ts';
import { Command } from '../../components/command.tsx';
import { DropZone } from '../../components/drop-zone.tsx';
import { Identifier } from '../../components/identifier.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { checkDelivery, type CheckRow } from './check-delivery.ts';
import { belowTheirFolder } from './dropped-files.ts';
import { VerdictTable } from './verdict-table.tsx';
import styles from './entry-page.module.css';

/** The page. */
export function VerifyPage() {
  const { t } = useTranslation('audit');
  const served = useTrustRoot();
  const [own, setOwn] = useState<TrustRoot | null>(null);
  return (
    <>
      <PageHeader title={t('verify.title')} lead={t('verify.lead')} />
      <div className={styles.stack}>
        <QueryView query={served} what={t('entry.trusting')}>
          {(root) => (
            <>
              <Trust root={own ?? root} isOwn={own !== null} onOwn={setOwn} />
              <Check trust={own ?? root} />
            </>
          )}
        </QueryView>
        <Panel title={t('verify.terminal')}>
          <Command
            what={t('verify.terminal')}
            lines={[
              'kin audit trust-root > trust-root.json',
              'kin verify ./delivered --roots trust-root.json',
            ]}
          />
        </Panel>
      </div>
    </>
  );
}

function Trust(props: {
  readonly root: TrustRoot;
  readonly isOwn: boolean;
  readonly onOwn: (root: TrustRoot) => void;
}) {
  const { t } = useTranslation('audit');
  const [wrong, setWrong] = useState(false);
  const read = async (files: readonly File[]): Promise<void> => {
    const parsed = trustRootSchema.safeParse(JSON.parse((await files[0]?.text()) ?? 'null'));
    setWrong(!parsed.success);
    if (parsed.success) props.onOwn(parsed.data);
  };
  return (
    <Panel title={t('verify.trust')} aside={t(props.isOwn ? 'verify.own' : 'verify.served')}>
      <div className={styles.stack}>
        <p>
          {props.root.log.origin} <Identifier value={props.root.log.key} what={t('verify.key')} />
        </p>
        <p className={styles.soft}>{t(props.isOwn ? 'verify.ownNote' : 'verify.servedNote')}</p>
        <DropZone
          label={t('verify.trustFile')}
          accept=".json,application/json"
          onFiles={(files) => void read(files).catch(() => setWrong(true))}
        />
        {wrong ? <p role="alert">{t('verify.noTrust')}</p> : null}
      </div>
    </Panel>
  );
}

function Check({ trust }: { readonly trust: TrustRoot }) {
  const { t } = useTranslation('audit');
  const input = useRef<HTMLInputElement>(null);
  const [rows, setRows] = useState<readonly CheckRow[] | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const run = async (files: readonly File[]): Promise<void> => {
    setRows(null);
    setShare(0);
    const onProgress = (done: number, total: number): void => setShare(total === 0 ? 0 : done / total);
    setRows(await checkDelivery(belowTheirFolder(files), trust, { nowMs: Date.now(), onProgress }));
    setShare(null);
  };
  return (
    <Panel title={t('verify.folder')} aside={t('verify.stays')}>
      <div className={styles.stack}>
        <p className={styles.soft}>{t('verify.choose')}</p>
        <div>
          <Button onClick={() => input.current?.click()}>{t('verify.chooseFolder')}</Button>
          <input
            ref={(element) => {
              input.current = element;
              // The attribute that makes a file input take folders has no property of its own.
              element?.setAttribute('webkitdirectory', '');
            }}
            type="file"
            hidden
            multiple
            aria-label={t('verify.chooseFolder')}
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])];
              if (files.length > 0) void run(files);
            }}
          />
        </div>
        {share === null ? null : <Progress value={share * 100} aria-label={t('verify.hashing')} />}
        {rows === null ? null : <VerdictTable rows={rows} />}
      </div>
    </Panel>
  );
}
