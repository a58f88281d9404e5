/** Where a dataset came from and what became of it: a graph, and the same as a table. */

import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Provenance } from '#contracts/http/provenance.ts';
import { useCompanyNames } from '../../api/companies.ts';
import { useProvenance } from '../../api/log.ts';
import { type Format, useFormat } from '../../app/format.ts';
import { useIdParam } from '../../app/id-param.ts';
import { LoadingState } from '../../components/loading-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { DataTable } from '../../components/data-table.tsx';
import pageStyles from './entry-page.module.css';

const ProvenanceGraph = lazy(async () => ({
  default: (await import('./provenance-graph.tsx')).ProvenanceGraph,
}));

/** The page of `/audit/provenance/:id`. */
export function ProvenancePage() {
  const { t } = useTranslation('audit');
  const id = useIdParam();
  const provenance = useProvenance(id);
  return (
    <>
      <PageHeader
        over={t('provenance.over')}
        title={t('provenance.title')}
        lead={t('provenance.lead')}
        actions={<Link href={`/datasets/${encodeURIComponent(id)}`}>{t('provenance.dataset')}</Link>}
      />
      <QueryView query={provenance} what={t('provenance.what')}>
        {(graph) => <Shown graph={graph} />}
      </QueryView>
    </>
  );
}

function Shown({ graph: found }: { readonly graph: Provenance }) {
  const { t } = useTranslation('audit');
  const names = useCompanyNames();
  const format = useFormat();
  const graph = useMemo(() => withNames(found, names, format), [found, names, format]);
  return (
    <div className={pageStyles.stack}>
      <Panel title={t('provenance.graph')} aside={t(`provenance.scope.${graph.scope}`)} flush>
        <Suspense fallback={<LoadingState />}>
          <ProvenanceGraph graph={graph} />
        </Suspense>
      </Panel>
      <Panel title={t('provenance.table')}>
        <Table graph={graph} />
      </Panel>
    </div>
  );
}

/** Companies by the names that they enrolled with, bodies in words. */
function withNames(graph: Provenance, names: ReadonlyMap<string, string>, format: Format): Provenance {
  const nodes = graph.nodes.map((node) => {
    if (node.kind === 'company') return { ...node, label: names.get(node.company ?? '') ?? node.label };
    return node.kind === 'embodiment' ? { ...node, label: format.body(node.label) } : node;
  });
  return { ...graph, nodes };
}

function Table({ graph }: { readonly graph: Provenance }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  return (
    <DataTable label={t('provenance.kind')}>
      <thead>
        <tr>
          <th scope="col">{t('provenance.kind')}</th>
          <th scope="col">{t('provenance.label')}</th>
          <th scope="col">{t('provenance.state')}</th>
          <th scope="col">{t('fact.time')}</th>
          <th scope="col">{t('provenance.entry')}</th>
        </tr>
      </thead>
      <tbody>
        {graph.nodes.map((node) => (
          <tr key={node.id}>
            <th scope="row">{t(`kind.${node.kind}`)}</th>
            <td>{node.label}</td>
            <td>{node.state ?? '–'}</td>
            <td>{node.time === null ? '–' : format.dateTime(node.time)}</td>
            <td>
              {node.logIndex === null ? (
                '–'
              ) : (
                <Link href={`/audit/entries/${node.logIndex}`}>#{node.logIndex}</Link>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
