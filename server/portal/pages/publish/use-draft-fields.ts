/** The fields of a draft: read once, kept by the node a moment after each change, so that a reload loses nothing. */

import { useEffect, useRef, useState } from 'react';
import { keepDraft, useDraft } from '../../api/publishing.ts';
import { EMPTY_FIELDS, readFields, type Fields } from './fields.ts';

/** Pause after the last change before the node keeps it, milliseconds. */
const PAUSE_MS = 400;

/** Whether what is shown is what the node keeps. */
export type Kept = 'kept' | 'keeping' | 'failed';

/** A draft that is being filled in. */
export interface DraftFields {
  /** Null while the draft is being read. */
  readonly fields: Fields | null;
  readonly kept: Kept;
  readonly change: (to: Partial<Fields>) => void;
}

/** Fields of the draft with this id. */
export function useDraftFields(id: string): DraftFields {
  const draft = useDraft(id);
  const [changed, setChanged] = useState<Fields | null>(null);
  const [kept, setKept] = useState<Kept>('kept');
  // Answers that come late change what is there by then, not what was there when they were asked for.
  const newest = useRef<Fields | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const stored =
    draft.data === undefined ? null : draft.data === null ? EMPTY_FIELDS : readFields(draft.data.fields);
  const fields = changed ?? stored;
  const keep = (now: Fields): void => {
    clearTimeout(timer.current);
    setKept('keeping');
    timer.current = setTimeout(() => {
      keepDraft(id, JSON.stringify(now)).then(
        () => setKept('kept'),
        () => setKept('failed'),
      );
    }, PAUSE_MS);
  };
  return {
    fields,
    kept,
    change: (to) => {
      const before = newest.current ?? fields;
      if (before === null) return;
      const now = { ...before, ...to };
      newest.current = now;
      setChanged(now);
      keep(now);
    },
  };
}
