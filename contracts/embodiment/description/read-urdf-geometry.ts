/** Origins and primitive shapes of URDF. Meshes are named, checked and never opened. */

import {
  badDescription,
  checkAssetName,
  numberAttribute,
  numbersAttribute,
  positionAttribute,
  vectorAttribute,
} from './description-values.ts';
import type { Geometry, Pose } from '../kinematic-tree.ts';
import { fromRpy, IDENTITY, ZERO } from '../spatial.ts';
import { childNamed, type XmlElement } from './xml.ts';

/** The pose in a child element <origin xyz rpy>, identity when there is none. */
export function readOrigin(element: XmlElement): Pose {
  const origin = childNamed(element, 'origin');
  if (origin === null) return IDENTITY;
  const rpy = vectorAttribute(origin, 'rpy', ZERO);
  if (rpy.some((angle) => Math.abs(angle) > 1000))
    throw badDescription('angles-absurd', { name: 'rpy', element: 'origin' }, origin);
  return { position: positionAttribute(origin, 'xyz', ZERO), rotation: fromRpy(rpy) };
}

/** The shape of a <visual> or <collision> element: none or one. */
export function readGeometry(element: XmlElement): Geometry[] {
  const origin = readOrigin(element);
  const geometry = childNamed(element, 'geometry');
  const shape = geometry?.children[0];
  if (shape === undefined) return [];
  switch (shape.name) {
    case 'box':
      return [{ kind: 'box', origin, size: sizes(shape, numbersAttribute(shape, 'size', 3)) }];
    case 'cylinder':
    case 'capsule': {
      const size = [numberAttribute(shape, 'radius', 0), numberAttribute(shape, 'length', 0)];
      return [{ kind: shape.name, origin, size: sizes(shape, size) }];
    }
    case 'sphere':
      return [{ kind: 'sphere', origin, size: sizes(shape, [numberAttribute(shape, 'radius', 0)]) }];
    case 'mesh':
      checkAssetName(shape, 'filename');
      return [{ kind: 'mesh', origin, size: [] }];
    default:
      return [];
  }
}

function sizes(shape: XmlElement, values: readonly number[] | null): readonly number[] {
  if (values === null || values.some((value) => value < 0 || value > 1000)) {
    throw badDescription('size-unusable', { element: shape.name }, shape);
  }
  return values;
}
