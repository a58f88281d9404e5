/** A delivery, or a file of one, is verified where it lies: it is read by this page, nothing of it is sent anywhere. */

import { Progress } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trustRootSchema, type TrustRoot } from '#contracts/log/trust-root.ts';
import { useTrustRoot } from '../../api/log.ts';
import { Command } from '../../components/command.tsx';
import { DropZone } from '../../components/drop-zone.tsx';
import type { DroppedFile } from '../../components/dropped-files.ts';
import { FolderDropZone } from '../../components/folder-drop-zone.tsx';
import { Identifier } from '../../components/identifier.tsx';
import layout from '../../components/layout.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { checkDelivery, type CheckRow, type OnProgress } from './check-delivery.ts';
import { checkFile } from './check-file.ts';
import { checkReceipt, sortReceipts } from './check-receipts.ts';
import { hasPapers, openPapers, pathsInDelivery, type Papers } from './papers.ts';
import { VerdictTable } from './verdict-table.tsx';

/** Files without papers that are judged one by one at most. */
const MAX_SINGLE_FILES = 100;

/** The page. */
export function VerifyPage() {
  const { t } = useTranslation('audit');
  const served = useTrustRoot();
  const [own, setOwn] = useState<TrustRoot | null>(null);
  return (
    <>
      <PageHeader title={t('verify.title')} lead={t('verify.lead')} />
      <div className={layout.close}>
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
      <div className={layout.close}>
        <p>
          {props.root.log.origin} <Identifier value={props.root.log.key} what={t('verify.key')} />
        </p>
        <p className={layout.soft}>{t(props.isOwn ? 'verify.ownNote' : 'verify.servedNote')}</p>
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
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [papers, setPapers] = useState<Papers | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [trouble, setTrouble] = useState(false);
  const onProgress = (done: number, total: number): void => setShare(total === 0 ? 0 : done / total);
  const run = async (dropped: Promise<readonly DroppedFile[]>): Promise<void> => {
    setVerdict(null);
    setTrouble(false);
    setShare(0);
    try {
      const files = pathsInDelivery(await dropped);
      if (!hasPapers(files)) return setVerdict(await judgeFiles(files, { papers, trust, onProgress }));
      const rows = await checkDelivery(files, trust, { nowMs: Date.now(), onProgress });
      setVerdict({ of: t('verify.whole', { count: files.length }), rows });
      setPapers(await openPapers(files).catch(() => null));
    } catch {
      setTrouble(true);
    } finally {
      setShare(null);
    }
  };
  return (
    <Panel title={t('verify.folder')} aside={t('verify.stays')}>
      <div className={layout.close}>
        <FolderDropZone
          label={t('verify.choose')}
          hint={t(papers === null ? 'verify.single' : 'verify.papers')}
          onFiles={(files) => void run(files)}
        />
        {share === null ? null : <Progress value={share * 100} aria-label={t('verify.hashing')} />}
        {trouble ? <p role="alert">{t('verify.unreadable')}</p> : null}
        {verdict === null ? null : (
          <>
            <p className={layout.soft}>{verdict.of}</p>
            <VerdictTable rows={verdict.rows} />
          </>
        )}
      </div>
    </Panel>
  );
}

/** What was judged, and how. */
interface Verdict {
  readonly of: string;
  readonly rows: readonly CheckRow[];
}

/** Files without papers beside them: entries of the log with their receipts, all others each by itself. */
async function judgeFiles(
  files: readonly DroppedFile[],
  by: { readonly papers: Papers | null; readonly trust: TrustRoot; readonly onProgress: OnProgress },
): Promise<Verdict> {
  const { papers, trust, onProgress } = by;
  const rows: CheckRow[] = [];
  const judged = files.slice(0, MAX_SINGLE_FILES);
  const { entries, alone, others } = sortReceipts(judged);
  for (const received of entries) rows.push(await checkReceipt(received, trust, Date.now()));
  for (const { path } of alone) rows.push({ check: `entry:${path}`, status: 'not-checked', evidence: '' });
  for (const { path, file } of others) {
    for (const row of await checkFile(file, papers, onProgress)) {
      rows.push(files.length === 1 ? row : { ...row, check: `${row.check}:${path}` });
    }
  }
  return { of: files.length === 1 ? (files[0]?.path ?? '') : `${judged.length} / ${files.length}`, rows };
}
