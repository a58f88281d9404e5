import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Stream } from '@libp2p/interface';
import { ExchangeError, isExchangeError, ERROR_CODES } from '#contracts/errors.ts';
import { answerParts, errorParts, readAnswer } from '#platform/peer/answer.ts';
import { FrameReader, sendFrame, type FrameLimits } from '#platform/peer/frames.ts';

const LIMITS: FrameLimits = {
  maxFrameBytes: 100,
  maxBufferedBytes: 1_000,
  maxBufferedFrames: 20,
  frameTimeoutMs: 30,
};
const never = new AbortController().signal;

/** The part of a stream that frames use, as an event target that the test drives. */
class TestStream extends EventTarget {
  readonly sent: Uint8Array[] = [];
  writeStatus = 'writable';
  remoteWriteStatus = 'writable';
  readBufferLength = 0;
  writableNeedsDrain = false;
  /** Takes this many sends before it is full. */
  room = Number.POSITIVE_INFINITY;

  send(bytes: Uint8Array): boolean {
    this.sent.push(bytes);
    this.room -= 1;
    this.writableNeedsDrain = this.room <= 0;
    return !this.writableNeedsDrain;
  }

  receive(bytes: Uint8Array): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data: bytes }));
  }

  drain(room: number): void {
    this.room = room;
    this.writableNeedsDrain = false;
    this.dispatchEvent(new Event('drain'));
  }

  endWriting(): void {
    this.dispatchEvent(new Event('remoteCloseWrite'));
  }
}

function readerOn(limits: Partial<FrameLimits> = {}): { stream: TestStream; reader: FrameReader } {
  const stream = new TestStream();
  return { stream, reader: new FrameReader(stream as unknown as Stream, { ...LIMITS, ...limits }) };
}

async function framed(body: Uint8Array): Promise<Uint8Array> {
  const stream = new TestStream();
  await sendFrame(stream as unknown as Stream, [body], { signal: never, timeoutMs: 1_000 });
  return Buffer.concat(stream.sent);
}

test('frames cut at any places arrive as they were sent', async () => {
  const bodies = fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(bodies, fc.array(fc.nat(40), { minLength: 1, maxLength: 10 }), async (sent, cuts) => {
      const { stream, reader } = readerOn({ maxBufferedBytes: 10_000 });
      const wire = Buffer.concat(await Promise.all(sent.map(framed)));
      for (let at = 0, i = 0; at < wire.length; i++) {
        const length = 1 + (cuts[i % cuts.length] ?? 0);
        stream.receive(wire.subarray(at, at + length));
        at += length;
      }
      stream.endWriting();
      for (const body of sent) assert.deepEqual(await reader.next(never), new Uint8Array(body));
      assert.equal(await reader.next(never), undefined);
    }),
    { numRuns: 300 },
  );
});

test('hostile bytes end in frames within the limits or a typed error, never in anything else', async () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(pieces, async (sent) => {
      const { stream, reader } = readerOn();
      for (const piece of sent) stream.receive(piece);
      stream.endWriting();
      try {
        for (let frame = await reader.next(never); frame !== undefined; frame = await reader.next(never)) {
          assert.ok(frame.length <= LIMITS.maxFrameBytes);
        }
      } catch (error) {
        assert.ok(isExchangeError(error), String(error));
      }
    }),
    { numRuns: 300 },
  );
});

test('a length beyond the limit is refused before its bytes come', async () => {
  const { stream, reader } = readerOn();
  stream.receive(Uint8Array.of(255, 255, 255, 255));
  await assert.rejects(reader.next(never), (error) => isExchangeError(error, 'limit-exceeded'));
});

test('more frames than may lie unread end the reading, even empty ones', async () => {
  const { stream, reader } = readerOn();
  stream.receive(new Uint8Array(4 * 21));
  await assert.rejects(reader.next(never), (error) => isExchangeError(error, 'limit-exceeded'));
});

test('a frame that is begun and not completed times out, a quiet stream does not', async () => {
  const { stream, reader } = readerOn();
  await sleep(60);
  stream.receive(Uint8Array.of(0, 0, 0, 9, 1));
  await assert.rejects(reader.next(never), (error) => isExchangeError(error, 'peer-misbehaved'));
});

test('a stream that ends in mid-frame is an error, not an end', async () => {
  const { stream, reader } = readerOn();
  stream.receive(Uint8Array.of(0, 0, 0, 9, 1));
  stream.endWriting();
  await assert.rejects(reader.next(never), (error) => isExchangeError(error, 'peer-unreachable'));
});

test('sending waits for every drain, not only for the first', async () => {
  const stream = new TestStream();
  stream.room = 1;
  let done = false;
  const sending = sendFrame(stream as unknown as Stream, [new Uint8Array(1024 * 1024)], {
    signal: never,
    timeoutMs: 5_000,
  }).then(() => (done = true));
  for (let drained = 1; drained <= 4; drained++) {
    await sleep(2);
    assert.equal(stream.sent.length, drained);
    stream.drain(1);
  }
  await sleep(2);
  assert.equal(done, false);
  stream.drain(1);
  await sending;
  assert.equal(stream.sent.length, 5);
});

test('sending to a peer that never reads ends at its time', async () => {
  const stream = new TestStream();
  stream.room = 1;
  const sending = sendFrame(stream as unknown as Stream, [new Uint8Array(1024 * 1024)], {
    signal: never,
    timeoutMs: 20,
  });
  await assert.rejects(sending, { name: 'TimeoutError' });
});

test('any error of the exchange survives the wire with its code', () => {
  const params = fc.dictionary(
    fc.string({ maxLength: 20 }),
    fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null)),
    { maxKeys: 20 },
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...ERROR_CODES),
      fc.string({ unit: 'binary', maxLength: 900 }),
      params,
      (code, message, given) => {
        const frame = Buffer.concat(errorParts(new ExchangeError(code, message, { params: given })));
        assert.throws(
          () => readAnswer(frame, 'peer'),
          (error) => isExchangeError(error, code) && error.params['peer'] === 'peer',
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('an answer of any bytes is either read or a misbehaving peer', () => {
  assert.deepEqual(readAnswer(Buffer.concat(answerParts(Uint8Array.of(7))), 'peer'), Buffer.of(7));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      if (bytes[0] === 0) return;
      assert.throws(
        () => readAnswer(bytes, 'peer'),
        (error) => isExchangeError(error, 'peer-misbehaved'),
      );
    }),
    { numRuns: 300 },
  );
});
