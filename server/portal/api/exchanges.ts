/** Negotiations, agreements and transfers of the node that serves these pages, and what happens to them while a page is open. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  exchangeViewSchema,
  pullEventSchema,
  transferViewSchema,
  type ExchangeView,
} from '#contracts/http/console.ts';
import { callEmpty, callJson } from './client.ts';
import { useEvents } from './events.ts';

const exchanges = z.object({ items: z.array(exchangeViewSchema) });
const transfers = z.object({ items: z.array(transferViewSchema) });

/** Negotiations of both sides, newest first. */
export function useExchanges() {
  return useQuery({
    queryKey: ['exchanges'],
    queryFn: ({ signal }) => callJson('/v1/exchanges', exchanges, { signal }),
    select: ({ items }) => items,
  });
}

/** One negotiation. */
export function useExchange(id: string) {
  return useQuery({
    queryKey: ['exchanges', id],
    queryFn: ({ signal }) =>
      callJson(`/v1/exchanges/${encodeURIComponent(id)}`, exchangeViewSchema, { signal }),
  });
}

/** Transfer processes of both sides, newest first. */
export function useTransfers() {
  return useQuery({
    queryKey: ['transfers'],
    queryFn: ({ signal }) => callJson('/v1/transfers', transfers, { signal }),
    select: ({ items }) => items,
  });
}

/** One transfer process. */
export function useTransfer(id: string) {
  return useQuery({
    queryKey: ['transfers', id],
    queryFn: ({ signal }) =>
      callJson(`/v1/transfers/${encodeURIComponent(id)}`, transferViewSchema, { signal }),
  });
}

/** Reads negotiations, transfers and listings anew as the node tells that they moved. */
export function useMovement(): void {
  const queries = useQueryClient();
  useEvents(
    { path: '/v1/events', names: ['negotiation', 'transfer', 'job'], schema: z.unknown() },
    (_event, name) => {
      void queries.invalidateQueries({ queryKey: ['exchanges'] });
      void queries.invalidateQueries({ queryKey: [name === 'job' ? 'listings' : 'transfers'] });
    },
  );
}

/** Follows a running pull; `onEvent` gets each line. Null listens to nothing. */
export function usePull(
  exchange: string | null,
  onEvent: (event: z.output<typeof pullEventSchema>) => void,
): void {
  useEvents(
    {
      path: exchange === null ? null : `/v1/pulls/${encodeURIComponent(exchange)}/events`,
      names: ['progress', 'done', 'failed'],
      schema: pullEventSchema,
    },
    onEvent,
  );
}

/** What a person may do to a negotiation. */
export type ExchangeAct =
  | { readonly act: 'approval' | 'poll' }
  | { readonly act: 'refusal' | 'cancellation' | 'revocation'; readonly reason: string }
  | { readonly act: 'payment' };

/** Acts on a negotiation; every list of them is read anew. */
export function useExchangeAct(exchange: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (act: ExchangeAct): Promise<ExchangeView> => {
      const place = act.act === 'revocation' || act.act === 'payment' ? 'agreements' : 'exchanges';
      const path = `/v1/${place}/${encodeURIComponent(exchange)}/${act.act}`;
      const body = 'reason' in act ? { reason: act.reason } : undefined;
      return callJson(path, exchangeViewSchema, { method: 'POST', ...(body === undefined ? {} : { body }) });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['exchanges'] }),
  });
}

/** Begins to fetch what an agreement allows, or goes on with it. */
export function useBeginPull() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (pull: { readonly agreement: string; readonly out: string }) =>
      callJson('/v1/pulls', exchangeViewSchema, { body: pull }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['transfers'] }),
  });
}

/** Pauses, resumes or interrupts a transfer. */
export function useTransferMove() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (move: {
      readonly transfer: string;
      readonly exchange: string;
      readonly move: 'pause' | 'resume' | 'interrupt';
    }): Promise<void> => {
      if (move.move === 'interrupt') {
        await callEmpty(`/v1/pulls/${encodeURIComponent(move.exchange)}`, { method: 'DELETE' });
        return;
      }
      await callJson(`/v1/transfers/${encodeURIComponent(move.transfer)}/${move.move}`, transferViewSchema, {
        method: 'POST',
      });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['transfers'] }),
  });
}
