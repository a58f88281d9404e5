/** Facts as a page for a terminal: what is there, what is only declared, how good it is, and what was found. */

import type { DatasetFacts, Finding } from '#contracts/dataset/facts.ts';
import { FORMAT_NAMES } from './format-names.ts';
import { lifeLines } from './life-section.ts';
import { qualityRows } from './quality-section.ts';
import { togetherRows } from './together-section.ts';
import {
  alignRows,
  formatBytes,
  formatDuration,
  formatNumber,
  plural,
  safeText,
  styleOf,
  type Style,
} from './text-layout.ts';

/** How a report is set. */
export interface ReportOptions {
  /** Title of the page, such as the folder's name. */
  readonly title: string;
  /** ANSI colours. */
  readonly color?: boolean;
  /** Columns of the page. */
  readonly width?: number;
}

/** Findings shown one by one; the rest is counted. */
const MAX_SHOWN_FINDINGS = 20;
/** Task sentences shown. */
const MAX_SHOWN_TASKS = 8;

/** Renders a report, lines joined by newlines, ending with one. */
export function renderInspectionReport(facts: DatasetFacts, options: ReportOptions): string {
  const style = styleOf(options.color ?? false);
  const width = options.width ?? 100;
  const sections: string[][] = [
    headline(facts, options.title, { style, width }),
    overview(facts),
    titled('Tasks', taskLines(facts), style),
    titled('Signals', signalLines(facts, style), style),
    titled('Contact sensing', sensingLines(facts, style), style),
    titled('Cameras', cameraLines(facts), style),
    titled('Declared and observed', discrepancyLines(facts, style), style),
    titled('Quality per episode', qualityRows(facts.quality, style), style),
    titled('Episodes compared', alignRows(togetherRows(facts.quality), [1]), style),
    titled('Qualification', qualificationLines(facts, style), style),
    titled('Life of the data', lifeLines(facts, style), style),
    titled('Findings', findingLines(facts, style), style),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headline(facts: DatasetFacts, title: string, page: { style: Style; width: number }): string[] {
  const { name, version } = facts.format;
  const format = [FORMAT_NAMES[name], version === null ? '' : safeText(version, 12)].join(' ').trimEnd();
  const first = `${page.style.bold(safeText(title, 60))}  ${format}`;
  return [first, page.style.dim('─'.repeat(Math.min(page.width, 100)))];
}

function titled(title: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : [style.bold(title), ...lines.map((line) => `  ${line}`)];
}

function overview(facts: DatasetFacts): string[] {
  const { clock, control, collection } = facts;
  const rate = facts.fps === null ? '' : ` at ${formatNumber(facts.fps)} Hz`;
  const lag = facts.quality.metrics.find(({ id }) => id === 'action-lag')?.median ?? null;
  const clocks = {
    synthetic: 'timestamps are frame / rate: they show no jitter',
    device: `measured; jitter ${clock.jitterMs === null ? 'unknown' : `${formatNumber(clock.jitterMs)} ms`}`,
    unknown: 'unknown',
  };
  const follows = lag === null ? '' : `; the state follows after ${formatNumber(lag)} s`;
  return alignRows([
    [
      'Size',
      `${plural(facts.episodes, 'episode')}, ${plural(facts.frames, 'frame')}, ${facts.observed.seconds === null ? 'duration unknown' : formatDuration(facts.seconds)}${rate}`,
    ],
    ['Bytes', `${formatBytes(facts.bytes)} in ${plural(facts.files, 'file')}`],
    ['Robot', facts.robotType === null ? 'not named' : `“${safeText(facts.robotType, 60)}”, as declared`],
    ['Clock', clocks[clock.source]],
    ['Actions', `${control.mode}, ${control.reference} (${control.basis})${follows}`],
    [
      'Collected by',
      `${collection.method}${collection.methodBasis === 'unknown' ? '' : ` (${collection.methodBasis})`}`,
    ],
    ['Annotated', `${facts.annotation.granularity}; success labels ${facts.annotation.successLabels}`],
  ]);
}

function taskLines(facts: DatasetFacts): string[] {
  const shown = facts.tasks.slice(0, MAX_SHOWN_TASKS);
  const rows = shown.map(({ text, episodes, frames }) => [
    `“${safeText(text, 60)}”`,
    plural(episodes, 'episode'),
    plural(frames, 'frame'),
  ]);
  const hidden = facts.tasks.length - shown.length + facts.tasksOmitted;
  return [...alignRows(rows, [1, 2]), ...(hidden > 0 ? [`and ${plural(hidden, 'further task')}`] : [])];
}

function signalLines(facts: DatasetFacts, style: Style): string[] {
  const rows = facts.features
    .filter(({ role }) => role === 'state' || role === 'action' || role === 'other' || role === 'label')
    .map((feature) => {
      const mapped = feature.joints?.filter((joint) => joint !== null).length ?? null;
      const size = feature.joints?.length ?? 0;
      return [
        safeText(feature.name, 40),
        feature.role,
        feature.modality,
        `${safeText(feature.dtype, 12)} [${feature.shape.join(', ')}]`,
        feature.unit === 'unknown' ? style.dim('unit unknown') : `${feature.unit} (${feature.unitBasis})`,
        feature.names === null
          ? style.dim('no names')
          : mapped === null
            ? ''
            : `${mapped} of ${size} joints mapped`,
      ];
    });
  return alignRows(rows);
}

function sensingLines(facts: DatasetFacts, style: Style): string[] {
  const { jointTorque, force, tactile } = facts.sensing;
  const cell = (name: string, sense: typeof force): string[] => {
    const rate = sense.rateHz === null ? 'rate unknown' : `${formatNumber(sense.rateHz)} Hz`;
    const found = `${plural(sense.channels, 'channel')}, ${rate}`;
    const presence = sense.presence === 'present' ? style.good('present') : style.dim(sense.presence);
    return [name, presence, sense.presence === 'present' ? found : ''];
  };
  return alignRows([cell('joint torque', jointTorque), cell('force', force), cell('tactile', tactile)]);
}

function cameraLines(facts: DatasetFacts): string[] {
  return alignRows(
    facts.cameras.map((camera) => [
      safeText(camera.name, 40),
      camera.width === null || camera.height === null ? 'size unknown' : `${camera.width} × ${camera.height}`,
      camera.fps === null ? 'rate unknown' : `${formatNumber(camera.fps)} Hz`,
      safeText(camera.codec, 10),
      safeText(camera.pixelFormat, 14),
      camera.isDepth === true ? 'depth' : '',
      camera.hasAudio === true ? 'WITH SOUND' : '',
      camera.files === 0 ? '' : `${plural(camera.frames, 'frame')} in ${plural(camera.files, 'file')}`,
    ]),
  );
}

function discrepancyLines(facts: DatasetFacts, style: Style): string[] {
  if (facts.discrepancies.length === 0) return [style.good('Everything declared agrees with the bytes.')];
  const show = (value: string | number | boolean | null): string => {
    if (value === null) return '—';
    return typeof value === 'number' ? formatNumber(value) : safeText(String(value), 30);
  };
  const rows = facts.discrepancies.map(({ subject, declared, observed }) => [
    safeText(subject, 60),
    style.warn(show(declared)),
    show(observed),
  ]);
  return alignRows([['', style.dim('declared'), style.dim('observed')], ...rows], [1, 2]);
}

function qualificationLines(facts: DatasetFacts, style: Style): string[] {
  const { profile, passed, failed, rate, reasons } = facts.quality.qualification;
  if (rate === null) return ['There is no episode to judge.'];
  const share = `${(rate * 100).toFixed(1)} %`;
  const mark = rate >= 0.95 ? style.good : rate >= 0.8 ? style.warn : style.bad;
  const rows = reasons.map(({ reason, episodes }) => [reason, plural(episodes, 'episode')]);
  return [
    `${mark(share)} qualify under ${safeText(profile, 40)}: ${formatNumber(passed)} of ${plural(passed + failed, 'episode')}`,
    ...alignRows(rows, [1]),
    ...sourceLines(facts, style),
  ];
}

/** Of a derivative: what the recordings were like that it was made of. */
function sourceLines({ quality: { source, sourceTiming } }: DatasetFacts, style: Style): string[] {
  if (source === undefined || source.rate === null) return [];
  const all = plural(source.passed + source.failed, 'recording');
  const why = source.reasons.map(({ reason, episodes }) => `${reason} ${formatNumber(episodes)}`).join(', ');
  const lines = [
    `of ${all} behind it ${(source.rate * 100).toFixed(1)} % qualified${why === '' ? '' : `; left out for ${why}`}`,
  ];
  const timing = sourceTiming?.metrics.flatMap(({ id, unit, median, max }) =>
    median === null || id === 'duration'
      ? []
      : [
          `${id} ${formatNumber(median)} to ${formatNumber(max ?? median)} ${unit === '1' ? '' : unit}`.trim(),
        ],
  );
  if (timing !== undefined && timing.length > 0)
    lines.push(`on their own clock (${sourceTiming?.clock.source ?? 'unknown'}): ${timing.join(', ')}`);
  return lines.map(style.dim);
}

function findingLines(facts: DatasetFacts, style: Style): string[] {
  if (facts.findings.length === 0) return [style.good('Nothing was found wrong.')];
  const shown = facts.findings.slice(0, MAX_SHOWN_FINDINGS);
  const hidden = facts.findings.length - shown.length + facts.findingsOmitted;
  return [
    ...alignRows(shown.map((finding) => findingRow(finding, style))),
    ...(hidden > 0 ? [`and ${plural(hidden, 'further finding')}`] : []),
  ];
}

function findingRow(finding: Finding, style: Style): string[] {
  const marks = { info: style.dim('info'), warn: style.warn('warn'), error: style.bad('error') };
  const place = [
    finding.file === null ? '' : safeText(finding.file, 60),
    finding.offset === null ? '' : `byte ${formatNumber(finding.offset)}`,
    finding.row === null ? '' : `row ${formatNumber(finding.row)}`,
  ];
  const params = Object.entries(finding.params).map(
    ([key, value]) => `${safeText(key, 20)}=${safeText(String(value), 50)}`,
  );
  return [
    marks[finding.severity],
    finding.code,
    place.filter((part) => part !== '').join(', '),
    style.dim(params.join(' ')),
  ];
}
