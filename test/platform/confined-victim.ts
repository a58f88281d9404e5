/** What a confined child is made to try. */

import { spawnSync } from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { mkdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serialize } from 'node:v8';
import { ExchangeError } from '#contracts/errors.ts';

interface Order {
  readonly act: string;
  readonly value?: unknown;
  readonly path?: string;
  readonly port?: number;
}

function attempt(act: () => unknown): string {
  try {
    const result = act();
    return result instanceof Error ? `refused ${result.message}` : 'done';
  } catch (error) {
    return `refused ${String(error)}`;
  }
}

/** The pipe to the parent. */
const CHANNEL_FD = 3;

/** What a child says that a stranger has taken over: the bytes that go into the pipe. */
const SENSELESS: Readonly<Record<string, () => Buffer>> = {
  'say garbage': () => Buffer.from('00000004deadbeef', 'hex'),
  'say nothing': () => Buffer.alloc(4),
  'say too much': () => Buffer.from('ffffffff', 'hex'),
  'say null': () => framed(null),
  'say an error without params': () => framed({ kind: 'error', code: 'internal', message: '' }),
  'say loaded again': () => framed({ kind: 'loaded' }),
  'ask without end': () => {
    const question = framed({ kind: 'question', id: 1, question: null });
    return Buffer.concat(Array.from({ length: 100 }, () => question));
  },
};

function framed(value: unknown): Buffer {
  const body = serialize(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

/** Says it, and would wait. */
async function say(bytes: Buffer): Promise<string> {
  writeSync(CHANNEL_FD, bytes);
  await sleep(20_000);
  return 'unheard';
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? '';
  }
}

export async function run(
  order: Order,
  report: (report: unknown) => void,
  ask: (question: unknown) => Promise<unknown>,
): Promise<unknown> {
  const { act, path = '', port = 0 } = order;
  switch (act) {
    case 'echo':
      return order.value;
    case 'ask':
      return ask(order.value);
    case 'report':
      for (const step of [1, 2, 3]) report(step);
      return null;
    case 'wait':
      report(process.pid);
      return sleep(30_000);
    case 'spin':
      report(process.pid);
      return sleep(10).then(() => exhaust('hang'));
    case 'throw':
      throw new ExchangeError('bad-dataset', 'broken', { params: { offset: 7 } });
    case 'read':
      return read(path);
    case 'env':
      // The network namespace and the message channel leave no variables of ours.
      return Object.keys(process.env).filter((name) => !/^NODE_CHANNEL|^PWD$|^SHLVL$|^_$/.test(name));
    case 'write-door':
      return attempt(() => writeFileSync(process.argv.at(-1) ?? '', 'x'));
    case 'make-door':
      return attempt(() => {
        const door = process.argv.at(-1) ?? '';
        mkdirSync(door);
        writeFileSync(`${door}/planted`, 'x');
      });
    case 'load-late':
      await import('#contracts/wire.ts');
      return 'loaded';
    case 'write':
    case 'write-kept':
      return attempt(() => writeFileSync(path, 'x'));
    case 'spawn':
      return attempt(() => spawnSync('/bin/true').error ?? null);
    case 'connect':
      return attempt(() => connect(port, '127.0.0.1'));
    case 'datagram':
      return attempt(() =>
        (Reflect.construct(dgram.Socket, ['udp4']) as dgram.Socket).send('x', port, '127.0.0.1'),
      );
    case 'resolve':
      return attempt(() => new dns.promises.Resolver().resolve4('example.org').catch(() => undefined));
    case 'signal':
      return attempt(() => process.kill(process.ppid, 0));
    case 'fetch':
      return attempt(() => fetch(`http://127.0.0.1:${port}/`));
    case 'exit':
      return process.exit(9);
    default: {
      const bytes = SENSELESS[act];
      return bytes === undefined ? exhaust(act) : say(bytes());
    }
  }
}

function exhaust(act: string): never {
  const held: unknown[] = [];
  for (;;) {
    if (act === 'fill-buffers') held.push(new Uint8Array(16 * 1024 * 1024).fill(1));
    else if (act === 'fill-heap') held.push(Array.from({ length: 100_000 }, (_, i) => ({ i })));
    else held.length = 0;
  }
}
