/** Opens the sample that a manifest offers: what a broker does before it mirrors, and a node before it serves. */

import type { CryptoPort } from '../crypto.ts';
import { findPolicy } from '../desensitize/policies.ts';
import { ExchangeError } from '../errors.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { openSample, type Sample } from './sample.ts';

/**
 * Opens an index as the manifest promises it; video passes only where its policy is known to let pictures out. Throws `not-found` when the
 * manifest offers no sample, and as {@link openSample} does.
 */
export function openOfferedSample(
  crypto: CryptoPort,
  index: Uint8Array,
  manifest: Pick<Manifest, 'dataset' | 'derivative' | 'sample'>,
): Sample {
  const { dataset, derivative, sample } = manifest;
  if (sample === undefined) throw new ExchangeError('not-found', 'The version offers no sample.');
  const policy = findPolicy(derivative.policy);
  return openSample(crypto, index, {
    offer: sample,
    dataset,
    plaintextRoot: derivative.plaintextRoot,
    pixels: policy.ok && policy.value.video !== 'drop',
  });
}
