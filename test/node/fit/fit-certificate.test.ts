import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { digestOfJson } from '#contracts/digest.ts';
import { embodimentId } from '#contracts/embodiment/body/embodiment-id.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import {
  FIT_CERTIFICATE_DOCUMENT,
  FIT_REQUEST_DOCUMENT,
  type FitCertificate,
} from '#contracts/fit/certificate.ts';
import type { CertifiedMatch } from '#contracts/http/fit.ts';
import { formatTimestamp } from '#contracts/ids.ts';
import { openManifest } from '#contracts/manifest/verify.ts';
import type { MatchAnswer } from '#contracts/matching/schema.ts';
import { signDocument, signEnvelope } from '#contracts/signature.ts';
import { findDataset } from '#node/catalog/find-dataset.ts';
import { readRobot } from '#node/embodiment/read-robot.ts';
import { askFit } from '#node/fit/ask-fit.ts';
import { createFitService } from '#node/fit/fit-service.ts';
import { noteAnswer, putCertificate } from '#node/fit/fit-store.ts';
import { silentLogger } from '#platform/logger.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { eventually, ExchangeNetwork, type NetworkNode } from '#test/support/exchange-network.ts';
import { jsonOf } from '#test/support/run-kin.ts';
import { robotFile } from '#test/support/robot-recording.ts';

interface Answer {
  readonly certificate: FitCertificate;
  readonly envelope: unknown;
}

/** A match of a company for a robot, and the body that was asked about. */
async function matchOf(
  company: NetworkNode,
  robot: string,
): Promise<{ answer: MatchAnswer; embodiment: Embodiment }> {
  const { embodiment } = (await readRobot(robot)).form;
  return {
    answer: jsonOf(await company.kin('match', '--robot', robot, '--json')) as MatchAnswer,
    embodiment,
  };
}

