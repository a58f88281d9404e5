/** A company's node as a process: `node-child.ts <home> <deaths file> [points]`. Ends at SIGTERM, or dies where it is planned. */

import { readNodeConfig } from '#node/config.ts';
import { ExchangeNode } from '#node/exchange-node.ts';
import { startConsole } from '#node/http/console.ts';
import { silentLogger } from '#platform/logger.ts';
import { secureRandom } from '#platform/node-crypto.ts';
import { endWithParent, KillSwitch } from './kill-switch.ts';

const [home = '', deaths = '', points = ''] = process.argv.slice(2);
endWithParent();
const killSwitch = new KillSwitch(deaths, points.split(','));
const node = await ExchangeNode.create(readNodeConfig({ home, port: 0 }, {}), {
  clock: Date.now,
  random: secureRandom,
  logger: silentLogger,
  crashPoint: (boundary) => killSwitch.reach(boundary),
});
await node.start();
node.context.jobs.listen((job) => killSwitch.reach(`job-${job.step}`));
const console_ = await startConsole(node);
process.once('SIGTERM', () => {
  void console_.close().then(() => node.stop());
});
