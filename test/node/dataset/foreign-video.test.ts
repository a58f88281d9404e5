import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { McapStreamReader, McapWriter, type IWritable } from '@mcap/core';
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny';
import { plainConversion, type ConversionOptions } from '#contracts/dataset/conversions.ts';
import { convertDataset } from '#node/dataset/convert/convert-dataset.ts';
import { inspectDataset } from '#node/dataset/inspect-dataset.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { elementaryStream } from '#node/dataset/video/parameter-sets.ts';
import { writeLerobotFixture } from '#test/support/lerobot-fixture.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { zstdDecompressSync } from 'node:zlib';

const FRAMES = 24;

class Memory implements IWritable {
  readonly parts: Uint8Array[] = [];
  #at = 0n;
  position(): bigint {
    return this.#at;
  }
  write(part: Uint8Array): Promise<void> {
    this.parts.push(part.slice());
    this.#at += BigInt(part.length);
    return Promise.resolve();
  }
}

/** What a rewritten recording keeps. */
interface Rewriting {
  readonly keeps: (topic: string) => boolean;
  /** Data of a message, changed. */
  readonly change?: (topic: string, data: Uint8Array, count: number) => Uint8Array;
}

/** Recordings as a maker who knows nothing of Kinship writes them: the same messages, without the metadata that Kinship adds. */
async function rewrite(from: string, to: string, { keeps, change }: Rewriting): Promise<void> {
  const memory = new Memory();
  const writer = new McapWriter({ writable: memory, useChunks: false });
  await writer.start({ profile: 'ros2', library: 'another maker' });
  const reader = new McapStreamReader({
    decompressHandlers: { zstd: (bytes) => new Uint8Array(zstdDecompressSync(bytes)) },
  });
  reader.append(await readFile(from));
  const schemas = new Map<number, number>();
  const channels = new Map<number, { id: number; topic: string; count: number }>();
  for (let record = reader.nextRecord(); record !== undefined; record = reader.nextRecord()) {
    if (record.type === 'Schema' && !schemas.has(record.id))
      schemas.set(record.id, await writer.registerSchema(record));
    if (record.type === 'Channel' && !channels.has(record.id) && keeps(record.topic)) {
      const schemaId = schemas.get(record.schemaId) ?? 0;
      const id = await writer.registerChannel({ ...record, schemaId, metadata: new Map() });
      channels.set(record.id, { id, topic: record.topic, count: 0 });
    }
    if (record.type !== 'Message') continue;
    const channel = channels.get(record.channelId);
    if (channel === undefined) continue;
    const data = change?.(channel.topic, record.data, channel.count) ?? record.data;
    channel.count++;
    await writer.addMessage({ ...record, channelId: channel.id, data });
  }
  await writer.end();
  await writeFile(to, Buffer.concat(memory.parts));
}

const VIDEO = '/observation/images/top';

/** A LeRobot set with video, and the same as a recording of another maker. */
async function foreign(
  t: TestContext,
  rewriting: Rewriting,
): Promise<{ set: string; bags: string; dir: string }> {
  const dir = await tempFolder(t);
  const [set, own, bags] = [join(dir, 'set'), join(dir, 'own'), join(dir, 'bags')];
  await writeLerobotFixture(set, { withVideo: true, frames: FRAMES, episodes: 1 });
  for (const folder of [own, bags]) await mkdir(folder);
  await convertDataset({ root: set, out: own, options: plainConversion('mcap') });
  await rewrite(join(own, 'episode_000000.mcap'), join(bags, 'a.mcap'), rewriting);
  return { set, bags, dir };
}

async function convert(root: string, out: string, options: Partial<ConversionOptions> = {}) {
  await mkdir(out);
  return convertDataset({ root, out, options: { ...plainConversion('lerobot-v3.0'), ...options } });
}

