/** The graph of a dataset's provenance, laid out from left to right by dagre. Its table stands beside it for those who do not see it. */

import { graphlib, layout as layOutGraph } from '@dagrejs/dagre';
import { Background, Controls, Position, ReactFlow, type Edge, type Node } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Provenance } from '#contracts/http/provenance.ts';
import styles from './provenance-graph.module.css';

const WIDTH = 190;
const HEIGHT = 58;

/** The graph. */
export function ProvenanceGraph({ graph }: { readonly graph: Provenance }) {
  const { t } = useTranslation('audit');
  const { nodes, edges } = useMemo(() => layOut(graph, t), [graph, t]);
  return (
    <div className={styles.frame} role="group" aria-label={t('provenance.drawing')}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        fitView
        minZoom={0.2}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={16} color="var(--k-grid)" />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

function layOut(graph: Provenance, t: (key: string) => string): { nodes: Node[]; edges: Edge[] } {
  const layout = new graphlib.Graph();
  layout.setGraph({ rankdir: 'LR', nodesep: 18, ranksep: 60 });
  layout.setDefaultEdgeLabel(() => ({}));
  for (const { id } of graph.nodes) layout.setNode(id, { width: WIDTH, height: HEIGHT });
  for (const { from, to } of graph.edges) layout.setEdge(to, from);
  layOutGraph(layout);
  return {
    nodes: graph.nodes.map((node) => {
      const { x, y } = layout.node(node.id);
      return {
        id: node.id,
        position: { x: x - WIDTH / 2, y: y - HEIGHT / 2 },
        width: WIDTH,
        height: HEIGHT,
        sourcePosition: Position.Right,
        targetPosition: Position.Left,
        className: styles.node ?? '',
        data: {
          label: (
            <span className={styles.label} data-kind={node.kind} data-state={node.state ?? ''}>
              <span className={styles.kind}>{t(`kind.${node.kind}`)}</span>
              <span className={styles.name}>{node.label}</span>
            </span>
          ),
        },
      };
    }),
    edges: graph.edges.map(({ from, to, relation }) => ({
      id: `${from} ${relation} ${to}`,
      source: to,
      target: from,
      type: 'smoothstep',
    })),
  };
}
