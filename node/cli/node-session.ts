/**
 * A command's way to its node: the process that holds the home, or one started inside the command for as long as it runs. Either
 * way the command speaks HTTP to the console API: there is one way through the house.
 */

import type { z } from 'zod';
import { silentLogger } from '#platform/logger.ts';
import { findRunningProcess } from '#platform/home-lock.ts';
import { faultError } from '#contracts/faults.ts';
import { createBrokerClient, type BrokerCall, type BrokerClient } from '../broker-client.ts';
import { readNodeConfig } from '../config.ts';
import { ExchangeNode } from '../exchange-node.ts';
import { readHome } from '../home.ts';
import { startConsole } from '../http/console.ts';
import type { Run } from './cli.ts';
import { readEvents, type ReceivedEvent } from './event-stream.ts';

/** An open way to the node. */
export interface NodeSession extends AsyncDisposable {
  /** Calls the console API. Errors carry the node's own code. */
  call<S extends z.ZodType>(call: BrokerCall<S>): Promise<z.infer<S>>;
  /** Server-sent events of the console API. */
  events(path: string, signal: AbortSignal): AsyncIterable<ReceivedEvent>;
  /** True when the node lives in this process and ends with the command. */
  readonly embedded: boolean;
}

/** Longest wait for an embedded node's enrolment before the command goes on without, in milliseconds. */
const ENROL_WAIT_MS = 10_000;

/** Opens a session with the node of the run's home. Throws `bad-config` when there is no node. */
export async function openNodeSession(run: Run): Promise<NodeSession> {
  await readHome(run.home);
  const running = await findRunningProcess(run.home);
  if (running?.address != null) return remoteSession(run, { address: running.address, token: running.token });
  if (running !== undefined) {
    throw faultError('home-locked', 'node-starts-or-stops');
  }
  return embeddedSession(run);
}

function remoteSession(
  run: Run,
  node: { address: string; token: string },
  close: () => Promise<void> = async () => undefined,
): NodeSession {
  const { clock, random } = run.world;
  const client: BrokerClient = createBrokerClient({
    api: node.address,
    clock,
    random,
    identity: null,
    token: node.token,
    server: 'node',
  });
  return {
    embedded: false,
    call: (call) => client.call({ signal: run.signal, ...call }),
    events: (path, signal) => readEvents(node.address + path, { token: node.token, signal }),
    [Symbol.asyncDispose]: close,
  };
}

async function embeddedSession(run: Run): Promise<NodeSession> {
  const { clock, random } = run.world;
  const config = readNodeConfig({ home: run.home, port: 0 });
  const node = await ExchangeNode.create(config, { clock, random, logger: silentLogger });
  await node.start();
  const listener = await startConsole(node);
  await Promise.race([
    node.enrolled(),
    new Promise<void>((resolve) => setTimeout(resolve, ENROL_WAIT_MS).unref()),
  ]);
  const session = remoteSession(run, { address: listener.address, token: node.consoleToken }, async () => {
    await listener.close();
    await node.stop();
  });
  return { ...session, embedded: true };
}
