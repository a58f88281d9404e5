import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readDockerfile } from '../support/dockerfile.ts';
import { checkImages } from '../support/image-pair.ts';
import { tempFolder } from '../support/temp-folder.ts';

const REPOSITORY = join(import.meta.dirname, '../..');

test('broker and node start as their images start them, say that they are well, and stop on the stop signal', async (t) => {
  const images = readDockerfile(readFileSync(join(REPOSITORY, 'docker/Dockerfile'), 'utf8'));
  const volumes = await tempFolder(t);
  await checkImages(t, images, { broker: REPOSITORY, node: REPOSITORY, volumes });
});
