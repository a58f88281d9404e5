/** A broker and a node as their images start them, and everything that is asked of them. */

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { findRunningProcess } from '#platform/home-lock.ts';
import type { Dockerfile } from './dockerfile.ts';
import { eventually } from './exchange-network.ts';
import { ImageRun } from './image-run.ts';

/** Docker waits ten seconds after the stop signal; the compose file gives thirty. */
const STOP_SECONDS = 30;

/** Where the two programs and their volumes are. */
export interface ImagePlaces {
  readonly broker: string;
  readonly node: string;
  /** Folder in which the volumes are made. */
  readonly volumes: string;
}

/** Starts both, checks health before, while and after they run, that they announce names, and how they stop. */
export async function checkImages(
  t: TestContext,
  images: Dockerfile,
  places: ImagePlaces,
): Promise<{ page: string }> {
  const [port, brokerPeer, nodePeer] = [await freePort(), await freePort(), await freePort()];
  const [brokerData, nodeData] = ['broker-data', 'node-data'].map((name) => join(places.volumes, name));
  assert.ok(brokerData !== undefined && nodeData !== undefined);
  for (const folder of [brokerData, nodeData]) mkdirSync(folder, { mode: 0o700 });
  const broker = new ImageRun(
    images.resolve('broker'),
    { folder: places.broker, data: brokerData },
    {
      KIN_BROKER_PORT: String(port),
      KIN_BROKER_LISTEN: '127.0.0.1',
      KIN_BROKER_URL: `http://localhost:${port}`,
      KIN_BROKER_PEER_LISTEN: `/ip4/127.0.0.1/tcp/${brokerPeer}`,
      KIN_BROKER_PEER_ANNOUNCE: `/dns4/localhost/tcp/${brokerPeer}`,
      KIN_BROKER_LOG_ORIGIN: 'trial.kinship.invalid/log',
      KIN_BROKER_OPEN_ENROLMENT: 'true',
    },
  );
  const node = new ImageRun(
    images.resolve('node'),
    { folder: places.node, data: nodeData },
    {
      KIN_INIT_NAME: 'Larkspur Manipulation',
      KIN_INIT_BROKER: `http://localhost:${port}`,
      KIN_PEER_LISTEN: `/ip4/127.0.0.1/tcp/${nodePeer}`,
      KIN_PEER_ANNOUNCE: `/dns4/localhost/tcp/${nodePeer}`,
    },
  );
  t.after(() => {
    node.kill();
    broker.kill();
  });
  assert.equal(broker.health(), 1, 'nothing runs yet');
  broker.start();
  await broker.healthy();
  const page = await (await fetch(`http://localhost:${port}/`)).text();
  node.start();
  await node.healthy();
  assert.ok(!/\b[a-z2-7]{52}\b/.test(node.output), 'the recovery text is not in the log');
  await requireNames(port, nodeData);
  for (const container of [node, broker]) {
    const { code, seconds } = await container.stop();
    t.diagnostic(`stopped with ${code} after ${seconds.toFixed(2)} s`);
    assert.equal(code, 0, container.output);
    assert.ok(seconds < STOP_SECONDS, `${seconds} s`);
    assert.equal(container.health(), 1, 'nothing runs any more');
  }
  return { page };
}

/** Both are known by their names, and the node has reached the broker there. */
async function requireNames(port: number, nodeHome: string): Promise<void> {
  const discovered = await fetch(`http://localhost:${port}/.well-known/kinship`);
  const broker = (await discovered.json()) as { addresses: string[] };
  assert.ok(broker.addresses.length > 0 && broker.addresses.every(isNamed), broker.addresses.join());
  const running = await findRunningProcess(nodeHome);
  assert.ok(running?.address);
  const { address, token } = running;
  const node = await eventually('the node is connected to the broker', async () => {
    const answer = await fetch(`${address}/v1/node`, { headers: { authorization: `Bearer ${token}` } });
    const status = (await answer.json()) as { addresses: string[]; connections: number };
    return status.connections > 0 ? status : undefined;
  });
  assert.ok(node.addresses.length > 0 && node.addresses.every(isNamed), node.addresses.join());
}

function isNamed(address: string): boolean {
  return address.startsWith('/dns4/localhost/');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
