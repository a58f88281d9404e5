/** One company's node in the demo's process: its home is made once, with keys that are the same in every demo world. */

import { join } from 'node:path';
import { createHash } from 'node:crypto';
import type { RandomBytes } from '#contracts/crypto.ts';
import type { Discovery } from '#contracts/http/discovery.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { readNodeConfig } from '#node/config.ts';
import { ExchangeNode } from '#node/exchange-node.ts';
import { hasHome, homePaths, writeHome } from '#node/home.ts';
import { startConsole, type ConsoleListener } from '#node/http/console.ts';
import { initIdentity } from '#node/identity/init-identity.ts';
import { openKeystore } from '#platform/keystore.ts';
import type { Logger } from '#platform/logger.ts';
import { nodeCrypto, secureRandom } from '#platform/node-crypto.ts';
import type { DemoCompany } from './world.ts';

/** Name of the keystore's secret from which pseudonyms are made; made here so that derivatives repeat to the byte. */
const PSEUDONYM_KEY = 'pseudonyms';
const ROOT_SEED_BYTES = 32;

/** What the demo gives to its programs. */
export interface DemoSettings {
  readonly clock: () => number;
  readonly logger: Logger;
}

/** A running node. */
export class DemoNode implements AsyncDisposable {
  readonly company: DemoCompany;
  readonly node: ExchangeNode;
  readonly console: ConsoleListener;

  private constructor(company: DemoCompany, node: ExchangeNode, console: ConsoleListener) {
    this.company = company;
    this.node = node;
    this.console = console;
  }

  /** Starts the node of a company; its home is made when there is none. Throws what {@link ExchangeNode.create} throws. */
  static async start(
    company: DemoCompany,
    place: { readonly home: string; readonly broker: Discovery },
    settings: DemoSettings,
  ): Promise<DemoNode> {
    if (!(await hasHome(place.home))) await makeHome(company, place, settings);
    // Picking a folder begins at the company's own recordings.
    const recordings = join(place.home, '..', 'datasets', company.key);
    const config = readNodeConfig({ home: place.home, port: 0 }, { KIN_CONSOLE_FOLDERS: recordings });
    const { clock, logger } = settings;
    const node = await ExchangeNode.create(config, {
      clock,
      random: secureRandom,
      logger: logger.child({ subsystem: company.key }),
    });
    try {
      await node.start();
      return new DemoNode(company, node, await startConsole(node));
    } catch (error) {
      await node.stop();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.console.close();
    await this.node.stop();
  }
}

async function makeHome(
  company: DemoCompany,
  { home, broker }: { readonly home: string; readonly broker: Discovery },
  { clock }: DemoSettings,
): Promise<void> {
  const random = seededBytes(company.key);
  const keystore = await openKeystore({ folder: homePaths(home).keys, random });
  const rootSeed = random(ROOT_SEED_BYTES);
  const deps = { crypto: nodeCrypto, clock, random: secureRandom, keystore };
  const identity = await initIdentity(deps, { log: broker.log.origin, rootSeed });
  await keystore.loadOrCreate(PSEUDONYM_KEY);
  await writeHome(home, {
    schema: 'node-home/1',
    name: company.name,
    participant: identity.participant,
    root: identity.root,
    key: identity.key,
    peerKey: identity.peerKey,
    createdAt: formatTimestamp(clock()),
    broker,
    keyEntries: [...identity.keyEntries],
  });
}

/** Bytes that everybody can compute: fit for keys of fictional companies on loopback, and for nothing else. */
function seededBytes(company: string): RandomBytes {
  let counter = 0;
  return (length) => {
    const blocks: Buffer[] = [];
    for (let made = 0; made < length; made += 32) {
      blocks.push(createHash('sha256').update(`kinship demo keys ${company} ${counter++}`).digest());
    }
    return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
  };
}
