/** Puts the report together from what the steps counted. */

import { commitTo } from '#contracts/commitment.ts';
import type { DesensitizationPolicy } from '#contracts/desensitize/policies.ts';
import { POLICY_IDS } from '#contracts/desensitize/policies.ts';
import {
  DETECTOR_CLASSES,
  desensitizationReportSchema,
  type DesensitizationReport,
  type DropReason,
  type DetectorClass,
  type ReportWarning,
} from '#contracts/desensitize/report.ts';
import { digestOf, digestOfJson, type Digest } from '#contracts/digest.ts';
import { utf8 } from '#contracts/bytes.ts';
import { parseWire } from '#contracts/wire.ts';
import { nodeCrypto } from '#platform/node-crypto.ts';
import { columnRulePatterns } from './column-rules.ts';
import { detectorRules } from './detectors.ts';
import type { Inspection } from './inspect-derivative.ts';

/** Kinds of things that can be left out. */
type DropKind = DesensitizationReport['dropped'][number]['kind'];

/** Counts what was left out, by kind and reason. */
export class Drops {
  readonly #counts = new Map<string, number>();

  add(kind: DropKind, reason: DropReason, items = 1): void {
    if (items === 0) return;
    const key = `${kind} ${reason}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + items);
  }

  /** In a fixed order, so that equal jobs give equal reports. */
  list(): DesensitizationReport['dropped'] {
    return [...this.#counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, items]) => {
        const [kind, reason] = key.split(' ') as [DropKind, DropReason];
        return { kind, reason, items };
      });
  }
}

/** Everything that the report states. */
export interface ReportInput {
  readonly policy: DesensitizationPolicy;
  readonly version: string;
  readonly parameters: { readonly roster: number; readonly approvedTasks: readonly string[] };
  readonly raw: {
    readonly root: Digest;
    readonly salt: string;
    readonly files: number;
    readonly bytes: number;
  };
  readonly output: DesensitizationReport['output'];
  readonly files: DesensitizationReport['files'];
  readonly before: ReadonlyMap<DetectorClass, number>;
  readonly drops: Drops;
  readonly tasks: DesensitizationReport['tasks'];
  readonly pseudonyms: DesensitizationReport['pseudonyms'];
  readonly clocks: DesensitizationReport['clocks'];
  readonly video: DesensitizationReport['video'];
  readonly warnings: ReadonlySet<ReportWarning>;
  readonly humanReview: boolean;
  readonly inspection: Inspection;
}

const RISKS: Readonly<Record<ReportWarning, string>> = {
  'operator-motion-style':
    'The way a person moves survives in trajectories and could be recognised by somebody who has other recordings of that person.',
  'pictures-unmasked': 'Pictures are not masked: faces, screens, labels and rooms are visible as recorded.',
  'video-left-out': 'Video was left out because this policy cannot mask it.',
  'images-left-out': 'Still images were left out because this policy cannot mask them.',
  'task-text-kept':
    'Task sentences that scan clean and were approved are kept word for word; detectors do not know every name.',
  'task-text-replaced':
    'Task sentences that were not approved or did not scan clean were replaced by numbers.',
  'absolute-poses-kept':
    'Poses in the frame of the robot base are kept; with the plan of a place they could tell where the robot stood.',
  'some-input-unreadable': 'Part of the input could not be read and is not in the derivative.',
  'names-replaced': 'Names of columns, dimensions or the robot held something identifying and were replaced.',
};

/** The report. Throws `schema-mismatch` only when a count makes no sense, which would be a fault of the steps. */
export function buildReport(input: ReportInput): DesensitizationReport {
  const { inspection, policy } = input;
  const warnings = Object.keys(RISKS).filter((warning) =>
    input.warnings.has(warning as ReportWarning),
  ) as ReportWarning[];
  const report: DesensitizationReport = {
    schema: 'desensitization-report/1',
    policy: policy.id,
    tool: { name: 'kinship', version: input.version, rules: rulesDigest() },
    parameters: digestOfJson(nodeCrypto, {
      policy: { ...policy },
      roster: input.parameters.roster,
      approvedTasks: input.parameters.approvedTasks.map((task) => digestOf(nodeCrypto, utf8(task))).sort(),
      humanReview: input.humanReview,
    }),
    input: {
      commitment: commitTo(nodeCrypto, input.raw.salt, { rawRoot: input.raw.root }),
      files: input.raw.files,
      bytes: input.raw.bytes,
    },
    output: input.output,
    files: input.files,
    detections: DETECTOR_CLASSES.map((name) => ({
      class: name,
      before: input.before.get(name) ?? 0,
      after: inspection.detections.get(name) ?? 0,
    })),
    dropped: input.drops.list(),
    tasks: input.tasks,
    pseudonyms: input.pseudonyms,
    clocks: input.clocks,
    video: input.video,
    warnings,
    residualRisk: warnings.map((warning) => RISKS[warning]).join(' '),
    humanReview: input.humanReview,
    inspection: {
      result: inspection.result,
      files: inspection.files,
      bytes: inspection.bytes,
      texts: inspection.texts,
      findings: inspection.details.map(({ rule, file, items }) => ({ rule, file, items })),
    },
  };
  return parseWire(desensitizationReportSchema, report, 'desensitization report');
}

/** Digest over the rules that the program carries: policies, detectors, column lists. */
export function rulesDigest(): Digest {
  return digestOfJson(nodeCrypto, {
    policies: [...POLICY_IDS],
    detectors: detectorRules(),
    columns: columnRulePatterns(),
  });
}
