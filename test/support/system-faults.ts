/**
 * Faults that the system makes for this very process: a disk that is full (every byte that would go to a file is refused), and no more
 * files that could be opened.
 */

import { execFileSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Cleanup } from './temp-folder.ts';

/** Files that a process may have open while none is left. */
const FEW_FILES = 256;

/** Whether this machine can do it; `false`, or why the test is skipped. */
export function noFullDisk(): string | false {
  try {
    limit('fsize', 'unlimited');
    return false;
  } catch {
    return 'prlimit(1) is not there to limit the size of files';
  }
}

/** Fills the disk; the returned function, and the end of the test, make room again. */
export function fillDisk(t: Cleanup): () => void {
  // Its default would end the process where a write is to fail.
  const ignore = (): void => undefined;
  process.on('SIGXFSZ', ignore);
  limit('fsize', '0');
  const free = (): void => {
    limit('fsize', 'unlimited');
    process.off('SIGXFSZ', ignore);
  };
  t.after(free);
  return free;
}

/** Opens files until the system refuses one more; null where it cannot be told to refuse soon. */
export function takeAllFiles(t: Cleanup): { giveBack(): void } | null {
  const before = openFileLimit();
  if (before === '') return null;
  limit('nofile', String(FEW_FILES));
  const taken: number[] = [];
  try {
    for (;;) taken.push(openSync('/dev/null', 'r'));
  } catch {
    // Now there is no other.
  }
  const giveBack = (): void => {
    for (const file of taken.splice(0)) closeSync(file);
    limit('nofile', before);
  };
  t.after(giveBack);
  return { giveBack };
}

/** Sets a soft limit only, which may be raised again. */
function limit(of: 'fsize' | 'nofile', value: string): void {
  execFileSync('prlimit', ['--pid', String(process.pid), `--${of}=${value}:`], { stdio: 'ignore' });
}

function openFileLimit(): string {
  try {
    const options = ['--pid', String(process.pid), '--nofile', '--noheadings', '--output', 'SOFT'];
    return execFileSync('prlimit', options, { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
