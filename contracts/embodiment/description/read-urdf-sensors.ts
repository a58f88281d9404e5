/**
 * Sensors that a URDF states: SDF <sensor> elements inside <gazebo reference="…">, and <sensor> elements of the ROS
 * proposal. Links that are merely named like a sensor give a warning, never a sensor.
 *
 * Pose of cameras: z looks forward, x to the right, y down (the optical frame). Other sensors: as the file has them.
 */

import { badDescription, boundedName, parseNumber, parseNumbers } from './description-values.ts';
import type { DescriptionWarning, Pose, Sensor } from '../kinematic-tree.ts';
import { readOrigin } from './read-urdf-geometry.ts';
import { compose, fromAxes, fromRpy, IDENTITY, ZERO } from '../spatial.ts';
import type { JointDraft, LinkDraft, SensorDraft } from './tree-builder.ts';
import { attribute, childNamed, childrenNamed, type XmlElement } from './xml.ts';

type SensorKind = Sensor['kind'];

const KINDS: Readonly<Record<string, SensorKind>> = {
  camera: 'camera',
  wideanglecamera: 'camera',
  multicamera: 'camera',
  depth: 'depth',
  depth_camera: 'depth',
  rgbd: 'depth',
  rgbd_camera: 'depth',
  ray: 'lidar',
  gpu_ray: 'lidar',
  lidar: 'lidar',
  gpu_lidar: 'lidar',
  imu: 'imu',
  force_torque: 'force-torque',
  contact: 'tactile',
};

/** Turns a frame that looks along x (z up) into one that looks along z (y down). */
const OPTICAL: Pose = { position: ZERO, rotation: fromAxes([0, -1, 0], [0, 0, -1], [1, 0, 0]) };

const HINT = /camera|realsense|kinect|zed|lidar|laser|hokuyo|imu|gyro|force.?torque|ft_sensor/i;

/** What the sensors hang on. */
interface Body {
  readonly links: readonly LinkDraft[];
  readonly joints: readonly JointDraft[];
}

/** Sensors stated in the file, and a warning for each link that is only named like one. */
export function readUrdfSensors(
  robot: XmlElement,
  body: Body,
): { sensors: SensorDraft[]; warnings: DescriptionWarning[] } {
  const linkNames = new Set(body.links.map((link) => link.name));
  const childOf = new Map(body.joints.map((joint) => [joint.name, joint.child]));
  const sensors: SensorDraft[] = [];
  for (const gazebo of childrenNamed(robot, 'gazebo')) {
    const reference = attribute(gazebo, 'reference') ?? '';
    const link = linkNames.has(reference) ? reference : childOf.get(reference);
    if (link === undefined) continue;
    for (const sensor of childrenNamed(gazebo, 'sensor')) sensors.push(readSdfSensor(sensor, link));
  }
  for (const sensor of childrenNamed(robot, 'sensor')) {
    const parent = childNamed(sensor, 'parent');
    const link = parent === null ? null : attribute(parent, 'link');
    if (link !== null && linkNames.has(link)) sensors.push(readProposedSensor(sensor, link));
  }
  const equipped = new Set(sensors.map((sensor) => sensor.link));
  const warnings = body.links
    .filter((link) => HINT.test(link.name) && !equipped.has(link.name))
    .map((link) => ({
      code: 'sensor-by-name-only',
      message: `The link "${link.name}" is named like a sensor, but the file states none there.`,
      line: link.line,
    }));
  return { sensors, warnings };
}

function readSdfSensor(element: XmlElement, link: string): SensorDraft {
  const kind = KINDS[(attribute(element, 'type') ?? '').toLowerCase()] ?? 'other';
  const poseElement = childNamed(element, 'pose');
  const pose = poseElement === null ? IDENTITY : readSdfPose(poseElement);
  const rate = childNamed(element, 'update_rate');
  const rateHz = rate === null || rate.text.trim() === '' ? null : parseNumber(rate.text.trim(), rate);
  return {
    name: boundedName(attribute(element, 'name') ?? '', element),
    kind,
    link,
    pose: kind === 'camera' || kind === 'depth' ? compose(pose, OPTICAL) : pose,
    rateHz: usefulRate(rateHz),
    line: element.line,
  };
}

/** SDF writes a pose as six numbers: x y z roll pitch yaw. */
function readSdfPose(element: XmlElement): Pose {
  const values = parseNumbers(element.text, element);
  if (values.length === 0) return IDENTITY;
  if (values.length !== 6 || values.some((value) => Math.abs(value) > 1000)) {
    throw badDescription('pose-unusable', {}, element);
  }
  const [x, y, z, roll, pitch, yaw] = values as [number, number, number, number, number, number];
  return { position: [x, y, z], rotation: fromRpy([roll, pitch, yaw]) };
}

/** The proposal's camera frame looks along z already. */
function readProposedSensor(element: XmlElement, link: string): SensorDraft {
  const rate = attribute(element, 'update_rate');
  const kind: SensorKind =
    childNamed(element, 'camera') !== null
      ? 'camera'
      : childNamed(element, 'ray') !== null
        ? 'lidar'
        : (KINDS[(attribute(element, 'type') ?? '').toLowerCase()] ?? 'other');
  return {
    name: boundedName(attribute(element, 'name') ?? '', element),
    kind,
    link,
    pose: readOrigin(element),
    rateHz: usefulRate(rate === null ? null : parseNumber(rate, element)),
    line: element.line,
  };
}

function usefulRate(rate: number | null): number | null {
  return rate !== null && rate > 0 && rate < 1e6 ? rate : null;
}
