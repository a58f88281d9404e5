/** Scans one dataset in a process of its own and says how long it took and how much memory it needed at most. */

import { scanDataset } from '#node/dataset/scan/scan-dataset.ts';

const begun = performance.now();
await scanDataset(process.argv[2] ?? '');
const seconds = (performance.now() - begun) / 1000;
// maxRSS is told in kibibytes.
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(JSON.stringify({ seconds, peakBytes }));
