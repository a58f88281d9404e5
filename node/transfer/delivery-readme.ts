/** The page that greets people in the folder of a delivery. */

import type { Agreement } from '#contracts/agreement/agreement.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';

/** `README.md` of a delivery. */
export function deliveryReadme(manifest: Manifest, agreement: Agreement): string {
  const { facts } = manifest;
  const lines = [
    `# ${manifest.title}`,
    '',
    `Version ${manifest.version} of \`${manifest.slug}\`, delivered by ${agreement.provider.participant}`,
    `to ${agreement.consumer.participant} under agreement \`${agreement.id}\`.`,
    '',
    `${facts.episodes} episodes, ${facts.frames} frames, ${agreement.files} files, ${agreement.bytes} bytes.`,
    `Desensitized under \`${agreement.policy}\`; see \`report.json\`.`,
    '',
    '## Load it',
    '',
    ...loader(facts.format.name),
    '',
    '## Check it',
    '',
    '```sh',
    'kin verify . --roots trust-root.json   # bytes, signatures and log proofs, offline',
    'sha256sum -c exchange/SHA256SUMS       # bytes only, with any tool',
    '```',
    '',
    'The trust root is no part of this folder: get the key of the log from a source of your own.',
    'The terms in plain words are in `LICENSE.txt`.',
  ];
  return `${lines.join('\n')}\n`;
}

function loader(format: string): string[] {
  if (!format.startsWith('lerobot')) return [`Read the folder with any program for \`${format}\`.`];
  return [
    '```python',
    'from lerobot.datasets.lerobot_dataset import LeRobotDataset',
    '',
    'dataset = LeRobotDataset("local/delivered", root="path/to/this/folder")',
    '```',
  ];
}
