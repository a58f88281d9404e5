/** The graph of a dataset's provenance, laid out from top to bottom by dagre. Its table stands beside it for those who do not see it. */

import { graphlib, layout as layOutGraph } from '@dagrejs/dagre';
import { Background, Controls, Position, ReactFlow, type Edge, type Node } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Provenance } from '#contracts/http/provenance.ts';
import styles from './provenance-graph.module.css';

const WIDTH = 190;
const HEIGHT = 58;
/** The frame is as tall as the graph, within these bounds; beyond them one drags. */
const FRAME = { least: 280, most: 1200, margin: 24 };

/** The graph. */
export function ProvenanceGraph({ graph }: { readonly graph: Provenance }) {
  const { t } = useTranslation('audit');
  const { nodes, edges, height } = useMemo(() => layOut(graph, t), [graph, t]);
  return (
    <div className={styles.frame} style={{ height }} role="group" aria-label={t('provenance.drawing')}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        fitView
        fitViewOptions={{ minZoom: 0.6, maxZoom: 1, padding: `${FRAME.margin}px` }}
        minZoom={0.2}
        preventScrolling={false}
        zoomOnScroll={false}
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

function layOut(
  graph: Provenance,
  t: (key: string) => string,
): { nodes: Node[]; edges: Edge[]; height: number } {
  const layout = new graphlib.Graph();
  layout.setGraph({ rankdir: 'TB', nodesep: 24, ranksep: 34 });
  layout.setDefaultEdgeLabel(() => ({}));
  for (const { id } of graph.nodes) layout.setNode(id, { width: WIDTH, height: HEIGHT });
  for (const { from, to } of graph.edges) layout.setEdge(to, from);
  layOutGraph(layout);
  const height = Math.max(FRAME.least, Math.min(FRAME.most, (layout.graph().height ?? 0) + 2 * FRAME.margin));
  return {
    height,
    nodes: graph.nodes.map((node) => {
      const { x, y } = layout.node(node.id);
      return {
        id: node.id,
        position: { x: x - WIDTH / 2, y: y - HEIGHT / 2 },
        width: WIDTH,
        height: HEIGHT,
        sourcePosition: Position.Bottom,
        targetPosition: Position.Top,
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
