import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readRobot } from '#node/embodiment/read-robot.ts';
import { readRobots } from '#node/embodiment/read-robots.ts';
import { randomArm, randomHumanoid } from '#test/support/procedural-robots.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { toMjcf, toUrdf } from '#test/support/write-descriptions.ts';

test('reads many descriptions in one call, in the order in which they were named', async (t) => {
  const folder = await tempFolder(t);
  const files = Array.from({ length: 100 }, (_, i) => join(folder, `arm-${i}.urdf`));
  for (const [i, file] of files.entries()) await writeFile(file, toUrdf(randomArm(i + 1)));
  const readings = await readRobots(files);
  assert.deepEqual(
    readings.map((reading) => reading.path),
    files,
  );
  assert.ok(readings.every((reading) => reading.ok));
  const single = await readRobot(files[70]!);
  const same = readings[70]!;
  assert.equal(same.ok && same.robot.id, single.id);
});

test('reports what cannot be read file by file, and reads the others', async (t) => {
  const folder = await tempFolder(t);
  const file = (name: string): string => join(folder, name);
  await writeFile(file('arm.urdf'), toUrdf(randomArm(3)));
  await writeFile(file('cut.urdf'), toUrdf(randomArm(3)).slice(0, 400));
  await writeFile(file('page.xml'), '<html><body/></html>');
  await writeFile(file('human.xml'), toMjcf(randomHumanoid(4)));
  const names = ['arm.urdf', 'absent.urdf', 'cut.urdf', 'page.xml', 'human.xml'];
  const readings = await readRobots(names.map(file));
  assert.deepEqual(
    readings.map((reading) => (reading.ok ? 'read' : reading.error.code)),
    ['read', 'not-found', 'bad-xml', 'unsupported-format', 'read'],
  );
});

test('breaks off when it is told to', async (t) => {
  const folder = await tempFolder(t);
  await writeFile(join(folder, 'arm.urdf'), toUrdf(randomArm(5)));
  const stop = new AbortController();
  const work = readRobots([join(folder, 'arm.urdf')], { signal: stop.signal });
  stop.abort();
  await assert.rejects(work, { code: 'interrupted' });
});
