/** Writes LeRobotDataset v2.1: one parquet file and one video a camera for each episode, metadata as JSON lines. */

import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { columnFeatures } from './episode-check.ts';
import { statsJson } from './episode-stats.ts';
import { episodePath } from './layout.ts';
import type { EpisodeInput, LerobotSpec, LerobotWriter, WrittenExtent } from './lerobot-spec.ts';
import { huggingfaceFooter, schemaOf } from './parquet-columns.ts';
import { createParquet } from './parquet-output.ts';
import { writeRows } from './write-rows.ts';
import { WriteSession } from './write-session.ts';

/** Opens a v2.1 writer on an empty folder. */
export async function writeLerobotV21(root: string, spec: LerobotSpec): Promise<LerobotWriter> {
  const session = await WriteSession.begin(root, spec);
  mkdirSync(join(root, 'meta'));
  const episodes = createWriteStream(join(root, 'meta/episodes.jsonl'));
  const stats = createWriteStream(join(root, 'meta/episodes_stats.jsonl'));
  return {
    addEpisode: (input) => addEpisode(session, input, { episodes, stats }),
    finish: (splits) => finish(session, [episodes, stats], splits),
  };
}

async function addEpisode(
  session: WriteSession,
  input: EpisodeInput,
  lines: { episodes: WriteStream; stats: WriteStream },
): Promise<void> {
  await session.prepare(input);
  const episode = session.next(input);
  const features = columnFeatures(session.spec);
  const footer = { huggingface: huggingfaceFooter(features, session.spec.version) };
  const output = createParquet(
    join(session.root, episodePath(episode.index)),
    features.flatMap(schemaOf),
    footer,
  );
  await writeRows(output, features, { ...episode, pictures: input.pictures });
  output.finish();
  const stats = session.stats(episode.columns, input);
  const plain = Object.fromEntries(
    [...stats].map(([name, value]) => [name, statsJson(value, session.isImage(name))]),
  );
  await writeLine(lines.episodes, {
    episode_index: episode.index,
    tasks: episode.tasks,
    length: episode.rows,
  });
  await writeLine(lines.stats, { episode_index: episode.index, stats: plain });
}

async function writeLine(stream: WriteStream, value: unknown): Promise<void> {
  if (!stream.write(`${JSON.stringify(value)}\n`)) await once(stream, 'drain');
}

async function finish(
  session: WriteSession,
  streams: readonly WriteStream[],
  splits?: Readonly<Record<string, string>>,
): Promise<WrittenExtent> {
  for (const stream of streams) {
    stream.end();
    await once(stream, 'close');
  }
  const lines = session.tasks.sentences.map((task, task_index) => JSON.stringify({ task_index, task }));
  await session.writeText('meta/tasks.jsonl', lines.map((line) => `${line}\n`).join(''));
  return session.writeInfo(splits);
}
