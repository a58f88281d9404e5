/** What a person chose on this device. A browser that forbids storage forgets it, and nothing else happens. */

const PREFIX = 'kinship.';

/** A remembered choice, or null. */
export function readChoice(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Remembers a choice; null forgets it. */
export function writeChoice(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // Not remembered: the choice holds until the page is left.
  }
}
