/**
 * Entry of a confined child process, `child.ts <module> [door]`: takes sockets away, loads the module, runs it on the input that it gets then,
 * reports, and ends.
 */

import { once } from 'node:events';
import { constants } from 'node:fs';
import { createRequire, flushCompileCache } from 'node:module';
import { ExchangeError } from '#contracts/errors.ts';
import type { ChildMessage, InputMessage, ParentMessage } from './run-confined.ts';

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

/** Not every Node 24 has `drop`. */
const permissions = process.permission as { drop?: (scope: string, reference: string) => void };

/** Loads the module, and leaves the door to the kept code: see `kept-code.ts`. */
async function load(href: string, door: string | undefined): Promise<ConfinedModule> {
  // eslint-disable-next-line no-restricted-properties -- nothing is read: it told Node where the door is, and tells nobody else
  delete process.env.NODE_COMPILE_CACHE;
  const loaded = (await import(href)) as ConfinedModule;
  if (door !== undefined) {
    flushCompileCache();
    // Where Node is too old for this the right stays, to a name that leads nowhere as soon as the parent has taken the link away.
    for (const path of [door, `${door}/*`]) permissions.drop?.('fs.write', path);
  }
  return loaded;
}

/** Runs the module on its input. */
async function work(module: ConfinedModule, { input }: InputMessage): Promise<ChildMessage> {
  process.on('message', hear);
  const value = await module.run(input, (report) => void send({ kind: 'report', report }), ask);
  return { kind: 'result', value };
}

const [href = '', door] = process.argv.slice(2);
removeNetwork();
offerConstants();
try {
  const given = once(process, 'message') as Promise<[InputMessage]>;
  const loaded = await load(href, door);
  await send({ kind: 'loaded' });
  await send(await work(loaded, (await given)[0]));
} catch (error) {
  await send(errorMessage(error));
}
process.disconnect();
