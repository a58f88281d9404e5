/** Identifiers in addresses. */

import { useParams } from 'wouter';

/** The `:id` of the page's address, as it was before it was made fit for an address. */
export function useIdParam(): string {
  const { id } = useParams<{ id: string }>();
  try {
    return decodeURIComponent(id);
  } catch {
    // A stray percent sign: nothing has such an identifier, and the API says so.
    return id;
  }
}
