/** Entries of the log as far as the reader may see them, with filters that stand in the address. */

import { Button, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import { ENTRY_TYPES } from '#contracts/log/entry-bodies.ts';
import { useEntries, type EntryFilter } from '../../api/log.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { LoadingState } from '../../components/loading-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { useFormat } from '../../app/format.ts';
import { EntryRows } from './entry-rows.tsx';
import styles from './entries-page.module.css';

const FIELDS = ['type', 'actor', 'dataset', 'since', 'until'] as const;

/** The page. */
export function EntriesPage() {
  const { t } = useTranslation('audit');
  const [search, setSearch] = useSearchParams();
  const value = (name: (typeof FIELDS)[number]): string => search.get(name) ?? '';
  const filter: EntryFilter = {
    type: value('type'),
    actor: value('actor'),
    dataset: value('dataset'),
    since: instant(value('since'), '00:00:00'),
    until: instant(value('until'), '23:59:59'),
  };
  const set = (name: string, to: string): void =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      if (to === '') after.delete(name);
      else after.set(name, to);
      return after;
    });
  return (
    <>
      <PageHeader
        title={t('entries.title')}
        lead={t('entries.lead')}
        actions={<Link href="/audit/verify">{t('entries.verify')}</Link>}
      />
      <Filters value={value} onSet={set} />
      <Entries filter={filter} />
    </>
  );
}

function Filters(props: {
  readonly value: (name: (typeof FIELDS)[number]) => string;
  readonly onSet: (name: string, to: string) => void;
}) {
  const { t } = useTranslation('audit');
  return (
    <form
      className={styles.filters}
      aria-label={t('entries.filters')}
      onSubmit={(event) => event.preventDefault()}
    >
      <Select
        label={t('entries.type')}
        placeholder={t('entries.any')}
        clearable
        searchable
        data={[...ENTRY_TYPES]}
        value={props.value('type') === '' ? null : props.value('type')}
        onChange={(type) => props.onSet('type', type ?? '')}
      />
      <TextInput
        label={t('entries.actor')}
        placeholder="did:…"
        value={props.value('actor')}
        onChange={(event) => props.onSet('actor', event.currentTarget.value.trim())}
      />
      <TextInput
        label={t('entries.dataset')}
        placeholder="urn:kin:ds:…"
        value={props.value('dataset')}
        onChange={(event) => props.onSet('dataset', event.currentTarget.value.trim())}
      />
      <TextInput
        label={t('entries.since')}
        type="date"
        value={props.value('since')}
        onChange={(event) => props.onSet('since', event.currentTarget.value)}
      />
      <TextInput
        label={t('entries.until')}
        type="date"
        value={props.value('until')}
        onChange={(event) => props.onSet('until', event.currentTarget.value)}
      />
    </form>
  );
}

function Entries({ filter }: { readonly filter: EntryFilter }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const entries = useEntries(filter);
  if (entries.isError) return <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />;
  if (entries.data === undefined) return <LoadingState what={t('entries.what')} />;
  const items = entries.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState title={t('entries.none')}>
        <p>{t('entries.noneHint')}</p>
      </EmptyState>
    );
  }
  const size = entries.data.pages[0]?.size ?? 0;
  return (
    <Panel title={t('entries.list')} aside={t('entries.of', { size: format.number(size) })} flush>
      <EntryRows items={items} />
      {entries.hasNextPage ? (
        <div className={styles.more}>
          <Button
            variant="default"
            loading={entries.isFetchingNextPage}
            onClick={() => void entries.fetchNextPage()}
          >
            {t('entries.more')}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

function instant(day: string, time: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(day) ? `${day}T${time}Z` : '';
}
