/** The three.js side of a body's scene: what is built once, and what moves with the joints. */

import {
  AmbientLight,
  BufferAttribute,
  BufferGeometry,
  Color,
  CylinderGeometry,
  DirectionalLight,
  GridHelper,
  Line,
  LineBasicMaterial,
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
import { chainsOf } from '#contracts/embodiment/kinematics/embodiment-chains.ts';
import { POSE_STRIDE, workspaceCloud } from '#contracts/embodiment/reach/pose-cloud.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import type { Vec3 } from '#contracts/embodiment/kinematic-tree.ts';
import { placeOf, type CameraPlace, type Frame, type SharedCamera } from './framing.ts';
import { postureAt, restOf, type Posture } from './posture.ts';
import { stanceOf } from './stance.ts';

/** What a scene shows. */
export interface Shown {
  /** One a joint, rad or m. */
  readonly positions: readonly number[];
  /** Where its tools reach. */
  readonly cloud: boolean;
  /** A joint that stands out. */
  readonly marked?: number | null;
  /** Lines in the base frame, metres: the way of each tool. */
  readonly trail?: readonly (readonly Vec3[])[];
}

/** A scene that is on the page. */
export interface BodyScene3D {
  show(what: Shown): void;
  dispose(): void;
}

/** What a scene is made of. */
export interface SceneOptions {
  readonly body: Embodiment;
  readonly frame: Frame;
  /** Turned together with the other scenes of this camera. */
  readonly camera: SharedCamera;
  /** Name of the variable that holds the colour of tools and reach. */
  readonly tone: string;
}

const FIELD_OF_VIEW = 38;
const ROD_SIDES = 20;
const MAX_PIXEL_RATIO = 2;

/** Builds the scene inside `place`. */
export function createScene(place: HTMLElement, options: SceneOptions): BodyScene3D {
  const { body, frame, tone } = options;
  const { size } = frame;
  const colour = (name: string): Color =>
    new Color(getComputedStyle(place).getPropertyValue(name).trim() || '#808080');
  const renderer = new WebGLRenderer({ antialias: true, alpha: true });
  renderer.setPixelRatio(Math.min(window.devicePixelRatio, MAX_PIXEL_RATIO));
  place.append(renderer.domElement);
  const scene = new Scene();
  scene.add(new AmbientLight('#ffffff', 1.6), sunOf(size));
  const grid = new GridHelper(size * 2, 20, colour('--k-line-strong'), colour('--k-line'));
  grid.rotateX(Math.PI / 2);
  scene.add(grid);
  const parts = partsOf(postureAt(body, restOf(body)), size, {
    link: colour('--k-line-strong'),
    joint: colour('--k-ink'),
    tool: colour(tone),
    marked: colour('--k-warn'),
  });
  scene.add(...parts.all);
  let points: Points | undefined;
  const ways = new TrailLines(scene, colour(tone));
  const eye = new PerspectiveCamera(FIELD_OF_VIEW, 1, size / 100, size * 20);
  const draw = (): void => renderer.render(scene, eye);
  const leave = watch(eye, { place, renderer, draw, options });
  return {
    show: ({ positions, cloud, marked, trail }) => {
      ways.show(trail ?? NO_TRAIL);
      parts.move(postureAt(body, positions));
      parts.mark(marked ?? null);
      // The cloud takes longer than a frame: only who wants to see it waits for it.
      if (cloud && points === undefined) scene.add((points = reachOf(body, colour(tone), size)));
      if (points !== undefined) points.visible = cloud;
      draw();
    },
    dispose: () => {
      leave();
      ways.show(NO_TRAIL);
      renderer.dispose();
      renderer.domElement.remove();
    },
  };
}

/** Lets hand and shared camera move the eye, and keeps the picture as large as its place. Gives back how to stop. */
function watch(
  eye: PerspectiveCamera,
  scene: {
    readonly place: HTMLElement;
    readonly renderer: WebGLRenderer;
    readonly draw: () => void;
    readonly options: SceneOptions;
  },
): () => void {
  const { place, renderer, draw, options } = scene;
  eye.up.set(0, 0, 1);
  const controls = new OrbitControls(eye, renderer.domElement);
  let following = false;
  const follow = ({ position, target }: CameraPlace): void => {
    following = true;
    eye.position.set(...position);
    controls.target.set(...target);
    controls.update();
    following = false;
    draw();
  };
  const shared = options.camera.join(follow);
  controls.addEventListener('change', () => {
    if (following) return;
    draw();
    shared.turned({ position: eye.position.toArray(), target: controls.target.toArray() });
  });
  const fit = (): void => {
    const { clientWidth, clientHeight } = place;
    renderer.setSize(clientWidth, clientHeight);
    eye.aspect = clientWidth / Math.max(1, clientHeight);
    eye.updateProjectionMatrix();
    draw();
  };
  const resize = new ResizeObserver(fit);
  resize.observe(place);
  follow(placeOf(options.frame, 'oblique'));
  fit();
  return () => {
    shared.leave();
    resize.disconnect();
    controls.dispose();
  };
}

const NO_TRAIL: readonly (readonly Vec3[])[] = [];

/** The lines of a trail, made anew when it is another one. */
class TrailLines {
  readonly #scene: Scene;
  readonly #material: LineBasicMaterial;
  #shown = NO_TRAIL;
  #lines: Line[] = [];

  constructor(scene: Scene, color: Color) {
    this.#scene = scene;
    this.#material = new LineBasicMaterial({ color, transparent: true, opacity: 0.7 });
  }

  show(trail: readonly (readonly Vec3[])[]): void {
    if (trail === this.#shown) return;
    this.#shown = trail;
    for (const line of this.#lines) {
      this.#scene.remove(line);
      line.geometry.dispose();
    }
    this.#lines = trail.map((points) => {
      const geometry = new BufferGeometry().setFromPoints(points.map((point) => new Vector3(...point)));
      return new Line(geometry, this.#material);
    });
    if (this.#lines.length > 0) this.#scene.add(...this.#lines);
  }
}

interface Parts {
  readonly all: readonly Mesh[];
  move(posture: Posture): void;
  mark(joint: number | null): void;
}

const MARKED_SCALE = 1.7;

function partsOf(
  rest: Posture,
  size: number,
  colours: Readonly<Record<'link' | 'joint' | 'tool' | 'marked', Color>>,
): Parts {
  const radius = size * 0.014;
  const material = (color: Color): MeshStandardMaterial =>
    new MeshStandardMaterial({ color, roughness: 0.7 });
  const rod = new CylinderGeometry(radius, radius, 1, ROD_SIDES);
  const links = rest.segments.map(() => new Mesh(rod, material(colours.link)));
  const ball = new SphereGeometry(radius * 1.45, ROD_SIDES, ROD_SIDES);
  const [plain, marked] = [material(colours.joint), material(colours.marked)];
  const joints = rest.joints.map(() => new Mesh(ball, plain));
  const tip = new SphereGeometry(radius * 1.7, ROD_SIDES, ROD_SIDES);
  const tools = rest.tools.map(() => new Mesh(tip, material(colours.tool)));
  const move = (posture: Posture): void => {
    for (const [i, { from, to }] of posture.segments.entries()) layRod(links[i], from, to);
    for (const [i, at] of posture.joints.entries()) joints[i]?.position.set(...at);
    for (const [i, at] of posture.tools.entries()) tools[i]?.position.set(...at);
  };
  const mark = (joint: number | null): void => {
    for (const [i, mesh] of joints.entries()) {
      mesh.material = i === joint ? marked : plain;
      mesh.scale.setScalar(i === joint ? MARKED_SCALE : 1);
    }
  };
  move(rest);
  return { all: [...links, ...joints, ...tools], move, mark };
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
    const { poses, scale } = workspaceCloud(chain);
    for (let i = 0; i < poses.length; i += POSE_STRIDE) {
      for (let axis = 0; axis < 3; axis++) at.push((poses[i + axis] ?? 0) * scale.position);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(at), 3));
  const points = new Points(
    geometry,
    new PointsMaterial({ color, size: size * 0.014, transparent: true, opacity: 0.55, depthWrite: false }),
  );
  points.position.z = -stanceOf(body).floor;
  return points;
}

function sunOf(size: number): DirectionalLight {
  const sun = new DirectionalLight('#ffffff', 1.8);
  sun.position.set(size, -size * 2, size * 3);
  return sun;
}
