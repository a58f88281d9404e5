/** The files with which a lister speaks about a dataset that is to be published. */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { qualificationProfileSchema } from '#contracts/dataset/qualification-profile.ts';
import type { PublishRequest } from '#contracts/http/console.ts';
import type { InspectOptions } from '../dataset/inspect-dataset.ts';
import { DECLARATION_FILES, readStatement } from '../dataset/statements/read-declarations.ts';
import { requirePublishable } from './require-publishable.ts';

/** Declarations and rules as an inspection takes them. */
export type Statements = Pick<InspectOptions, 'profile'> & { readonly declarations?: string };

/**
 * Insists that statements, the words of the listing and the recorded body's label hold nothing that must not leave. Throws `refused`, `bad-config`, `not-found`.
 */
export async function requireStatable(
  request: PublishRequest & { readonly slug: string; readonly title: string },
  { stated, label }: { readonly stated: Statements; readonly label: string | null },
  signal: AbortSignal,
): Promise<void> {
  const { slug, title, description, roster } = request;
  const { declarations } = stated;
  const licenses = [...request.offers, ...(request.sample === undefined ? [] : [request.sample.license])];
  const listed = {
    slug,
    title,
    description,
    embodimentLabel: label,
    terms: licenses.filter((offer) => typeof offer !== 'string'),
  };
  await requirePublishable(
    { roster, listed, ...(declarations === undefined ? {} : { declarations }) },
    signal,
  );
}

/**
 * Statements about what is to be published: in files that the request names, or declarations that lie in the folder. They lie beside the recordings, not beside
 * what a conversion makes of them. Throws `bad-config`, `not-found`.
 */
export async function statementsOf(request: PublishRequest): Promise<Statements> {
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
