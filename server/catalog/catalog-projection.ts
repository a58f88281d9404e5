/** What entries of the log change in the catalog: the listings of a company whose standing changed have to be looked at again. */

import type { EntryBody } from '#contracts/log/entry-bodies.ts';
import type { EntryProjection } from '../entries/entry-log.ts';
import { touchListings } from './listing-store.ts';

/** Runs after the participants' own projection. */
export const catalogProjection: EntryProjection = (tx, { opened }) => {
  if (opened.type !== 'participant.admitted' && opened.type !== 'participant.suspended') return;
  touchListings(tx, (opened.body as EntryBody<'participant.admitted'>).participant);
};
