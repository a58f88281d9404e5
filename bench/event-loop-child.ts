/**
 * The process beside a measured broker or node: it calls its API and its protocols and serves a company's feed, so that none of this counts as
 * the measured one's work. Started by `event-loop.ts`; they speak over the channel between parent and child.
 */

import { readFileSync } from 'node:fs';
import { canonicalBytes } from '#contracts/canonical-json.ts';
import type { Digest } from '#contracts/digest.ts';
import { parseEmbodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { FIT_REQUEST_DOCUMENT, FIT_TOLERANCE, type FitRequest } from '#contracts/fit/certificate.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { FIT_PROTOCOL } from '#contracts/p2p/protocols.ts';
import { signDocument } from '#contracts/signature.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { silentLogger } from '#platform/logger.ts';
import { secureRandom } from '#platform/node-crypto.ts';
import { createPeerHost, type PeerHost } from '#platform/peer-host.ts';
import { TestCompany } from '../test/support/test-company.ts';
import { withScope } from './bench-scope.ts';
import { largestManifest } from './large-documents.ts';

/** One call of an API; a body lies in a file. */
export interface ApiCall {
  readonly url: string;
  readonly method?: string;
  readonly token?: string;
  readonly file?: string;
}

/** What the measured process says. */
export type ToChild =
  | { readonly say: 'call'; readonly calls: readonly ApiCall[]; readonly parallel: number }
  | {
      readonly say: 'peer';
      readonly target: string;
      readonly protocol: string;
      readonly files: readonly string[];
      readonly parallel: number;
    }
  /** The company of the last `company` asks a node for certificates about a body (in a file), a dataset each time. */
  | {
      readonly say: 'fit';
      readonly target: string;
      readonly provider: string;
      readonly datasets: readonly string[];
      readonly body: string;
      readonly times: number;
    }
  /** A company whose manifests are as large as they may be: so many datasets, each in so many versions. */
  | {
      readonly say: 'company';
      readonly origin: string;
      readonly datasets: number;
      readonly versions: number;
    };

/** What this process answers. */
export type FromChild =
  /** How often each status or error code came. */
  | { readonly say: 'called'; readonly answers: Readonly<Record<string, number>> }
  | {
      readonly say: 'company';
      readonly participant: string;
      readonly enrolment: unknown;
      readonly datasets: readonly string[];
      readonly documents: readonly string[];
    }
  | { readonly say: 'failed'; readonly why: string };

/** Does something for each of a list, a few at a time; how often each result came. */
async function each<T>(
  list: readonly T[],
  parallel: number,
  work: (one: T) => Promise<string>,
): Promise<Record<string, number>> {
  const waiting = [...list];
  const answers: Record<string, number> = {};
  const worker = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const answer = await work(one);
      answers[answer] = (answers[answer] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return answers;
}

async function call({ url, method, token, file }: ApiCall): Promise<string> {
  const response = await fetch(url, {
    method: method ?? (file === undefined ? 'GET' : 'POST'),
    headers: {
      ...(file === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(file === undefined ? {} : { body: readFileSync(file) }),
  });
  await response.arrayBuffer();
  return String(response.status);
}

const LIMITS = { maxRequestBytes: 128 * 1024, maxResponseBytes: 2 * 1024 * 1024 };
const patience = (): AbortSignal => AbortSignal.timeout(60_000);

/** What became of a request of a peer. */
async function answerOf(ask: () => Promise<unknown>): Promise<string> {
  try {
    await ask();
    return 'answered';
  } catch (error) {
    return String((error as { code?: string }).code);
  }
}

await withScope(async (scope) => {
  let asking: TestCompany | undefined;
  let host: PeerHost | undefined;
  // Making one takes a second.
  const manifests = new Map<number, Partial<Manifest>>();
  const peer = async (): Promise<PeerHost> => {
    if (host !== undefined) return host;
    const made = await createPeerHost({
      seed: secureRandom(32),
      listen: [],
      logger: silentLogger,
      clock: Date.now,
      random: secureRandom,
    });
    scope.after(() => made.stop());
    await made.start();
    return (host = made);
  };
  const askPeer = async (asked: Extract<ToChild, { say: 'peer' }>): Promise<Record<string, number>> => {
    const { target, protocol, files, parallel } = asked;
    const from = await peer();
    return each(files, parallel, (file) =>
      answerOf(() => from.request(target, protocol, readFileSync(file), { ...LIMITS, signal: patience() })),
    );
  };
  const askFits = async (asked: Extract<ToChild, { say: 'fit' }>): Promise<Record<string, number>> => {
    const company = asking;
    if (company?.host === undefined) throw new Error('nobody asks');
    const { host } = company;
    const body = parseEmbodiment(JSON.parse(readFileSync(asked.body, 'utf8')));
    const list = Array.from({ length: asked.times }, () => asked.datasets).flat();
    return each(list, 4, async (dataset) => {
      const request: FitRequest = {
        schema: 'fit-request/1',
        log: company.origin,
        requester: { participant: company.participant, key: company.key },
        provider: asked.provider,
        dataset,
        embodiment: body,
        tolerance: FIT_TOLERANCE,
        time: formatTimestamp(Date.now()),
      };
      const bytes = canonicalBytes(signDocument(FIT_REQUEST_DOCUMENT, request, company.signer));
      return answerOf(() =>
        host.request(asked.target, FIT_PROTOCOL, bytes, { ...LIMITS, signal: patience() }),
      );
    });
  };
  const makeCompany = async (asked: Extract<ToChild, { say: 'company' }>): Promise<FromChild> => {
    const company = new TestCompany('Large', asked.origin);
    await company.startHost(scope);
    asking = company;
    const datasets: string[] = [];
    for (let i = 0; i < asked.datasets; i++) {
      const manifest = manifests.get(i) ?? largestManifest(i);
      manifests.set(i, manifest);
      let previous: Digest | null = null;
      for (let version = 1; version <= asked.versions; version++) {
        const made = company.publish(`large-${i}`, { ...manifest, version, previous });
        previous = made.digest;
        if (version === 1) datasets.push(made.manifest.dataset);
      }
    }
    const { participant } = company;
    const documents = [...company.documents.keys()];
    return { say: 'company', participant, enrolment: company.enrolment(), datasets, documents };
  };
  const answer = async (asked: ToChild): Promise<FromChild> => {
    switch (asked.say) {
      case 'call':
        return { say: 'called', answers: await each(asked.calls, asked.parallel, call) };
      case 'peer':
        return { say: 'called', answers: await askPeer(asked) };
      case 'fit':
        return { say: 'called', answers: await askFits(asked) };
      case 'company':
        return makeCompany(asked);
      default:
        return asked satisfies never;
    }
  };
  process.on('message', (asked: ToChild) => {
    void answer(asked)
      .catch((error: unknown): FromChild => ({ say: 'failed', why: String(error) }))
      .then((said) => process.send?.(said));
  });
  await new Promise((resolve) => process.once('disconnect', resolve));
});