/** Packets of the only video of a set, and its size. */
async function packetsOf(root: string) {
  const files = await readdir(root, { recursive: true });
  const path = files.find((name) => name.endsWith('.mp4'));
  assert.ok(path !== undefined, files.join(' '));
  using input = new Input({ source: new FilePathSource(join(root, path)), formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  assert.ok(track !== null);
  const packets: string[] = [];
  for await (const packet of new EncodedPacketSink(track).packets())
    packets.push(
      `${packet.type} ${Math.round(packet.timestamp * 1e6)} ${Buffer.from(packet.data).toString('base64')}`,
    );
  return {
    packets,
    size: [await track.getCodedWidth(), await track.getCodedHeight()],
    codec: await track.getCodec(),
  };
}

test('carries a video of another maker packet by packet, where its pictures are the frames', async (t) => {
  const { set, bags, dir } = await foreign(t, { keeps: () => true });
  const { record } = await convert(bags, join(dir, 'back'));
  assert.deepEqual([record.episodes, record.frames, record.leftOut], [1, FRAMES, []]);
  assert.ok(!record.steps.some(({ code, feature }) => code === 'feature-left-out' && feature === VIDEO));
  assert.deepEqual(await packetsOf(join(dir, 'back')), await packetsOf(set));
  await using reader = await openDataset(join(dir, 'back'));
  const camera = reader.features.find(({ name }) => name === 'observation.images.observation.images.top');
  assert.deepEqual([camera?.dtype, camera?.shape], ['video', [48, 64, 3]]);
});

test('a video in messages is a camera to whoever looks for one', async (t) => {
  const { bags } = await foreign(t, { keeps: () => true });
  const facts = await inspectDataset(bags);
  const [camera] = facts.cameras;
  assert.deepEqual([camera?.name, camera?.codec, camera?.width, camera?.height], [VIDEO, 'avc', 64, 48]);
  assert.ok(facts.modalities.some(({ kind }) => kind === 'video'));
  const [episode] = facts.quality.episodes;
  assert.deepEqual(episode?.reasons, []);
});

test('takes a video as the frames where nothing else can be, or where it is asked to', async (t) => {
  const alone = await foreign(t, { keeps: (topic) => topic === VIDEO });
  const { record } = await convert(alone.bags, join(alone.dir, 'back'));
  assert.deepEqual([record.episodes, record.frames], [1, FRAMES]);
  const asked = await foreign(t, { keeps: () => true });
  await convert(asked.bags, join(asked.dir, 'back'), { grid: VIDEO });
  assert.equal((await packetsOf(join(asked.dir, 'back'))).packets.length, FRAMES);
});

test('leaves a video out, with the reason, that would have to be encoded again or cannot be read', async (t) => {
  const reasonOf = async (
    rewriting: Rewriting,
    options: Partial<ConversionOptions> = {},
  ): Promise<string> => {
    const { bags, dir } = await foreign(t, rewriting);
    const { record } = await convert(bags, join(dir, 'back'), options);
    const step = record.steps.find(({ code, feature }) => code === 'feature-left-out' && feature === VIDEO);
    return String(step?.params['reason']);
  };
  assert.match(await reasonOf({ keeps: () => true }, { fps: 7 }), /--grid \/observation\/images\/top/);
  const scrambled = (topic: string, data: Uint8Array): Uint8Array => {
    if (topic !== VIDEO) return data;
    const copy = data.slice();
    copy.fill(9, 40);
    return copy;
  };
  assert.match(
    await reasonOf({ keeps: () => true, change: scrambled }),
    /neither H\.264 nor H\.265|ends inside a field/,
  );
});

test('reads sizes and descriptions off parameter sets', () => {
  // x264 1280 x 720 High and x265 1920 x 1080 Main, as those encoders write them.
  const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
  const avc = elementaryStream([
    hex('67 64 00 1f ac d9 40 50 05 bb 01 10 00 00 03 00 10 00 00 03 03 c0 f1 83 19 60'),
    hex('68 eb e3 cb 22 c0'),
  ]);
  assert.deepEqual([avc.codec, avc.parameters, avc.width, avc.height], ['avc', 'avc1.64001f', 1280, 720]);
  const hevc = elementaryStream([
    hex('40 01 0c 01 ff ff 01 60 00 00 03 00 90 00 00 03 00 00 03 00 78 95 98 09'),
    hex(
      '42 01 01 01 60 00 00 03 00 90 00 00 03 00 00 03 00 78 a0 03 c0 80 10 e5 96 56 69 24 ca e0 10 00 00 03 00 10 00 00 03 01 e0 80',
    ),
    hex('44 01 c1 72 b4 62 40'),
  ]);
  assert.deepEqual(
    [hevc.codec, hevc.parameters, hevc.width, hevc.height],
    ['hevc', 'hvc1.1.6.L120.90', 1920, 1080],
  );
  assert.throws(() => elementaryStream([hex('67 64 00')]), /parameter sets/);
  assert.throws(() => elementaryStream([hex('65 88 84')]), /parameter sets/);
});
