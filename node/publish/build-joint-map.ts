/** Builds the joint map of a dataset from its facts (joint names per dimension) and the binding of its robot's description. */

import type { DatasetFacts, FeatureFacts } from '#contracts/dataset/facts.ts';
import {
  MAX_JOINT_COLUMNS,
  MAX_JOINT_ELEMENTS,
  type JointColumn,
  type JointElement,
  type JointMap,
} from '#contracts/dataset/joint-map.ts';
import type { Modality, Unit } from '#contracts/dataset/vocabulary.ts';
import type { Digest } from '#contracts/digest.ts';
import type { CanonicalForm } from '#contracts/embodiment/body/canonical.ts';
import type { JointBinding } from '#contracts/embodiment/body/canonical-order.ts';

type Quantity = JointColumn['quantity'];

const QUANTITIES: Partial<Record<Modality, Quantity>> = {
  'joint-position': 'position',
  'joint-velocity': 'velocity',
  'joint-torque': 'effort',
};

const DEGREE = Math.PI / 180;

/** From each unit to the canonical one of its quantity. */
const FACTORS: Readonly<Record<Quantity, Partial<Record<Unit, number>>>> = {
  position: { rad: 1, deg: DEGREE, m: 1, mm: 1e-3 },
  velocity: { 'rad/s': 1, 'deg/s': DEGREE, 'm/s': 1 },
  effort: { N·m: 1, N: 1 },
};

/** Encoders overshoot a stop a little: radians or metres. */
const OVERSHOOT = 0.05;

/** The joint map of a dataset: states first, positions first. Columns of which no element moves a joint are left out. */
export function buildJointMap(facts: DatasetFacts, form: CanonicalForm, embodiment: Digest): JointMap {
  const columns: JointColumn[] = [];
  let elements = 0;
  for (const role of ['state', 'action'] as const) {
    for (const quantity of ['position', 'velocity', 'effort'] as const) {
      for (const feature of facts.features) {
        if (feature.role !== role || QUANTITIES[feature.modality] !== quantity) continue;
        const reference = role === 'state' ? 'absolute' : facts.control.reference;
        const column = columnOf(feature, form, { role, quantity, reference });
        elements += column?.elements.length ?? 0;
        if (column === undefined || columns.length >= MAX_JOINT_COLUMNS || elements > MAX_JOINT_ELEMENTS)
          continue;
        columns.push(column);
      }
    }
  }
  return { schema: 'joint-map/1', embodiment, columns };
}

function columnOf(
  feature: FeatureFacts,
  form: CanonicalForm,
  kind: Pick<JointColumn, 'role' | 'quantity' | 'reference'>,
): JointColumn | undefined {
  if (feature.joints === null) return undefined;
  const elements: JointElement[] = [];
  const unmapped: JointColumn['unmapped'] = [];
  const taken = new Set<number>();
  const hasZero = kind.quantity === 'position' && kind.reference !== 'delta';
  feature.joints.forEach((label, dimension) => {
    if (label === null) {
      unmapped.push({ dimension, reason: 'no-joint' });
      return;
    }
    const binding = form.joints.find((known) => known.name === label && known.component === 0);
    if (binding === undefined || taken.has(binding.joint)) {
      unmapped.push({ dimension, reason: 'not-in-embodiment' });
      return;
    }
    const scale = scaleOf(feature, dimension, { form, binding, kind });
    if (scale === undefined) {
      unmapped.push({ dimension, reason: 'no-unit' });
      return;
    }
    const { joint, sign, offset } = binding;
    taken.add(joint);
    elements.push({ dimension, joint, label, ...scale, sign, offset: hasZero ? offset : 0 });
  });
  return elements.length === 0 ? undefined : { feature: feature.name, ...kind, elements, unmapped };
}

/** Unit of an element and its factor. Radians beside metres leave a feature without a unit: then the range of values shows it. */
function scaleOf(
  feature: FeatureFacts,
  dimension: number,
  at: { form: CanonicalForm; binding: JointBinding; kind: Pick<JointColumn, 'quantity'> },
): Pick<JointElement, 'unit' | 'factor'> | undefined {
  const factor = FACTORS[at.kind.quantity][feature.unit];
  if (factor !== undefined) return { unit: feature.unit, factor };
  return at.kind.quantity === 'position' ? scaleByRange(feature, dimension, at) : undefined;
}

function scaleByRange(
  feature: FeatureFacts,
  dimension: number,
  { form, binding }: { form: CanonicalForm; binding: JointBinding },
): Pick<JointElement, 'unit' | 'factor'> | undefined {
  const seen = [feature.min?.[dimension], feature.max?.[dimension]];
  const joint = form.embodiment.joints[binding.joint];
  if (feature.unit !== 'mixed' || joint === undefined || joint.lower === null || joint.upper === null)
    return undefined;
  const [lower, upper] = [joint.lower - OVERSHOOT, joint.upper + OVERSHOOT];
  const units: readonly (readonly [Unit, number])[] =
    joint.type === 'prismatic'
      ? [
          ['m', 1],
          ['mm', 1e-3],
        ]
      : [
          ['rad', 1],
          ['deg', DEGREE],
        ];
  const fitting = units.find(([, factor]) =>
    seen.every((value) => {
      const position = binding.sign * (factor * (value ?? Number.NaN) - binding.offset);
      return position >= lower && position <= upper;
    }),
  );
  return fitting === undefined ? undefined : { unit: fitting[0], factor: fitting[1] };
}
