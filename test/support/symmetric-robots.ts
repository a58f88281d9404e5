/** Robots that look the same from several sides, as descriptions: what tempts a canonical form to take the file's word for something. */

import { seededRandom, type SeededRandom } from '#contracts/embodiment/seeded-random.ts';

interface Hinge {
  readonly on: string;
  readonly at: readonly [number, number, number];
  readonly yaw?: number;
  readonly axis: readonly [number, number, number];
  /** Null: turns without limits. */
  readonly range: readonly [number, number] | null;
  readonly slides?: boolean;
  /** Joint that this one follows, and by what factor. */
  readonly follows?: readonly [string, number];
  readonly box?: readonly [number, number, number];
}

/** Collects links and joints of a URDF. */
class Description {
  readonly #parts: string[] = [];
  #count = 0;

  /** Adds a moving link and returns its name; its joint is called `j` and that name. */
  hinge({ on, at, yaw, axis, range, slides, follows, box }: Hinge): string {
    const link = `l${this.#count++}`;
    const type = slides === true ? 'prismatic' : range === null ? 'continuous' : 'revolute';
    const limit =
      range === null ? '' : `<limit lower="${range[0]}" upper="${range[1]}" effort="9" velocity="2"/>`;
    const mimic = follows === undefined ? '' : `<mimic joint="j${follows[0]}" multiplier="${follows[1]}"/>`;
    this.#parts.push(
      `${linkOf(link, box)}<joint name="j${link}" type="${type}"><parent link="${on}"/><child link="${link}"/>
      <origin xyz="${at.join(' ')}" rpy="0 0 ${yaw ?? 0}"/><axis xyz="${axis.join(' ')}"/>${limit}${mimic}</joint>`,
    );
    return link;
  }

  /** Hinges one behind the other, each on the one before. */
  chain(on: string, hinges: readonly Omit<Hinge, 'on'>[]): string {
    return hinges.reduce((at, hinge) => this.hinge({ on: at, ...hinge }), on);
  }

  text(base: readonly [number, number, number] = [0.2, 0.2, 0.1]): string {
    return `<robot name="r">${linkOf('base', base)}${this.#parts.join('\n')}</robot>`;
  }
}

function linkOf(name: string, box?: readonly [number, number, number]): string {
  const shape =
    box === undefined ? '' : `<collision><geometry><box size="${box.join(' ')}"/></geometry></collision>`;
  return `<link name="${name}"><inertial><mass value="1"/><inertia ixx="1" ixy="0" ixz="0" iyy="1" iyz="0" izz="1"/></inertial>${shape}</link>`;
}

function between(random: SeededRandom, low: number, high: number): number {
  return low + (high - low) * random.unit();
}

/** `count` places evenly around the z axis. */
function around(count: number, radius: number): { x: number; y: number; yaw: number }[] {
  return Array.from({ length: count }, (_, i) => {
    const yaw = (2 * Math.PI * i) / count;
    return { x: radius * Math.cos(yaw), y: radius * Math.sin(yaw), yaw };
  });
}

function cart(random: SeededRandom): string {
  const robot = new Description();
  const [x, y, z] = [between(random, 0.1, 0.3), between(random, 0.1, 0.3), -between(random, 0.02, 0.1)];
  const wheels = random.below(2) === 0 ? [-x, x] : [0];
  for (const forward of wheels) {
    for (const side of [-y, y])
      robot.hinge({ on: 'base', at: [forward, side, z], axis: [0, 1, 0], range: null });
  }
  return robot.text();
}

function spider(random: SeededRandom): string {
  const robot = new Description();
  const reach = between(random, 0.05, 0.2);
  const bend = between(random, 0.3, 1);
  for (const { x, y, yaw } of around(3 + random.below(6), between(random, 0.05, 0.2))) {
    robot.chain('base', [
      { at: [x, y, 0], yaw, axis: [0, 0, 1], range: [-bend, bend] },
      { at: [reach / 2, 0, 0], axis: [0, 1, 0], range: [-1, 0.5] },
      { at: [reach, 0, -0.02], axis: [0, 1, 0], range: [0, 2 * bend], box: [0.02, 0.02, 0.1] },
    ]);
  }
  return robot.text();
}

function drone(random: SeededRandom): string {
  const robot = new Description();
  for (const { x, y } of around(2 * (2 + random.below(3)), between(random, 0.1, 0.4)))
    robot.hinge({ on: 'base', at: [x, y, 0.03], axis: [0, 0, 1], range: null });
  return robot.text();
}

