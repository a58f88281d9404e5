/** Mutations of robot descriptions that keep them near to well-formed, where readers have most to decide. */

import type { SeededRandom } from '#contracts/embodiment/seeded-random.ts';

const NUMBERS = [
  '0',
  '-1',
  '1e308',
  '1e-320',
  'nan',
  'inf',
  '-inf',
  '1e5',
  '3.14159',
  '',
  '0 0 0',
  '1 2',
  '--1',
  '0x1',
];
const WORDS = [
  'fixed',
  'continuous',
  'prismatic',
  'floating',
  'planar',
  'revolute',
  'ball',
  'free',
  'slide',
  'world',
];

/** One to four random mutations: numbers, names, attributes, elements, or single characters change. */
export function mutateDescription(text: string, random: SeededRandom): string {
  let mutated = text;
  for (let n = 1 + random.below(4); n > 0; n--) mutated = mutateOnce(mutated, random);
  return mutated;
}

function mutateOnce(text: string, random: SeededRandom): string {
  const pick = <T>(items: readonly T[]): T => items[random.below(items.length)]!;
  const values = [...text.matchAll(/"([^"]*)"/g)];
  const value = values.length === 0 ? undefined : pick(values);
  const replaceValue = (by: string): string =>
    value === undefined
      ? text
      : `${text.slice(0, value.index)}"${by}"${text.slice(value.index + value[0].length)}`;
  const lines = text.split('\n');
  const line = random.below(lines.length);
  switch (random.below(8)) {
    case 0:
      return replaceValue(pick(NUMBERS));
    case 1:
      return replaceValue(pick(WORDS));
    case 2:
      return replaceValue(pick(values)[1] ?? '');
    case 3:
      return lines.toSpliced(line, 1).join('\n');
    case 4:
      return lines.toSpliced(line, 0, pick(lines)).join('\n');
    case 5: {
      const other = random.below(lines.length);
      const swapped = [...lines];
      [swapped[line], swapped[other]] = [lines[other]!, lines[line]!];
      return swapped.join('\n');
    }
    case 6: {
      const at = random.below(text.length);
      return text.slice(0, at) + String.fromCharCode(32 + random.below(95)) + text.slice(at + 1);
    }
    default: {
      const from = random.below(text.length);
      return text.slice(0, from) + text.slice(from + random.below(40));
    }
  }
}
