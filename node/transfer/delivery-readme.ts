/** The page that greets people in the folder of a delivery, and the license beside it, in English and Chinese. */

import { poseColumns } from '#contracts/dataset/pose-map.ts';
import { bodyLabelWords } from '#contracts/embodiment/body/body-label.ts';
import type { Agreement } from '#contracts/agreement/agreement.ts';
import {
  termsHoldInWords,
  termsInWords,
  WORD_LANGUAGES,
  type WordLanguage,
} from '#contracts/license/license-words.ts';
import type { Manifest } from '#contracts/manifest/manifest.ts';
import { loaderSnippet, type DatasetLayout } from '#contracts/metadata/loader-snippets.ts';
import { DELIVERY_FILES } from '#contracts/transfer/delivery.ts';

/** `README.md` of a delivery whose files have the given layout. */
export function deliveryReadme(manifest: Manifest, agreement: Agreement, layout: DatasetLayout): string {
  const { facts } = manifest;
  const lines = [
    `# ${manifest.title}`,
    '',
    `Version ${manifest.version} of \`${manifest.slug}\`, delivered by ${agreement.provider.participant}`,
    `to ${agreement.consumer.participant} under agreement \`${agreement.id}\`.`,
    '',
    `As sent: ${facts.episodes} episodes, ${facts.frames} frames, ${agreement.files} files, ${agreement.bytes} bytes.`,
    `Desensitized under \`${agreement.policy}\`; see \`${DELIVERY_FILES.report}\`.`,
    '',
    '## Load it / 加载',
    '',
    ...loader(manifest, layout),
    '',
    '## The robot / 机器人',
    '',
    ...robot(manifest),
    '',
    '## Check it / 核验',
    '',
    '```sh',
    'kin verify . --roots trust-root.json   # bytes, signatures and log proofs, offline',
    'sha256sum -c exchange/SHA256SUMS       # bytes only, with any tool',
    '```',
    '',
    'The trust root is no part of this folder: get the key of the log from a source of your own.',
    '信任根不在本文件夹内：请从您自己的渠道取得日志公钥。',
    '',
    `The terms in plain words are in \`${DELIVERY_FILES.license}\`. 许可条款的中英文说明见 \`${DELIVERY_FILES.license}\`。`,
  ];
  return `${lines.join('\n')}\n`;
}

function loader(manifest: Manifest, layout: DatasetLayout): string[] {
  const snippet = loaderSnippet(layout, `local/${manifest.slug}`);
  if (snippet === null) return [`Read the folder with any program for \`${layout.format}\`.`];
  return [
    '```sh',
    `pip install ${snippet.packages.map((each) => `"${each}"`).join(' ')}`,
    '```',
    '',
    '```python',
    'root = "."  # the folder that holds exchange/',
    ...snippet.lines,
    '```',
    '',
    'Newer releases of the package may open it too; this one was tried. Nothing is downloaded.',
  ];
}

function robot(manifest: Manifest): string[] {
  if (manifest.embodiment === null) return ['The lister named no body.'];
  const mapped = manifest.jointMap?.columns.map(({ feature }) => `\`${feature}\``).join(', ') ?? '';
  const posed = [...new Set((manifest.poseMap?.tracks ?? []).flatMap(poseColumns))];
  const description =
    manifest.robotDescription === null
      ? 'The description of the robot stays with the lister.'
      : `The lister's own description is \`${descriptionFile(manifest.robotDescription.format)}\`.`;
  return [
    `Recorded on ${bodyLabelWords(manifest.embodiment.label, 'en')}. ${description}`,
    `\`${DELIVERY_FILES.embodiment}\` has its canonical kinematics, \`${DELIVERY_FILES.kinematics}\` the same as URDF (no masses, no meshes).`,
    ...(mapped === ''
      ? ['No column of the dataset could be tied to a joint.']
      : [
          `\`${DELIVERY_FILES.jointMap}\` says which element of ${mapped} moves which joint:`,
          '`q = sign * (factor * value - offset)`, in radians or metres.',
        ]),
    ...(posed.length === 0
      ? []
      : [
          `\`${DELIVERY_FILES.poseMap}\` says how ${posed.map((feature) => `\`${feature}\``).join(', ')} hold the pose of a tool:`,
          'tool centre in the base frame = `frame` ∘ (`factor` * position, rotation) ∘ `tool`.',
          ...(manifest.poseMap?.tracks.some(({ tool }) => tool.basis === 'assumed') === true
            ? [
                'Nobody stated which link these poses are of: they are taken as those of the tool centre, with z as its approach.',
              ]
            : []),
        ]),
  ];
}

/** Name of a shared robot description inside `exchange/`. */
export function descriptionFile(format: 'urdf' | 'mjcf'): string {
  return `${DELIVERY_FILES.robotDescription}.${format === 'urdf' ? 'urdf' : 'xml'}`;
}

/** `LICENSE.txt`: parties, dates and terms of an agreement in both languages. The signed agreement is what holds. */
export function licenseText(agreement: Agreement): string {
  const texts = WORD_LANGUAGES.map((language) => [
    ...heads(agreement)[language],
    '',
    ...termsInWords(agreement.terms, language),
    '',
    ...termsHoldInWords(language),
  ]);
  return `${texts.map((lines) => lines.join('\n')).join(`\n\n${'-'.repeat(72)}\n\n`)}\n`;
}

function heads({ terms, use, ...agreement }: Agreement): Record<WordLanguage, string[]> {
  const { provider, consumer, validFrom, validUntil } = agreement;
  return {
    en: [
      `License "${terms.id}" from ${provider.participant}`,
      `to ${consumer.participant}`,
      '',
      `Valid from ${validFrom} ${validUntil === null ? 'without end' : `until ${validUntil}`}.`,
      `Stated purpose: ${use.purpose}`,
    ],
    zh: [
      `许可“${terms.id}”，许可方 ${provider.participant}`,
      `被许可方 ${consumer.participant}`,
      '',
      `自 ${validFrom} 起${validUntil === null ? '，无期限' : `至 ${validUntil} 止`}。`,
      `声明的用途：${use.purpose}`,
    ],
  };
}
