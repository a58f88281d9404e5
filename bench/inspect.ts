/**
 * How fast datasets of each format are inspected, against reading the same bytes and nothing else in the same run, against the format's Python
 * library where it is installed, and how much memory it takes. `node bench/inspect.ts [MB] [format …]` prints one JSON line per figure.
 * `KIN_BENCH_PYTHON` names the Python that has the libraries, `python3` otherwise.
 */

import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Emit } from './bench-scope.ts';
import { INSPECTED_FORMATS, makeSet } from './inspect-sets.ts';

const DEFAULT_MB = 1000;
const PYTHON_PROGRAM = process.env['KIN_BENCH_PYTHON'] ?? 'python3';
const CHILD = fileURLToPath(new URL('./inspect-child.ts', import.meta.url));

/** The same job by the format's own Python library: read every value of every file below a folder. */
const PYTHON: Readonly<Record<string, string>> = {
  lerobot:
    'import sys,pathlib,pyarrow.parquet as q\nfor f in pathlib.Path(sys.argv[1]).rglob("*.parquet"): q.read_table(f)',
  'hdf5-aloha':
    'import sys,pathlib,h5py\nfor f in pathlib.Path(sys.argv[1]).iterdir():\n h=h5py.File(f,"r");h.visititems(lambda n,o: o[()] if isinstance(o,h5py.Dataset) else None)',
  'hdf5-robomimic':
    'import sys,pathlib,h5py\nfor f in pathlib.Path(sys.argv[1]).iterdir():\n h=h5py.File(f,"r");h.visititems(lambda n,o: o[()] if isinstance(o,h5py.Dataset) else None)',
  mcap: 'import sys,pathlib\nfrom mcap_ros2.reader import read_ros2_messages\nfor f in pathlib.Path(sys.argv[1]).iterdir():\n for m in read_ros2_messages(str(f)): m.ros_msg',
  'mcap-protobuf':
    'import sys,pathlib\nfrom mcap_protobuf.reader import read_protobuf_messages\nfor f in pathlib.Path(sys.argv[1]).iterdir():\n for m in read_protobuf_messages(str(f)): m.proto_msg',
  rosbag2:
    'import sys,pathlib,sqlite3\nfor f in pathlib.Path(sys.argv[1]).iterdir():\n for m in sqlite3.connect(f).execute("SELECT data FROM messages"): m[0]',
  video:
    'import sys,pathlib,av\nfor f in pathlib.Path(sys.argv[1]).iterdir():\n for p in av.open(str(f)).demux(video=0): bytes(p)',
};

/** Measures inspections of generated datasets of about `megabytes` each, of all formats unless some are named. */
export async function benchInspect(
  emit: Emit,
  megabytes = DEFAULT_MB,
  wanted: readonly string[] = [],
): Promise<void> {
  for (const format of INSPECTED_FORMATS) {
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
  await makeSet(format, root, megabytes);
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
  const python = await timed(() => run(PYTHON_PROGRAM, ['-c', script, root]).then(() => undefined)).catch(
    () => null,
  );
  if (python !== null) say('.python', bytes / 1e6 / python, 'MB/s');
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
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
