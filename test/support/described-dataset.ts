/** A dataset with everything that metadata can tell, for tests of its generators. */

import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';
import type { DescribedDataset } from '#contracts/metadata/described-dataset.ts';
import { plainFacts } from './exchange-manifest.ts';

const digest = (digit: string): `sha256:${string}` => `sha256:${digit.repeat(64)}`;

/** Facts of a LeRobot dataset with one camera. */
export function lerobotFacts(version: 'v2.1' | 'v3.0'): DatasetFacts {
  const facts = plainFacts(3, 3000);
  const feature = {
    unitBasis: 'declared',
    rateHz: 30,
    joints: null,
    min: null,
    max: null,
  } as const;
  return {
    ...facts,
    format: { name: 'lerobot', version },
    fps: 30,
    features: [
      {
        ...feature,
        name: 'observation.state',
        dtype: 'float64',
        shape: [2],
        names: ['shoulder.pos', 'elbow | "bent"'],
        unit: 'rad',
        role: 'state',
        modality: 'joint-position',
      },
      {
        ...feature,
        name: 'observation.images.top',
        dtype: 'video',
        shape: [48, 64, 3],
        names: null,
        unit: 'pixel',
        role: 'image',
        modality: 'video',
      },
      {
        ...feature,
        name: 'task_index',
        dtype: 'int64',
        shape: [1],
        names: null,
        unit: 'count',
        role: 'index',
        modality: 'other',
      },
    ],
    tasks: [{ index: 0, text: 'Put the cup: on the "shelf"', episodes: 1, frames: 1 }],
  };
}

/** A listed dataset. */
export function describedDataset(version: 'v2.1' | 'v3.0' = 'v3.0'): DescribedDataset {
  const terms = LICENSE_TEMPLATES['train-only-1y'];
  if (terms === undefined) throw new TypeError('the template is gone');
  const data =
    version === 'v3.0' ? 'data/chunk-000/file-000.parquet' : 'data/chunk-000/episode_000000.parquet';
  return {
    iri: 'urn:kin:ds:example',
    url: 'https://broker.example/v1/datasets/urn%3Akin%3Ads%3Aexample',
    slug: 'cups',
    title: 'Cups: from a "shelf"',
    description: 'Cups.',
    version: 2,
    published: '2026-11-28T05:00:00.000Z',
    provider: { iri: 'did:kin:example', name: 'Larkspur' },
    layout: { format: 'lerobot', version },
    facts: lerobotFacts(version),
    collection: 'teleoperation',
    body: { id: digest('1'), label: 'Arm 7' },
    rights: {
      basis: 'own-recording',
      operatorConsent: 'given',
      bystanderConsent: 'not-needed',
      personalData: 'desensitized',
      exportControl: 'none',
    },
    policy: 'open@1',
    evidence: { manifest: digest('2'), report: digest('3'), root: digest('4') },
    terms: [terms],
    conversions: [],
    files: [
      { path: data, bytes: 1000, sha256: 'a'.repeat(64) },
      { path: 'meta/info.json', bytes: 1000, sha256: 'b'.repeat(64) },
    ],
  };
}
