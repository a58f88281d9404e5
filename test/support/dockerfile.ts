/** Reads the part of the Dockerfile language that this repository uses; anything else is an error, so that no test passes by not looking. */

import { ExchangeError } from '#contracts/errors.ts';

/** One COPY. `from` names the stage, or is null for the build context. */
export interface Copy {
  readonly from: string | null;
  readonly sources: readonly string[];
  readonly target: string;
}

/** What runs where in a stage, in order. */
export type Step =
  | { readonly kind: 'run'; readonly command: string; readonly user: string }
  | { readonly kind: 'copy'; readonly copy: Copy };

/** One stage. */
export interface Stage {
  readonly name: string;
  /** Image or stage that it begins with. */
  readonly base: string;
  readonly steps: readonly Step[];
  readonly copies: readonly Copy[];
  readonly env: Readonly<Record<string, string>>;
  readonly workdir: string | undefined;
  readonly user: string | undefined;
  readonly volumes: readonly string[];
  readonly stopSignal: string | undefined;
  readonly health: readonly string[] | undefined;
  readonly entrypoint: readonly string[] | undefined;
  readonly command: readonly string[] | undefined;
}

/** A read Dockerfile. */
export interface Dockerfile {
  readonly stages: readonly Stage[];
  /** A stage with everything that it inherits. Throws `not-found`. */
  resolve(name: string): Stage;
}

type Draft = { -readonly [K in keyof Stage]: Stage[K] } & {
  steps: Step[];
  copies: Copy[];
  volumes: string[];
};

/** Reads a Dockerfile. Throws `schema-mismatch` for instructions that it does not know. */
export function readDockerfile(text: string): Dockerfile {
  const stages: Draft[] = [];
  for (const line of logicalLines(text)) {
    const [, word = '', rest = ''] = /^(\w+)\s+([^]*)$/.exec(line) ?? [];
    if (word === 'FROM') stages.push(newStage(rest));
    else {
      const stage = stages.at(-1);
      if (stage === undefined) throw unknown(line);
      apply(stage, { word, rest });
    }
  }
  const find = (name: string): Stage => {
    const found = stages.find((stage) => stage.name === name);
    if (found === undefined) throw new ExchangeError('not-found', `There is no stage ${name}.`);
    return found;
  };
  const resolve = (name: string): Stage => {
    const stage = find(name);
    return stages.some((other) => other.name === stage.base) ? inherit(resolve(stage.base), stage) : stage;
  };
  return { stages, resolve };
}

function logicalLines(text: string): string[] {
  const kept = text.split('\n').filter((line) => !/^\s*#/.test(line));
  return kept
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function newStage(rest: string): Draft {
  const [, base = '', name = ''] = /^(\S+) AS (\S+)$/.exec(rest) ?? [];
  if (base === '') throw unknown(`FROM ${rest}`);
  return {
    name,
    base,
    steps: [],
    copies: [],
    env: {},
    workdir: undefined,
    user: undefined,
    volumes: [],
    stopSignal: undefined,
    health: undefined,
    entrypoint: undefined,
    command: undefined,
  };
}

function apply(stage: Draft, { word, rest }: { word: string; rest: string }): void {
  switch (word) {
    case 'RUN':
      stage.steps.push({ kind: 'run', command: rest, user: stage.user ?? '' });
      return;
    case 'COPY': {
      const words = rest.split(/\s+/);
      const from = words[0]?.startsWith('--from=') === true ? words.shift()?.slice('--from='.length) : null;
      const copy = { from: from ?? null, sources: words.slice(0, -1), target: words.at(-1) ?? '' };
      stage.copies.push(copy);
      stage.steps.push({ kind: 'copy', copy });
      return;
    }
    case 'ENV':
      stage.env = {
        ...stage.env,
        ...Object.fromEntries(rest.split(/\s+/).map((pair) => pair.split('=') as [string, string])),
      };
      return;
    case 'WORKDIR':
      stage.workdir = rest;
      return;
    case 'USER':
      stage.user = rest;
      return;
    case 'VOLUME':
      stage.volumes.push(rest);
      return;
    case 'STOPSIGNAL':
      stage.stopSignal = rest;
      return;
    case 'EXPOSE':
      return;
    case 'HEALTHCHECK':
      stage.health = JSON.parse(/CMD (\[.*\])$/.exec(rest)?.[1] ?? '') as string[];
      return;
    case 'ENTRYPOINT':
      stage.entrypoint = JSON.parse(rest) as string[];
      return;
    case 'CMD':
      stage.command = JSON.parse(rest) as string[];
      return;
    default:
      throw unknown(`${word} ${rest}`);
  }
}

function inherit(base: Stage, stage: Stage): Stage {
  return {
    name: stage.name,
    base: base.base,
    steps: [...base.steps, ...stage.steps],
    copies: [...base.copies, ...stage.copies],
    env: { ...base.env, ...stage.env },
    workdir: stage.workdir ?? base.workdir,
    user: stage.user ?? base.user,
    volumes: [...base.volumes, ...stage.volumes],
    stopSignal: stage.stopSignal ?? base.stopSignal,
    health: stage.health ?? base.health,
    entrypoint: stage.entrypoint ?? base.entrypoint,
    command: stage.command ?? base.command,
  };
}

function unknown(line: string): ExchangeError {
  return new ExchangeError('schema-mismatch', `The Dockerfile has a line that is not understood: ${line}`);
}
