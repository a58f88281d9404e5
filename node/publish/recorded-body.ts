/** The body that a publication says was recorded: from the request, else from the declarations, else a robot where a description is named. */

import { methodForBody, type BodyStatement } from '#contracts/embodiment/body/body-statement.ts';
import type { CollectionMethod } from '#contracts/dataset/vocabulary.ts';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { declarationsSchema } from '#contracts/dataset/lifecycle.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { PublishRequest } from '#contracts/http/console.ts';
import { readStatement } from '../dataset/statements/read-declarations.ts';
import { readBody } from '../embodiment/read-body.ts';
import type { Robot } from '../embodiment/read-robot.ts';
import type { Statements } from './statement-files.ts';

/** The part of a request that names a body. */
type BodyFields = Pick<PublishRequest, 'robot' | 'body' | 'shareRobot'>;

/** What the lister says was recorded; null when nobody says, and no file speaks of a robot. */
export async function statedBody(
  { robot, body }: BodyFields,
  { declarations }: Statements,
): Promise<BodyStatement | null> {
  if (body !== undefined) return body;
  const file = declarations === undefined ? null : await readStatement(declarations, declarationsSchema);
  return file?.body ?? (robot === null ? null : { kind: 'robot' });
}

/**
 * Reads or makes that body. Throws `usage` for a robot without a description, for a camera beside one and for a description that is to be shared and is
 * not there; what reading a description throws.
 */
export async function recordedBody(
  request: BodyFields,
  stated: BodyStatement | null,
  signal: AbortSignal,
): Promise<Robot | null> {
  const { robot: file, shareRobot } = request;
  if (stated?.kind === 'camera' && file !== null)
    throw new ExchangeError('usage', 'A camera alone has no description of a body: leave the file out.', {
      params: { reason: 'camera-with-description', body: 'camera' },
    });
  if (shareRobot && file === null)
    throw new ExchangeError('usage', 'There is no robot description that could be shared: name one.');
  return stated === null ? null : readBody({ stated, file }, signal);
}

/**
 * How data of this body was collected: as the lister says, else as the bytes show, else as the body makes plain. Throws `usage` when body and data
 * contradict each other.
 */
export function collectedAs(
  { collection }: Pick<PublishRequest, 'collection'>,
  stated: BodyStatement | null,
  facts: Pick<DatasetFacts, 'collection' | 'modalities'>,
): CollectionMethod {
  const method = collection ?? facts.collection.method;
  const modalities = facts.modalities.map(({ kind }) => kind);
  return methodForBody(stated?.kind ?? 'robot', { method, modalities });
}
