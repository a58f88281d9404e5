import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { poseMapSchema } from '#contracts/dataset/pose-map.ts';
import type { Pose } from '#contracts/embodiment/kinematic-tree.ts';
import type { FitCertificate } from '#contracts/fit/certificate.ts';
import type { Job } from '#contracts/http/console.ts';
import { trustRootOfPin } from '#contracts/log/trust-root.ts';
import type { MatchAnswer } from '#contracts/matching/schema.ts';
import { retargetSchema } from '#contracts/retarget/retarget-schema.ts';
import { verifyDelivery } from '#node/transfer/verify-delivery.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { ExchangeNetwork, type NetworkNode } from '../support/exchange-network.ts';
import { linkPoses, writePoseRecording } from '../support/pose-recording.ts';
import { robotFile } from '../support/robot-recording.ts';
import { jsonOf } from '../support/run-kin.ts';
import { writeEefRobomimic } from '../support/trajectory-fixture.ts';

const ARM = 'larkspur-arm7';
const LISTED = ['--license', 'train-only-1y', '--approve-tasks', '--access', 'auto', '--json'];

async function publish(
  node: NetworkNode,
  folder: string,
  ...args: string[]
): Promise<Job & { dataset: string }> {
  const told = await node.kin('publish', folder, ...LISTED, ...args);
  assert.equal(told.code, 0, told.stderr);
  return jsonOf(told) as Job & { dataset: string };
}

async function reachOf(node: NetworkNode, dataset: string, robot: string) {
  const { results } = jsonOf(await node.kin('match', '--robot', robot, '--json')) as MatchAnswer;
  return results
    .find((result) => result.dataset === dataset)!
    .factors.find(({ factor }) => factor === 'reach')!;
}

test('recorded tool poses count from the listing to the delivery: of an arm in a world frame, and of a hand that was carried', async (t) => {
  const network = await ExchangeNetwork.create(t);
  const [larkspur, marigold] = await Promise.all(
    ['Larkspur', 'Marigold'].map((name) => network.company(name)),
  );
  assert.ok(larkspur && marigold);
  const poses = await linkPoses({ robot: ARM, link: 'tcp', columns: [], frames: 60, swing: 0.5 });
  const raised = ({ position: [x, y, z], rotation }: Pose): Pose => ({ position: [x, y, z + 0.9], rotation });
  const folder = join(network.folder, 'robomimic');
  await writeEefRobomimic(
    join(folder, 'demo.hdf5'),
    poses.map((episode) => episode.map(raised)),
  );
  const root = { position: [0, 0, 0.9], orientation: [1, 0, 0, 0] };
  const features = { 'obs.robot0_eef_pos': { pose: { link: 'tcp', root } } };
  await writeFile(join(folder, 'kinship.json'), JSON.stringify({ schema: 'declarations/1', features }));
  const arm = await publish(larkspur, folder, '--robot', robotFile(ARM), '--slug', 'eef', '--fps', '20');
  assert.equal(arm.motion, 'tool-poses');
  await network.indexed(arm.dataset);

  await t.test('the arm itself reaches and replays what was recorded, and a smaller one less', async () => {
    const own = await reachOf(marigold, arm.dataset, robotFile(ARM));
    assert.deepEqual([own.reason.code, own.value! > 0.95], ['reach-of-motion', true]);
    const fit = async (robot: string): Promise<FitCertificate> => {
      const told = await marigold.kin('fit', 'larkspur/eef', '--robot', robotFile(robot), '--json');
      assert.equal(told.code, 0, told.stderr);
      return (jsonOf(told) as { certificate: FitCertificate }).certificate;
    };
    assert.ok((await fit(ARM)).share >= 0.95);
    assert.ok((await fit('pebblehaven-desktop5')).share < 0.5);
  });

  await t.test(
    'the delivery says how its poses are read, is verified, and is followed by its papers',
    async () => {
      const terms = ['--license', 'train-only-1y', '--purpose', 'fine-tune a grasp policy'];
      const asked = await marigold.kin('request', arm.dataset, ...terms, '--wait', '--json');
      assert.equal(asked.code, 0, asked.stderr);
      const { agreementId } = jsonOf(asked) as { agreementId: string };
      const delivered = join(network.folder, 'delivered');
      const pulled = await marigold.kin('pull', agreementId, '-o', delivered);
      assert.equal(pulled.code, 0, pulled.stderr);
      const paper = await readFile(join(delivered, 'exchange/pose_map.json'), 'utf8');
      const map = poseMapSchema.parse(JSON.parse(paper));
      assert.deepEqual(
        map.tracks.map(({ frame, tool, rotation }) => [frame.basis, tool.basis, rotation.form]),
        [['stated', 'stated', 'quaternion']],
      );
      const trust = trustRootOfPin(larkspur.running.context.identity.log);
      const at = { folder: delivered, crypto: nodeCrypto, trust, atMs: Date.now() };
      const { rows } = await verifyDelivery({ ...at, recompute: {} });
      assert.deepEqual(
        rows.filter(({ status }) => status === 'fail'),
        [],
      );
      assert.equal(rows.find(({ check }) => check === 'histograms')?.status, 'pass');
      const out = join(network.folder, 'mine');
      const robot = robotFile('quillfeather-arm7');
      const told = await marigold.kin('retarget', delivered, '--robot', robot, '-o', out, '--json');
      assert.equal(told.code, 0, told.stderr);
      const report = retargetSchema.parse(JSON.parse(told.stdout));
      assert.deepEqual([report.source.motion, report.tracks[0]?.kind], ['pose-map', 'pose']);
      assert.ok(report.replay.followed > 0);
    },
  );

  await t.test('what a hand did where it was carried is known, and certified', async () => {
    const carried = join(network.folder, 'carried');
    const names = ['x', 'y', 'z', 'qx', 'qy', 'qz', 'qw', 'gripper'];
    await writePoseRecording(carried, {
      robot: ARM,
      link: 'tcp',
      version: 'v2.1',
      frames: 60,
      swing: 0.5,
      columns: [
        {
          name: 'observation.state',
          names,
          values: ({ position: [x, y, z], rotation: [w, ...v] }) => [x + 3, y - 2, z + 0.8, ...v, w, 0.5],
        },
      ],
    });
    const hand = await publish(larkspur, carried, '--robot', robotFile('walnut-hand5'), '--slug', 'carried');
    assert.equal(hand.motion, 'tool-poses-assumed');
    await network.indexed(hand.dataset);
    const reach = await reachOf(marigold, hand.dataset, robotFile(ARM));
    assert.deepEqual([reach.reason.code, reach.value! > 0.7], ['reach-of-motion', true]);
    const question = ['match', '--robot', robotFile(ARM), '--certify', '--json'];
    const { results } = jsonOf(await marigold.kin(...question)) as MatchAnswer;
    const certified = results.find(({ dataset }) => dataset === hand.dataset)!;
    assert.equal(certified.replayable?.basis, 'inverse-kinematics');
    assert.ok(certified.replayable.share > 0.5);
  });
});
