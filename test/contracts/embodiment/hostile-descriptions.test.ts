import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { MAX_XML_DEPTH, MAX_XML_ELEMENTS, MAX_XML_LENGTH } from '#contracts/embodiment/description/xml.ts';
import { type ErrorCode, ExchangeError } from '#contracts/errors.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';
import { mutateDescription } from '#test/support/mutate-description.ts';
import { randomArm, randomHumanoid } from '#test/support/procedural-robots.ts';
import { toMjcf, toUrdf } from '#test/support/write-descriptions.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/hostile/robots');

/** What each file is refused with: a code, and the line that is to blame. */
const REFUSALS: Readonly<Record<string, [ErrorCode, number]>> = {
  'absurd-origin.urdf': ['bad-robot-description', 5],
  'class-twice.xml': ['bad-robot-description', 4],
  'cycle-beside-root.urdf': ['bad-robot-description', 6],
  'cycle.urdf': ['bad-robot-description', 4],
  'duplicate-body.xml': ['bad-robot-description', 4],
  'duplicate-joint.urdf': ['bad-robot-description', 6],
  'duplicate-link.urdf': ['bad-robot-description', 3],
  'entity-expansion.urdf': ['bad-xml', 6],
  'equality-ghost.xml': ['bad-robot-description', 4],
  'external-entity.urdf': ['bad-xml', 2],
  'global-coordinates.xml': ['unsupported-format', 2],
  'hexadecimal.urdf': ['bad-robot-description', 3],
  'include.xml': ['unsupported-format', 2],
  'infinite-lower.urdf': ['bad-robot-description', 6],
  'infinite-origin.urdf': ['bad-robot-description', 5],
  'mesh-absolute.urdf': ['bad-robot-description', 3],
  'mesh-address.urdf': ['bad-robot-description', 3],
  'mesh-asset-traversal.xml': ['bad-robot-description', 3],
  'mesh-encoded-traversal.urdf': ['bad-robot-description', 3],
  'mesh-traversal.urdf': ['bad-robot-description', 4],
  'mimic-ghost.urdf': ['bad-robot-description', 4],
  'mimic-loop.urdf': ['bad-robot-description', 5],
  'missing-child.urdf': ['bad-robot-description', 3],
  'missing-parent.urdf': ['bad-robot-description', 4],
  'nan-limit.urdf': ['bad-robot-description', 6],
  'nan-position.xml': ['bad-robot-description', 3],
  'negative-size.urdf': ['bad-robot-description', 3],
  'nested-include.xml': ['unsupported-format', 4],
  'no-links.urdf': ['bad-robot-description', 1],
  'own-parent.urdf': ['bad-robot-description', 4],
  'replicate.xml': ['unsupported-format', 3],
  'reversed-range.xml': ['bad-robot-description', 3],
  'sensor-ghost.xml': ['bad-robot-description', 4],
  'short-vector.urdf': ['bad-robot-description', 5],
  'simulation.sdf': ['unsupported-format', 1],
  'tendon-ghost.xml': ['bad-robot-description', 4],
  'two-parents.urdf': ['bad-robot-description', 7],
  'two-roots.urdf': ['bad-robot-description', 3],
  'unclosed.urdf': ['bad-xml', 3],
  'undeclared-entity.urdf': ['bad-xml', 2],
  'unknown-class.xml': ['bad-robot-description', 3],
  'unknown-type.urdf': ['bad-robot-description', 4],
  'xacro.urdf': ['unsupported-format', 3],
  'zero-axis.urdf': ['bad-robot-description', 6],
  'zero-quaternion.xml': ['bad-robot-description', 3],
};

function refusalOf(text: string): ExchangeError {
  let refused: unknown = null;
  try {
    canonicalForm(readRobotDescription(text));
  } catch (error) {
    refused = error;
  }
  assert.ok(refused instanceof ExchangeError, `not refused with a typed error: ${String(refused)}`);
  return refused;
}

