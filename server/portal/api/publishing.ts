/** Publishing at the node that serves these pages: folders, inspections, robots, what a policy would do, drafts, jobs. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { BodyStatement } from '#contracts/embodiment/body/body-statement.ts';
import { jobSchema, type Job } from '#contracts/http/console.ts';
import {
  draftSchema,
  folderPageSchema,
  inspectionSchema,
  privacyPlanSchema,
  robotViewSchema,
  type Draft,
  type Inspection,
} from '#contracts/http/console-publishing.ts';
import { callEmpty, callJson } from './client.ts';
import { useEvents } from './events.ts';

const drafts = z.object({ items: z.array(draftSchema) });
const jobs = z.object({ items: z.array(jobSchema) });

/** Names of one folder of the node's machine; undefined is where looking begins. */
export function useFolder(path: string | undefined) {
  return useQuery({
    queryKey: ['folders', path ?? null],
    queryFn: ({ signal }) => callJson('/v1/folders', folderPageSchema, { query: { path }, signal }),
  });
}

/** Begins to inspect a folder. */
export function useBeginInspection() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({
      body,
      ...asked
    }: {
      readonly folder: string;
      readonly robot: string | null;
      readonly body: BodyStatement | null;
    }) =>
      callJson('/v1/inspections', inspectionSchema, {
        body: { ...asked, ...(body === null ? {} : { body }) },
      }),
    onSuccess: (inspection) => queries.setQueryData(['inspections', inspection.id], inspection),
  });
}

/** One inspection as it comes along; null asks nothing. */
export function useInspection(id: string | null) {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['inspections', id],
    enabled: id !== null,
    retry: false,
    queryFn: ({ signal }) => callJson(`/v1/inspections/${id ?? ''}`, inspectionSchema, { signal }),
  });
  const runs = id !== null && query.data?.status === 'running';
  useEvents(
    {
      path: runs ? `/v1/inspections/${id}/events` : null,
      names: ['inspection'],
      schema: inspectionSchema,
    },
    (heard) => queries.setQueryData<Inspection>(['inspections', heard.id], heard),
  );
  return query;
}

/** The recorded body: from a description on the node's machine, from a statement, or both; neither asks nothing. */
export function useBodyView(path: string | null, body: BodyStatement | null) {
  return useQuery({
    queryKey: ['body', path, body],
    enabled: path !== null || body !== null,
    retry: false,
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      callJson('/v1/robots', robotViewSchema, {
        body: { ...(path === null ? {} : { path }), ...(body === null ? {} : { body }) },
        signal,
      }),
  });
}

/** What a policy would do to an inspected folder; null asks nothing. */
export function usePrivacyPlan(inspection: string | null, policy: string) {
  return useQuery({
    queryKey: ['inspections', inspection, 'privacy', policy],
    enabled: inspection !== null,
    queryFn: ({ signal }) =>
      callJson(`/v1/inspections/${inspection ?? ''}/privacy`, privacyPlanSchema, {
        query: { policy },
        signal,
      }),
  });
}

/** Publications that are still being filled in. */
export function useDrafts() {
  return useQuery({
    queryKey: ['drafts'],
    queryFn: ({ signal }) => callJson('/v1/drafts', drafts, { signal }),
    select: ({ items }) => items,
  });
}

/** One draft; null while there is none of this name yet. */
export function useDraft(id: string) {
  return useQuery({
    queryKey: ['drafts', id],
    retry: false,
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<Draft | null> => {
      const { items } = await callJson('/v1/drafts', drafts, { signal });
      return items.find((draft) => draft.id === id) ?? null;
    },
  });
}

/** Keeps a draft. */
export async function keepDraft(id: string, fields: string): Promise<void> {
  await callJson(`/v1/drafts/${id}`, draftSchema, { method: 'PUT', body: { fields } });
}

/** Removes a draft. */
export function useRemoveDraft() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callEmpty(`/v1/drafts/${id}`, { method: 'DELETE' }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['drafts'] }),
  });
}

/** Publication jobs of this run of the node, newest first. */
export function useJobs() {
  return useQuery({
    queryKey: ['jobs'],
    queryFn: ({ signal }) => callJson('/v1/jobs', jobs, { signal }),
    select: ({ items }) => items,
  });
}

/** One job as it comes along; null asks nothing. */
export function useJob(id: string | null) {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ['jobs', id],
    enabled: id !== null,
    retry: false,
    queryFn: ({ signal }) => callJson(`/v1/jobs/${id ?? ''}`, jobSchema, { signal }),
  });
  const runs = id !== null && query.data?.status === 'running';
  useEvents({ path: runs ? `/v1/jobs/${id}/events` : null, names: ['job'], schema: jobSchema }, (heard) =>
    queries.setQueryData<Job>(['jobs', heard.id], heard),
  );
  return query;
}

/** Begins to make, inspect, sign and publish a version. */
export function usePublish() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: object) => callJson('/v1/listings', jobSchema, { body: request }),
    onSuccess: (job) => {
      queries.setQueryData(['jobs', job.id], job);
      void queries.invalidateQueries({ queryKey: ['listings'] });
    },
  });
}

/** Ends a job; what it made stays for the next attempt. */
export function useCancelJob() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callJson(`/v1/jobs/${id}`, jobSchema, { method: 'DELETE' }),
    onSuccess: (job) => queries.setQueryData(['jobs', job.id], job),
  });
}
