/**
 * LeRobot folders as a careless company would have them: names, phones, serials, places, hosts and dates in every corner where such a
 * folder can hide them. All of it is invented. The bytes are written here, not by the project's own writer.
 */

import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SchemaElement } from 'hyparquet';
import { ByteWriter, parquetWrite } from 'hyparquet-writer';
import { writeSeededVideo } from './seeded-video.ts';

/** People whom the company would put on its roster. */
export const ROSTER = ['Ingrid Halvorsen', '王小明', 'Project Nightjar'] as const;

/** Everything that must not be found in any byte of a derivative. */
export const SECRETS = [
  'Ingrid Halvorsen',
  'ingrid_halvorsen',
  'Halvorsen',
  '王小明',
  'Project Nightjar',
  'ingrid.h@example-robotics.no',
  '13812345678',
  '11010519491231002X',
  'UR5e-20215301234',
  'D435-817612070540',
  '/home/ihalvorsen',
  'ihalvorsen',
  '192.168.17.23',
  '00:1B:44:11:3A:B7',
  '沪A12345',
  '31.23041',
  '2025-03-04',
  'nas01',
] as const;

/** Task sentences: the first is harmless, the others name somebody or something. */
export const TASKS = [
  'Pick up the yellow bottle on the table.',
  'Hand the cup to Ingrid Halvorsen',
  '把杯子给王小明，电话13812345678',
] as const;

/** Start of the recordings, seconds since 1970. */
export const EPOCH = 1_741_065_967;

const FPS = 30;
const FRAMES = 24;
const EPISODES = 3;
const JOINTS = 6;
const CAMERA = 'observation.images.cam_D435-817612070540';

interface Leaf {
  readonly name: string;
  readonly type: 'FLOAT' | 'DOUBLE' | 'INT64' | 'TEXT' | 'FLOATS' | 'TEXTS';
  readonly data: readonly unknown[];
}

/** What the source says of the camera's pixels. */
export const PIXELS = {
  min: [[[0]], [[0.1]], [[0.2]]],
  max: [[[0.9]], [[1]], [[1]]],
  mean: [[[0.25]], [[0.5]], [[0.75]]],
  std: [[[0.125]], [[0.25]], [[0.5]]],
  count: [24],
};

/** Writes a parquet table with a footer that tells too much. */
async function writeTable(path: string, columns: readonly Leaf[]): Promise<void> {
  const writer = new ByteWriter();
  const schema: SchemaElement[] = [{ name: 'schema', num_children: columns.length }];
  for (const { name, type } of columns) {
    const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } as const;
    if (type === 'FLOATS' || type === 'TEXTS') {
      schema.push({ name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' });
      schema.push({ name: 'list', repetition_type: 'REPEATED', num_children: 1 });
      const element = type === 'FLOATS' ? ({ type: 'FLOAT', repetition_type: 'OPTIONAL' } as const) : text;
      schema.push({ name: 'element', ...element });
    } else if (type === 'TEXT') schema.push({ name, ...text });
    else schema.push({ name, type, repetition_type: 'OPTIONAL' });
  }
  await parquetWrite({
    writer,
    schema,
    columnData: columns.map(({ name, data }) => ({ name, data: [...data] })),
    createdBy: 'recorder of ihalvorsen on 192.168.17.23',
    kvMetadata: [
      { key: 'recorder', value: '{"user":"ihalvorsen","file":"/home/ihalvorsen/rec/2025-03-04.bag"}' },
      { key: 'huggingface', value: '{"info":{"features":{}},"fingerprint":"UR5e-20215301234"}' },
    ],
  });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, new Uint8Array(writer.getBuffer()));
}

