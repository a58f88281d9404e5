/** Judges the unsigned papers of a delivery: listed with their sums, and saying what the signed ones say. */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '#contracts/canonical-json.ts';
import { EXCHANGE_FOLDER } from '#contracts/content/paths.ts';
import type { CryptoPort } from '#contracts/crypto.ts';
import { convertedJointMap, convertedPoseMap } from '#contracts/dataset/converted.ts';
import type { JointMap } from '#contracts/dataset/joint-map.ts';
import type { PoseMap } from '#contracts/dataset/pose-map.ts';
import { digestOf } from '#contracts/digest.ts';
import { ExchangeError } from '#contracts/errors.ts';
import { MAX_SHARED_DESCRIPTION_BYTES, type Manifest } from '#contracts/manifest/manifest.ts';
import { MAX_MANIFEST_BYTES } from '#contracts/p2p/protocols.ts';
import { conversionEntries, DELIVERY_FILES, type DeliverySource } from '#contracts/transfer/delivery.ts';
import { readFileBounded } from '#platform/files.ts';
import { requireSame } from '../negotiation/agreement-draft.ts';
import { requireFound, type DeliveryCase } from './delivery-case.ts';
import { parseSums, sumOf } from './delivery-folder.ts';
import { descriptionFile } from './delivery-readme.ts';

/** Largest `SHA256SUMS`, bytes. */
const MAX_SUMS_BYTES = 64 * 1024 * 1024;

/** Every file of `exchange/` is listed with its sum: what is unlisted was put there by somebody else. */
export async function judgePapers({ folder }: DeliveryCase): Promise<string> {
  const exchange = join(folder, EXCHANGE_FOLDER);
  const sums = parseSums(
    Buffer.from(await readFileBounded(join(exchange, DELIVERY_FILES.sums), MAX_SUMS_BYTES)).toString('utf8'),
  );
  const entries = await readdir(exchange, { recursive: true, withFileTypes: true });
  let count = 0;
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .replaceAll('\\', '/');
    if (path === `${EXCHANGE_FOLDER}/${DELIVERY_FILES.sums}`) continue;
    if (!entry.isFile())
      throw new ExchangeError('path-not-allowed', 'A link stands among the papers.', { params: { path } });
    const listed = sums.get(path);
    if (listed === undefined)
      throw new ExchangeError('content-mismatch', 'A file among the papers is not listed.', {
        params: { path },
      });
    if ((await sumOf(join(folder, path))) !== listed) {
      throw new ExchangeError('content-mismatch', 'A file among the papers was changed.', {
        params: { path },
      });
    }
    count += 1;
  }
  return `${count} papers as listed`;
}

/** What lies beside the manifest for programs that read no envelopes is what the manifest says. */
export async function judgeManifestPapers(delivery: DeliveryCase): Promise<string> {
  const { manifest } = requireFound(delivery.manifest);
  const said = {
    [DELIVERY_FILES.embodiment]: manifest.embodiment?.body ?? null,
    [DELIVERY_FILES.jointMap]: jointMapOf(manifest.jointMap, delivery.source.value),
    [DELIVERY_FILES.poseMap]: poseMapOf(manifest.poseMap ?? null, delivery.source.value),
  };
  await requireDescription(delivery.folder, manifest, delivery.crypto);
  for (const [name, value] of Object.entries(said)) {
    if (value === null) continue;
    const path = join(delivery.folder, EXCHANGE_FOLDER, name);
    const held = Buffer.from(await readFileBounded(path, MAX_MANIFEST_BYTES)).toString('utf8');
    requireSame({ [name]: held.trimEnd() }, { [name]: canonicalJson(value) }, 'paper');
  }
  const names = Object.entries(said).flatMap(([name, value]) => (value === null ? [] : [name]));
  return names.length === 0 ? 'the manifest names no body' : `${names.join(', ')} as in the manifest`;
}

/** The map of the manifest, in the names and units that conversions gave the columns since. */
function jointMapOf(map: JointMap | null, source: DeliverySource | null): JointMap | null {
  if (map === null || source === null) return map;
  return conversionEntries(source).reduce((changed, { options }) => convertedJointMap(changed, options), map);
}

function poseMapOf(map: PoseMap | null, source: DeliverySource | null): PoseMap | null {
  if (map === null || source === null) return map;
  return conversionEntries(source).reduce((changed, { options }) => convertedPoseMap(changed, options), map);
}

/** The robot description that the manifest cites lies there, byte for byte. */
async function requireDescription(folder: string, manifest: Manifest, crypto: CryptoPort): Promise<void> {
  const cited = manifest.robotDescription;
  if (cited === null) return;
  const path = join(folder, EXCHANGE_FOLDER, descriptionFile(cited.format));
  const held = digestOf(crypto, await readFileBounded(path, MAX_SHARED_DESCRIPTION_BYTES));
  requireSame({ digest: held }, { digest: cited.digest }, 'robot description');
}
