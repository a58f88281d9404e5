import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { FIT_CERTIFICATE_DOCUMENT, type FitCertificate } from '#contracts/fit/certificate.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { Job } from '#contracts/http/console.ts';
import { trustRootOfPin } from '#contracts/log/trust-root.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { signDocument, type Envelope } from '#contracts/signature.ts';
import { inspectDataset } from '#node/dataset/inspect-dataset.ts';
import { readRobot } from '#node/embodiment/read-robot.ts';
import { readDelivery, type DeliveryCase } from '#node/transfer/delivery-case.ts';
import { verifyDelivery } from '#node/transfer/verify-delivery.ts';
import { judgeCertificate, judgeFacts, judgeHistograms } from '#node/transfer/verify-figures.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { ExchangeNetwork } from '#test/support/exchange-network.ts';
import { robotFile } from '#test/support/robot-recording.ts';
import { jsonOf } from '#test/support/run-kin.ts';

interface Answer {
  readonly certificate: FitCertificate;
  readonly envelope: Envelope;
}

/** Takes the names of the action's dimensions out of a recording, and states them beside it. */
async function stateNamesOfActions(folder: string): Promise<void> {
  const path = join(folder, 'meta', 'info.json');
  const info = JSON.parse(await readFile(path, 'utf8')) as {
    features: Record<string, { names: unknown }>;
  };
  const { action } = info.features;
  assert.ok(action !== undefined && Array.isArray(action.names));
  const simulation = {
    simulator: 'MuJoCo',
    version: '3.1.4',
    timestepSeconds: null,
    substeps: null,
    solver: 'as at Fernhill',
    contactModel: null,
    gravity: null,
    parameters: [],
    randomization: [],
  };
  const features = { action: { names: action.names } };
  await writeFile(
    join(folder, 'kinship.json'),
    JSON.stringify({ schema: 'declarations/1', features, simulation }),
  );
  action.names = null;
  await writeFile(path, JSON.stringify(info));
}

