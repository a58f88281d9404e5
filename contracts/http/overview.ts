/** `GET /v1/overview`: an exchange in a few figures, counted over what anybody may see. */

import { z } from 'zod';
import { COLLECTION_METHODS, collectionMethodSchema } from '../dataset/vocabulary.ts';

/** Schema of the overview. */
export const overviewSchema = z.strictObject({
  /** Companies in good standing, the broker itself not counted. */
  companies: z.int().min(0),
  datasets: z.int().min(0),
  /** Recorded hours and datasets by how they were collected, most hours first. */
  methods: z
    .array(
      z.strictObject({
        collection: collectionMethodSchema,
        datasets: z.int().min(1),
        hours: z.number().min(0),
      }),
    )
    .max(COLLECTION_METHODS.length),
  logSize: z.int().min(0),
});
/** The overview. */
export type Overview = z.infer<typeof overviewSchema>;
