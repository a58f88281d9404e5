/** Scans one dataset in a process of its own and says how long it took and how much memory it needed at most. */

import { readFile } from 'node:fs/promises';
import { scanDataset } from '#node/dataset/scan/scan-dataset.ts';

const begun = performance.now();
await scanDataset(process.argv[2] ?? '');
const seconds = (performance.now() - begun) / 1000;
process.stdout.write(JSON.stringify({ seconds, peakBytes: await peakBytes() }));

/** Most memory so far. Linux counts the parent's into `maxRSS`, so there the process's own mark is read; both are told in kibibytes. */
async function peakBytes(): Promise<number> {
  const status = process.platform === 'linux' ? await readFile('/proc/self/status', 'utf8') : '';
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS) * 1024;
}
