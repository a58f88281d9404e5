/** Datasets that were picked for comparison: kept while the tab lives, the same on every page. */

import { useSyncExternalStore } from 'react';

/** Most datasets side by side. */
const MAX_COMPARED = 4;
const KEY = 'kinship.compared';

/** A picked dataset. */
export interface Compared {
  readonly dataset: string;
  readonly title: string;
}

let picked: readonly Compared[] = read();
const listeners = new Set<() => void>();

/** The picked datasets and what can be done with them. */
export function useCompared() {
  const items = useSyncExternalStore(subscribe, () => picked);
  return {
    items,
    full: items.length >= MAX_COMPARED,
    has: (dataset: string) => items.some((item) => item.dataset === dataset),
    toggle,
    clear: () => keep([]),
  };
}

function toggle(item: Compared): void {
  const without = picked.filter(({ dataset }) => dataset !== item.dataset);
  keep(without.length < picked.length ? without : [...picked, item].slice(0, MAX_COMPARED));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keep(items: readonly Compared[]): void {
  picked = items;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(items));
  } catch {
    // Not kept: the choice holds until the page is left.
  }
  for (const listener of listeners) listener();
}

function read(): readonly Compared[] {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(value) ? (value as Compared[]).slice(0, MAX_COMPARED) : [];
  } catch {
    return [];
  }
}
