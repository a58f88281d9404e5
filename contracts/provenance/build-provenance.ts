/**
 * The provenance of a dataset as a graph: recording → report → version → request → agreement → transfer → evaluation, and what
 * superseded, withdrew or revoked what. Pure: whoever holds the same manifests and entries draws the same graph.
 */

import type { Digest } from '../digest.ts';
import {
  MAX_PROVENANCE_EDGES,
  MAX_PROVENANCE_NODES,
  type ProvenanceEdge,
  type ProvenanceNode,
} from '../http/provenance.ts';
import type { ParticipantId } from '../keys.ts';
import type { Manifest } from '../manifest/manifest.ts';

/** A version of the dataset, as far as its reader may see it. */
export interface ProvenanceVersion {
  readonly manifest: Pick<
    Manifest,
    'version' | 'previous' | 'provider' | 'createdAt' | 'derivative' | 'embodiment'
  > &
    Pick<Manifest, 'sample'>;
  readonly digest: Digest;
  readonly state: 'listed' | 'superseded' | 'withdrawn';
  /** Index of `dataset.published`; null while the log does not have it. */
  readonly logIndex: number | null;
}

/** An entry of the log about the dataset, which its reader may see. */
export interface ProvenanceAct {
  readonly index: number;
  readonly leafHash: Digest;
  readonly type: string;
  readonly time: string;
  readonly actor: ParticipantId;
  readonly subject: Digest;
  readonly exchange: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What acts become nodes of their own, and of which kind. Acts about versions and reports are told by those nodes. */
const KINDS: Readonly<Record<string, ProvenanceNode['kind']>> = {
  'request.opened': 'request',
  'agreement.signed': 'agreement',
  'transfer.started': 'transfer',
  'transfer.received': 'transfer',
  'key.released': 'transfer',
  'receipt.acknowledged': 'transfer',
  'transfer.terminated': 'transfer',
  'evaluation.reported': 'evaluation',
  'certificate.issued': 'certificate',
};

/** Builds the graph. Order: versions as given, then acts in log order. */
export function buildProvenance(known: {
  readonly versions: readonly ProvenanceVersion[];
  readonly acts: readonly ProvenanceAct[];
}): { nodes: ProvenanceNode[]; edges: ProvenanceEdge[]; truncated: boolean } {
  const graph = new Graph();
  for (const version of known.versions) addVersion(graph, version);
  const acts = known.acts.toSorted((a, b) => a.index - b.index);
  const lastOfExchange = new Map<string, string>();
  for (const act of acts) addAct(graph, act, lastOfExchange);
  return graph.result();
}

class Graph {
  readonly #nodes = new Map<string, ProvenanceNode>();
  readonly #edges = new Map<string, ProvenanceEdge>();
  #truncated = false;

  node(node: Pick<ProvenanceNode, 'id' | 'kind' | 'label'> & Partial<ProvenanceNode>): string {
    const before = this.#nodes.get(node.id);
    if (before === undefined && this.#nodes.size >= MAX_PROVENANCE_NODES) {
      this.#truncated = true;
      return node.id;
    }
    const blank = { digest: null, logIndex: null, time: null, company: null, state: null };
    this.#nodes.set(node.id, { ...blank, ...before, ...node });
    return node.id;
  }

  change(id: string, change: Partial<ProvenanceNode>): void {
    const before = this.#nodes.get(id);
    if (before !== undefined) this.#nodes.set(id, { ...before, ...change });
  }

  has(id: string): boolean {
    return this.#nodes.has(id);
  }

