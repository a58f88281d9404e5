/** The files with which a lister speaks about a dataset that is to be published. */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { qualificationProfileSchema } from '#contracts/dataset/qualification-profile.ts';
import type { PublishRequest } from '#contracts/http/console.ts';
import type { InspectOptions } from '../dataset/inspect-dataset.ts';
import { DECLARATION_FILES, readStatement } from '../dataset/statements/read-declarations.ts';

/** Declarations and rules for an inspection: files that the request names, or declarations that lie in the folder. Throws `bad-config`, `not-found`. */
export async function statementsOf(
  request: PublishRequest,
  folder: string,
): Promise<Pick<InspectOptions, 'declarations' | 'profile'>> {
  const lying = DECLARATION_FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
  const declarations = request.declarations ?? lying;
  return {
    ...(declarations === undefined ? {} : { declarations: resolve(declarations) }),
    ...(request.rules === undefined
      ? {}
      : { profile: await readStatement(request.rules, qualificationProfileSchema) }),
  };
}
