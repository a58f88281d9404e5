/** Puts statements beside what the bytes show: features take stated names, units and joints where they have none of their own. */

import type { CollectionFacts, DatasetFacts } from '#contracts/dataset/facts.ts';
import type { Declarations } from '#contracts/dataset/lifecycle.ts';
import type { KinematicTree } from '#contracts/embodiment/kinematic-tree.ts';
import type { DeclaredFeature } from '../dataset-reader.ts';

/** A feature with the names and the unit that a lister states, where the format itself says nothing. */
export function withStatement(feature: DeclaredFeature, declarations: Declarations | null): DeclaredFeature {
  const stated = declarations?.features?.[feature.name];
  if (stated === undefined) return feature;
  const width = feature.shape.reduce((product, extent) => product * extent, 1);
  const names = feature.names ?? (stated.names?.length === width ? stated.names : null);
  const unit = feature.unit ?? stated.unit;
  return { ...feature, names, ...(unit === undefined ? {} : { unit }) };
}

/** Joints that a lister states for a feature, as the robot description has them; null where nothing is stated or nothing fits. */
export function statedJoints(
  feature: DeclaredFeature,
  declarations: Declarations | null,
  robot: KinematicTree | null,
): KinematicTree['joints'][number][] | (KinematicTree['joints'][number] | null)[] | null {
  const joints = declarations?.features?.[feature.name]?.joints;
  if (joints === undefined || robot === null) return null;
  const byName = new Map(robot.joints.map((joint) => [joint.name, joint]));
  return joints.map((name) => (name === null ? null : (byName.get(name) ?? null)));
}

/** How the data came about: what the format says, then what the lister states. */
export function collectionOf(
  format: Partial<CollectionFacts> | undefined,
  declarations: Declarations | null,
): CollectionFacts {
  const stated = declarations?.collection ?? {};
  const unknown: CollectionFacts = {
    method: 'unknown',
    methodBasis: 'unknown',
    device: null,
    siteClass: null,
    operatorClass: null,
    from: null,
    to: null,
    simulator: null,
  };
  const own = { ...unknown, ...format };
  const method = stated.method === undefined || stated.method === 'unknown' ? null : stated.method;
  return {
    // Bytes that say "simulated" are believed before a lister who says otherwise; the discrepancy is listed.
    method: own.method === 'unknown' ? (method ?? 'unknown') : own.method,
    methodBasis: own.method === 'unknown' ? (method === null ? 'unknown' : 'declared') : own.methodBasis,
    device: own.device ?? stated.device ?? null,
    siteClass: own.siteClass ?? stated.site ?? null,
    operatorClass: own.operatorClass ?? stated.operators ?? null,
    from: own.from ?? stated.from ?? null,
    to: own.to ?? stated.to ?? null,
    simulator: own.simulator ?? declarations?.simulation?.simulator ?? null,
  };
}

/** What actions mean: statements fill what bytes leave open. */
export function controlOf(
  inferred: DatasetFacts['control'],
  declarations: Declarations | null,
): DatasetFacts['control'] {
  const stated = declarations?.control;
  if (stated === undefined) return inferred;
  const opens = inferred.mode === 'unknown' && stated.mode !== undefined;
  return {
    mode: opens ? (stated.mode ?? 'unknown') : inferred.mode,
    reference: inferred.reference === 'unknown' ? (stated.reference ?? 'unknown') : inferred.reference,
    basis: inferred.basis === 'unknown' ? 'declared' : inferred.basis,
    rateHz: inferred.rateHz ?? stated.rateHz ?? null,
  };
}

/** How finely the data is annotated: the finer of what bytes show and what is stated. */
export function annotationOf(
  shown: DatasetFacts['annotation'],
  declarations: Declarations | null,
): DatasetFacts['annotation'] {
  const order: readonly string[] = ['unknown', 'none', 'dataset', 'episode', 'sub-task', 'frame'];
  const stated = declarations?.granularity;
  const finer = stated !== undefined && order.indexOf(stated) > order.indexOf(shown.granularity);
  const labelled = declarations?.success !== undefined && declarations.success.share !== null;
  return {
    granularity: finer ? stated : shown.granularity,
    successLabels: shown.successLabels === 'absent' && labelled ? 'present' : shown.successLabels,
  };
}
