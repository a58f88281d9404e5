/** Values in robot descriptions: numbers and names from attributes, refused with the line on which they stand. */

import type { ErrorParams, ExchangeError } from '../../errors.ts';
import { faultError } from '../../faults.ts';
import type { Vec3 } from '../kinematic-tree.ts';
import type { DescriptionFault } from './fault-words.ts';
import { attribute, type XmlElement } from './xml.ts';

/** Largest length, position or size (m) that a robot description may state. */
export const MAX_LENGTH = 1000;
/** Largest number of any kind that a robot description may state. */
export const MAX_NUMBER = 1e18;
/** Joint limits beyond this (rad, m) mean "unlimited". */
export const UNLIMITED_BEYOND = 1e4;
/** Longest name of a link, joint, sensor or frame. */
export const MAX_NAME_LENGTH = 256;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;

/** An error about the robot description at a line: what is wrong, and what with. */
export function badDescription(
  fault: DescriptionFault,
  params: ErrorParams,
  { line }: Pick<XmlElement, 'line'>,
): ExchangeError {
  return faultError('bad-robot-description', fault, { ...params, line });
}

/** The one finite number written in `text`. */
export function parseNumber(text: string, element: XmlElement): number {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value) || Math.abs(value) > MAX_NUMBER) {
    throw badDescription('number-unusable', { text: text.slice(0, 40), element: element.name }, element);
  }
  return value;
}

/** Numbers of a list separated by white space. */
export function parseNumbers(text: string, element: XmlElement): number[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return words.map((word) => parseNumber(word, element));
}

/** A numeric attribute, or `fallback` when it is absent. */
export function numberAttribute<T>(element: XmlElement, name: string, fallback: T): number | T {
  const text = attribute(element, name);
  return text === null ? fallback : parseNumber(text, element);
}

/** An attribute with exactly `count` numbers, or null when it is absent. */
export function numbersAttribute(element: XmlElement, name: string, count: number): number[] | null {
  const text = attribute(element, name);
  if (text === null) return null;
  const values = parseNumbers(text, element);
  if (values.length !== count) {
    throw badDescription(
      'numbers-miscounted',
      { name, element: element.name, count: values.length, expected: count },
      element,
    );
  }
  return values;
}

/** An attribute with three numbers, or `fallback` when it is absent. */
export function vectorAttribute(element: XmlElement, name: string, fallback: Vec3): Vec3 {
  const values = numbersAttribute(element, name, 3);
  return values === null ? fallback : [values[0]!, values[1]!, values[2]!];
}

/** A position attribute in metres. */
export function positionAttribute(element: XmlElement, name: string, fallback: Vec3): Vec3 {
  const value = vectorAttribute(element, name, fallback);
  if (value.some((x) => Math.abs(x) > MAX_LENGTH)) {
    throw badDescription('too-far', { name, element: element.name, limit: MAX_LENGTH }, element);
  }
  return value;
}

/** A name attribute that must be there, must not be empty and must not be over-long. */
export function requiredName(element: XmlElement, attributeName = 'name'): string {
  const name = attribute(element, attributeName);
  if (name === null || name === '') {
    throw badDescription('name-missing', { element: element.name, name: attributeName }, element);
  }
  return boundedName(name, element);
}

/** The name, refused when it is over-long. */
export function boundedName(name: string, element: XmlElement): string {
  if (name.length > MAX_NAME_LENGTH)
    throw badDescription('name-too-long', { element: element.name }, element);
  return name;
}

/** A joint limit: null when it stands for "unlimited". */
export function usefulLimit(value: number | null): number | null {
  return value === null || Math.abs(value) > UNLIMITED_BEYOND ? null : value;
}

/** Steps up that a mesh name may begin with: collections of robots share meshes across their folders. */
export const MAX_ASSET_CLIMB = 4;
const MESH_FILE = /\.(?:stl|dae|obj|glb|gltf|ply|msh|off|usd[acz]?|wrl|skn|png|jpe?g|tga|ktx)$/i;

/**
 * Refuses names of mesh and texture files that lead astray: steps up inside a name or more than {@link MAX_ASSET_CLIMB} of
 * them at its start, addresses in a network, and names outside the robot's folder that are no meshes. An absolute name of a
 * mesh is accepted: exporters write them, and nothing is opened here.
 */
export function checkAssetName(element: XmlElement, name: string): void {
  const file = attribute(element, name);
  if (file === null || file === '') return;
  const decoded = decodeAll(file);
  const path = decoded.replace(/^(?:package|model|file):\/\//i, '');
  const parts = path.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
  const climb = parts.findIndex((part) => part !== '..');
  const allowedClimb = path === decoded ? MAX_ASSET_CLIMB : 0;
  const climbsOut = climb < 0 || climb > allowedClimb || parts.includes('..', climb);
  const absolute = /^(?:[/\\~]|[a-z]:[/\\])/i.test(path);
  const remote = /^[a-z][a-z0-9+.-]+:/i.test(path);
  const astray = (climb > 0 || absolute) && !MESH_FILE.test(path);
  if (climbsOut || remote || astray || hasControlCharacter(decoded)) {
    throw badDescription('file-astray', { file: file.slice(0, 80) }, element);
  }
}

/** Percent decoding, twice, so that doubly encoded steps up are seen too. */
function decodeAll(text: string): string {
  let decoded = text;
  for (let i = 0; i < 2; i++) {
    try {
      decoded = decodeURIComponent(decoded);
    } catch {
      return decoded;
    }
  }
  return decoded;
}

function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) < 0x20) return true;
  return false;
}
