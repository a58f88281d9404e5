/**
 * Random MJCF documents that use the corners of the format: nested default classes, frames, several joints a body, anchors,
 * reference positions, all ways to write an orientation, degrees and Euler sequences, ball and free joints.
 */

import { seededRandom, type SeededRandom } from '#contracts/embodiment/seeded-random.ts';

const SEQUENCES = ['xyz', 'zyx', 'XYZ', 'ZYX', 'xYz', 'zxz', 'yzx'];

class MjcfWriter {
  readonly random: SeededRandom;
  readonly degrees: boolean;
  readonly #classes = ['plain', 'slider', 'tilted'];
  #count = 0;

  constructor(seed: number) {
    this.random = seededRandom(seed);
    this.degrees = this.random.below(2) === 0;
  }

  number(low: number, high: number): number {
    return Number((low + (high - low) * this.random.unit()).toFixed(5));
  }

  angle(radians: number): number {
    const value = this.number(-radians, radians);
    return this.degrees ? Number(((value * 180) / Math.PI).toFixed(4)) : value;
  }

  numbers(count: number, size: number): string {
    return Array.from({ length: count }, () => this.number(-size, size)).join(' ');
  }

  /** A vector of which every component is at least 0.2, so that it has a direction. */
  direction(): string {
    return Array.from({ length: 3 }, () => this.number(0.2, 1) * (this.random.below(2) === 0 ? 1 : -1)).join(
      ' ',
    );
  }

  orientation(): string {
    switch (this.random.below(6)) {
      case 0:
        return `quat="${this.number(0.3, 1)} ${this.numbers(3, 1)}"`;
      case 1:
        return `axisangle="${this.direction()} ${this.angle(3)}"`;
      case 2:
        return `euler="${this.angle(3)} ${this.angle(3)} ${this.angle(3)}"`;
      case 3:
        return `xyaxes="${this.number(0.3, 1)} ${this.numbers(2, 0.2)} ${this.number(-0.2, 0.2)} ${this.number(0.3, 1)} 0.1"`;
      case 4:
        return `zaxis="${this.direction()}"`;
      default:
        return '';
    }
  }

  classOf(): string {
    return this.random.below(3) === 0 ? ` class="${this.#classes[this.random.below(3)]}"` : '';
  }

  joint(): string {
    const name = `j${this.#count++}`;
    const type = ['hinge', 'slide', 'hinge', 'hinge'][this.random.below(4)]!;
    const parts = [`name="${name}"`, `type="${type}"`];
    if (this.random.below(3) > 0) parts.push(`axis="${this.direction()}"`);
    if (this.random.below(2) === 0) parts.push(`pos="${this.numbers(3, 0.1)}"`);
    const slide = type === 'slide';
    if (this.random.below(3) === 0) parts.push(`ref="${slide ? this.number(-0.2, 0.2) : this.angle(1)}"`);
    if (this.random.below(2) === 0) {
      const low = slide ? -this.number(0.1, 1) : -Math.abs(this.angle(2)) - 0.01;
      const high = slide ? this.number(0.1, 1) : Math.abs(this.angle(2)) + 0.01;
      parts.push(`range="${low} ${high}"`);
    }
    return `<joint ${parts.join(' ')}${this.classOf()}/>`;
  }

  body(depth: number): string {
    const name = `b${this.#count++}`;
    const childClass = this.random.below(4) === 0 ? ' childclass="tilted"' : '';
    const kind = this.random.below(10);
    const joints =
      kind === 0
        ? [`<joint name="j${this.#count++}" type="ball" pos="${this.numbers(3, 0.1)}"/>`]
        : Array.from({ length: this.random.below(4) }, () => this.joint());
    const wrapped = joints.map((joint) =>
      this.random.below(4) === 0 && kind !== 0
        ? `<frame pos="${this.numbers(3, 0.2)}" ${this.orientation()}>${joint}</frame>`
        : joint,
    );
    const children = Array.from({ length: depth > 0 ? 1 + this.random.below(2) : 0 }, () =>
      this.body(depth - 1),
    );
    const framed = children.map((child) =>
      this.random.below(3) === 0
        ? `<frame ${this.orientation()} pos="${this.numbers(3, 0.3)}">${child}</frame>`
        : child,
    );
    return [
      `<body name="${name}" pos="${this.numbers(3, 0.5)}" ${this.orientation()}${childClass}>`,
      '<inertial pos="0 0 0" mass="1" diaginertia="1 1 1"/>',
      ...wrapped,
      `<site name="s${this.#count++}" pos="${this.numbers(3, 0.1)}" ${this.orientation()}/>`,
      ...framed,
      '</body>',
    ].join('\n');
  }

  document(): string {
    const sequence = SEQUENCES[this.random.below(SEQUENCES.length)]!;
    const free = this.random.below(3) === 0 ? '<freejoint name="root"/>' : '';
    return `<mujoco model="random">
      <compiler angle="${this.degrees ? 'degree' : 'radian'}" eulerseq="${sequence}" autolimits="true"/>
      <default>
        <joint axis="0 1 0"/>
        <default class="plain"><joint pos="0.01 0.02 0.03"/></default>
        <default class="slider"><joint axis="1 0 0" ref="0.1"/>
          <default class="tilted"><joint axis="1 1 0"/></default>
        </default>
      </default>
      <worldbody>
        <body name="base" pos="${this.numbers(3, 1)}" ${this.orientation()}>
          ${free}
          <inertial pos="0 0 0" mass="1" diaginertia="1 1 1"/>
          ${this.body(3)}
          ${this.body(2)}
        </body>
      </worldbody>
    </mujoco>`;
  }
}

/** A random document; the same for the same seed. */
export function randomMjcf(seed: number): string {
  return new MjcfWriter(seed).document();
}
