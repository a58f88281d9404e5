/** Bodies of the accounts' API: people who use a broker without a node. */

import { z } from 'zod';
import { participantIdSchema } from '../keys.ts';
import { timestampSchema } from '../ids.ts';

/** What an account may do; an account may hold several. An `admin` administers the people of the account's company. */
export const ROLES = ['lister', 'requester', 'admin', 'auditor', 'operator'] as const;
/** Schema of {@link ROLES}. */
export const roleSchema = z.enum(ROLES);
/** A role. */
export type Role = z.infer<typeof roleSchema>;

/** Shortest password. */
export const MIN_PASSWORD_LENGTH = 10;

/** Schema of mail addresses: ASCII, judged as given and kept in lower case, so that no two letters become one. */
export const emailSchema = z.email().max(200).toLowerCase();
const password = z.string().min(MIN_PASSWORD_LENGTH).max(200);

/** An account without its secrets. */
export const accountSchema = z.strictObject({
  id: z.string().max(64),
  email: emailSchema,
  name: z.string().max(80),
  roles: z.array(roleSchema).max(ROLES.length),
  participant: participantIdSchema.nullable(),
  createdAt: timestampSchema,
});
/** An account. */
export type Account = z.infer<typeof accountSchema>;

/** `POST /v1/accounts` (operator): creates an account. */
export const createAccountSchema = z.strictObject({
  email: emailSchema,
  name: z.string().min(1).max(80),
  password,
  roles: z.array(roleSchema).max(ROLES.length),
  participant: participantIdSchema.nullable(),
});

/** `POST /v1/session`: password for token. */
export const loginSchema = z.strictObject({ email: emailSchema, password: z.string().max(200) });

/** Answer to a login. */
export const sessionSchema = z.strictObject({
  token: z.string().max(4096),
  expiresAt: timestampSchema,
  account: accountSchema,
});
/** A session. */
export type Session = z.infer<typeof sessionSchema>;

/** `GET /v1/sessions`: open sessions of the account that asks. */
export const openSessionSchema = z.strictObject({
  id: z.string().max(64),
  openedAt: timestampSchema,
  expiresAt: timestampSchema,
  /** What the browser or program called itself: told by it, so never more than a hint. */
  agent: z.string().max(200),
  /** The session that asks. */
  current: z.boolean(),
});
/** An open session. */
export type OpenSession = z.infer<typeof openSessionSchema>;

/** `GET /v1/portal/session`: who the page speaks for, and what signing in is offered. */
export const portalSessionSchema = z.strictObject({
  account: accountSchema.nullable(),
  /** Accounts of the demo world, which one press signs in as; empty anywhere else. */
  demoAccounts: z
    .array(
      z.strictObject({
        email: emailSchema,
        name: z.string().max(80),
        roles: z.array(roleSchema).max(ROLES.length),
      }),
    )
    .max(16),
  /** Name of the OpenID provider that accounts may sign in with, where one is configured. */
  provider: z.string().max(80).nullable(),
});
/** Who a page speaks for. */
export type PortalSession = z.infer<typeof portalSessionSchema>;

/** `POST /v1/portal/session/demo`: an account of the demo world. */
export const demoLoginSchema = z.strictObject({ email: emailSchema });