function rowsOf(episode: number): Leaf[] {
  const each = <T>(make: (frame: number) => T): T[] =>
    Array.from({ length: FRAMES }, (_, frame) => make(frame));
  const time = (frame: number) => EPOCH + episode * 60 + frame / FPS;
  return [
    {
      name: 'observation.state',
      type: 'FLOATS',
      data: each((f) => Array.from({ length: JOINTS }, (_, j) => Math.fround(Math.sin(f / 9 + j)))),
    },
    {
      name: 'action',
      type: 'FLOATS',
      data: each((f) => Array.from({ length: JOINTS }, (_, j) => Math.fround(Math.sin((f + 1) / 9 + j)))),
    },
    { name: 'timestamp', type: 'FLOAT', data: each((f) => Math.fround(f / FPS)) },
    { name: 'frame_index', type: 'INT64', data: each((f) => BigInt(f)) },
    { name: 'episode_index', type: 'INT64', data: each(() => BigInt(episode)) },
    { name: 'index', type: 'INT64', data: each((f) => BigInt(episode * FRAMES + f)) },
    { name: 'task_index', type: 'INT64', data: each(() => BigInt(episode % TASKS.length)) },
    { name: 'operator', type: 'TEXT', data: each(() => (episode === 1 ? '王小明' : 'Ingrid Halvorsen')) },
    { name: 'notes', type: 'TEXT', data: each((f) => (f === 3 ? 'call 13812345678, plate 沪A12345' : 'ok')) },
    { name: 'observation.gps', type: 'DOUBLE', data: each(() => 31.23041) },
    { name: 'observation.host_time', type: 'DOUBLE', data: each(time) },
    {
      name: 'observation.device_stamp_ns',
      type: 'INT64',
      data: each((f) => BigInt(Math.round(time(f) * 1e3)) * 1_000_000n),
    },
    { name: 'badge', type: 'INT64', data: each(() => 4711n) },
    { name: 'next.reward', type: 'FLOAT', data: each((f) => (f === FRAMES - 1 ? 1 : 0)) },
  ];
}

function featuresOf(): Record<string, unknown> {
  const scalar = (dtype: string) => ({ dtype, shape: [1], names: null });
  const joints = {
    dtype: 'float32',
    shape: [JOINTS],
    names: ['j1', 'j2', 'j3', 'j4', 'j5', 'wrist of UR5e-20215301234'],
  };
  return {
    'observation.state': joints,
    action: joints,
    [CAMERA]: {
      dtype: 'video',
      shape: [48, 64, 3],
      names: ['height', 'width', 'channel'],
      info: {
        'video.height': 48,
        'video.width': 64,
        'video.codec': 'h264',
        'video.fps': FPS,
        has_audio: true,
        'camera.serial': 'D435-817612070540',
      },
    },
    timestamp: scalar('float32'),
    frame_index: scalar('int64'),
    episode_index: scalar('int64'),
    index: scalar('int64'),
    task_index: scalar('int64'),
    operator: scalar('string'),
    notes: scalar('string'),
    'observation.gps': scalar('float64'),
    'observation.host_time': scalar('float64'),
    'observation.device_stamp_ns': scalar('int64'),
    badge: scalar('int64'),
    'next.reward': scalar('float32'),
  };
}

/** Writes a seeded folder of the given version. */
export async function writeSeededDataset(dir: string, version: 'v2.1' | 'v3.0'): Promise<void> {
  const text = async (path: string, content: string): Promise<void> => {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
  };
  const v3 = version === 'v3.0';
  const info = {
    codebase_version: version,
    robot_type: 'UR5e-20215301234',
    total_episodes: EPISODES,
    total_frames: EPISODES * FRAMES,
    total_tasks: TASKS.length,
    chunks_size: 1000,
    fps: FPS,
    splits: { train: `0:${EPISODES}` },
    recorded_by: 'Ingrid Halvorsen <ingrid.h@example-robotics.no>',
    host: { ip: '192.168.17.23', mac: '00:1B:44:11:3A:B7', path: '/home/ihalvorsen/rec' },
    features: featuresOf(),
  };
  await text(
    'meta/info.json',
    JSON.stringify(
      v3
        ? {
            ...info,
            data_path: 'data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet',
            video_path: 'videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4',
          }
        : {
            ...info,
            total_videos: EPISODES,
            total_chunks: 1,
            data_path: 'data/chunk-{episode_chunk:03d}/episode_{episode_index:06d}.parquet',
            video_path: 'videos/chunk-{episode_chunk:03d}/{video_key}/episode_{episode_index:06d}.mp4',
          },
    ),
  );
  await (v3 ? writeV3(dir) : writeV21(dir, text));
  await text(
    'meta/stats.json',
    JSON.stringify({
      'observation.gps': { min: [31.23041], max: [31.23041] },
      [CAMERA]: { ...PIXELS, note: 'Ingrid Halvorsen' },
    }),
  );
  await text(
    'README.md',
    '# Recorded at the lab of Project Nightjar, 2025-03-04\nAsk Ingrid Halvorsen, 11010519491231002X, \\\\nas01\\rec\n',
  );
  await text('meta/notes_2025-03-04.txt', 'GPS 31.23041, 121.47370 from 王小明');
  await text('.cache/ihalvorsen/config', 'email = ingrid.h@example-robotics.no');
  await symlink('/home/ihalvorsen/rec', join(dir, 'raw'));
}

