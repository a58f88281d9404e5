/** What libp2p throws, in the words of the exchange. */

import { ExchangeError } from '#contracts/errors.ts';

/** Errors by which libp2p says that the peer does not speak a protocol. */
const UNKNOWN_PROTOCOL = new Set(['UnsupportedProtocolError', 'ProtocolSelectionError']);

/**
 * Turns an error of a dial, a stream or a wait into `interrupted` (the caller's signal), `unknown-version` (protocol not spoken) or
 * `peer-unreachable` (everything else, timeouts included). Errors of the exchange pass through.
 */
export function peerError(
  error: unknown,
  context: { peer: string; signal?: AbortSignal | undefined },
): ExchangeError {
  if (context.signal?.aborted === true) {
    return new ExchangeError('interrupted', 'The request was given up.', { cause: context.signal.reason });
  }
  if (error instanceof ExchangeError) return error;
  const options = { params: { peer: context.peer }, cause: error };
  if (error instanceof Error && UNKNOWN_PROTOCOL.has(error.name)) {
    return new ExchangeError('unknown-version', 'The peer does not speak this protocol.', options);
  }
  return new ExchangeError('peer-unreachable', 'The peer cannot be reached.', options);
}
