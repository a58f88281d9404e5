/** A robot description that its lister lets out: checked for what must not leave, kept with the version, cited by the manifest. */

import { join } from 'node:path';
import { utf8 } from '#contracts/bytes.ts';
import { digestOf } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { MAX_SHARED_DESCRIPTION_BYTES, type SharedDescription } from '#contracts/manifest/manifest.ts';
import { readFileBounded, writeFileAtomic } from '#platform/files.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { Detectors } from '../desensitize/detectors.ts';
import type { Robot } from '../embodiment/read-robot.ts';

const FILE = 'robot-description.xml';
/** Comments name people, machines and folders, and no program reads them: they stay. */
const COMMENT = /<!--[\s\S]*?-->/g;
/** Attributes and elements that hold numbers only: masses and origins read like telephone numbers to a detector. */
const NUMBERS = /(?:=\s*(["'])[\s\d.eE+-]*\1|>[\s\d.eE+-]*<)/g;

/**
 * Checks a description without its comments and keeps it in a version's folder. Throws `limit-exceeded` when it is too long to travel, and `refused` when the detectors
 * find in it what a derivative must not hold.
 */
export async function shareDescription(
  folder: string,
  robot: Pick<Robot, 'tree'> & { readonly text: string },
  roster: readonly string[],
): Promise<SharedDescription> {
  const text = robot.text.replaceAll(COMMENT, '');
  const bytes = utf8(text);
  if (bytes.length > MAX_SHARED_DESCRIPTION_BYTES) {
    throw new ExchangeError('limit-exceeded', 'The robot description is too long to be shared.', {
      params: { bytes: bytes.length, limit: MAX_SHARED_DESCRIPTION_BYTES },
    });
  }
  const hits = new Detectors(roster).scan(text.replaceAll(NUMBERS, ' '));
  if (hits.length > 0) {
    const classes = [...new Set(hits.map((hit) => hit.class))].join(', ');
    throw new ExchangeError('refused', `The robot description holds what must not leave: ${classes}.`, {
      params: { rules: classes },
    });
  }
  await writeFileAtomic(join(folder, FILE), bytes, { mode: 0o600 });
  return { format: robot.tree.format, digest: digestOf(nodeCrypto, bytes), bytes: bytes.length };
}

/** Text of a version's shared description. Throws `not-found`. */
export async function readSharedDescription(folder: string): Promise<string> {
  return Buffer.from(await readFileBounded(join(folder, FILE), MAX_SHARED_DESCRIPTION_BYTES)).toString(
    'utf8',
  );
}
