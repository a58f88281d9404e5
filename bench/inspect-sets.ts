/** Generated datasets of each format, made as robots make them: joints at 50 Hz, a camera that sends real pictures, files of minutes. */

import { copyFile, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { writeFile } from 'node:fs/promises';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { encodePng } from '#node/dataset/convert/png.ts';
import { createLerobotWriter } from '#node/dataset/write/create-lerobot-writer.ts';
import { writeMcapAs } from '#test/support/mcap-fixture.ts';
import {
  writeMcapFixture,
  writeRosbag1Fixture,
  writeRosbag2Fixture,
  type FixtureCamera,
} from '#test/support/recording-fixture.ts';
import { plainVideo } from '#test/support/seeded-video.ts';
import {
  STEPS,
  writeAlohaFixture,
  writeRldsFixture,
  writeRobomimicFixture,
} from '#test/support/trajectory-fixture.ts';

const JOINTS = 32;
const FRAMES = 3000;
/** Seconds of one generated recording, and steps of one RLDS or robomimic file in episodes; files are copied until there are enough bytes. */
const RECORDED_SECONDS = 60;
const EPISODES = 40;
const VIDEO_FRAMES = 300;
const [WIDTH, HEIGHT] = [320, 240];
const ROBOMIMIC_SIDE = 84;
/** Different pictures of a camera. */
const PICTURES = 6;

/** Writes one file of a format. */
const FILES: Readonly<Record<string, (file: string) => Promise<void>>> = {
  mcap: (file) => writeMcapFixture(file, RECORDED_SECONDS, { camera: camera() }),
  'mcap-protobuf': (file) =>
    writeMcapAs(file, {
      encoding: 'protobuf',
      compression: 'zstd',
      chunked: true,
      seconds: RECORDED_SECONDS,
      camera: camera(),
    }),
  rosbag2: (file) => writeRosbag2Fixture(file, RECORDED_SECONDS, camera()),
  rosbag1: (file) => writeRosbag1Fixture(file, RECORDED_SECONDS, camera()),
  'hdf5-aloha': (file) =>
    writeAlohaFixture(file, { width: WIDTH, height: HEIGHT, pixels: manyPixels(WIDTH, HEIGHT) }),
  'hdf5-robomimic': (file) =>
    writeRobomimicFixture(file, EPISODES, {
      side: ROBOMIMIC_SIDE,
      pixels: manyPixels(ROBOMIMIC_SIDE, ROBOMIMIC_SIDE),
    }),
  rlds: (file) => writeRldsFixture(file, EPISODES, camera().pictures),
  video: async (file) =>
    writeFile(file, await plainVideo(VIDEO_FRAMES, { paint: noise, width: WIDTH, height: HEIGHT })),
};

/** Formats that sets are made of. */
export const INSPECTED_FORMATS: readonly string[] = ['lerobot', ...Object.keys(FILES)];

/** Writes a dataset of about so many megabytes below `root`. */
export async function makeSet(format: string, root: string, megabytes: number): Promise<void> {
  const write = FILES[format];
  if (write === undefined) return makeLerobot(root, megabytes);
  const ending = format === 'video' ? 'mp4' : 'dat';
  const name = (n: number): string => path.join(root, `${String(n).padStart(6, '0')}.${ending}`);
  await mkdir(root, { recursive: true });
  await write(name(0));
  const { size } = await stat(name(0));
  for (let n = 1; n * size < megabytes * 1e6; n++) await copyFile(name(0), name(n));
}

function camera(): FixtureCamera {
  const pictures = Array.from({ length: PICTURES }, (_, seed) =>
    encodePng({ width: WIDTH, height: HEIGHT, channels: 3, bits: 8, data: pixelsOf(WIDTH, HEIGHT, seed) }),
  );
  return { format: 'png', pictures };
}

/** A picture for each step of a trajectory. */
function manyPixels(width: number, height: number): Uint8Array {
  const all = new Uint8Array(STEPS * width * height * 3);
  for (let step = 0; step < STEPS; step++) {
    all.set(pixelsOf(width, height, step % PICTURES), step * width * height * 3);
  }
  return all;
}

/** The noise of a sensor over a grey that brightens. */
function noise(pixels: Uint8Array, frame: number): void {
  const random = seededRandom(frame + 1);
  for (let i = 0; i < pixels.length; i++) pixels[i] = 40 + (frame % 100) + random.below(64);
}

/** A slope of brightness with the noise of a sensor, so that no compressor finds much. */
function pixelsOf(width: number, height: number, seed: number): Uint8Array {
  const random = seededRandom(seed + 1);
  return Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const x = Math.floor(i / 3) % width;
    return 40 + ((x + 20 * seed) % 160) + random.below(24);
  });
}

/** Sums of sines with a little noise, so that neither dictionary nor compressor finds much. */
async function makeLerobot(root: string, megabytes: number): Promise<void> {
  const names = Array.from({ length: JOINTS }, (_, i) => `joint_${i}.pos`);
  const feature = (name: string) => ({ name, dtype: 'float32', shape: [JOINTS], names });
  const features = [feature('observation.state'), feature('action')];
  const writer = await createLerobotWriter(root, { version: 'v3.0', fps: 100, robotType: null, features });
  const episodes = Math.ceil((megabytes * 1e6) / (FRAMES * JOINTS * 4 * 2));
  for (let episode = 0; episode < episodes; episode++) {
    await writer.addEpisode({
      columns: new Map([
        ['observation.state', signal(episode, 0)],
        ['action', signal(episode, 4)],
      ]),
      task: 'Put the cup on the shelf.',
    });
  }
  await writer.finish();
}

function signal(episode: number, lead: number) {
  const values = Float32Array.from({ length: FRAMES * JOINTS }, (_, i) => {
    const frame = Math.floor(i / JOINTS) + lead;
    const motion = Math.sin(frame / (40 + (episode % 9)) + (i % JOINTS));
    return motion + 0.001 * Math.sin(frame * 12.9898 + i * 78.233);
  });
  return {
    kind: 'numbers',
    type: 'float32',
    width: JOINTS,
    rows: FRAMES,
    values,
    missing: null,
  } as const;
}
