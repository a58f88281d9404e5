/** Routes of a company's own people. */

import { z } from 'zod';
import { accountSchema } from '#contracts/http/accounts.ts';
import {
  inviteSchema,
  issuedInvitationSchema,
  memberRolesSchema,
  membersSchema,
} from '#contracts/http/members.ts';
import { emptyRoute, jsonRoute, type Route } from '#platform/http/route.ts';
import { companyOf, type MemberService } from '../../auth/member-service.ts';
import type { Caller } from '../../auth/permissions.ts';

const idParams = z.strictObject({ id: z.string().max(64) });

/** Routes of members and invitations. Which company is meant is never asked: it is the caller's. */
export function memberRoutes(members: MemberService): Route<Caller>[] {
  return [
    jsonRoute<Caller>()({
      method: 'GET',
      path: '/v1/members',
      access: 'member.read',
      summary: 'People of the own company, and who is invited',
      tags: ['members'],
      response: membersSchema,
      handle: ({ caller }) => members.list(companyOf(caller)),
    }),
    jsonRoute<Caller>()({
      method: 'POST',
      path: '/v1/members/invitations',
      access: 'member.manage',
      summary: 'Invites somebody; the secret is told once',
      tags: ['members'],
      body: inviteSchema,
      response: issuedInvitationSchema,
      status: 201,
      handle: ({ caller, body }) => members.invite(companyOf(caller), body),
    }),
    emptyRoute<Caller>()({
      method: 'DELETE',
      path: '/v1/members/invitations/{id}',
      access: 'member.manage',
      summary: 'Takes an invitation back',
      tags: ['members'],
      params: idParams,
      handle: ({ caller, params }) => members.withdraw(companyOf(caller), params.id),
    }),
    jsonRoute<Caller>()({
      method: 'PUT',
      path: '/v1/members/{id}/roles',
      access: 'member.manage',
      summary: 'Says what a member may do; every change is logged',
      tags: ['members'],
      params: idParams,
      body: memberRolesSchema,
      response: accountSchema,
      handle: ({ caller, params, body }) => members.setRoles(companyOf(caller), params.id, body.roles),
    }),
    emptyRoute<Caller>()({
      method: 'DELETE',
      path: '/v1/members/{id}',
      access: 'member.manage',
      summary: 'Removes a member and ends the sessions',
      tags: ['members'],
      params: idParams,
      handle: ({ caller, params }) => members.remove(companyOf(caller), params.id),
    }),
  ];
}
