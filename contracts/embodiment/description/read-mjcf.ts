/**
 * Reads MJCF into a kinematic tree.
 *
 * Source: MuJoCo documentation, "XML Reference". Meshes are never opened, other files never included. The world is the root
 * link; a body that floats hangs on it by a `floating` joint at its initial pose.
 */

import { faultError } from '../../faults.ts';
import { checkAssetName, MAX_NAME_LENGTH } from './description-values.ts';
import type { DescriptionWarning, KinematicTree } from '../kinematic-tree.ts';
import { readUp } from './gravity.ts';
import { readBodies, WORLD } from './read-mjcf-bodies.ts';
import { DefaultClasses, readCompiler } from './read-mjcf-defaults.ts';
import { readMechanisms, readMjcfSensors } from './read-mjcf-mechanisms.ts';
import { buildTree } from './tree-builder.ts';
import { attribute, childrenNamed, parseXml, type XmlElement } from './xml.ts';

/**
 * Reads an MJCF document. Throws `bad-xml`, `bad-robot-description`, `unsupported-format` (not MJCF, includes, macros,
 * global coordinates) or `limit-exceeded`, each with the 1-based `line` where one is to blame.
 */
export function readMjcf(text: string): KinematicTree {
  return readMjcfElement(parseXml(text));
}

/** Reads MJCF whose XML is already parsed. See {@link readMjcf}. */
export function readMjcfElement(root: XmlElement): KinematicTree {
  if (root.name !== 'mujoco') {
    throw faultError('unsupported-format', 'not-mjcf', { element: root.name.slice(0, 40), line: root.line });
  }
  refuseIncludes(root);
  checkAssets(root);
  const settings = { compiler: readCompiler(root), defaults: new DefaultClasses(root) };
  const bodies = readBodies(childrenNamed(root, 'worldbody'), settings);
  const { joints, couplings, warnings } = readMechanisms(root, bodies, settings);
  return buildTree({
    name: (attribute(root, 'model') ?? '').slice(0, MAX_NAME_LENGTH),
    format: 'mjcf',
    links: bodies.links,
    joints,
    frames: bodies.sites.filter((site) => site.link !== WORLD),
    sensors: [...bodies.cameras, ...readMjcfSensors(root, bodies)],
    couplings,
    warnings: [...warnings, ...sceneWarnings(root)],
    up: readUp(root),
  });
}

function refuseIncludes(element: XmlElement): void {
  if (element.name === 'include') {
    const file = (attribute(element, 'file') ?? '').slice(0, 80);
    throw faultError('unsupported-format', 'included-file', { file, line: element.line });
  }
  for (const child of element.children) refuseIncludes(child);
}

function checkAssets(root: XmlElement): void {
  for (const section of childrenNamed(root, 'asset')) {
    for (const asset of section.children) checkAssetName(asset, 'file');
  }
}

function sceneWarnings(root: XmlElement): DescriptionWarning[] {
  return childrenNamed(root, 'deformable').map((element) => ({
    code: 'deformable-ignored',
    message: 'Deformable parts are passed over.',
    line: element.line,
  }));
}
