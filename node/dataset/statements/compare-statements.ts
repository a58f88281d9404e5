/** Where a lister's statements and the bytes disagree. Subjects begin with `statement:`. */

import type { DatasetFacts, Discrepancy, FeatureFacts } from '#contracts/dataset/facts.ts';
import type { Declarations } from '#contracts/dataset/lifecycle.ts';

/** Rates that differ by less than this share count as equal. */
const RATE_TOLERANCE = 0.05;
/** A gripper's stated ends may lie outside of what was seen by this share of their distance: nobody has to close it wholly. */
const GRIPPER_SLACK = 0.2;

/** What statements are compared with. */
export type ObservedFacts = Pick<
  DatasetFacts,
  'episodes' | 'features' | 'cameras' | 'sensing' | 'clock' | 'collection' | 'control'
>;

type Add = (subject: string, declared: Discrepancy['declared'], observed: Discrepancy['observed']) => void;

/** Lists the disagreements. `control` and `collection` are those that bytes alone show. */
export function compareStatements(declarations: Declarations | null, observed: ObservedFacts): Discrepancy[] {
  const out: Discrepancy[] = [];
  if (declarations === null) return out;
  const add: Add = (subject, declared, seen) => {
    out.push({ subject: `statement:${subject}`.slice(0, 320), declared, observed: seen });
  };
  compareWhole(declarations, observed, add);
  compareSensing(declarations, observed, add);
  for (const [name, stated] of Object.entries(declarations.features ?? {})) {
    compareFeature(name, { stated, feature: observed.features.find((one) => one.name === name) }, add);
  }
  for (const stated of declarations.cameras ?? []) {
    const camera = observed.cameras.find(({ name }) => name === stated.camera);
    if (camera === undefined) add(`camera:${stated.camera}`, 'calibrated', 'absent');
    else if (camera.width !== null && (camera.width !== stated.width || camera.height !== stated.height)) {
      const seen = `${camera.width} x ${camera.height ?? 0}`;
      add(`camera:${stated.camera}:size`, `${stated.width} x ${stated.height}`, seen);
    }
  }
  for (const stated of declarations.grippers ?? []) compareGripper(stated, observed.features, add);
  const touch = declarations.contactEvents?.feature ?? null;
  if (touch !== null && !observed.features.some(({ name }) => name === touch)) {
    add('contact-events', touch, 'absent');
  }
  return out;
}

function compareWhole(declarations: Declarations, observed: ObservedFacts, add: Add): void {
  const { collection, control, clock, episodes } = declarations;
  if (episodes !== undefined && episodes !== observed.episodes) add('episodes', episodes, observed.episodes);
  const method = collection?.method;
  if (known(method) && known(observed.collection.method) && method !== observed.collection.method) {
    add('collection:method', method ?? null, observed.collection.method);
  }
  const mode = control?.mode;
  if (known(mode) && known(observed.control.mode) && mode !== observed.control.mode) {
    add('control:mode', mode ?? null, observed.control.mode);
  }
  if (differs(control?.rateHz, observed.control.rateHz)) {
    add('control:rate', control?.rateHz ?? null, observed.control.rateHz);
  }
  const source = clock?.source;
  const synthetic = observed.clock.source === 'synthetic';
  if (known(source) && observed.clock.source !== 'unknown' && (source === 'synthetic') !== synthetic) {
    add('clock:source', source ?? null, observed.clock.source);
  }
}

function known(word: string | undefined): boolean {
  return word !== undefined && word !== 'unknown';
}

function differs(stated: number | undefined, seen: number | null): boolean {
  return stated !== undefined && seen !== null && Math.abs(seen / stated - 1) > RATE_TOLERANCE;
}

function compareSensing({ sensing }: Declarations, observed: ObservedFacts, add: Add): void {
  for (const kind of ['jointTorque', 'force', 'tactile'] as const) {
    const stated = sensing?.[kind];
    const seen = observed.sensing[kind];
    if (stated === undefined) continue;
    if (known(stated.presence) && known(seen.presence) && stated.presence !== seen.presence) {
      add(`sensing:${kind}`, stated.presence, seen.presence);
    }
    if (differs(stated.rateHz, seen.rateHz)) add(`sensing:${kind}:rate`, stated.rateHz ?? null, seen.rateHz);
    if (stated.channels !== undefined && seen.presence === 'present' && stated.channels !== seen.channels) {
      add(`sensing:${kind}:channels`, stated.channels, seen.channels);
    }
  }
}

function compareFeature(
  name: string,
  {
    stated,
    feature,
  }: { stated: NonNullable<Declarations['features']>[string]; feature: FeatureFacts | undefined },
  add: Add,
): void {
  if (feature === undefined) {
    add(`feature:${name}`, 'present', 'absent');
    return;
  }
  if (differs(stated.rateHz, feature.rateHz))
    add(`feature:${name}:rate`, stated.rateHz ?? null, feature.rateHz);
  const measured = feature.unitBasis === 'inferred' || feature.unitBasis === 'convention';
  if (known(stated.unit) && measured && known(feature.unit) && stated.unit !== feature.unit) {
    add(`feature:${name}:unit`, stated.unit ?? null, feature.unit);
  }
  const width = feature.shape.reduce((product, extent) => product * extent, 1);
  for (const what of ['names', 'joints'] as const) {
    const count = stated[what]?.length;
    if (count !== undefined && count !== width) add(`feature:${name}:${what}`, count, width);
  }
  const lost = (stated.joints ?? []).filter(
    (joint, i) => joint !== null && feature.joints !== null && feature.joints[i] !== joint,
  );
  if (lost.length > 0)
    add(`feature:${name}:joints`, lost.join(', ').slice(0, 200), 'not in the robot description');
}

function compareGripper(
  stated: NonNullable<Declarations['grippers']>[number],
  features: readonly FeatureFacts[],
  add: Add,
): void {
  const feature = features.find(({ name }) => name === stated.feature);
  const dimension = stated.dimension === null ? 0 : (feature?.names?.indexOf(stated.dimension) ?? -1);
  const place = stated.dimension === null ? stated.feature : `${stated.feature}.${stated.dimension}`;
  const min = feature?.min?.[dimension];
  const max = feature?.max?.[dimension];
  if (min === undefined || max === undefined) {
    add(`gripper:${place}`, 'present', 'absent');
    return;
  }
  const { open, closed } = stated;
  if (open === null || closed === null || min === null || max === null) return;
  const slack = Math.abs(open - closed) * GRIPPER_SLACK;
  if (min < Math.min(open, closed) - slack || max > Math.max(open, closed) + slack) {
    add(`gripper:${place}:range`, `${closed} closed, ${open} open`, `${min} to ${max}`);
  }
}
