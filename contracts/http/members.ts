/** Bodies of the members' API: a company administers its own people at a broker. */

import { z } from 'zod';
import { timestampSchema } from '../ids.ts';
import { accountSchema, emailSchema, MIN_PASSWORD_LENGTH } from './accounts.ts';

/** Roles that a company gives its people. `auditor` and `operator` reach beyond a company: only a broker's operator gives them. */
export const COMPANY_ROLES = ['lister', 'requester', 'admin'] as const;
/** One of {@link COMPANY_ROLES}. */
export type CompanyRole = (typeof COMPANY_ROLES)[number];

/** Most members of a company, and most invitations that are open at a time. */
export const MAX_MEMBERS = 500;
export const MAX_INVITATIONS = 100;
/** Days after which an invitation ends by itself. */
export const INVITATION_DAYS = 7;

const companyRoles = z.array(z.enum(COMPANY_ROLES)).min(1).max(COMPANY_ROLES.length);
const name = z.string().min(1).max(80);

/** An invitation without its secret. */
export const invitationSchema = z.strictObject({
  id: z.string().max(64),
  email: emailSchema,
  name,
  roles: companyRoles,
  createdAt: timestampSchema,
  expiresAt: timestampSchema,
});
/** An invitation. */
export type Invitation = z.infer<typeof invitationSchema>;

/** `GET /v1/members`: people of the own company, oldest first, and who is invited. */
export const membersSchema = z.strictObject({
  items: z.array(accountSchema).max(MAX_MEMBERS),
  invitations: z.array(invitationSchema).max(MAX_INVITATIONS),
});
/** People of a company. */
export type Members = z.infer<typeof membersSchema>;

/** `POST /v1/members/invitations`: whom, as what. */
export const inviteSchema = z.strictObject({ email: emailSchema, name, roles: companyRoles });

/** The answer: the secret is told once, and travels from person to person. */
export const issuedInvitationSchema = z.strictObject({
  invitation: invitationSchema,
  secret: z.string().max(64),
});
/** A new invitation with its secret. */
export type IssuedInvitation = z.infer<typeof issuedInvitationSchema>;

/** `PUT /v1/members/{id}/roles`: what the company lets somebody do from now on. */
export const memberRolesSchema = z.strictObject({ roles: companyRoles });

/** `POST /v1/portal/invitation`: takes an invitation with a password of one's own, and signs in. */
export const acceptInvitationSchema = z.strictObject({
  secret: z.string().max(64),
  password: z.string().min(MIN_PASSWORD_LENGTH).max(200),
});
