/** Reads a robot description of either format, recognised by its content and never by its file name. */

import { faultError } from '../../faults.ts';
import type { KinematicTree } from '../kinematic-tree.ts';
import { inMetres } from './in-metres.ts';
import { readMjcfElement } from './read-mjcf.ts';
import { readUrdfElement } from './read-urdf.ts';
import { parseXml } from './xml.ts';

/**
 * Reads URDF (<robot>) or MJCF (<mujoco>), whose lengths may be millimetres ({@link inMetres}). Throws `unsupported-format` for any other XML, else as
 * {@link readUrdfElement} and {@link readMjcfElement} do.
 */
export function readRobotDescription(text: string): KinematicTree {
  const root = parseXml(text);
  if (root.name === 'robot') return inMetres(readUrdfElement(root));
  if (root.name === 'mujoco') return inMetres(readMjcfElement(root));
  if (root.name === 'mujocoinclude') {
    throw faultError('unsupported-format', 'included-part', { line: root.line });
  }
  throw faultError('unsupported-format', 'not-a-description', {
    element: root.name.slice(0, 40),
    line: root.line,
  });
}