/** Two fingers on a wrist that turns without limits: one is driven, the other follows. */
function endlessWrist(random: SeededRandom): string {
  const robot = new Description();
  const [upper, fore] = [between(random, 0.2, 0.4), between(random, 0.2, 0.4)];
  const wrist = robot.chain('base', [
    { at: [0, 0, 0.2], axis: [0, 0, 1], range: [-2, 2] },
    { at: [0.05, 0, 0], axis: [0, 1, 0], range: [-0.5, 1.4] },
    { at: [0, 0, 0], axis: [1, 0, 0], range: [-1, 3] },
    { at: [upper, 0, 0], axis: [0, 1, 0], range: [-2.2, 0] },
    { at: [0, 0, 0], axis: [1, 0, 0], range: null },
    { at: [fore, 0, 0], axis: [0, 1, 0], range: [-2, 0] },
    { at: [0, 0, 0], axis: [1, 0, 0], range: null },
  ]);
  addGripper(robot, wrist, random);
  return robot.text();
}

function addGripper(robot: Description, on: string, random: SeededRandom): void {
  const slides = random.below(2) === 0;
  const [width, length] = [between(random, 0.01, 0.03), between(random, 0.03, 0.07)];
  const finger = (side: number, follows?: readonly [string, number]): string =>
    robot.hinge({
      on,
      at: [0.1, width * side, 0],
      axis: slides ? [0, 1, 0] : [0, 0, 1],
      range: side > 0 ? [0, slides ? 0.04 : 0.5] : [slides ? -0.04 : -0.5, 0],
      slides,
      ...(follows === undefined ? {} : { follows }),
      box: [2 * length, 0.01, 0.01],
    });
  finger(-1, [finger(1), -1]);
}

/** Like fingers evenly around a palm, on their own or on an arm. */
function roundHand(random: SeededRandom): string {
  const robot = new Description();
  const palm = random.below(2) === 0 ? 'base' : upright(robot, 'base', { at: [0, 0, 0.1], yaw: 0 });
  const length = between(random, 0.03, 0.05);
  for (const { x, y, yaw } of around(3 + random.below(3), between(random, 0.02, 0.04))) {
    robot.chain(palm, [
      { at: [x, y, 0.04], yaw, axis: [0, 1, 0], range: [-1.2, 0.3] },
      { at: [0, 0, length], axis: [0, 1, 0], range: [-1, 0], box: [0.01, 0.01, length] },
    ]);
  }
  return robot.text([0.05, 0.05, 0.02]);
}

/** An arm that stands straight and looks the same from the front and from behind. */
function upright(
  robot: Description,
  on: string,
  { at, yaw }: { at: [number, number, number]; yaw: number },
): string {
  return robot.chain(on, [
    { at, yaw, axis: [0, 0, 1], range: [-2.5, 2.5] },
    { at: [0, 0, 0.1], axis: [0, 1, 0], range: [-1.8, 1.8] },
    { at: [0, 0, 0.31], axis: [0, 1, 0], range: [-2, 2] },
    { at: [0, 0, 0.27], axis: [0, 0, 1], range: [-3, 3] },
    { at: [0, 0, 0.05], axis: [0, 1, 0], range: [-2, 2] },
    { at: [0, 0, 0.08], axis: [0, 0, 1], range: [-3, 3] },
  ]);
}

/** Two like arms on one base, side by side, or back to back. */
function twoArms(random: SeededRandom): string {
  const robot = new Description();
  const turned = random.below(2) === 0 ? Math.PI : 0;
  const apart = between(random, 0.15, 0.4);
  const lean = between(random, 0, 0.1);
  for (const [side, yaw] of [
    [1, 0],
    [-1, turned],
  ] as const) {
    const arm = upright(robot, 'base', { at: [0, apart * side, 0.05], yaw });
    const wrist = robot.hinge({ on: arm, at: [lean, 0, 0.05], axis: [0, 1, 0], range: null });
    if (apart > 0.25) addGripper(robot, wrist, seededRandom(1));
  }
  return robot.text();
}

/** Links in one plane, all of whose joints turn about one direction, level or upright, with and without limits. */
function planarChain(random: SeededRandom): string {
  const robot = new Description();
  const axis = random.below(2) === 0 ? ([0, 1, 0] as const) : ([0, 0, 1] as const);
  const length = between(random, 0.1, 0.4);
  const range = random.below(2) === 0 ? null : ([-2, 2] as const);
  robot.chain('base', [
    { at: [0, 0, 0.3], axis, range },
    ...[0, 1, 2].map(() => ({ at: [length, 0, 0] as const, axis, range, box: [0.2, 0.02, 0.02] as const })),
  ]);
  return robot.text();
}

