/** Who may do what, and how often: the one table. */

import { ROLES, type Role } from '#contracts/http/accounts.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { RequestLimits } from '../config.ts';

/** As what somebody asks: nobody in particular, a company's node, or an account's role. */
export type Standing = 'anonymous' | 'node' | Role;

/** Who asks. */
export interface Caller {
  /** Identity that limits and records are kept by: an account's id, a company's DID, or the network address. */
  readonly name: string;
  readonly kind: 'anonymous' | 'node' | 'account';
  readonly roles: readonly Role[];
  /** Company that the caller belongs to. */
  readonly participant: ParticipantId | null;
  /** Session of an account, so that it can be ended. */
  readonly session: { readonly id: string; readonly account: string } | null;
}

interface Permission {
  readonly allowed: readonly Standing[];
  /** Which of the limits counts the request. */
  readonly counts: keyof RequestLimits;
}

const ACCOUNTS: readonly Standing[] = ROLES;
const KNOWN: readonly Standing[] = ['node', ...ACCOUNTS];
const EVERYBODY: readonly Standing[] = ['anonymous', ...KNOWN];

/** Every action of the API. */
export const PERMISSIONS = {
  'public.read': { allowed: EVERYBODY, counts: 'reads' },
  'log.submit': { allowed: EVERYBODY, counts: 'entries' },
  'log.read-all': { allowed: ['auditor'], counts: 'reads' },
  'participant.enrol': { allowed: EVERYBODY, counts: 'writes' },
  'participant.decide': { allowed: ['operator'], counts: 'writes' },
  'match.ask': { allowed: EVERYBODY, counts: 'matches' },
  'standing-request.read': { allowed: ['node', 'requester'], counts: 'reads' },
  'standing-request.write': { allowed: ['node', 'requester'], counts: 'writes' },
  'evaluation.submit': { allowed: EVERYBODY, counts: 'writes' },
  'session.open': { allowed: EVERYBODY, counts: 'logins' },
  'session.use': { allowed: ACCOUNTS, counts: 'reads' },
  // A company's node holds its keys: it may make the first administrator.
  'member.read': { allowed: ['node', 'admin'], counts: 'reads' },
  'member.manage': { allowed: ['node', 'admin'], counts: 'writes' },
  'account.manage': { allowed: ['operator'], counts: 'writes' },
  'account.read': { allowed: ['operator'], counts: 'reads' },
  'metrics.read': { allowed: ['operator'], counts: 'reads' },
  'self.read': { allowed: KNOWN, counts: 'reads' },
} as const satisfies Readonly<Record<string, Permission>>;

/** An action of the API; stands as `access` in the route table. */
export type Action = keyof typeof PERMISSIONS;

/** Whether the caller may do this. */
export function mayDo(caller: Caller, action: Action): boolean {
  const allowed: readonly Standing[] = PERMISSIONS[action].allowed;
  return standingsOf(caller).some((standing) => allowed.includes(standing));
}

/** The caller without an identity. */
export function anonymousCaller(address: string): Caller {
  return { name: address, kind: 'anonymous', roles: [], participant: null, session: null };
}

/** What an account or a node may do, an anonymous caller may not do less: everybody keeps that standing. */
function standingsOf(caller: Caller): readonly Standing[] {
  if (caller.kind === 'node') return ['anonymous', 'node'];
  return ['anonymous', ...caller.roles];
}
