/** The files with which a lister speaks about a dataset that is to be published. */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { qualificationProfileSchema } from '#contracts/dataset/qualification-profile.ts';
import type { PublishRequest } from '#contracts/http/console.ts';
import type { InspectOptions } from '../dataset/inspect-dataset.ts';
import { DECLARATION_FILES, readStatement } from '../dataset/statements/read-declarations.ts';
import type { Robot } from '../embodiment/read-robot.ts';
import { requirePublishable } from './require-publishable.ts';

/** Declarations and rules as an inspection takes them. */
export type Statements = Pick<InspectOptions, 'profile'> & { readonly declarations?: string };

/**
 * Statements about what is to be published, once they and the words of the listing hold nothing that must not leave. They lie beside the recordings, not beside what a
 * conversion makes of them. Throws `refused`, `bad-config`, `not-found`.
 */
export async function publishableStatements(
  request: PublishRequest & { readonly slug: string; readonly title: string },
  robot: Robot | null,
  signal: AbortSignal,
): Promise<Statements> {
  const { slug, title, description, roster } = request;
  const stated = await statementsOf(request);
  const { declarations } = stated;
  const licenses = [...request.offers, ...(request.sample === undefined ? [] : [request.sample.license])];
  const listed = {
    slug,
    title,
    description,
    embodimentLabel: robot?.tree.name ?? null,
    terms: licenses.filter((offer) => typeof offer !== 'string'),
  };
  await requirePublishable(
    { roster, listed, ...(declarations === undefined ? {} : { declarations }) },
    signal,
  );
  return stated;
}

/** Files that the request names, or declarations that lie in the folder. */
async function statementsOf(request: PublishRequest): Promise<Statements> {
  const folder = resolve(request.folder);
  const lying = DECLARATION_FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
  const declarations = request.declarations ?? lying;
  return {
    ...(declarations === undefined ? {} : { declarations: resolve(declarations) }),
    ...(request.rules === undefined
      ? {}
      : { profile: await readStatement(request.rules, qualificationProfileSchema) }),
  };
}
