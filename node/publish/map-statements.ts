/** Statements name the features of the recordings; a conversion gives them other names. */

import { rm, writeFile } from 'node:fs/promises';
import type { Conversions } from '#contracts/dataset/conversions.ts';
import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import {
  declarationsSchema,
  type Declarations,
  type FeatureStatement,
} from '#contracts/dataset/lifecycle.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { readStatement } from '../dataset/statements/read-declarations.ts';
import type { Statements } from './statement-files.ts';

/** Names that a refusal lists. */
const MAX_LISTED = 12;

/** Statements in the names of a converted folder. Dispose them: their file goes. */
export interface MappedStatements extends AsyncDisposable {
  readonly stated: Statements;
}

/**
 * Brings statements about recordings into the names that a conversion gave. Names that the conversion gave may be used as well. What is said of a feature
 * that the conversion leaves out is left out too. Throws `refused` for a name that neither the recordings nor the result have: what is said of it
 * would silently be lost.
 */
export async function mapStatements(
  stated: Statements,
  of: { readonly conversions: Conversions | null; readonly raw: DatasetFacts; readonly file: string },
): Promise<MappedStatements> {
  const { conversions, raw, file } = of;
  const { declarations: path } = stated;
  const keep = { stated, [Symbol.asyncDispose]: () => Promise.resolve() };
  if (path === undefined || conversions === null) return keep;
  const declarations = await readStatement(path, declarationsSchema);
  const mapped = renamed(declarations, namesOf(conversions, raw));
  await writeFile(file, JSON.stringify(mapped), { mode: 0o600 });
  return {
    stated: { ...stated, declarations: file },
    [Symbol.asyncDispose]: () => rm(file, { force: true }),
  };
}

/** Name in the result by name in the recordings or in the result; null for what is not in the result. */
type Names = ReadonlyMap<string, string | null>;

function namesOf({ steps }: Conversions, raw: DatasetFacts): Names {
  const names = new Map<string, string | null>();
  for (const { name } of raw.features) names.set(name, name);
  for (const { code, feature, params } of steps) {
    if (feature === null) continue;
    const to = params['to'];
    if (code === 'feature-left-out') names.set(feature, null);
    if (code !== 'feature-renamed' || typeof to !== 'string') continue;
    names.set(feature, to);
    names.set(to, to);
  }
  // A renamed feature may be renamed once more, as the person asked.
  for (const [name, to] of names) if (to !== null) names.set(name, names.get(to) ?? to);
  return names;
}

/** A statement about poses whose rotation stands in another feature. */
function withOrientation(statement: FeatureStatement, to: (name: string) => string | null): FeatureStatement {
  const { pose } = statement;
  if (pose?.orientation === undefined) return statement;
  const orientation = to(pose.orientation);
  return orientation === null ? statement : { ...statement, pose: { ...pose, orientation } };
}

/** Declarations in the new names. */
export function renamed(declarations: Declarations, names: Names): Declarations {
  const unknown = new Set<string>();
  const to = (name: string): string | null => {
    const found = names.get(name);
    if (found === undefined) unknown.add(name);
    return found ?? null;
  };
  const { features, grippers, contactEvents, cameras } = declarations;
  const touch = contactEvents?.feature ?? null;
  const out: Declarations = {
    ...declarations,
    ...(features === undefined
      ? {}
      : {
          features: Object.fromEntries(
            Object.entries(features).flatMap(([name, statement]) => {
              const own = to(name);
              return own === null ? [] : [[own, withOrientation(statement, to)]];
            }),
          ),
        }),
    ...(grippers === undefined
      ? {}
      : {
          grippers: grippers.flatMap((gripper) => {
            const feature = to(gripper.feature);
            return feature === null ? [] : [{ ...gripper, feature }];
          }),
        }),
    ...(contactEvents === undefined || touch === null
      ? {}
      : { contactEvents: { ...contactEvents, feature: to(touch) } }),
    ...(cameras === undefined
      ? {}
      : {
          cameras: cameras.flatMap((camera) => {
            const name = to(camera.camera);
            return name === null ? [] : [{ ...camera, camera: name }];
          }),
        }),
  };
  if (unknown.size === 0) return out;
  const known = [...names.keys()].slice(0, MAX_LISTED).join(', ');
  throw new ExchangeError(
    'refused',
    `The statements speak of ${[...unknown].slice(0, MAX_LISTED).join(', ')}, which the recordings do not have. They have ${known}.`,
    {
      params: { reason: 'statement-without-feature', features: [...unknown].slice(0, MAX_LISTED).join(', ') },
    },
  );
}
