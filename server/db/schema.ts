/** Tables that stores reach through the query builder. The migrations are the truth; a test compares the two. */

import { integer, primaryKey, real, sqliteTable, text } from '#platform/database/drizzle.ts';
import type { Role } from '#contracts/http/accounts.ts';
import type { CompanyRole } from '#contracts/http/members.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import type { StandingRequest } from '#contracts/http/standing-requests.ts';
import type { ParticipantRecord } from '#contracts/participant/enrolment.ts';

/** Companies, and the broker itself. */
export const participantTable = sqliteTable('participant', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  status: text('status').$type<ParticipantRecord['status']>().notNull(),
  verified: integer('verified', { mode: 'boolean' }).notNull(),
  root: text('root').notNull(),
  peerId: text('peer_id').notNull(),
  addresses: text('addresses', { mode: 'json' }).$type<string[]>().notNull(),
  enrolment: text('enrolment').notNull(),
  enrolmentTime: text('enrolment_time').notNull(),
  enrolledAt: text('enrolled_at').notNull(),
});

/** Key entries in the order in which they took effect. */
export const keyEntryTable = sqliteTable('key_entry', {
  seq: integer('seq').primaryKey({ autoIncrement: true }),
  participant: text('participant').notNull(),
  leafHash: text('leaf_hash').notNull(),
  envelope: text('envelope').notNull(),
});

/** People's accounts. */
export const accountTable = sqliteTable('account', {
  id: text('id').primaryKey(),
  email: text('email').notNull(),
  name: text('name').notNull(),
  passwordHash: text('password_hash').notNull(),
  roles: text('roles', { mode: 'json' }).$type<Role[]>().notNull(),
  participant: text('participant'),
  createdAt: text('created_at').notNull(),
});

/** Open invitations of companies to their people. */
export const invitationTable = sqliteTable('invitation', {
  id: text('id').primaryKey(),
  secret: text('secret').notNull(),
  participant: text('participant').$type<ParticipantId>().notNull(),
  email: text('email').notNull(),
  name: text('name').notNull(),
  roles: text('roles', { mode: 'json' }).$type<CompanyRole[]>().notNull(),
  createdAt: text('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
});

/** Open sessions of accounts. */
export const sessionTable = sqliteTable('session', {
  id: text('id').primaryKey(),
  account: text('account').notNull(),
  openedAt: text('opened_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  agent: text('agent').notNull(),
});

/** What opens the commitments that the broker has logged. */
export const openingTable = sqliteTable('opening', {
  commitment: text('commitment').primaryKey(),
  salt: text('salt').notNull(),
  value: text('value').notNull(),
});

/** Evaluations that passed every check. */
export const evaluationTable = sqliteTable('evaluation', {
  digest: text('digest').primaryKey(),
  consumer: text('consumer').notNull(),
  agreement: text('agreement').notNull(),
  dataset: text('dataset').notNull(),
  metric: text('metric').notNull(),
  value: real('value').notNull(),
  baseline: real('baseline'),
  trials: integer('trials').notNull(),
  logIndex: integer('log_index').notNull(),
  envelope: text('envelope').notNull(),
});

/** Requests that stay open. */
export const standingRequestTable = sqliteTable('standing_request', {
  id: text('id').primaryKey(),
  owner: text('owner').notNull(),
  query: text('query').notNull(),
  minScore: real('min_score').notNull(),
  createdAt: text('created_at').notNull(),
  expiresAt: text('expires_at'),
  status: text('status').$type<StandingRequest['status']>().notNull(),
  matches: integer('matches').notNull().default(0),
});

/** Matches that were reported to standing requests. */
export const reportedMatchTable = sqliteTable(
  'reported_match',
  {
    request: text('request').notNull(),
    seq: integer('seq').notNull(),
    dataset: text('dataset').notNull(),
    manifest: text('manifest').notNull(),
    reportedAt: text('reported_at').notNull(),
    result: text('result').notNull(),
  },
  (table) => [primaryKey({ columns: [table.request, table.seq] })],
);
