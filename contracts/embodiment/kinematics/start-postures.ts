/** Configurations of a chain from which inverse kinematics is started, sorted by how near their tool is to a pose. */

import type { FastChain } from './fast-chain.ts';
import { stratifiedValues } from './joint-samples.ts';
import { seededRandom } from '../seeded-random.ts';

/** Configurations from which starts are searched. */
const SEED_POSTURES = 512;
const SEED = 0x6b696e34;
/** Square metres that a squared difference of unit directions counts as. */
const POSTURE_TURN_WEIGHT = 0.04;

/** Postures of one chain, spread over its joint limits; the same for the same chain. Holds scratch space: one question at a time. */
export class StartPostures {
  private readonly postures: readonly Float64Array[];
  /** Position and approach direction of the tool in each posture. */
  private readonly tools: Float64Array;
  private readonly order = new Int32Array(SEED_POSTURES);
  private readonly distances = new Float64Array(SEED_POSTURES);
  /** Posture that is drawn next. */
  private next = 0;

  constructor(chain: FastChain) {
    const values = stratifiedValues(chain, seededRandom(SEED), SEED_POSTURES);
    const { size } = chain;
    this.postures = Array.from({ length: SEED_POSTURES }, (_, k) =>
      values.subarray(size * k, size * (k + 1)),
    );
    this.tools = new Float64Array(6 * SEED_POSTURES);
    this.postures.forEach((q, k) => {
      chain.forward(q);
      this.tools.set(chain.position, 6 * k);
      for (let row = 0; row < 3; row++) this.tools[6 * k + 3 + row] = chain.rotation[3 * row + 2]!;
    });
  }

  /** The `count` postures nearest to the pose that starts at `at` of `poses`, nearest first. Copies. */
  nearest(poses: Float64Array, at: number, count: number): Float64Array[] {
    const { tools } = this;
    for (let k = 0; k < SEED_POSTURES; k++) {
      let squared = 0;
      for (let i = 0; i < 3; i++) {
        const off = tools[6 * k + i]! - poses[at + i]!;
        const turn = tools[6 * k + 3 + i]! - poses[at + 5 + 3 * i]!;
        squared += off * off + POSTURE_TURN_WEIGHT * turn * turn;
      }
      this.distances[k] = squared;
      this.order[k] = k;
    }
    return Array.from({ length: Math.min(count, SEED_POSTURES) }, (_, start) =>
      Float64Array.from(this.postures[this.bringNearest(start)]!),
    );
  }

  /** The next `count` postures; they are in random order, and begin anew when all were drawn. Copies. */
  draw(count: number): Float64Array[] {
    return Array.from({ length: count }, () => {
      const q = Float64Array.from(this.postures[this.next]!);
      this.next = (this.next + 1) % SEED_POSTURES;
      return q;
    });
  }

  /** Swaps the nearest of the postures from `start` on to there. */
  private bringNearest(start: number): number {
    let least = start;
    for (let k = start + 1; k < SEED_POSTURES; k++) {
      if (this.distances[this.order[k]!]! < this.distances[this.order[least]!]!) least = k;
    }
    const kept = this.order[start]!;
    this.order[start] = this.order[least]!;
    this.order[least] = kept;
    return this.order[start];
  }
}