  edge(from: string, relation: ProvenanceEdge['relation'], to: string): void {
    const key = `${from} ${relation} ${to}`;
    if (this.#edges.size >= MAX_PROVENANCE_EDGES && !this.#edges.has(key)) this.#truncated = true;
    else this.#edges.set(key, { from, to, relation });
  }

  /** Edges lead only to nodes that are there: a version that the reader may not see has none. */
  result(): { nodes: ProvenanceNode[]; edges: ProvenanceEdge[]; truncated: boolean } {
    const edges = [...this.#edges.values()].filter(({ from, to }) => this.has(from) && this.has(to));
    return { nodes: [...this.#nodes.values()], edges, truncated: this.#truncated };
  }
}

function companyNode(graph: Graph, company: ParticipantId): string {
  return graph.node({ id: `company:${company}`, kind: 'company', label: company, company });
}

function versionId(manifest: Digest): string {
  return `version:${manifest}`;
}

function addVersion(graph: Graph, { manifest, digest, state, logIndex }: ProvenanceVersion): void {
  const { provider, derivative, embodiment, previous, sample } = manifest;
  const company = provider.participant;
  const version = graph.node({
    id: versionId(digest),
    kind: 'version',
    label: `v${manifest.version}`,
    digest,
    logIndex,
    time: manifest.createdAt,
    company,
    state,
  });
  // One report describes one recording; the recording itself has no address in the exchange.
  const recording = graph.node({
    id: `recording:${derivative.report}`,
    kind: 'recording',
    label: 'raw',
    company,
  });
  const report = graph.node({
    id: `report:${derivative.report}`,
    kind: 'report',
    label: derivative.policy,
    digest: derivative.report,
    company,
  });
  graph.edge(recording, 'recorded-by', companyNode(graph, company));
  graph.edge(report, 'describes', recording);
  graph.edge(version, 'derived-from', report);
  if (previous !== null) graph.edge(version, 'supersedes', versionId(previous));
  if (embodiment !== null) {
    const body = graph.node({
      id: `embodiment:${embodiment.id}`,
      kind: 'embodiment',
      label: embodiment.label,
      digest: embodiment.id,
    });
    graph.edge(version, 'recorded-on', body);
  }
  if (sample !== undefined) {
    const shown = graph.node({
      id: `sample:${sample.index}`,
      kind: 'sample',
      label: sample.license.id,
      digest: sample.index,
    });
    graph.edge(shown, 'shows', version);
  }
}

function addAct(graph: Graph, act: ProvenanceAct, lastOfExchange: Map<string, string>): void {
  const { type, body, subject, index, time } = act;
  switch (type) {
    case 'desensitization.reported':
      graph.change(`report:${subject}`, { logIndex: index, time });
      graph.change(`recording:${subject}`, { digest: digestIn(body, 'inputCommitment') });
      return;
    case 'dataset.published':
      graph.change(versionId(subject), { logIndex: index });
      return;
    default:
  }
  const id = graph.node({
    id: `entry:${act.leafHash}`,
    kind: KINDS[type] ?? 'act',
    label: type,
    digest: subject,
    logIndex: index,
    time,
    company: act.actor,
  });
  const manifest = digestIn(body, 'manifest');
  if (type === 'request.opened') {
    if (manifest !== null) graph.edge(id, 'asks-for', versionId(manifest));
    graph.edge(id, 'asked-by', companyNode(graph, act.actor));
  } else if (type === 'agreement.signed' && manifest !== null) graph.edge(id, 'grants', versionId(manifest));
  else if (graph.has(versionId(subject))) graph.edge(id, 'concerns', versionId(subject));
  if (type === 'license.revoked') {
    const agreement = lastOfExchange.get(`agreement ${digestIn(body, 'agreement')}`);
    if (agreement !== undefined) graph.change(agreement, { state: 'revoked' });
  }
  if (type === 'agreement.signed') lastOfExchange.set(`agreement ${subject}`, id);
  link(graph, { id, act }, lastOfExchange);
}

/** Acts of an exchange follow one another; acts outside of it that name an agreement follow the agreement. */
function link(
  graph: Graph,
  { id, act }: { id: string; act: ProvenanceAct },
  lastOfExchange: Map<string, string>,
): void {
  const { exchange, body } = act;
  const before =
    exchange === null
      ? lastOfExchange.get(`agreement ${digestIn(body, 'agreement')}`)
      : lastOfExchange.get(exchange);
  if (before !== undefined) graph.edge(id, 'follows', before);
  if (exchange !== null) lastOfExchange.set(exchange, id);
}

function digestIn(body: Readonly<Record<string, unknown>>, name: string): Digest | null {
  const value = body[name];
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value) ? value : null;
}
