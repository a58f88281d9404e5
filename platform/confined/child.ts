/** Entry of a confined child process: takes sockets away, runs the module that it is told, reports, and ends. */

import { constants } from 'node:fs';
import { createRequire } from 'node:module';
import { ExchangeError } from '#contracts/errors.ts';
import type { ChildMessage, ParentMessage } from './run-confined.ts';

interface ConfinedModule {
  run(
    input: unknown,
    report: (report: unknown) => void,
    ask: (question: unknown) => Promise<unknown>,
  ): Promise<unknown>;
}

const require = createRequire(import.meta.url);

/** No parser has business with the network: what would open a socket throws. */
function removeNetwork(): void {
  const refuse = (): never => {
    throw new ExchangeError('forbidden', 'A confined process has no network.');
  };
  const net = require('node:net') as { Socket: { prototype: object }; Server: { prototype: object } };
  const dgram = require('node:dgram') as object;
  const dns = require('node:dns') as { promises: object };
  Object.defineProperty(net.Socket.prototype, 'connect', { value: refuse });
  Object.defineProperty(net.Server.prototype, 'listen', { value: refuse });
  Object.defineProperty(dgram, 'createSocket', { value: refuse });
  for (const resolver of [dns, dns.promises]) Object.defineProperty(resolver, 'lookup', { value: refuse });
  Object.defineProperty(globalThis, 'fetch', { value: refuse });
}

/** The permission model refuses `process.binding` whole; WebAssembly libraries ask it for the constants of open(2), and get those only. */
function offerConstants(): void {
  const binding = (name: string): object => {
    if (name === 'constants') return { fs: constants };
    throw new ExchangeError('forbidden', 'A confined process has no internal bindings.');
  };
  Object.defineProperty(process, 'binding', { value: binding });
}

function send(message: ChildMessage): Promise<void> {
  return new Promise((done) => {
    if (process.send === undefined) done();
    else process.send(message, () => done());
  });
}

interface Waiting {
  readonly settle: (value: unknown) => void;
  readonly fail: (error: ExchangeError) => void;
}

const waiting = new Map<number, Waiting>();
let asked = 0;

/** Asks the parent, which may refuse. */
function ask(question: unknown): Promise<unknown> {
  const id = asked++;
  return new Promise((settle, fail) => {
    waiting.set(id, { settle, fail });
    void send({ kind: 'question', id, question });
  });
}

function hear(answer: ParentMessage): void {
  const { settle, fail } = waiting.get(answer.id) ?? {};
  waiting.delete(answer.id);
  if (answer.ok) settle?.(answer.value);
  else fail?.(new ExchangeError(answer.code, answer.message, { params: answer.params }));
}

function errorMessage(error: unknown): ChildMessage {
  if (error instanceof ExchangeError) {
    return { kind: 'error', code: error.code, message: error.message, params: error.params };
  }
  return { kind: 'error', code: 'internal', message: String(error).slice(0, 500), params: {} };
}

removeNetwork();
offerConstants();
process.once('message', (task: { module: string; input: unknown }) => {
  process.on('message', hear);
  void (async () => {
    try {
      const module = (await import(task.module)) as ConfinedModule;
      const value = await module.run(task.input, (report) => void send({ kind: 'report', report }), ask);
      await send({ kind: 'result', value });
    } catch (error) {
      await send(errorMessage(error));
    }
    process.disconnect();
  })();
});
