/** Whether pictures of people may leave: what a policy says of video, and what the lister states about those who are seen. */

import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import type { CollectionMethod } from '#contracts/dataset/vocabulary.ts';
import type { DesensitizationPolicy } from '#contracts/desensitize/policies.ts';
import { ExchangeError } from '#contracts/errors.ts';
import type { PublishRequest } from '#contracts/http/console.ts';
import { isPeopleColumn } from '../desensitize/column-rules.ts';
import type { SourcePlan } from './publish-source.ts';

/** What is asked: the request's rights, the policy, and what the recordings are. */
export interface PictureQuestion {
  readonly request: Pick<PublishRequest, 'rights' | 'collection'>;
  readonly policy: DesensitizationPolicy;
  readonly format: SourcePlan['format'];
  /** Whether columns follow people frame by frame (`human.…`). */
  readonly tracked: boolean;
  /** How the recordings came about, as far as bytes and statements tell; null before they are read. */
  readonly method: CollectionMethod | null;
}

/**
 * Insists that video of people, and what follows them frame by frame, leaves only where its policy lets video out and the lister has said who is seen. Throws `refused` otherwise, with the way out.
 * Robots' own cameras are left to the policy alone.
 */
export function requirePictures({ request, policy, format, method, tracked }: PictureQuestion): void {
  const folder = format === 'video-folder';
  const params = { policy: policy.id };
  if (folder && policy.video === 'drop') {
    throw new ExchangeError(
      'refused',
      `${policy.id} leaves all video out, and a folder of video holds nothing else that could be published. Masking is not available yet; open lets video out as it is.`,
      { params: { ...params, reason: 'nothing-left' } },
    );
  }
  const followed = tracked && policy.people === 'numbers';
  const people = followed || folder || method === 'human-video' || request.collection === 'human-video';
  if (!people || policy.video === 'drop' || isAnswered(request.rights)) return;
  throw new ExchangeError(
    'refused',
    `People are likely to be seen in this video${followed ? ', and followed in its annotations' : ''}, and ${policy.id} does not mask them. Say who is seen (--people nobody, consented or masked; "rights" in the API): nobody else can know it.`,
    { params: { ...params, reason: 'people-not-stated' } },
  );
}

/** True for recordings with columns that follow people frame by frame. */
export function followsPeople({ features }: Pick<DatasetFacts, 'features'>): boolean {
  return features.some(({ name }) => isPeopleColumn(name));
}

/** Nobody is seen, people were masked before, or those who are seen have consented. */
function isAnswered(rights: PublishRequest['rights']): boolean {
  if (rights === undefined) return false;
  if (rights.personalData === 'none' || rights.personalData === 'desensitized') return true;
  const consented = (consent: 'given' | 'not-needed' | 'unknown'): boolean => consent !== 'unknown';
  return (
    rights.personalData === 'present' &&
    consented(rights.operatorConsent) &&
    consented(rights.bystanderConsent)
  );
}
