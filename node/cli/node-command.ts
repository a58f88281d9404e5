/** `kin node`: runs this company's node, or says how it is. */

import type { Command } from 'commander';
import { nodeStatusSchema } from '#contracts/http/console.ts';
import { shortKey } from '#contracts/keys.ts';
import { createLogger, LOG_LEVELS, type LogLevel } from '#platform/logger.ts';
import { readNodeConfig } from '../config.ts';
import { ExchangeNode } from '../exchange-node.ts';
import { startConsole } from '../http/console.ts';
import type { Run, RunCommand } from './cli.ts';
import { lineWords } from './command-words.ts';
import { heading } from './table-words.ts';
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
  const { output, lang } = run;
  output.data({ ...status, running: !session.embedded });
  output.facts([
    [heading('name', lang), status.name],
    [heading('company', lang), status.participant],
    [
      heading('key', lang),
      lineWords('node-key', lang, { key: shortKey(status.key), fingerprint: fingerprint(status.key) }),
    ],
    [heading('node', lang), heading(session.embedded ? 'not running' : 'running', lang)],
    [heading('broker', lang), `${status.broker.name}, ${status.broker.api} (${status.broker.enrolment})`],
    [heading('log', lang), status.log.origin],
    [
      heading('peers', lang),
      session.embedded ? '–' : lineWords('peers-connected', lang, { count: status.connections }),
    ],
    [heading('outbox', lang), lineWords('outbox-counts', lang, status.outbox)],
    ...(status.storage === null
      ? []
      : [[heading('disk', lang), lineWords('disk-full', lang, status.storage)] as const]),
  ]);
  output.next(session.embedded ? `kin node start --home ${run.home}` : 'kin inbox');
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
