/** State of a transfer process, told as a code. */

import type { TransferView } from '#contracts/http/console.ts';
import type { Tone } from '../../components/status-badge.tsx';

/** What the state is called, and how it looks. */
export interface TransferStanding {
  readonly code: 'begun' | 'running' | 'paused-by-us' | 'paused-by-them' | 'completed' | 'ended';
  readonly tone: Tone;
}

/** Where a transfer stands. */
export function stateOf({ state, pausedBy, role }: TransferView): TransferStanding {
  if (state === 'COMPLETED') return { code: 'completed', tone: 'good' };
  if (state === 'TERMINATED') return { code: 'ended', tone: 'bad' };
  if (state === 'SUSPENDED' || pausedBy !== null) {
    return pausedBy === role
      ? { code: 'paused-by-us', tone: 'idle' }
      : { code: 'paused-by-them', tone: 'warn' };
  }
  return state === 'STARTED' ? { code: 'running', tone: 'wait' } : { code: 'begun', tone: 'wait' };
}
