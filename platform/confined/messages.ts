/** What a confined child and its parent say to each other. */

import type { ErrorParams } from '#contracts/errors.ts';
import type { Reply } from '../thread.ts';

/** The first message from parent to child, sent when the child has loaded its module. */
export interface InputMessage {
  readonly input: unknown;
}

/** Answers from parent to child. */
export type ParentMessage = Reply<unknown>;

/** Messages from child to parent. */
export type ChildMessage =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'question'; readonly id: number; readonly question: unknown }
  | { readonly kind: 'report'; readonly report: unknown }
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly params: ErrorParams };

/**
 * What a child said, where it is a message of a child; undefined for all else. What reports, questions and results hold is for those to judge
 * who take them.
 */
export function childMessage(value: unknown): ChildMessage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const message = value as Record<string, unknown>;
  switch (message['kind']) {
    case 'loaded':
    case 'report':
    case 'result':
      return message as ChildMessage;
    case 'question':
      return typeof message['id'] === 'number' ? (message as ChildMessage) : undefined;
    case 'error': {
      const texts = typeof message['code'] === 'string' && typeof message['message'] === 'string';
      return texts && isParams(message['params']) ? (message as ChildMessage) : undefined;
    }
    default:
      return undefined;
  }
}

function isParams(value: unknown): value is ErrorParams {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every((one) => one === null || /^(?:string|number|boolean)$/.test(typeof one));
}
