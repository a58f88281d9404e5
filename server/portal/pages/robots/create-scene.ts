/** The three.js side of a body's scene: what is built once, and what moves with the joints. */

import {
  AmbientLight,
  BufferAttribute,
  BufferGeometry,
  Color,
  CylinderGeometry,
  DirectionalLight,
  GridHelper,
  Mesh,
  MeshStandardMaterial,
  PerspectiveCamera,
  Points,
  PointsMaterial,
  Quaternion,
  Scene,
  SphereGeometry,
  Vector3,
  WebGLRenderer,
} from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import { chainsOf } from '#contracts/embodiment/embodiment-chains.ts';
import { POSE_SCALE, POSE_STRIDE, workspaceCloud } from '#contracts/embodiment/pose-cloud.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { postureAt, restOf, type Posture } from './posture.ts';

/** A scene that is on the page. */
export interface BodyScene3D {
  /** Moves the body to joint positions and shows or hides its reach. */
  show(positions: readonly number[], cloud: boolean): void;
  dispose(): void;
}

const FIELD_OF_VIEW = 38;
const ROD_SIDES = 20;
const MAX_PIXEL_RATIO = 2;

/** Builds the scene inside `place`. */
export function createScene(place: HTMLElement, body: Embodiment): BodyScene3D {
  const colour = (name: string): Color =>
    new Color(getComputedStyle(place).getPropertyValue(name).trim() || '#808080');
  const rest = postureAt(body, restOf(body));
  const size = extentOf(rest);
  const renderer = new WebGLRenderer({ antialias: true, alpha: true });
  renderer.setPixelRatio(Math.min(window.devicePixelRatio, MAX_PIXEL_RATIO));
  place.append(renderer.domElement);
  const scene = new Scene();
  const camera = new PerspectiveCamera(FIELD_OF_VIEW, 1, size / 100, size * 20);
  camera.up.set(0, 0, 1);
  const middle = middleOf(rest);
  camera.position.copy(middle).add(new Vector3(size * 1.3, -size * 1.3, size * 0.8));
  const controls = new OrbitControls(camera, renderer.domElement);
  controls.target.copy(middle);
  scene.add(new AmbientLight('#ffffff', 1.6), sunOf(size));
  const grid = new GridHelper(size * 2, 20, colour('--k-line-strong'), colour('--k-line'));
  grid.rotateX(Math.PI / 2);
  scene.add(grid);
  const parts = partsOf(rest, size, {
    link: colour('--k-line-strong'),
    joint: colour('--k-ink'),
    tool: colour('--k-accent'),
  });
  scene.add(...parts.all);
  const points = reachOf(body, colour('--k-accent'), size);
  scene.add(points);
  const draw = (): void => renderer.render(scene, camera);
  const fit = (): void => {
    const { clientWidth, clientHeight } = place;
    renderer.setSize(clientWidth, clientHeight);
    camera.aspect = clientWidth / Math.max(1, clientHeight);
    camera.updateProjectionMatrix();
    draw();
  };
  controls.addEventListener('change', draw);
  const resize = new ResizeObserver(fit);
  resize.observe(place);
  fit();
  controls.update();
  return {
    show: (positions, cloud) => {
      parts.move(postureAt(body, positions));
      points.visible = cloud;
      draw();
    },
    dispose: () => {
      resize.disconnect();
      controls.dispose();
      renderer.dispose();
      renderer.domElement.remove();
    },
  };
}

interface Parts {
  readonly all: readonly Mesh[];
  move(posture: Posture): void;
}

function partsOf(
  rest: Posture,
  size: number,
  colours: { readonly link: Color; readonly joint: Color; readonly tool: Color },
): Parts {
  const radius = size * 0.014;
  const material = (color: Color): MeshStandardMaterial =>
    new MeshStandardMaterial({ color, roughness: 0.7 });
  const rod = new CylinderGeometry(radius, radius, 1, ROD_SIDES);
  const links = rest.segments.map(() => new Mesh(rod, material(colours.link)));
  const ball = new SphereGeometry(radius * 1.45, ROD_SIDES, ROD_SIDES);
  const joints = rest.joints.map(() => new Mesh(ball, material(colours.joint)));
  const tip = new SphereGeometry(radius * 1.7, ROD_SIDES, ROD_SIDES);
  const tools = rest.tools.map(() => new Mesh(tip, material(colours.tool)));
  const move = (posture: Posture): void => {
    for (const [i, { from, to }] of posture.segments.entries()) layRod(links[i], from, to);
    for (const [i, at] of posture.joints.entries()) joints[i]?.position.set(...at);
    for (const [i, at] of posture.tools.entries()) tools[i]?.position.set(...at);
  };
  move(rest);
  return { all: [...links, ...joints, ...tools], move };
}

const UP = new Vector3(0, 1, 0);

function layRod(rod: Mesh | undefined, from: Vec3, to: Vec3): void {
  if (rod === undefined) return;
  const [a, b] = [new Vector3(...from), new Vector3(...to)];
  const along = b.clone().sub(a);
  const length = along.length();
  rod.visible = length > 1e-6;
  if (!rod.visible) return;
  rod.position.copy(a).add(b).multiplyScalar(0.5);
  rod.scale.set(1, length, 1);
  rod.quaternion.copy(new Quaternion().setFromUnitVectors(UP, along.divideScalar(length)));
}

/** Tool positions that the body reaches, as the pose cloud of its workspace has them. */
function reachOf(body: Embodiment, color: Color, size: number): Points {
  const at: number[] = [];
  for (const chain of chainsOf(body)) {
    const { poses } = workspaceCloud(chain);
    for (let i = 0; i < poses.length; i += POSE_STRIDE) {
      for (let axis = 0; axis < 3; axis++) at.push((poses[i + axis] ?? 0) * POSE_SCALE.position);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(at), 3));
  return new Points(
    geometry,
    new PointsMaterial({ color, size: size * 0.014, transparent: true, opacity: 0.55, depthWrite: false }),
  );
}

function sunOf(size: number): DirectionalLight {
  const sun = new DirectionalLight('#ffffff', 1.8);
  sun.position.set(size, -size * 2, size * 3);
  return sun;
}

function extentOf({ joints, tools }: Posture): number {
  return Math.max(0.2, ...[...joints, ...tools].map(([x, y, z]) => Math.hypot(x, y, z)));
}

function middleOf({ joints, tools }: Posture): Vector3 {
  const all = [...joints, ...tools];
  const middle = new Vector3();
  for (const point of all) middle.add(new Vector3(...point));
  return all.length === 0 ? middle : middle.divideScalar(all.length);
}
