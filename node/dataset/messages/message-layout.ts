/**
 * What is taken out of messages of a type: one vector of all its single numbers, its numeric arrays, names, and picture bytes.
 *
 * `header.stamp` and sequence numbers are clocks, not data; strings other than joint names are left where they are.
 */

import type { NumberType } from '../dataset-reader.ts';
import type { MessageDefinition, MessageField } from './ros-definition.ts';

/** Bytes of arrays that are taken as numbers; larger `uint8[]` are pictures, clouds or files. */
export const MAX_BYTE_ARRAY = 4096;

/** One thing taken out of every message. */
export interface Output {
  /** Path below the message; empty for the vector of single numbers. */
  readonly path: string;
  readonly type: NumberType;
  /** Names of the vector's numbers; null for arrays. */
  readonly names: readonly string[] | null;
}

/** How a type's messages are read. */
export interface MessageLayout {
  readonly definition: MessageDefinition;
  readonly outputs: readonly Output[];
  /** Paths of the single numbers, in the vector's order. */
  readonly scalars: readonly string[];
  /** Path of the field with encoded or raw picture bytes; null when there is none. */
  readonly picture: string | null;
}

const PICTURES = new Set(['sensor_msgs/Image', 'sensor_msgs/CompressedImage', 'foxglove/CompressedImage']);
/** Videos, the coded bytes of a picture a message. */
const VIDEOS = new Set(['foxglove_msgs/CompressedVideo', 'foxglove/CompressedVideo']);
const CLOUDS = new Set(['sensor_msgs/PointCloud2', 'sensor_msgs/PointCloud']);

/** True when messages of the type are point clouds. */
export function isPointCloud(type: string): boolean {
  return CLOUDS.has(type);
}

/** Plans what is taken out of messages of a type. */
export function layoutOf(definition: MessageDefinition): MessageLayout {
  if (PICTURES.has(definition.name) || VIDEOS.has(definition.name))
    return { definition, outputs: [], scalars: [], picture: 'data' };
  if (CLOUDS.has(definition.name)) return { definition, outputs: [], scalars: [], picture: null };
  const scalars: { path: string; type: NumberType }[] = [];
  const arrays: Output[] = [];
  const walk = (fields: readonly MessageField[], prefix: string): void => {
    for (const { name, type, array } of fields) {
      const path = prefix === '' ? name : `${prefix}.${name}`;
      if (type.kind === 'struct' && array === null) {
        if (name !== 'header') walk(type.fields, path);
      } else if (type.kind === 'number') {
        if (array === null) scalars.push({ path, type: type.type });
        else arrays.push({ path, type: type.type, names: null });
      }
    }
  };
  walk(definition.fields, '');
  const types = new Set(scalars.map(({ type }) => type));
  const [only] = types;
  const vector: Output[] =
    only === undefined
      ? []
      : [{ path: '', type: types.size === 1 ? only : 'float64', names: scalars.map(({ path }) => path) }];
  return {
    definition,
    outputs: [...vector, ...arrays],
    scalars: scalars.map(({ path }) => path),
    picture: null,
  };
}
