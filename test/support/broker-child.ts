/**
 * A broker as a process: `broker-child.ts <home> <deaths file> <port> <peer port> [points]`. Points are `feed-ingested`, and `entry-appended` or
 * `entry-indexed` with the size of the log, such as `entry-appended@12`. Ends at SIGTERM, or dies where it is planned.
 */

import { silentLogger } from '#platform/logger.ts';
import { createBroker } from '#server/broker.ts';
import { testConfig } from './broker-world.ts';
import { endWithParent, KillSwitch } from './kill-switch.ts';

const [home = '', deaths = '', port = '', peerPort = '', points = ''] = process.argv.slice(2);
endWithParent();
const killSwitch = new KillSwitch(deaths, points.split(','));
const config = testConfig(home, {
  listen: { host: '127.0.0.1', port: Number(port) },
  peerListen: [`/ip4/127.0.0.1/tcp/${peerPort}`],
});
const broker = await createBroker(config, {
  logger: silentLogger,
  crashPoint: (boundary, at) => killSwitch.reach(at === undefined ? boundary : `${boundary}@${at}`),
});
await broker.start();
process.once('SIGTERM', () => {
  void broker[Symbol.asyncDispose]();
});
