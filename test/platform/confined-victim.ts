/** What a confined child is made to try. */

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
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
    case 'throw':
      throw new ExchangeError('bad-dataset', 'broken', { params: { offset: 7 } });
    case 'read':
      return read(path);
    case 'env':
      // The network namespace and the message channel leave no variables of ours.
      return Object.keys(process.env).filter((name) => !/^NODE_CHANNEL|^PWD$|^SHLVL$|^_$/.test(name));
    case 'write-door':
      return attempt(() => writeFileSync(process.argv.at(-1) ?? '', 'x'));
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
    case 'fetch':
      return attempt(() => fetch(`http://127.0.0.1:${port}/`));
    case 'exit':
      return process.exit(9);
    default:
      return exhaust(act);
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