test('what a provider claims is computed once more on the delivery, and a false claim is a finding', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const [larkspur, marigold] = await Promise.all(
    ['Larkspur', 'Marigold'].map((name) => network.company(name)),
  );
  assert.ok(larkspur && marigold);
  const tasks = ['Put the cup on the shelf.'];
  const offer = { slug: 'arm-reach', robot: 'larkspur-arm7', tasks, access: 'auto' } as const;
  const listing = (await larkspur.record(offer)) as { folder: string };
  await stateNamesOfActions(listing.folder);
  await t.test('statements with a name of the roster, and a title with one, are refused', async () => {
    const refusals = [
      { ...listing, roster: ['Fernhill'] },
      { ...listing, title: 'Arms of Nightjar', roster: ['nightjar'] },
    ];
    for (const [i, pointer] of ['/simulation/solver', '/title'].entries()) {
      const job = await larkspur.call<Job>('/v1/listings', refusals[i]);
      const { status, error } = await larkspur.running.context.jobs.ended(job.id);
      assert.deepEqual([status, error?.code], ['failed', 'refused']);
      assert.ok(error?.message.includes(`${pointer} (roster)`), error?.message);
      assert.doesNotMatch(error?.message ?? '', /fernhill|nightjar/i);
    }
  });
  const begun = await larkspur.call<Job>('/v1/listings', listing);
  const { dataset, error } = await larkspur.running.context.jobs.ended(begun.id);
  assert.ok(dataset !== null, JSON.stringify(error));
  await network.indexed(dataset);
  const mine = robotFile('quillfeather-arm7');
  const fit = jsonOf(await marigold.kin('fit', 'larkspur/arm-reach', '--robot', mine, '--json')) as Answer;
  const file = join(network.folder, 'certificate.json');
  await writeFile(file, JSON.stringify(fit));
  const terms = ['--license', 'train-only-1y', '--purpose', 'fine-tune a grasp policy'];
  const asked = await marigold.kin('request', dataset, ...terms, '--certificate', file, '--wait', '--json');
  assert.equal(asked.code, 0, asked.stderr);
  const folder = join(network.folder, 'delivered');
  const { agreementId } = jsonOf(asked) as { agreementId: string };
  assert.equal((await marigold.kin('pull', agreementId, '-o', folder)).code, 0);

  const trust = trustRootOfPin(larkspur.running.context.identity.log);
  const verify = { folder, crypto: nodeCrypto, trust, atMs: Date.now() };
  const body = (await readRobot(mine)).form.embodiment;
  await t.test('facts, histograms and the certificate that the agreement cites are found again', async () => {
    const { rows } = await verifyDelivery({ ...verify, recompute: { certificate: fit.envelope, body } });
    const own = rows.filter(({ check }) => ['facts', 'histograms', 'certificate'].includes(check));
    assert.deepEqual(
      own.map(({ check, status, why }) => [check, status, why]),
      [
        ['facts', 'pass', null],
        ['histograms', 'pass', null],
        ['certificate', 'pass', null],
      ],
    );
  });
  await t.test(
    'the cited certificate travels along: the robot alone is enough, and nothing is nearly enough',
    async () => {
      const held: unknown = JSON.parse(await readFile(join(folder, 'exchange/certificate.json'), 'utf8'));
      assert.deepEqual(held, fit.envelope);
      const delivered = await readDelivery(verify);
      assert.match(await judgeCertificate(delivered, { body }), /of the motion replayed, certified/);
      await assert.rejects(judgeCertificate(delivered, {}), /certified .* for the robot sha256:.*--robot/);
      const gone = { ...delivered, certificate: { value: null, error: new ExchangeError('not-found', '') } };
      await assert.rejects(judgeCertificate(gone, {}), /--certificate, --robot/);
      const { certificate } = fit;
      const { signer } = marigold.running.context.identity;
      const key = {
        participant: certificate.provider.participant,
        key: marigold.running.context.identity.key,
      };
      const forged = signDocument(FIT_CERTIFICATE_DOCUMENT, { ...certificate, provider: key }, signer);
      const uncited = structuredClone(delivered.agreement.value!);
      delete uncited.agreement.use.certificate;
      const free = { ...delivered, agreement: { value: uncited, error: null } };
      await assert.rejects(judgeCertificate(free, { certificate: forged, body }), { code: 'bad-signature' });
    },
  );

  const delivery = await readDelivery(verify);
  const claiming = (change: Partial<Manifest>): DeliveryCase => {
    const opened = delivery.manifest.value!;
    return {
      ...delivery,
      manifest: { value: { ...opened, manifest: { ...opened.manifest, ...change } }, error: null },
    };
  };
  await t.test('names that the lister stated for a nameless feature are no claim about bytes', async () => {
    const { facts } = delivery.manifest.value!.manifest;
    const [state, action] = ['observation.state', 'action'].map((name) =>
      facts.features.find((feature) => feature.name === name),
    );
    assert.deepEqual(action?.names, state?.names);
    const found = await inspectDataset(folder, { declarations: null, pictures: 'none' });
    assert.equal(found.features.find(({ name }) => name === 'action')?.names, null);
    const renamed = (feature: string, names: string[]) => ({
      ...facts,
      features: facts.features.map((one) => (one.name === feature ? { ...one, names } : one)),
    });
    const others = (state?.names ?? []).map((_, i) => `other_${i}`);
    for (const false_ of [renamed('observation.state', others), renamed('action', others.slice(1))]) {
      await assert.rejects(judgeFacts(claiming({ facts: false_ })), { params: { fact: 'features' } });
    }
  });
  await t.test('more frames than there are, and another motion, are findings', async () => {
    const { facts, histograms } = delivery.manifest.value!.manifest;
    await assert.rejects(judgeFacts(claiming({ facts: { ...facts, frames: facts.frames + 1 } })), {
      code: 'content-mismatch',
      params: { fact: 'frames' },
    });
    const [first] = histograms;
    const other = [{ ...first!, poses: first!.poses + 1 }];
    await assert.rejects(judgeHistograms(claiming({ histograms: other })), { code: 'content-mismatch' });
  });
  await t.test(
    'a share beyond what the motion gives, and a certificate that is not the cited one, are findings',
    async () => {
      const { certificate } = fit;
      const away =
        certificate.share > 0.5
          ? { share: 0.1, low: 0.05, high: 0.15 }
          : { share: 0.9, low: 0.85, high: 0.95 };
      const { signer } = larkspur.running.context.identity;
      const forged = signDocument(
        FIT_CERTIFICATE_DOCUMENT,
        { ...certificate, ...away, blockers: [] },
        signer,
      );
      await assert.rejects(judgeCertificate(delivery, { certificate: forged, body }), {
        code: 'content-mismatch',
      });
      const uncited = structuredClone(delivery.agreement.value!);
      delete uncited.agreement.use.certificate;
      const free = { ...delivery, agreement: { value: uncited, error: null } };
      await assert.rejects(judgeCertificate(free, { certificate: forged, body }), /otherwise than certified/);
    },
  );
});
