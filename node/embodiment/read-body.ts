/**
 * Bodies as commands take them: `arm.urdf` is a robot, `human` an average person, `human:1.8` one of that stature (m), `human:skeleton.xml`
 * a person with a skeleton of their own, `camera` or `camera:1.5` a camera that somebody wears at that height (m).
 */

import { resolve } from 'node:path';
import {
  bodyOfStatement,
  bodyStatementSchema,
  type BodyStatement,
} from '#contracts/embodiment/body/body-statement.ts';
import { SKELETON_LABEL } from '#contracts/embodiment/body/body-label.ts';
import type { UpAxis } from '#contracts/embodiment/description/gravity.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import { parseWire } from '#contracts/wire.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import {
  readDescriptionText,
  readRobot,
  readRobotHead,
  type ReadRobotOptions,
  type Robot,
  type RobotHead,
} from './read-robot.ts';

/** A body that is asked for: what it is, and the file that describes it. */
export interface BodyRequest {
  readonly stated: BodyStatement;
  /** Null where only the statement says what the body is. */
  readonly file: string | null;
}

const NUMBER = /^\d{1,3}(\.\d+)?$/;

/** Reads the notation. Throws `schema-mismatch` for a stature or height that is none. */
export function parseBody(text: string): BodyRequest {
  const [kind, rest] = /^(human|camera)(?::(.+))?$/s.exec(text)?.slice(1) ?? [];
  if (kind === undefined) return { stated: { kind: 'robot' }, file: text };
  if (rest === undefined) return { stated: stated({ kind }), file: null };
  if (kind === 'human' && !NUMBER.test(rest)) return { stated: stated({ kind }), file: rest };
  const figure = NUMBER.test(rest) ? Number(rest) : Number.NaN;
  return {
    stated: stated(kind === 'human' ? { kind, stature: figure } : { kind, height: figure }),
    file: null,
  };
}

function stated(value: object): BodyStatement {
  return parseWire(bodyStatementSchema, value, 'body');
}

/** The file of a body with its path made absolute. */
export function resolvedBody({ stated: said, file }: BodyRequest): BodyRequest {
  return { stated: said, file: file === null ? null : resolve(file) };
}

/** A body of which a person says which axis of its file points up. */
export function withStatedUp(body: BodyRequest, up: UpAxis | undefined): BodyRequest {
  return up === undefined || body.stated.kind === 'camera'
    ? body
    : { ...body, stated: { ...body.stated, up } };
}

/** Reads or makes a body. Throws like {@link readRobot}, and `usage` for a robot without a file or a camera with one. */
export async function readBody({ stated: said, file }: BodyRequest, signal?: AbortSignal): Promise<Robot> {
  if (file === null || said.kind === 'camera') return undescribedBody(said);
  return readRobot(file, optionsOf(said, signal));
}

/** Reads or makes what is shown of a body. Throws like {@link readBody}. */
export async function readBodyHead(
  { stated: said, file }: BodyRequest,
  signal?: AbortSignal,
): Promise<RobotHead> {
  if (file === null || said.kind === 'camera') return undescribedBody(said);
  return readRobotHead(await readDescriptionText(file), optionsOf(said, signal));
}

function optionsOf(
  { kind, up }: Exclude<BodyStatement, { readonly kind: 'camera' }>,
  signal: AbortSignal | undefined,
): ReadRobotOptions {
  return { kind, ...(up === undefined ? {} : { up }), ...(signal === undefined ? {} : { signal }) };
}

/** The body of a statement alone: no file, so nothing to warn of. Throws `usage` for a robot. */
export function undescribedBody(said: BodyStatement): Robot {
  const { tree, form } = bodyOfStatement(said);
  return { tree, form: { ...form, warnings: [] }, id: embodimentId(nodeCrypto, form.embodiment), text: null };
}

/** What a published body is called: a robot by its own name, others by a code (body-label.ts). */
export function labelOfBody({ tree, form, text }: Robot): string {
  return form.embodiment.kind === 'human' && text !== null ? SKELETON_LABEL : tree.name;
}