/** Wheels with rollers all around them, as many on each. */
function omniwheels(random: SeededRandom): string {
  const robot = new Description();
  const [radius, rollers] = [between(random, 0.06, 0.12), 8 + random.below(8)];
  for (const { x, y, yaw } of around(3 + random.below(2), between(random, 0.1, 0.2))) {
    const wheel = robot.hinge({ on: 'base', at: [x, y, 0], yaw, axis: [1, 0, 0], range: null });
    for (const rim of around(rollers, radius)) {
      const along = [0, -Math.sin(rim.yaw), Math.cos(rim.yaw)] as const;
      robot.hinge({ on: wheel, at: [0, rim.x, rim.y], axis: along, range: null });
    }
  }
  return robot.text();
}

/** Two legs in one plane, on slides and a hinge that stand for the world. */
function planarWalker(random: SeededRandom): string {
  const robot = new Description();
  const [thigh, shank] = [between(random, 0.2, 0.5), between(random, 0.2, 0.5)];
  const trunk = robot.chain('base', [
    { at: [0, 0, 1], axis: [0, 0, 1], range: null, slides: true },
    { at: [0, 0, 0], axis: [1, 0, 0], range: null, slides: true },
    { at: [0, 0, 0], axis: [0, 1, 0], range: null, box: [0.1, 0.1, 0.5] },
  ]);
  for (const side of [-1, 1]) {
    robot.chain(trunk, [
      { at: [0, 0.05 * side, -0.3], axis: [0, 1, 0], range: [-1.7, 0.3] },
      { at: [0, 0, -thigh], axis: [0, 1, 0], range: [0, 2.6] },
      { at: [0, 0, -shank], axis: [0, 1, 0], range: [-0.8, 0.8], box: [0.2, 0.05, 0.02] },
    ]);
  }
  return robot.text();
}

/** A doll whose joints have no ranges. */
function withoutRanges(random: SeededRandom): string {
  const robot = new Description();
  const [thigh, arm] = [between(random, 0.1, 0.2), between(random, 0.08, 0.15)];
  for (const side of [-1, 1]) {
    robot.chain('base', [
      { at: [0, 0.04 * side, -0.05], axis: [0, 0, 1], range: null },
      { at: [0, 0, -0.02], axis: [1, 0, 0], range: null },
      { at: [0, 0, 0], axis: [0, 1, 0], range: null },
      { at: [0, 0, -thigh], axis: [0, 1, 0], range: null },
      { at: [0, 0, -thigh], axis: [0, 1, 0], range: null },
      { at: [0, 0, 0], axis: [1, 0, 0], range: null, box: [0.1, 0.06, 0.02] },
    ]);
    robot.chain('base', [
      { at: [0, 0.06 * side, 0.1], axis: [0, 1, 0], range: null },
      { at: [0, 0.02 * side, 0], axis: [1, 0, 0], range: null },
      { at: [0, arm * side, 0], axis: [1, 0, 0], range: null, box: [0.02, 0.1, 0.02] },
      { at: [0, arm * side, 0], axis: [1, 0, 0], range: null },
      { at: [0, 0, 0], axis: [0, 0, 1], range: null },
      { at: [0.01, 0.03 * side, 0.02], axis: [0, 1, 0], range: [-1, 0.2], box: [0.02, 0.08, 0.02] },
    ]);
  }
  robot.chain('base', [
    { at: [0, 0, 0.12], axis: [0, 0, 1], range: null },
    { at: [0, 0, 0.02], axis: [0, 1, 0], range: null },
  ]);
  return robot.text();
}

/** Descriptions by kind: one robot for each seed. */
export const SYMMETRIC_ROBOTS: Readonly<Record<string, (seed: number) => string>> = Object.fromEntries(
  Object.entries({
    carts: cart,
    spiders: spider,
    drones: drone,
    'grippers on endless wrists': endlessWrist,
    'hands of like fingers': roundHand,
    'pairs of arms': twoArms,
    'planar chains': planarChain,
    omniwheels,
    'planar walkers': planarWalker,
    'dolls without ranges': withoutRanges,
  }).map(([kind, make]) => [kind, (seed: number) => make(seededRandom(seed))]),
);