test('every hostile file is refused with its code and its line', () => {
  assert.deepEqual(readdirSync(FOLDER).toSorted(), Object.keys(REFUSALS).toSorted());
  for (const [file, [code, line]] of Object.entries(REFUSALS)) {
    const error = refusalOf(readFileSync(join(FOLDER, file), 'utf8'));
    assert.equal(error.code, code, `${file}: ${error.message}`);
    assert.equal(error.params.line, line, `${file}: ${error.message}`);
    assert.match(error.message, /line \d+/, file);
  }
});

test('descriptions beyond a limit are refused fast, with the line where the limit was passed', () => {
  const links = (count: number): string => {
    const parts = ['<robot name="r">', '<link name="l0"/>'];
    for (let i = 1; i < count; i++) {
      parts.push(
        `<link name="l${i}"/>`,
        `<joint name="j${i}" type="fixed"><parent link="l${i - 1}"/><child link="l${i}"/></joint>`,
      );
    }
    return [...parts, '</robot>'].join('\n');
  };
  const cases: [string, string][] = [
    ['2,001 links', links(2001)],
    ['elements', `<robot>\n${'<link name="a"/>'.repeat(MAX_XML_ELEMENTS)}</robot>`],
    ['a million links', links(1_000_000)],
    ['length', `<robot name="${'a'.repeat(MAX_XML_LENGTH)}"/>`],
    ['depth', `<mujoco><worldbody>${'<body>'.repeat(MAX_XML_DEPTH)}`],
    ['attributes', `<robot ${Array.from({ length: 100 }, (_, i) => `a${i}="1"`).join(' ')}/>`],
    ['value', `<robot name="${'a'.repeat(100_000)}"/>`],
    ['text', `<robot>${'a '.repeat(100_000)}</robot>`],
    ['joints', links(500).replaceAll('type="fixed"', 'type="continuous"')],
  ];
  for (const [name, text] of cases) {
    const started = performance.now();
    const error = refusalOf(text);
    assert.equal(error.code, 'limit-exceeded', `${name}: ${error.message}`);
    if (name !== 'joints') assert.equal(typeof error.params.line, 'number', name);
    assert.ok(performance.now() - started < 3000, `${name} takes too long`);
  }
});

test('a description with as many links as allowed is read', () => {
  const parts = ['<robot name="r"><link name="l0"/>'];
  for (let i = 1; i < 2000; i++) {
    parts.push(
      `<link name="l${i}"/><joint name="j${i}" type="fixed"><parent link="l${i - 1}"/><child link="l${i}"/></joint>`,
    );
  }
  const tree = readRobotDescription(`${parts.join('\n')}</robot>`);
  assert.equal(tree.links.length, 2000);
});

test('names that mean something to JavaScript are only names', () => {
  const tree = readRobotDescription(
    `<robot name="__proto__"><link name="constructor"/><link name="__proto__"/>
     <joint name="hasOwnProperty" type="continuous"><parent link="constructor"/><child link="__proto__"/></joint></robot>`,
  );
  assert.equal(canonicalForm(tree).embodiment.joints.length, 1);
});

test('arbitrary text is read or refused with a typed error', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => {
      for (const candidate of [text, `<robot>${text}</robot>`, `<mujoco>${text}</mujoco>`])
        acceptOrRefuse(candidate);
    }),
    { numRuns: 300 },
  );
});

test('300 mutated descriptions are read or refused with a typed error', () => {
  const random = seededRandom(20_26);
  for (let i = 0; i < 300; i++) {
    const model = i % 3 === 0 ? randomHumanoid(i) : randomArm(i);
    acceptOrRefuse(mutateDescription(i % 2 === 0 ? toUrdf(model) : toMjcf(model), random));
  }
});

function acceptOrRefuse(text: string): void {
  try {
    canonicalForm(readRobotDescription(text));
  } catch (error) {
    assert.ok(
      error instanceof ExchangeError && error.code !== 'internal',
      `${String(error)}\n${text.slice(0, 4000)}`,
    );
  }
}
