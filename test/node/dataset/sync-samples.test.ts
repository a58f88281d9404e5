import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny';
import { isExchangeError } from '#contracts/errors.ts';
import { markSyncSamples } from '#node/dataset/video/mark-sync-samples.ts';
import { plainVideo } from '#test/support/seeded-video.ts';

test('names every n-th frame as a key frame and leaves the pictures as they are', async () => {
  const marked = await plainVideo(45);
  using input = new Input({ source: new BufferSource(marked), formats: [MP4] });
  const track = await input.getPrimaryVideoTrack();
  assert.ok(track);
  const keys: number[] = [];
  let frames = 0;
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, {
    verifyKeyPackets: true,
  })) {
    if (packet.type === 'key') keys.push(frames);
    frames++;
  }
  assert.deepEqual([frames, keys], [45, Array.from({ length: 23 }, (_, i) => 2 * i)]);
  assert.throws(
    () => markSyncSamples(marked, 20),
    (error) => isExchangeError(error, 'bad-dataset'),
  );
  assert.throws(
    () => markSyncSamples(new Uint8Array(100), 20),
    (error) => isExchangeError(error, 'bad-dataset'),
  );
});
