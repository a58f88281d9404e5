import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { loadDemoBody, ROBOTS_FOLDER } from '#demo/datasets/demo-body.ts';
import { DATASETS, findDataset, type DatasetSpec } from '#demo/datasets/dataset-specs.ts';
import { minimumJerk, sampleScript } from '#demo/datasets/script.ts';
import { writeDataset } from '#demo/datasets/write-dataset.ts';
import { hashFolder } from '#node/content/hash-folder.ts';
import { inspectDataset } from '#node/dataset/inspect-dataset.ts';
import { readRobot } from '#node/embodiment/read-robot.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

function small(slug: string, episodes: number): DatasetSpec {
  const spec = findDataset(slug);
  assert.ok(spec);
  return { ...spec, episodes, seconds: 2 };
}

/** Longer than the second in which video files count time. */
const LATER_MS = 1_100;

for (const slug of ['shelf-cups', 'desk-tidy', 'shop-shelf-ego']) {
  test(`writes ${slug} at another time with equal roots`, async (t) => {
    const folder = await tempFolder(t);
    await writeDataset(small(slug, 2), join(folder, 'a'));
    await new Promise((resolve) => setTimeout(resolve, LATER_MS));
    await writeDataset(small(slug, 2), join(folder, 'b'));
    const [a, b] = [await hashFolder(join(folder, 'a')), await hashFolder(join(folder, 'b'))];
    assert.equal(a.root, b.root);
    assert.ok(a.bytes > 10_000);
  });
}

test('good recordings read back without findings, and their joints map to the body', async (t) => {
  const folder = join(await tempFolder(t), 'shelf-cups');
  await writeDataset(small('shelf-cups', 3), folder);
  const robot = await readRobot(join(ROBOTS_FOLDER, 'larkspur-arm7.urdf'));
  const facts = await inspectDataset(folder, { robot: robot.tree });
  assert.equal(facts.episodes, 3);
  assert.equal(facts.frames, 90);
  assert.deepEqual(facts.findings, []);
  assert.deepEqual(facts.discrepancies, []);
  assert.equal(facts.quality.qualification.passed, 3);
  const state = facts.features.find(({ name }) => name === 'observation.state');
  assert.equal(state?.joints?.filter((joint) => joint !== null).length, 8);
});

test('the flawed recording says what went wrong', async (t) => {
  const folder = join(await tempFolder(t), 'desk-tidy');
  await writeDataset(small('desk-tidy', 8), folder);
  const robot = await readRobot(join(ROBOTS_FOLDER, 'pebblehaven-desktop5.urdf'));
  const { format, findings, quality } = await inspectDataset(folder, { robot: robot.tree });
  assert.equal(format.version, 'v2.1');
  assert.deepEqual(
    findings.filter(({ severity }) => severity === 'error'),
    [],
  );
  const reasons = new Set(quality.qualification.reasons.map(({ reason }) => reason));
  for (const reason of ['frozen-share', 'timestamp-gap-longest', 'limit-violations', 'duplicate'] as const) {
    assert.ok(reasons.has(reason), reason);
  }
  assert.ok(quality.qualification.passed > 0);
});

test('every dataset of the world has enough episodes for a published histogram, and a robot that can be read', async () => {
  assert.deepEqual(
    new Set(DATASETS.map(({ method }) => method)),
    new Set(['teleoperation', 'motion-capture', 'human-video', 'simulation']),
  );
  for (const spec of DATASETS) {
    assert.ok(spec.episodes >= 8, spec.slug);
    if (spec.robot !== null) assert.ok((await loadDemoBody(spec.robot)).recorded.length > 0);
  }
});

test('every broken description of the demo is refused with a code of the reader', async () => {
  const folder = join(ROBOTS_FOLDER, '..', 'bad');
  const files = await readdir(folder);
  assert.ok(files.length >= 3);
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8');
    assert.throws(
      () => readRobotDescription(text),
      (error) => isExchangeError(error, 'bad-robot-description') || isExchangeError(error, 'bad-xml'),
      file,
    );
  }
});

test('a script starts and ends at rest where its waypoints say', () => {
  assert.equal(minimumJerk(0), 0);
  assert.equal(minimumJerk(1), 1);
  const moments = sampleScript(
    [
      { at: [0, 0, 0], pitch: 0, grip: 0, time: 0.5 },
      { at: [1, 2, 3], pitch: 1, grip: 1, time: 1 },
    ],
    31,
  );
  assert.deepEqual(moments[0]?.at, [0, 0, 0]);
  assert.deepEqual(moments.at(-1)?.at, [1, 2, 3]);
  const last = (moments.at(-1)?.at[0] ?? 0) - (moments.at(-2)?.at[0] ?? 0);
  assert.ok(last < 0.005);
});
