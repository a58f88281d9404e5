import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of robot descriptions beside the checkout. Not part of the repository: tests skip by name without it. */
export const sharedRobots = join(import.meta.dirname, '../../../shared/robots');

/** Options for a test that needs the folder: skipped, with the reason, where it is absent. */
export const needsSharedRobots = existsSync(join(sharedRobots, 'INDEX.tsv'))
  ? {}
  : { skip: 'needs ../shared/robots' };

export interface SharedRobot {
  readonly name: string;
  readonly file: string;
  readonly format: 'urdf' | 'mjcf';
  readonly kind: string;
  readonly family: string;
}

/** The robots of the folder, as its index lists them. */
export function listSharedRobots(): SharedRobot[] {
  const [, ...rows] = readFileSync(join(sharedRobots, 'INDEX.tsv'), 'utf8').trim().split('\n');
  return rows.map((row) => {
    const [name, file, format, kind, family] = row.split('\t') as [
      string,
      string,
      'urdf' | 'mjcf',
      string,
      string,
    ];
    return { name, file, format, kind, family };
  });
}

/** Text of one robot description. */
export function readSharedRobot(robot: Pick<SharedRobot, 'file'>): string {
  return readFileSync(join(sharedRobots, robot.file), 'utf8');
}

export interface GoldenPoses {
  readonly robot: string;
  readonly joints: readonly { name: string; type: string }[];
  readonly configs: readonly { q: number[]; links: Record<string, number[]> }[];
}

/** Reference link poses: [x, y, z, qw, qx, qy, qz] by link name, for several joint vectors a robot. */
export function readGoldenPoses(): GoldenPoses[] {
  const lines = readFileSync(join(sharedRobots, 'GOLDEN_FK.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as GoldenPoses);
}
