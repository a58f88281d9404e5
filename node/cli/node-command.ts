/** `kin node`: runs this company's node, or says how it is. */

import type { Command } from 'commander';
import { nodeStatusSchema } from '#contracts/http/console.ts';
import { shortKey } from '#contracts/keys.ts';
import { createLogger, LOG_LEVELS, type LogLevel } from '#platform/logger.ts';
import { readNodeConfig } from '../config.ts';
import { ExchangeNode } from '../exchange-node.ts';
import { startConsole } from '../http/console.ts';
import type { Run, RunCommand } from './cli.ts';
import { fingerprint } from './init-command.ts';
import { openNodeSession } from './node-session.ts';
import { asChoice, asPort } from './arguments.ts';

interface StartOptions {
  readonly port?: number;
  readonly listen?: string[];
  readonly logLevel?: LogLevel;
}

/** Adds the commands. */
export function addNodeCommand(program: Command, run: RunCommand): void {
  const node = program.command('node').description('run this company’s node, or see how it is');
  const start = node
    .command('start')
    .description('start the node and its console API; Ctrl-C ends it')
    .option('--port <port>', 'port of the console API on loopback', asPort)
    .option('--listen <multiaddr...>', 'multiaddrs for peers')
    .option('--log-level <level>', LOG_LEVELS.join(', '), asChoice(LOG_LEVELS))
    .action(() => run(start, (context) => startNode(context, start.opts<StartOptions>())));
  const status = node
    .command('status')
    .description('addresses, enrolment, what waits')
    .action(() => run(status, showStatus));
}

async function startNode(run: Run, options: StartOptions): Promise<void> {
  const { output } = run;
  const config = readNodeConfig({
    home: run.home,
    port: options.port,
    peerListen: options.listen,
    logLevel: options.logLevel,
  });
  const logger = createLogger({ program: 'kin', level: config.logLevel });
  const { clock, random } = run.world;
  await using node = await ExchangeNode.create(config, { clock, random, logger });
  await node.start();
  const listener = await startConsole(node);
  try {
    const { identity, host } = node.context;
    output.line(output.tone('strong', identity.name));
    output.facts([
      ['company', identity.participant],
      ['console', listener.address],
      ...(listener.shared === null ? [] : [['colleagues', listener.shared] as [string, string]]),
      ['peers', host.addresses().join('\n         ')],
    ]);
    output.line('ready');
    output.data({
      participant: identity.participant,
      console: listener.address,
      addresses: host.addresses(),
    });
    await untilAborted(run.signal);
  } finally {
    await listener.close();
  }
}

async function showStatus(run: Run): Promise<void> {
  await using session = await openNodeSession(run);
  const status = await session.call({ path: '/v1/node', answer: nodeStatusSchema });
  const { output } = run;
  output.data({ ...status, running: !session.embedded });
  output.facts([
    ['name', status.name],
    ['company', status.participant],
    ['key', `…${shortKey(status.key)}   fingerprint ${fingerprint(status.key)}`],
    ['node', session.embedded ? 'not running' : 'running'],
    ['broker', `${status.broker.name}, ${status.broker.api} (${status.broker.enrolment})`],
    ['log', status.log.origin],
    ['peers', session.embedded ? '–' : `${status.connections} connected`],
    ['outbox', `${status.outbox.pending} waiting, ${status.outbox.dead} given up`],
    ...(status.storage === null
      ? []
      : [
          ['disk', `nothing can be stored since ${status.storage.since} (${status.storage.code})`] as [
            string,
            string,
          ],
        ]),
  ]);
  output.next(session.embedded ? `kin node start --home ${run.home}` : 'kin inbox');
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
