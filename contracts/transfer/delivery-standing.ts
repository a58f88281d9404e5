/**
 * When a delivery counts as made (DECISIONS 14): with the receipt that both sign, or without one when a day has passed since the key was
 * released against the consumer's logged word that everything had arrived. A consumer cannot undo a delivery by keeping silent.
 */

/** How long after the key's release a receipt is waited for, milliseconds. */
export const RECEIPT_PATIENCE_MS = 24 * 60 * 60 * 1000;

/** Standings of a delivery. */
export const DELIVERY_STANDINGS = [
  /** The key is not released: nothing is delivered. */
  'open',
  /** The key is released, the receipt may still come. */
  'awaiting-receipt',
  /** Both signed the receipt, and the log has it. */
  'acknowledged',
  /** No receipt came in time: what the log has counts. A receipt that comes later takes its place. */
  'counts-without-receipt',
] as const;
/** One of {@link DELIVERY_STANDINGS}. */
export type DeliveryStanding = (typeof DELIVERY_STANDINGS)[number];

/** What the log has of a delivery. Times are those that signers state, milliseconds since the epoch; null where there is no entry. */
export interface DeliveryActs {
  readonly receivedAt: number | null;
  readonly releasedAt: number | null;
  readonly acknowledged: boolean;
}

/** How a delivery stands at a time, milliseconds since the epoch. */
export function deliveryStanding(acts: DeliveryActs, nowMs: number): DeliveryStanding {
  if (acts.acknowledged) return 'acknowledged';
  if (acts.receivedAt === null || acts.releasedAt === null) return 'open';
  // The later of the two: a provider that dates the release back gains nothing.
  const since = Math.max(acts.receivedAt, acts.releasedAt);
  return nowMs - since >= RECEIPT_PATIENCE_MS ? 'counts-without-receipt' : 'awaiting-receipt';
}
