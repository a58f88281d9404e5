/** Requests of this company for others' datasets, sent by its own node. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { exchangeViewSchema, type openRequestSchema } from '#contracts/http/console.ts';
import { callJson } from './client.ts';

const outcomeSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: exchangeViewSchema }),
  z.object({ ok: z.literal(false), reasons: z.array(z.object({ code: z.string() })) }),
]);

/** Asks for a dataset. The terms may refuse the use: then the outcome has every reason. */
export function useOpenRequest() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: z.input<typeof openRequestSchema>) =>
      callJson('/v1/exchanges', outcomeSchema, { body: request }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['exchanges'] }),
  });
}
