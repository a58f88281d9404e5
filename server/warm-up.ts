/**
 * Code is compiled when it first runs, and the first requests of a process kept its event loop for 20 to 30 ms. Before it says that it is
 * ready, a broker has had another one, in a folder that is gone afterwards, do once what strangers will ask of it: enrol a
 * company, search the catalog, answer a question. Nothing of it is in the home, the log or the metrics of the one that stays.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { silentLogger } from '#platform/logger.ts';
import { createBroker, enrolmentOf } from './broker.ts';
import { DEFAULT_LIMITS, DEFAULT_SAMPLE_QUOTA } from './config.ts';

/** How often each is asked: code that ran once is still compiled at the second time here and there. */
const ROUNDS = 2;

/** A body that is checked like any other, and whose reach is soon mapped. */
const ONE_JOINT = {
  schema: 'embodiment/1',
  kind: 'robot',
  mounting: 'bench',
  joints: [
    {
      parent: -1,
      type: 'revolute',
      axis: [0, 0, 1],
      point: [0, 0, 0],
      lower: -1,
      upper: 1,
      velocity: 1,
      effort: 1,
      actuated: true,
      follows: null,
    },
  ],
  couplings: [[0, 0]],
  limbs: [{ kind: 'arm', parent: -1, joints: [0] }],
  endEffectors: [
    {
      limb: 0,
      joint: 0,
      tcp: { position: [0.1, 0, 0], rotation: [1, 0, 0, 0] },
      source: 'last-axis',
      hand: null,
    },
  ],
  sensors: [],
  shoulderHeight: null,
  controlModes: null,
  accuracy: null,
} satisfies Embodiment;

let warmed: Promise<unknown> | undefined;

/** Has the code run once a process. Never throws: it is only done ahead. */
export function warmUp(): Promise<unknown> {
  warmed ??= rehearse().catch(() => undefined);
  return warmed;
}

/** The rehearsal itself; the last round's HTTP status of each request. */
export async function rehearse(): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'kin-warm-'));
  try {
    await using broker = await createBroker(
      {
        home: join(folder, 'home'),
        name: 'Rehearsal',
        listen: { host: '127.0.0.1', port: 0 },
        peerListen: ['/ip4/127.0.0.1/tcp/0'],
        peerAnnounce: [],
        publicUrl: undefined,
        logOrigin: undefined,
        openEnrolment: true,
        resolveDidWeb: false,
        logLevel: 'silent',
        limits: DEFAULT_LIMITS,
        samples: DEFAULT_SAMPLE_QUOTA,
      },
      { logger: silentLogger },
    );
    await broker.start();
    let statuses: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      statuses = [
        await call(broker.api, '/v1/participants', enrolmentOf(broker.context)),
        await call(broker.api, '/v1/datasets?facets=true&q=cup'),
        await call(broker.api, '/v1/matches', { task: 'pick up the cup', embodiment: ONE_JOINT }),
      ];
    }
    return statuses;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function call(api: string, path: string, body?: unknown): Promise<number> {
  const method = body === undefined ? 'GET' : 'POST';
  return new Promise((resolve, reject) => {
    const sent = request(
      api + path,
      { method, headers: { 'content-type': 'application/json' } },
      (answer) => {
        buffer(answer).then(() => resolve(answer.statusCode ?? 0), reject);
      },
    );
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
