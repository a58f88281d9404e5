/** Who uses a node's console in a page: the person with the home's token, or a colleague with an account of this node. */

import { z } from 'zod';
import { accountSchema, createAccountSchema, loginSchema, ROLES, roleSchema } from './accounts.ts';

/** `POST /v1/session`: the token of the home (`kin console` prints it), or an account's address and password. */
export const openConsoleSessionSchema = z.union([
  z.strictObject({ token: z.string().min(1).max(256) }),
  loginSchema,
]);

/** `GET /v1/self` of a console. */
export const consoleSelfSchema = z.strictObject({
  /** `holder`: whoever can read the home. */
  kind: z.enum(['holder', 'account', 'anonymous']),
  name: z.string().max(256),
  roles: z.array(roleSchema).max(ROLES.length),
});
/** Who a page speaks for. */
export type ConsoleSelf = z.infer<typeof consoleSelfSchema>;

/** `POST /v1/accounts` of a console: an account belongs to the node's own company. */
export const createConsoleAccountSchema = createAccountSchema.omit({ participant: true });
/** A new account of a console. */
export type NewConsoleAccount = z.input<typeof createConsoleAccountSchema>;

/** An account of a console without its secrets. */
export const consoleAccountSchema = accountSchema.omit({ participant: true });
/** An account of a console. */
export type ConsoleAccount = z.infer<typeof consoleAccountSchema>;
