/**
 * Entry of a confined child process, `child.ts <module> [door]`: takes sockets away, loads the module, runs it on the input that it gets then,
 * reports, and ends.
 */

import { constants } from 'node:fs';
import { createRequire, flushCompileCache } from 'node:module';
import { Socket } from 'node:net';
import { ExchangeError } from '#contracts/errors.ts';
import { Channel } from './channel.ts';
import type { ChildMessage, InputMessage, ParentMessage } from './messages.ts';

interface ConfinedModule {
  run(
    input: unknown,
    report: (report: unknown) => void,
    ask: (question: unknown) => Promise<unknown>,
  ): Promise<unknown>;
}

const require = createRequire(import.meta.url);

/** Puts a refusal in the place of functions. */
function refuse(owner: object, names: readonly string[], message: string): void {
  const value = (): never => {
    throw new ExchangeError('forbidden', message);
  };
  for (const name of names) if (name in owner) Object.defineProperty(owner, name, { value });
}

/** Names of the functions of a module, without its classes. */
function functionsOf(module: object): string[] {
  return Object.entries(module).flatMap(([name, value]) =>
    typeof value === 'function' && /^[a-z]/.test(name) ? [name] : [],
  );
}

/** No parser has business with the network: what would open a socket or ask for a name throws. */
function removeNetwork(): void {
  const text = 'A confined process has no network.';
  const net = require('node:net') as { Socket: { prototype: object }; Server: { prototype: object } };
  const dgram = require('node:dgram') as { Socket: { prototype: object } };
  const dns = require('node:dns') as { promises: object; Resolver: { prototype: object } };
  const { Resolver } = dns.promises as typeof dns;
  refuse(net.Socket.prototype, ['connect'], text);
  refuse(net.Server.prototype, ['listen', '_listen2'], text);
  refuse(net, ['_createServerHandle'], text);
  refuse(dgram, ['createSocket'], text);
  refuse(dgram.Socket.prototype, ['bind', 'connect', 'send'], text);
  for (const resolver of [dns, dns.promises]) refuse(resolver, functionsOf(resolver), text);
  for (const { prototype } of [dns.Resolver, Resolver]) {
    const names = [...Object.getOwnPropertyNames(prototype), 'cancel', 'setServers'];
    refuse(
      prototype,
      names.filter((name) => name !== 'constructor'),
      text,
    );
  }
  refuse(globalThis, ['fetch'], text);
}

/** The permission model lets a process send signals to every process of its user, its parent among them. */
function removeSignals(): void {
  refuse(process, ['kill', '_kill', '_debugProcess', '_debugEnd'], 'A confined process signals to nobody.');
}

/** The permission model refuses `process.binding` whole; WebAssembly libraries ask it for the constants of open(2), and get those only. */
function offerConstants(): void {
  const binding = (name: string): object => {
    if (name === 'constants') return { fs: constants };
    throw new ExchangeError('forbidden', 'A confined process has no internal bindings.');
  };
  Object.defineProperty(process, 'binding', { value: binding });
}

/** The pipe to the parent, see `startChild`. */
const PARENT_FD = 3;
const given = Promise.withResolvers<InputMessage>();
let started = false;
const channel = new Channel(new Socket({ fd: PARENT_FD }), {
  message: (value) => {
    if (started) return hear(value as ParentMessage);
    started = true;
    given.resolve(value as InputMessage);
  },
  broken: () => process.exit(1),
  // Nobody waits for what is done here any more.
  ended: () => process.exit(1),
});

function send(message: ChildMessage): Promise<void> {
  return channel.send(message);
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
  const value = await module.run(input, (report) => void send({ kind: 'report', report }), ask);
  return { kind: 'result', value };
}

const [href = '', door] = process.argv.slice(2);
removeNetwork();
removeSignals();
offerConstants();
try {
  const loaded = await load(href, door);
  await send({ kind: 'loaded' });
  await send(await work(loaded, await given.promise));
} catch (error) {
  await send(errorMessage(error));
}
process.exit(0);