async function writeV21(dir: string, text: (path: string, content: string) => Promise<void>): Promise<void> {
  const lines = (records: readonly unknown[]) =>
    records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const episodes = Array.from({ length: EPISODES }, (_, i) => ({
    episode_index: i,
    tasks: [TASKS[i % TASKS.length]],
    length: FRAMES,
    operator: 'ingrid_halvorsen',
  }));
  await text('meta/episodes.jsonl', lines(episodes));
  await text('meta/tasks.jsonl', lines(TASKS.map((task, i) => ({ task_index: i, task }))));
  await text(
    'meta/episodes_stats.jsonl',
    lines(episodes.map(({ episode_index }) => ({ episode_index, stats: {} }))),
  );
  for (let i = 0; i < EPISODES; i++) {
    const name = `episode_${String(i).padStart(6, '0')}`;
    await writeTable(join(dir, `data/chunk-000/${name}.parquet`), rowsOf(i));
    const video = join(dir, `videos/chunk-000/${CAMERA}/${name}.mp4`);
    await mkdir(dirname(video), { recursive: true });
    await writeSeededVideo(video, { frames: FRAMES, secrets: SECRETS });
  }
}

async function writeV3(dir: string): Promise<void> {
  const all = Array.from({ length: EPISODES }, (_, i) => rowsOf(i));
  const joined = (all[0] as Leaf[]).map((leaf, column) => ({
    ...leaf,
    data: all.flatMap((rows) => rows[column]?.data ?? []),
  }));
  await writeTable(join(dir, 'data/chunk-000/file-000.parquet'), joined);
  await writeTable(join(dir, 'meta/tasks.parquet'), [
    { name: 'task_index', type: 'INT64', data: TASKS.map((_, i) => BigInt(i)) },
    { name: 'task', type: 'TEXT', data: TASKS },
  ]);
  const episode = <T>(make: (i: number) => T): T[] => Array.from({ length: EPISODES }, (_, i) => make(i));
  const prefix = `videos/${CAMERA}`;
  await writeTable(join(dir, 'meta/episodes/chunk-000/file-000.parquet'), [
    { name: 'episode_index', type: 'INT64', data: episode((i) => BigInt(i)) },
    { name: 'tasks', type: 'TEXTS', data: episode((i) => [TASKS[i % TASKS.length]]) },
    { name: 'length', type: 'INT64', data: episode(() => BigInt(FRAMES)) },
    { name: 'data/chunk_index', type: 'INT64', data: episode(() => 0n) },
    { name: 'data/file_index', type: 'INT64', data: episode(() => 0n) },
    { name: 'dataset_from_index', type: 'INT64', data: episode((i) => BigInt(i * FRAMES)) },
    { name: 'dataset_to_index', type: 'INT64', data: episode((i) => BigInt((i + 1) * FRAMES)) },
    { name: `${prefix}/chunk_index`, type: 'INT64', data: episode(() => 0n) },
    { name: `${prefix}/file_index`, type: 'INT64', data: episode(() => 0n) },
    { name: `${prefix}/from_timestamp`, type: 'DOUBLE', data: episode((i) => (i * FRAMES) / FPS) },
    { name: `${prefix}/to_timestamp`, type: 'DOUBLE', data: episode((i) => ((i + 1) * FRAMES) / FPS) },
    { name: 'recorded_by', type: 'TEXT', data: episode(() => 'Ingrid Halvorsen') },
  ]);
  const video = join(dir, `videos/${CAMERA}/chunk-000/file-000.mp4`);
  await mkdir(dirname(video), { recursive: true });
  await writeSeededVideo(video, { frames: EPISODES * FRAMES, secrets: SECRETS });
}
