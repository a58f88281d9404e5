/** The route table: every area of pages brings `pages/<area>/routes.ts`, and nothing else has to be told. */

import type { ComponentType } from 'react';
import type { PortalMode } from '#contracts/http/portal.ts';
import type { Role } from '#contracts/http/accounts.ts';
import type { Language } from '#contracts/matching/words.ts';

/** A short text in every language. */
export type Label = Readonly<Record<Language, string>>;

/** One page. */
export interface PageRoute {
  /** Pattern as wouter reads it, such as `/datasets/:id`. */
  readonly path: string;
  /** Programs that have this page. */
  readonly modes: readonly PortalMode[];
  /** Name of the area's folder and of its words. */
  readonly area: string;
  /** What the window's title says. */
  readonly title: Label;
  /** Place in the main navigation, by ascending number; left out, the page is reached from others. */
  readonly nav?: { readonly order: number; readonly label: Label };
  /** Roles that the page is made for; left out, everybody. The API decides what they get, this only what is offered. */
  readonly roles?: readonly Role[];
  /**
   * Addresses that tests and screenshots open. `{dataset}`, `{embodiment}`, `{otherBody}`, `{participant}`, `{entry}`,
   * `{agreement}`, `{exchange}` stand for one of the world they run in.
   */
  readonly examples: readonly string[];
  /** Loads the component. */
  readonly load: () => Promise<ComponentType>;
}
