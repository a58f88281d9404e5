/** Reads many robot descriptions: a few confined children read them all, and a file that ends its child costs only itself. */

import type { BodyKind } from '#contracts/embodiment/body/body-statement.ts';
import { withUp, type UpAxis } from '#contracts/embodiment/description/gravity.ts';
import { ERROR_CODES, ExchangeError, isExchangeError } from '#contracts/errors.ts';
import { runConfined } from '#platform/confined/run-confined.ts';
import type { ConfinedReadManyInput, TextReport } from './confined-read-many.ts';
import { parseBody, undescribedBody } from './read-body.ts';
import { parserDied, readDescriptionText, robotOf, type Robot } from './read-robot.ts';

/** Files and characters that one child is given; a last file may exceed the latter. */
const BATCH_FILES = 48;
const BATCH_CHARACTERS = 16 * 1024 * 1024;
/** Children at a time. */
const READERS = 2;

/** One file: the robot, or why it cannot be read. */
export type RobotReading =
  | { readonly path: string; readonly ok: true; readonly robot: Robot }
  | { readonly path: string; readonly ok: false; readonly error: ExchangeError };

/** How descriptions are read. */
export interface ReadRobotsOptions {
  /** Metres; puts plain tools of this length in the place of all end effectors. */
  readonly tool?: number;
  /** Axis that points up in files that do not say it. */
  readonly up?: UpAxis;
  readonly signal?: AbortSignal;
  readonly onProgress?: (read: number) => void;
}

/** Reads description files, and makes the bodies that are written without one (`human:1.75`); the answer is in the order of `paths`. Throws only `interrupted`, or `internal` when no child starts. */
export async function readRobots(
  paths: readonly string[],
  options: ReadRobotsOptions = {},
): Promise<RobotReading[]> {
  const readings = new Map<number, RobotReading>();
  const settle = (at: number, reading: RobotReading): void => {
    readings.set(at, reading);
    options.onProgress?.(readings.size);
  };
  let next = 0;
  const nextBatch = async (): Promise<Described[]> => {
    const batch: Described[] = [];
    for (let characters = 0; batch.length < BATCH_FILES && characters < BATCH_CHARACTERS; ) {
      const at = next++;
      const path = paths[at];
      if (path === undefined) break;
      try {
        const { stated, file } = parseBody(path);
        if (file === null) {
          settle(at, { path, ok: true, robot: undescribedBody(stated) });
          continue;
        }
        const given = await readDescriptionText(file);
        const text = options.up === undefined ? given : withUp(given, options.up);
        characters += text.length;
        batch.push({ at, path, text, kind: stated.kind });
      } catch (error) {
        if (!isExchangeError(error)) throw error;
        settle(at, { path, ok: false, error });
      }
    }
    return batch;
  };
  const reader = async (): Promise<void> => {
    for (let batch = await nextBatch(); batch.length > 0; batch = await nextBatch()) {
      await readBatch(batch, { options, settle });
    }
  };
  // A short list is not worth a second child.
  const readers = paths.length > BATCH_FILES ? READERS : 1;
  await Promise.all(Array.from({ length: readers }, reader));
  return paths.map((_, at) => readings.get(at)!);
}

interface Described {
  readonly at: number;
  readonly path: string;
  readonly text: string;
  readonly kind: BodyKind;
}

interface BatchWork {
  readonly options: ReadRobotsOptions;
  readonly settle: (at: number, reading: RobotReading) => void;
}

/** Reads one batch; when a text ends the child, another child goes on behind it. */
async function readBatch(batch: readonly Described[], { options, settle }: BatchWork): Promise<void> {
  let left = batch;
  while (left.length > 0) {
    const given = left;
    let reported = 0;
    const input: ConfinedReadManyInput = {
      texts: given.map(({ text, kind }) => ({ text, kind })),
      tool: options.tool ?? null,
    };
    const outcome = await runConfined<null, TextReport>({
      module: new URL('./confined-read-many.ts', import.meta.url),
      input,
      readable: [],
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      onReport: (report) => {
        const { at, path, text } = given[reported++]!;
        settle(at, readingOf(report, { path, text }));
      },
    });
    const culprit = given[reported];
    if (culprit === undefined) return;
    if (outcome.ok) throw new ExchangeError('internal', 'The parser left out a robot description.');
    settle(culprit.at, { path: culprit.path, ok: false, error: parserDied(outcome.death) });
    left = given.slice(reported + 1);
  }
}

function readingOf(report: TextReport, file: { readonly path: string; readonly text: string }): RobotReading {
  const { path, text } = file;
  if (!report.ok) {
    const code = ERROR_CODES.includes(report.code) ? report.code : 'bad-robot-description';
    return { path, ok: false, error: new ExchangeError(code, report.message, { params: report.params }) };
  }
  try {
    return { path, ok: true, robot: robotOf(report.read, text) };
  } catch (error) {
    if (!isExchangeError(error)) throw error;
    return { path, ok: false, error };
  }
}
