import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PoseMap } from '#contracts/dataset/pose-map.ts';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { chainForward } from '#contracts/embodiment/kinematics/chain.ts';
import { chainOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import type { Pose } from '#contracts/embodiment/kinematic-tree.ts';
import { TrajectoryReplayer } from '#contracts/embodiment/reach/trajectory-replay.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { compose, IDENTITY, invert, norm, rotate, toMatrix, UNIT_Z } from '#contracts/embodiment/spatial.ts';
import { borneOut } from '#node/publish/check-poses.ts';
import { toolLinks, type Described, type ToolLink } from '#node/publish/link-frames.ts';
import { listSharedRobots, needsSharedRobots, readSharedRobot } from '#test/support/shared-robots.ts';

/** Postures of an arm, spread over the middle of its ranges. */
const POSTURES = 60;
const MIDDLE = 0.35;

interface Arm {
  readonly robot: Described;
  readonly poses: readonly Pose[];
  readonly takesUp: (pose: Pose, rollFree: boolean) => boolean;
}

function armOf(text: string): Arm | null {
  const tree = readRobotDescription(text);
  const form = canonicalForm(tree);
  const [effector] = form.embodiment.endEffectors;
  if (effector === undefined || effector.joint < 0 || form.embodiment.mounting === 'flange') return null;
  const chain = chainOf(form.embodiment, effector);
  const whole = { ...chain, joints: chain.joints.map((joint) => ({ ...joint, shared: false })) };
  const random = seededRandom(11);
  const poses = Array.from({ length: POSTURES }, () => {
    const q = chain.joints.map(({ lower, upper }) => {
      return (lower + upper) / 2 + (2 * random.unit() - 1) * MIDDLE * (upper - lower);
    });
    return chainForward(chain, q);
  });
  const [strict, free] = [false, true].map(
    (rollFree) => new TrajectoryReplayer(whole, { rollFree, interval: null }),
  );
  return {
    robot: { tree, form },
    poses,
    takesUp: ({ position, rotation }, rollFree) => {
      const numbers = Float64Array.from([...position, ...toMatrix(rotation).flat()]);
      return (rollFree ? free! : strict!).replay({ poses: numbers, length: 1 }).blocker === null;
    },
  };
}

/** What becomes of poses of a link of which nobody says it. */
function judged({ robot, poses, takesUp }: Arm, recorded: Pose, links: readonly ToolLink[]) {
  const place = { position: [0, 0, 0], rotation: [1, 0, 0, 0] };
  const elements = [0, 1, 2, 3].map((dimension) => ({ feature: 'pose', dimension }));
  const map: PoseMap = {
    schema: 'pose-map/1',
    embodiment: `sha256:${'0'.repeat(64)}`,
    tracks: [
      {
        effector: 0,
        role: 'state',
        position: elements.slice(0, 3),
        factor: 1,
        rotation: { form: 'quaternion', elements, factor: 1 },
        frame: { ...place, basis: 'root' },
        tool: { ...place, basis: 'assumed' },
      },
    ],
    unread: [],
  };
  const count = (tool: Pose): number =>
    poses.filter((pose) => takesUp(compose(compose(pose, invert(recorded)), tool), true)).length;
  const seen = {
    rows: poses.length,
    broken: 0,
    tried: poses.length,
    reached: count(IDENTITY),
    others: links.map(({ tool }) => count(tool)),
    place: [0, 0, 0] as const,
    approach: [0, 0, 0] as const,
    links,
  };
  const { map: checked, fits } = borneOut(map, robot.form.embodiment, [seen]);
  return { reason: checked.unread[0]?.reason ?? null, link: fits.get('pose') ?? null };
}

test('what values refute of poses that nobody says the link of: real arms', needsSharedRobots, (t) => {
  let [bodies, worst] = [0, 1];
  const turned = { links: 0, unread: 0, named: 0 };
  for (const file of listSharedRobots()) {
    const arm = armOf(readSharedRobot(file));
    if (arm === null) continue;
    bodies++;
    const own = arm.poses.filter((pose) => arm.takesUp(pose, false)).length / POSTURES;
    worst = Math.min(worst, own);
    const links = toolLinks(arm.robot, 0, 16);
    assert.equal(judged(arm, IDENTITY, links).reason, null, `${file.file}: poses of the tool centre itself`);
    for (const { link, tool } of links) {
      const recorded = invert(tool);
      // A frame at the tool with another axis ahead.
      if (norm(tool.position) > 0.25 || rotate(recorded.rotation, UNIT_Z)[2] > 0.95) continue;
      const { reason, link: named } = judged(arm, tool, links);
      turned.links++;
      if (reason !== null) turned.unread++;
      if (named === link) turned.named++;
    }
  }
  t.diagnostic(
    `${bodies} bodies take up at least ${worst.toFixed(3)} of their own poses; of ${turned.links} links with another axis ahead ` +
      `${turned.unread} are not read, ${turned.named} named as what they are`,
  );
  assert.ok(bodies > 60 && worst >= 0.95);
  assert.ok(turned.unread > 0.8 * turned.links, JSON.stringify(turned));
});
