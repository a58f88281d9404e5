/**
 * How fast a dataset is inspected, against reading the same bytes and nothing else, in the same run; and the memory it takes.
 * `node bench/inspect.ts [MB]` prints one JSON line per figure.
 */

import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inspectDataset } from '#node/dataset/inspect-dataset.ts';
import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
import type { Emit } from './bench-scope.ts';

const JOINTS = 32;
const FRAMES = 3000;
const DEFAULT_MB = 200;

/** Measures an inspection of a generated LeRobot v3.0 dataset of about `megabytes`. */
export async function benchInspect(emit: Emit, megabytes = DEFAULT_MB): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kin-bench-inspect-'));
  const root = path.join(folder, 'set');
  try {
    const written = await timed(() => generate(root, megabytes));
    const bytes = await folderBytes(root);
    emit({ name: 'inspect.lerobot.write', value: bytes / 1e6 / written, unit: 'MB/s' });
    const read = await timed(() => readAll(root));
    emit({ name: 'inspect.baseline.read', value: bytes / 1e6 / read, unit: 'MB/s' });
    const inspected = await timed(async () => void (await inspectDataset(root)));
    emit({ name: 'inspect.lerobot', value: bytes / 1e6 / inspected, unit: 'MB/s' });
    emit({ name: 'inspect.lerobot.size', value: bytes / 1e6, unit: 'MB' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/** Sums of sines with a little noise, so that neither dictionary nor compressor finds much. */
async function generate(root: string, megabytes: number): Promise<void> {
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
  await benchInspect(
    (line) => void process.stdout.write(`${JSON.stringify(line)}\n`),
    Number(process.argv[2] ?? DEFAULT_MB),
  );
}
