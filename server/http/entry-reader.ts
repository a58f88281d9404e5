/** Who reads entries, by who asks. */

import { mayDo, type Caller } from '../auth/permissions.ts';
import type { EntryReader } from '../entries/log-service.ts';

/** The caller as a reader of entries. */
export function readerOf(caller: Caller): EntryReader {
  return { name: caller.name, participant: caller.participant, auditor: mayDo(caller, 'log.read-all') };
}
