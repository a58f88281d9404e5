/**
 * How fast datasets of each format are inspected, against reading the same bytes and nothing else in the same run, against the format's Python
 * library where it is installed, and how much memory it takes. `node bench/inspect.ts [MB] [format …]` prints one JSON line per figure.
 */

import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { copyFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
import { writeMcapAs } from '#test/support/mcap-fixture.ts';
import {
  writeMcapFixture,
  writeRosbag1Fixture,
  writeRosbag2Fixture,
} from '#test/support/recording-fixture.ts';
import {
  writeAlohaFixture,
  writeRldsFixture,
  writeRobomimicFixture,
} from '#test/support/trajectory-fixture.ts';
import type { Emit } from './bench-scope.ts';

const JOINTS = 32;
const FRAMES = 3000;
const DEFAULT_MB = 1000;
/** Seconds of one generated recording; the file is copied until there are enough bytes. */
const RECORDED_SECONDS = 120;
const CHILD = fileURLToPath(new URL('./inspect-child.ts', import.meta.url));

/** Writes one file of a format. */
const FILES: Readonly<Record<string, (file: string) => Promise<void>>> = {
  mcap: (file) => writeMcapFixture(file, RECORDED_SECONDS),
  'mcap-protobuf': (file) =>
    writeMcapAs(file, {
      encoding: 'protobuf',
      compression: 'zstd',
      chunked: true,
      seconds: RECORDED_SECONDS,
    }),
  rosbag2: (file) => writeRosbag2Fixture(file, RECORDED_SECONDS),
  rosbag1: (file) => writeRosbag1Fixture(file, RECORDED_SECONDS),
  'hdf5-aloha': writeAlohaFixture,
  'hdf5-robomimic': (file) => writeRobomimicFixture(file, 500),
  rlds: (file) => writeRldsFixture(file, 500),
};

/** The same job by the format's own Python library: read every value of every file below a folder. */
const PYTHON: Readonly<Record<string, string>> = {
  lerobot:
    'import sys,pathlib,pyarrow.parquet as q\nfor f in pathlib.Path(sys.argv[1]).rglob("*.parquet"): q.read_table(f)',
  'hdf5-aloha':
    'import sys,pathlib,h5py\nfor f in pathlib.Path(sys.argv[1]).iterdir():\n h=h5py.File(f,"r");h.visititems(lambda n,o: o[()] if isinstance(o,h5py.Dataset) else None)',
  mcap: 'import sys,pathlib\nfrom mcap_ros2.reader import read_ros2_messages\nfor f in pathlib.Path(sys.argv[1]).iterdir():\n for m in read_ros2_messages(str(f)): m.ros_msg',
};

/** Measures inspections of generated datasets of about `megabytes` each, of all formats unless some are named. */
export async function benchInspect(
  emit: Emit,
  megabytes = DEFAULT_MB,
  wanted: readonly string[] = [],
): Promise<void> {
  for (const format of ['lerobot', ...Object.keys(FILES)]) {
    if (wanted.length > 0 && !wanted.includes(format)) continue;
    const folder = await mkdtemp(path.join(os.tmpdir(), 'kin-bench-inspect-'));
    try {
      await measure(emit, { format, root: path.join(folder, 'set'), megabytes });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function measure(
  emit: Emit,
  { format, root, megabytes }: { format: string; root: string; megabytes: number },
): Promise<void> {
  const write = FILES[format];
  await (write === undefined ? generateLerobot(root, megabytes) : fill(root, write, megabytes * 1e6));
  const bytes = await folderBytes(root);
  const say = (name: string, value: number, unit: string): void =>
    emit({ name: `inspect.${format}${name}`, value, unit });
  say('.size', bytes / 1e6, 'MB');
  say('.cat', bytes / 1e6 / (await timed(() => readAll(root))), 'MB/s');
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [CHILD, root]);
  const { seconds, peakBytes } = JSON.parse(stdout) as { seconds: number; peakBytes: number };
  say('', bytes / 1e6 / seconds, 'MB/s');
  say('.peak', peakBytes / 1e6, 'MB');
  const script = PYTHON[format];
  if (script === undefined) return;
  // A library that is not installed is no figure.
  const python = await timed(() => run('python3', ['-c', script, root]).then(() => undefined)).catch(
    () => null,
  );
  if (python !== null) say('.python', bytes / 1e6 / python, 'MB/s');
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/** Writes one file and copies it until there are enough bytes. */
async function fill(root: string, write: (file: string) => Promise<void>, bytes: number): Promise<void> {
  const first = path.join(root, '000000.dat');
  await write(first);
  const { size } = await stat(first);
  for (let n = 1; n * size < bytes; n++) {
    await copyFile(first, path.join(root, `${String(n).padStart(6, '0')}.dat`));
  }
}

/** Sums of sines with a little noise, so that neither dictionary nor compressor finds much. */
async function generateLerobot(root: string, megabytes: number): Promise<void> {
  const names = Array.from({ length: JOINTS }, (_, i) => `joint_${i}.pos`);
  const feature = (name: string) => ({ name, dtype: 'float32', shape: [JOINTS], names });
  const features = [feature('observation.state'), feature('action')];
  const writer = await createLerobotWriter(root, { version: 'v3.0', fps: 100, robotType: null, features });
  const episodes = Math.ceil((megabytes * 1e6) / (FRAMES * JOINTS * 4 * 2));
  for (let episode = 0; episode < episodes; episode++) {
    const signal = (lead: number) => ({
      kind: 'numbers' as const,
      type: 'float32' as const,
      width: JOINTS,
      rows: FRAMES,
      values: Float32Array.from({ length: FRAMES * JOINTS }, (_, i) => {
        const frame = Math.floor(i / JOINTS) + lead;
        return (
          Math.sin(frame / (40 + (episode % 9)) + (i % JOINTS)) +
          0.001 * Math.sin(frame * 12.9898 + i * 78.233)
        );
      }),
      missing: null,
    });
    await writer.addEpisode({
      columns: new Map([
        ['observation.state', signal(0)],
        ['action', signal(4)],
      ]),
      task: 'Put the cup on the shelf.',
    });
  }
  await writer.finish();
}

async function filesOf(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

async function folderBytes(root: string): Promise<number> {
  let bytes = 0;
  for (const file of await filesOf(root)) bytes += (await stat(file)).size;
  return bytes;
}

async function readAll(root: string): Promise<void> {
  for (const file of await filesOf(root)) {
    for await (const part of createReadStream(file, { highWaterMark: 1 << 20 })) void part;
  }
}

if (import.meta.main) {
  const [megabytes = DEFAULT_MB, ...formats] = process.argv.slice(2);
  await benchInspect(
    (line) => void process.stdout.write(`${JSON.stringify(line)}\n`),
    Number(megabytes),
    formats,
  );
}
