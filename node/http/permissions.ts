/** Who may do what at the console: the one table. */

import type { Role } from '#contracts/http/accounts.ts';

/** As what somebody asks: nobody in particular, whoever can read the home, or an account's role. */
export type Standing = 'anonymous' | 'holder' | Role;

const EVERYBODY: readonly Standing[] = ['anonymous', 'holder', 'lister', 'requester', 'auditor', 'operator'];
const KNOWN: readonly Standing[] = ['holder', 'lister', 'requester', 'auditor', 'operator'];

/** Every action of the console. */
export const PERMISSIONS = {
  /** What a page must know before anybody has signed in. */
  'portal.read': EVERYBODY,
  'self.read': EVERYBODY,
  'session.open': EVERYBODY,
  'session.end': KNOWN,
  'account.manage': ['holder', 'operator'],
  'node.read': KNOWN,
  'act.read': ['holder', 'auditor', 'operator'],
  /** A token with which a program speaks for the company at the broker. */
  'token.issue': ['holder'],
  'robot.read': ['holder', 'lister', 'requester'],
  'listing.read': KNOWN,
  'listing.write': ['holder', 'lister'],
  'exchange.read': KNOWN,
  'exchange.decide': ['holder', 'lister'],
  'exchange.request': ['holder', 'requester'],
  'transfer.move': ['holder', 'lister', 'requester'],
  'fit.ask': ['holder', 'requester'],
  /** What the broker answers to this company: its catalog and log. */
  'broker.read': KNOWN,
  /** Questions that the broker logs under this company's name. */
  'broker.ask': ['holder', 'requester'],
} as const satisfies Readonly<Record<string, readonly Standing[]>>;

/** An action of the console; stands as `access` in the route table. */
export type Action = keyof typeof PERMISSIONS;

/** Who asks. */
export interface ConsoleCaller {
  readonly kind: 'anonymous' | 'holder' | 'account';
  /** Name for people and for limits: an account's, or the network address of a stranger. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** Secret of the page's session, so that it can be ended. */
  readonly session: string | null;
  /** Folders of this machine that the caller may name, with everything in them. */
  readonly folders: readonly string[];
}

/** Whether the caller may do this. An account may do what any of its roles may. */
export function mayDo(caller: ConsoleCaller, action: Action): boolean {
  const allowed: readonly Standing[] = PERMISSIONS[action];
  const standings: readonly Standing[] = caller.kind === 'account' ? caller.roles : [caller.kind];
  return allowed.includes('anonymous') || standings.some((standing) => allowed.includes(standing));
}
