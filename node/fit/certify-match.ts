/** Ranks the first results of a match by fit certificates that their providers give (DECISIONS 25, 27). */

import { ExchangeError, isExchangeError } from '#contracts/errors.ts';
import type { Embodiment } from '#contracts/embodiment/embodiment-schema.ts';
import { motionShare, refusalIn, type FitCertificate } from '#contracts/fit/certificate.ts';
import type { CertifiedMatch, CertifiedReason, CertifiedRow, CertifiedStatus } from '#contracts/http/fit.ts';
import type { ParticipantId } from '#contracts/keys.ts';
import {
  CERTIFIED_RESULTS,
  rankByCertificates,
  type CertifiedShares,
} from '#contracts/matching/certified-ranking.ts';
import type { MatchAnswer } from '#contracts/matching/schema.ts';
import type { FoundDataset } from '../catalog/find-dataset.ts';
import type { ReceivedCertificate } from './ask-fit.ts';

/** What asking needs. */
export interface CertifyDeps {
  readonly self: ParticipantId;
  readonly find: (dataset: string, signal: AbortSignal) => Promise<FoundDataset>;
  /** One question to a provider; null while it is at work. */
  readonly ask: (
    asked: { readonly found: FoundDataset; readonly embodiment: Embodiment },
    signal: AbortSignal,
  ) => Promise<ReceivedCertificate | null>;
}

/** Asks the providers of the first results, each once and all at the same time. Never fails for one of them: its row says why. */
export async function certifyMatch(
  deps: CertifyDeps,
  match: { readonly answer: MatchAnswer; readonly embodiment: Embodiment },
  signal: AbortSignal,
): Promise<CertifiedMatch> {
  const asked = match.answer.results.slice(0, CERTIFIED_RESULTS);
  const rows = await Promise.all(
    asked.map(({ dataset }) => rowOf(deps, { dataset, embodiment: match.embodiment }, signal)),
  );
  const shares = new Map(
    rows.flatMap(({ dataset, certificate }) =>
      certificate === null ? [] : [[dataset, sharesOf(certificate)] as const],
    ),
  );
  return { answer: rankByCertificates(match.answer, shares), rows };
}

function sharesOf(certificate: FitCertificate): CertifiedShares {
  const { share, low, high } = certificate;
  return { whole: { share, low, high }, motion: motionShare(certificate) };
}

async function rowOf(
  deps: CertifyDeps,
  { dataset, embodiment }: { readonly dataset: string; readonly embodiment: Embodiment },
  signal: AbortSignal,
): Promise<CertifiedRow> {
  try {
    const found = await deps.find(dataset, signal);
    if (found.listing.provider.participant === deps.self)
      return without(dataset, 'not-offered', 'own-dataset');
    const received = await deps.ask({ found, embodiment }, signal);
    if (received === null) return { dataset, status: 'working', reason: null, certificate: null };
    return { dataset, status: 'certified', reason: null, certificate: received.certificate };
  } catch (error) {
    if (!isExchangeError(error) || signal.aborted) throw error;
    return without(dataset, ...refusalOf(error));
  }
}

function without(dataset: string, status: CertifiedStatus, reason: CertifiedReason): CertifiedRow {
  return { dataset, status, reason, certificate: null };
}

/** What a provider's refusal, or an error on the way to it, means for a row. */
function refusalOf(error: ExchangeError): [CertifiedStatus, CertifiedReason] {
  const said = refusalIn(error.message);
  if (said === 'too-many-bodies') return ['limit', said];
  if (said === 'workspace-too-small') return ['refused', said];
  if (said !== null) return ['not-offered', said];
  switch (error.code) {
    case 'rate-limited':
      return ['limit', 'busy'];
    case 'not-found':
      return ['not-offered', 'not-listed'];
    case 'forbidden':
      return ['refused', 'not-admitted'];
    case 'peer-unreachable':
      return ['unreachable', 'peer-unreachable'];
    case 'content-mismatch':
    case 'bad-signature':
    case 'peer-misbehaved':
      return ['refused', 'certificate-invalid'];
    default:
      return ['refused', 'other'];
  }
}
