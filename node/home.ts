/** A node's home folder: keys, store, derivatives and one file that says whose home it is and which log it trusts. */

import { join } from 'node:path';
import { z } from 'zod';
import { canonicalBytes, parseJson } from '#contracts/canonical-json.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { causedFault } from '#contracts/faults.ts';
import { discoverySchema } from '#contracts/http/discovery.ts';
import { timestampSchema } from '#contracts/ids.ts';
import { participantIdSchema, signingKeySchema } from '#contracts/keys.ts';
import { displayNameSchema, MAX_KEY_ENTRIES } from '#contracts/participant/enrolment.ts';
import { envelopeSchema } from '#contracts/signature.ts';
import { parseWire } from '#contracts/wire.ts';
import { readFileBounded, writeFileAtomic } from '#platform/files.ts';

const HOME_FILE = 'node.json';
const MAX_HOME_BYTES = 256 * 1024;

/** Names of the keys in the keystore. */
export const SIGN_KEY = 'sign';
/** Name of the libp2p key. */
export const PEER_KEY = 'peer';

const homeSchema = z.strictObject({
  schema: z.literal('node-home/1'),
  name: displayNameSchema,
  participant: participantIdSchema,
  root: signingKeySchema,
  key: signingKeySchema,
  peerKey: signingKeySchema,
  createdAt: timestampSchema,
  /** The broker and the log as they were when the home was made; their keys are pinned by this. */
  broker: discoverySchema,
  /** The root's statements about the keys, for enrolment. */
  keyEntries: z.array(envelopeSchema).max(MAX_KEY_ENTRIES),
});

/** What the home file says. */
export type NodeHome = z.infer<typeof homeSchema>;

/** Places inside a home. */
export interface HomePaths {
  readonly home: string;
  readonly keys: string;
  readonly store: string;
  /** One folder per dataset version: the desensitized files and their sealed chunks. */
  readonly derivatives: string;
  /** What a lister looks at before anything is published; goes with the process. */
  readonly previews: string;
  /** Sealed chunks of deliveries that are under way. */
  readonly incoming: string;
}

/** Places inside a home folder. */
export function homePaths(home: string): HomePaths {
  return {
    home,
    keys: join(home, 'keys'),
    store: join(home, 'store.sqlite'),
    derivatives: join(home, 'derivatives'),
    previews: join(home, 'previews'),
    incoming: join(home, 'incoming'),
  };
}

/** Reads a home. Throws `bad-config` when there is none or its file is damaged. */
export async function readHome(home: string): Promise<NodeHome> {
  try {
    const bytes = await readFileBounded(join(home, HOME_FILE), MAX_HOME_BYTES);
    return parseWire(homeSchema, parseJson(bytes, MAX_HOME_BYTES), 'node home');
  } catch (cause) {
    if (isExchangeError(cause, 'not-found')) {
      throw causedFault('bad-config', 'node-absent', { params: { home }, cause });
    }
    throw cause;
  }
}

/** Whether a folder is a node's home. */
export async function hasHome(home: string): Promise<boolean> {
  try {
    await readFileBounded(join(home, HOME_FILE), MAX_HOME_BYTES);
    return true;
  } catch (error) {
    if (isExchangeError(error, 'not-found')) return false;
    throw error;
  }
}

/** Writes a home file; refuses to replace one unless `replace` is set. */
export async function writeHome(home: string, content: NodeHome, replace = false): Promise<void> {
  const checked = parseWire(homeSchema, content, 'node home');
  await writeFileAtomic(join(home, HOME_FILE), canonicalBytes(checked), { mode: 0o600, exclusive: !replace });
}