test("a provider's node replays its data on a robot that is sent, and lets nothing out but a signed share", async (t) => {
  const network = await ExchangeNetwork.create(t);
  const [larkspur, marigold] = await Promise.all(
    ['Larkspur', 'Marigold'].map((name) => network.company(name)),
  );
  assert.ok(larkspur && marigold);
  const { dataset } = await larkspur.publish({
    slug: 'arm-reach',
    robot: 'larkspur-arm7',
    tasks: ['Put the cup on the shelf.'],
    access: 'auto',
  });
  await network.indexed(dataset);
  const fit = async (robot: string): Promise<Answer> => {
    const result = await marigold.kin('fit', 'larkspur/arm-reach', '--robot', robot, '--json');
    assert.equal(result.code, 0, result.stderr);
    return jsonOf(result) as Answer;
  };

  const own = await fit(robotFile('larkspur-arm7'));
  await t.test('the robot that recorded the data can replay it', () => {
    assert.equal(own.certificate.dataset, dataset);
    assert.ok(own.certificate.share >= 0.95);
    assert.equal(own.certificate.trajectories, 8);
  });
  await t.test('the same question gets the same certificate', async () => {
    assert.deepEqual(await fit(robotFile('larkspur-arm7')), own);
  });
  await t.test('the log records that it happened, once', async () => {
    const issued = await eventually('the certificate is logged', async () => {
      const entries = (await network.entries()).filter((entry) =>
        entry.predicateType.includes('certificate.issued'),
      );
      return entries.length > 0 ? entries : undefined;
    });
    assert.equal(issued.length, 1);
    assert.deepEqual(issued[0]!.predicate.body, {
      histogram: own.certificate.histogram,
      embodiment: own.certificate.embodiment,
      tolerance: own.certificate.tolerance,
    });
  });
  await t.test('a match may be ranked by certificates', async () => {
    const question = ['match', '--robot', robotFile('larkspur-arm7'), '--certify', '--json'];
    const { results } = jsonOf(await marigold.kin(...question)) as MatchAnswer;
    assert.equal(results[0]!.replayable?.basis, 'inverse-kinematics');
    assert.equal(results[0]!.replayable?.share, own.certificate.share);
    const reach = results[0]!.factors.find(({ factor }) => factor === 'reach');
    assert.equal(reach?.reason.code, 'reach-certified');
    assert.equal((await marigold.kin(...question, '--private')).code, 2);
  });
  const { answer, embodiment } = await matchOf(marigold, robotFile('larkspur-arm7'));
  await t.test(
    'a console has a match certified, and only where it says that the body may go out',
    async () => {
      const body = { answer, embodiment, send: true };
      const certified = await marigold.call<CertifiedMatch>('/v1/certified-matches', body);
      assert.deepEqual(
        certified.rows.map(({ status, reason, certificate }) => [status, reason, certificate]),
        [['certified', null, own.certificate]],
      );
      assert.equal(certified.answer.results[0]!.replayable?.share, own.certificate.share);
      await assert.rejects(marigold.call('/v1/certified-matches', { answer, embodiment }), /schema|422/i);
      const mine = await larkspur.call<CertifiedMatch>('/v1/certified-matches', body);
      assert.deepEqual(
        mine.rows.map(({ status, reason }) => [status, reason]),
        [['not-offered', 'own-dataset']],
      );
    },
  );
  await t.test('what was given is asked for no more', async () => {
    const { database } = marigold.running.context;
    const count = (): Promise<number> =>
      database.read((db) => db.get<{ n: number }>('SELECT count(*) AS n FROM received_certificates')!.n);
    assert.equal(await count(), 1);
    const answered = larkspur.running.context.database.read(
      (db) => db.get<{ n: number }>('SELECT count(*) AS n FROM fit_bodies')!.n,
    );
    assert.equal(await answered, 1);
  });
  await t.test('a request may cite the certificate that this company was given, and no other', async () => {
    const { database, identity } = larkspur.running.context;
    /** How a request ends that cites a certificate. */
    const cite = async (certificate: FitCertificate): Promise<string> => {
      const path = join(network.folder, 'cited.json');
      const envelope = signDocument(FIT_CERTIFICATE_DOCUMENT, certificate, identity.signer);
      await writeFile(path, JSON.stringify({ envelope }));
      const terms = ['--license', 'train-only-1y', '--purpose', 'fine-tune a grasp policy'];
      const asked = await marigold.kin(
        'request',
        dataset,
        ...terms,
        '--certificate',
        path,
        '--wait',
        '--json',
      );
      const { ended } = jsonOf(asked) as { ended: { code: string; note: string } | null };
      return ended === null ? 'taken' : `${ended.code}: ${ended.note}`;
    };
    const better = { ...own.certificate, share: 1, low: 1, high: 1, trajectories: 200 };
    // The provider's own words reach the one who asked.
    const notGiven = /^refused: This company gave you no such fit certificate \(certificate-not-given\)/;
    assert.match(await cite(better), notGiven, 'never issued');
    const other = { ...own.certificate, histogram: `sha256:${'0'.repeat(64)}` } as FitCertificate;
    const digest = digestOfJson(nodeCrypto, other);
    await database.write((tx) => {
      const envelope = signDocument(FIT_CERTIFICATE_DOCUMENT, other, identity.signer);
      putCertificate(tx, other, { envelope, digest, nowMs: Date.now() });
      noteAnswer(tx, { digest, requester: marigold.participant });
    });
    assert.match(
      await cite(other),
      /^refused: .*certificate-of-other-motion/,
      'given, about the motion of another version',
    );
    const mine = { digest: digestOfJson(nodeCrypto, own.certificate), requester: marigold.participant };
    await database.write((tx) => tx.run('DELETE FROM fit_answers'));
    assert.match(await cite(own.certificate), notGiven, 'given to somebody else');
    await database.write((tx) => noteAnswer(tx, mine));
    assert.equal(await cite(own.certificate), 'taken');
  });
  await t.test(
    'a company that has switched certificates off, and a peer that is not the company, get none',
    async () => {
      const { context } = larkspur.running;
      const deps = { ...context, ...context.world, crypto: nodeCrypto, logger: silentLogger };
      const acts = { ...context.acts, onLogged: () => undefined };
      const off = createFitService({ ...deps, acts, enabled: false });
      await assert.rejects(off.answer(marigold.running.context.identity.peerId, {}), { code: 'forbidden' });
      const { signer, key, log } = marigold.running.context.identity;
      const found = await findDataset(marigold.running.context.client, dataset);
      const { manifest } = await openManifest(nodeCrypto, found.manifest);
      const request = signDocument(
        FIT_REQUEST_DOCUMENT,
        {
          schema: 'fit-request/1',
          log: log.origin,
          requester: { participant: marigold.participant, key },
          provider: larkspur.participant,
          dataset,
          embodiment: manifest.embodiment!.body,
          tolerance: 'replay-1cm-10deg',
          time: formatTimestamp(Date.now()),
        },
        signer,
      );
      await assert.rejects(context.fit.answer(context.identity.peerId, request), { code: 'forbidden' });
    },
  );
  await t.test(
    'what comes that is no certificate, or contradicts itself or the manifest, is none',
    async () => {
      const { identity, participants, database, client } = marigold.running.context;
      const found = await findDataset(client, dataset);
      const body = (await readRobot(robotFile('pebblehaven-arm6'))).form.embodiment;
      const honest = { ...own.certificate, embodiment: embodimentId(nodeCrypto, body) };
      const { signer } = larkspur.running.context.identity;
      /** What becomes of an answer of the provider. */
      const answered = (answer: unknown): Promise<unknown> => {
        const deps = { identity, participants, database, crypto: nodeCrypto, clock: Date.now };
        return askFit(
          { ...deps, door: { ask: async () => answer } },
          { found, embodiment: body },
          AbortSignal.timeout(20_000),
        );
      };
      const issued = (certificate: object): object => ({
        status: 'issued',
        certificate: signEnvelope(FIT_CERTIFICATE_DOCUMENT.payloadType, certificate, signer),
      });
      const limbs = [0, 1].map((effector) => ({ effector, side: 'left', share: 0.5 }));
      const hostile: readonly [string, unknown][] = [
        ['peer-misbehaved', '<h1>hello</h1>'],
        ['peer-misbehaved', { status: 'issued', certificate: {} }],
        ['peer-misbehaved', issued({ ...honest, share: 0.512, low: 0.5, high: 0.55 })],
        ['peer-misbehaved', issued({ ...honest, padding: 'x'.repeat(20_000) })],
        ['content-mismatch', issued({ ...honest, limbs })],
        ['content-mismatch', issued({ ...honest, histogram: `sha256:${'0'.repeat(64)}` })],
      ];
      for (const [code, answer] of hostile) await assert.rejects(answered(answer), { code });
      const taken = (await answered(issued(honest))) as Answer;
      assert.deepEqual(taken.certificate, honest);
      await database.write((tx) =>
        tx.run('DELETE FROM received_certificates WHERE embodiment = ?', honest.embodiment),
      );
    },
  );
  await t.test('after ten bodies a day a company gets no further answer, but the old ones', async () => {
    const { database, clock } = { ...larkspur.running.context, clock: Date.now };
    await database.write((tx) => {
      for (let i = 0; i < 9; i++)
        tx.run(
          'INSERT INTO fit_bodies (requester, dataset, day, embodiment) VALUES (?, ?, ?, ?)',
          marigold.participant,
          dataset,
          Math.floor(clock() / 86_400_000),
          `sha256:${String(i).repeat(64)}`,
        );
    });
    const other = await marigold.kin('fit', 'larkspur/arm-reach', '--robot', robotFile('pebblehaven-arm6'));
    assert.equal(other.code, 6);
    assert.match(other.stderr, /refused/);
    const asked = await matchOf(marigold, robotFile('pebblehaven-arm6'));
    const { rows } = await marigold.call<CertifiedMatch>('/v1/certified-matches', { ...asked, send: true });
    assert.deepEqual(
      rows.map(({ status, reason }) => [status, reason]),
      [['limit', 'too-many-bodies']],
    );
    assert.deepEqual(await fit(robotFile('larkspur-arm7')), own);
  });
  await t.test('a body that could only probe one place is refused', async () => {
    await larkspur.running.context.database.write((tx) => tx.run('DELETE FROM fit_bodies'));
    const text = await readFile(robotFile('larkspur-arm7'), 'utf8');
    const frozen = join(network.folder, 'frozen.urdf');
    await writeFile(
      frozen,
      text.replaceAll(/lower="[^"]*"/g, 'lower="-0.005"').replaceAll(/upper="[^"]*"/g, 'upper="0.005"'),
    );
    const refused = await marigold.kin('fit', 'larkspur/arm-reach', '--robot', frozen, '--json');
    assert.equal(refused.code, 6);
    assert.match(refused.stdout, /workspace-too-small/);
  });
});
