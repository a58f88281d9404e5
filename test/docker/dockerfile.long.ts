/**
 * The very commands of the Dockerfile, in a clean folder in the place of an image: what the build context lets in is copied, every RUN of
 * the build stage is run, what the last stage copies on is laid out, and the program starts from there with the image's own variables,
 * health check and stop signal. What only an engine can show (users, namespaces, a read-only root) is not shown here.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { readDockerfile, type Stage } from '../support/dockerfile.ts';
import { checkImages, type ImagePlaces } from '../support/image-pair.ts';
import { IMAGE_FOLDER } from '../support/image-run.ts';
import { tempFolder } from '../support/temp-folder.ts';

const REPOSITORY = join(import.meta.dirname, '../..');
const DOCKERFILE = readDockerfile(readFileSync(join(REPOSITORY, 'docker/Dockerfile'), 'utf8'));

/** Carries a stage's steps out in `folder`. */
function build(stage: Stage, folder: string): void {
  for (const step of stage.steps) {
    if (step.kind === 'copy') {
      for (const source of step.copy.sources) copyIn(source, join(folder, step.copy.target));
      continue;
    }
    const run = spawnSync('sh', ['-c', step.command], { cwd: folder, encoding: 'utf8' });
    assert.equal(run.status, 0, `${step.command}\n${run.stdout}\n${run.stderr}`);
  }
}

/** As COPY does: a folder's content goes into the target, a file into the target when that is a folder. */
function copyIn(source: string, target: string): void {
  const ignored = /(^|\/)node_modules(\/|$)|server\/portal\/dist(\/|$)/;
  const from = join(REPOSITORY, source);
  cpSync(from, statSync(from).isDirectory() ? target : join(target, source), {
    recursive: true,
    filter: (path) => !ignored.test(path.slice(REPOSITORY.length)),
  });
}

async function layOut(target: string, built: string, folder: string): Promise<Stage> {
  const image = DOCKERFILE.resolve(target);
  for (const { from, sources, target: to } of image.copies) {
    assert.equal(from, 'build');
    for (const source of sources) {
      await mkdir(dirname(join(folder, to)), { recursive: true });
      await cp(join(built, source.slice(IMAGE_FOLDER.length)), join(folder, to), { recursive: true });
    }
  }
  return image;
}

async function images(t: TestContext): Promise<ImagePlaces> {
  const folder = await tempFolder(t);
  const built = join(folder, 'build');
  mkdirSync(built);
  const stage = DOCKERFILE.stages.find(({ name }) => name === 'build');
  assert.ok(stage);
  build(stage, built);
  const places = { broker: join(folder, 'broker'), node: join(folder, 'node'), volumes: folder };
  await layOut('broker', built, places.broker);
  await layOut('node', built, places.node);
  rmSync(built, { recursive: true });
  for (const place of [places.broker, places.node]) {
    const { stdout } = spawnSync('du', ['-sm', place], { encoding: 'utf8' });
    t.diagnostic(`${place.slice(folder.length + 1)}: ${stdout.split('\t')[0]} MB without the base image`);
  }
  return places;
}

test('what the images hold starts, says that it is well, and stops', async (t) => {
  const places = await images(t);
  const { page } = await checkImages(t, DOCKERFILE, places);
  assert.match(page, /<script[^>]+src="\/assets\//, 'the portal is built in');
});
