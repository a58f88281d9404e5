/** Facts as one self-contained HTML page with plots: no script, nothing loaded from anywhere, every string of the dataset escaped. */

import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import type { DatasetQuality, MetricSummary } from '#contracts/dataset/quality.ts';
import { stripPlot } from './strip-plot.ts';
import { pictureRows, togetherRows } from './together-section.ts';
import { formatBytes, formatDuration, formatNumber, plural, safeText } from './text-layout.ts';

/** Longest string of a dataset that is shown. */
const MAX_TEXT = 200;

/** Rows of cameras and episodes that are shown. */
const MAX_PICTURE_ROWS = 40;

/** Renders the page. */
export function renderInspectionHtml(facts: DatasetFacts, options: { readonly title: string }): string {
  const title = escapeHtml(options.title);
  const sections = [
    section('Overview', overview(facts)),
    section('Qualification', qualification(facts)),
    section('Quality per episode', quality(facts.quality)),
    section('Episodes compared', table(['', '', ''], togetherRows(facts.quality))),
    section('Pictures', pictures(facts.quality)),
    section(
      'Tasks',
      table(
        ['task', 'episodes', 'frames'],
        facts.tasks.map((task) => [task.text, task.episodes, task.frames]),
      ),
    ),
    section('Signals', signals(facts)),
    section('Contact sensing', sensing(facts)),
    section('Cameras', cameras(facts)),
    section('Declared and observed', discrepancies(facts)),
    section('Findings', findings(facts)),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${title}</h1><p>${escapeHtml(`${facts.format.name} ${facts.format.version ?? ''}`)}</p></header>
<main>${sections.join('\n')}</main>
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); --accent: #2f7dd1; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
header p, .dim { opacity: 0.65; }
h1 { margin: 0; } h2 { font-size: 1.05rem; margin: 2rem 0 0.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: 600; } td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { height: 0.75rem; border-radius: 0.375rem; background: var(--line); overflow: hidden; }
.bar div { height: 100%; background: var(--accent); }
svg { display: block; } svg circle { fill: var(--accent); fill-opacity: 0.45; } svg line { stroke: currentColor; stroke-opacity: 0.35; }
svg .failed { fill: #d1492f; fill-opacity: 0.8; }
`;

type Cell = string | number | null | { readonly html: string };

/** Text made safe for HTML, control and direction characters replaced. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return safeText(text, MAX_TEXT).replace(/[&<>"']/g, (char) => entities[char] ?? char);
}

function section(title: string, body: string): string {
  return body === '' ? '' : `<section><h2>${title}</h2>${body}</section>`;
}

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  if (rows.length === 0) return '';
  const header = head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`).join('\n');
  return `<table><thead><tr>${header}</tr></thead><tbody>${body}</tbody></table>`;
}

function cellHtml(cell: Cell): string {
  if (cell === null) return '<td class="dim">—</td>';
  if (typeof cell === 'number') return `<td class="number">${formatNumber(cell)}</td>`;
  return typeof cell === 'string' ? `<td>${escapeHtml(cell)}</td>` : `<td>${cell.html}</td>`;
}

function overview(facts: DatasetFacts): string {
  const { clock, control, collection } = facts;
  const duration = facts.observed.seconds === null ? 'unknown' : formatDuration(facts.seconds);
  return table(
    ['', ''],
    [
      ['Episodes', facts.episodes],
      ['Frames', facts.frames],
      ['Duration', duration],
      ['Rate', facts.fps === null ? 'unknown' : `${formatNumber(facts.fps)} Hz`],
      ['Bytes', `${formatBytes(facts.bytes)} in ${plural(facts.files, 'file')}`],
      ['Robot, as declared', facts.robotType],
      [
        'Clock',
        clock.jitterMs === null ? clock.source : `${clock.source}, jitter ${formatNumber(clock.jitterMs)} ms`,
      ],
      ['Actions', `${control.mode}, ${control.reference} (${control.basis})`],
      ['Collected by', `${collection.method} (${collection.methodBasis})`],
      ['Annotated', `${facts.annotation.granularity}; success labels ${facts.annotation.successLabels}`],
    ],
  );
}

function qualification(facts: DatasetFacts): string {
  const { profile, passed, failed, rate, reasons } = facts.quality.qualification;
  if (rate === null) return '<p>There is no episode to judge.</p>';
  const share = (rate * 100).toFixed(1);
  const sentence = `${share} % qualify under ${escapeHtml(profile)}: ${formatNumber(passed)} of ${plural(passed + failed, 'episode')}`;
  const rows = reasons.map(({ reason, episodes }) => [reason, episodes]);
  return `<p>${sentence}</p><div class="bar"><div style="width:${share}%"></div></div>${table(['reason', 'episodes'], rows)}`;
}

function quality(all: DatasetQuality): string {
  const known = all.metrics.filter(({ episodes }) => episodes > 0);
  const rows = known.map((metric) => [
    metric.id,
    metric.median,
    metric.p95,
    metric.min,
    metric.max,
    metric.unit === '1' ? '' : metric.unit,
    { html: plotOf(all, metric) },
  ]);
  const omitted =
    all.episodesOmitted === 0 ? '' : `<p class="dim">${plural(all.episodesOmitted, 'episode')} not drawn</p>`;
  return table(['metric', 'median', 'p95', 'min', 'max', 'unit', 'episodes'], rows) + omitted;
}

function plotOf(all: DatasetQuality, metric: MetricSummary): string {
  const at = all.metrics.indexOf(metric);
  const dots = all.episodes.flatMap(({ values, reasons }) => {
    const value = values[at];
    return value === null || value === undefined ? [] : [{ value, failed: reasons.includes(metric.id) }];
  });
  return stripPlot(dots, { label: metric.id, min: metric.min ?? 0, max: metric.max ?? 0 });
}

function pictures(all: DatasetQuality): string {
  if (all.pictures === undefined) return '';
  const { sampling, judged, rowsOmitted } = all.pictures;
  const head = ['episode', 'camera', 'judged', 'black', 'frozen, s', 'sharpness', 'dark', 'bright'];
  const which = sampling === 'all' ? 'every picture' : 'a sample';
  const hidden = all.pictures.rows.length - MAX_PICTURE_ROWS + rowsOmitted;
  const more = hidden > 0 ? `, the worst ${MAX_PICTURE_ROWS} rows of ${MAX_PICTURE_ROWS + hidden}` : '';
  return `<p class="dim">${which}: ${plural(judged, 'picture')} decoded${more}</p>${table(head, pictureRows(all, MAX_PICTURE_ROWS))}`;
}

function signals(facts: DatasetFacts): string {
  return table(
    ['name', 'role', 'modality', 'type', 'unit', 'rate', 'joints'],
    facts.features
      .filter(({ role }) => role !== 'index' && role !== 'image')
      .map((feature) => {
        const mapped = feature.joints?.filter((joint) => joint !== null).length ?? null;
        return [
          feature.name,
          feature.role,
          feature.modality,
          `${feature.dtype} [${feature.shape.join(', ')}]`,
          `${feature.unit} (${feature.unitBasis})`,
          feature.rateHz === null ? null : `${formatNumber(feature.rateHz)} Hz`,
          mapped === null ? null : `${mapped} of ${feature.joints?.length ?? 0}`,
        ];
      }),
  );
}

function sensing({ sensing: { jointTorque, force, tactile } }: DatasetFacts): string {
  const row = (name: string, sense: typeof force): Cell[] => [
    name,
    sense.presence,
    sense.channels,
    sense.rateHz === null ? null : `${formatNumber(sense.rateHz)} Hz`,
  ];
  const rows = [row('joint torque', jointTorque), row('force', force), row('tactile', tactile)];
  return table(['', 'presence', 'channels', 'rate'], rows);
}

function cameras(facts: DatasetFacts): string {
  return table(
    ['name', 'codec', 'width', 'height', 'rate', 'pixels', 'sound', 'files', 'frames'],
    facts.cameras.map((camera) => [
      camera.name,
      camera.codec,
      camera.width,
      camera.height,
      camera.fps,
      camera.pixelFormat,
      camera.hasAudio === null ? null : camera.hasAudio ? 'yes' : 'no',
      camera.files,
      camera.frames,
    ]),
  );
}

function discrepancies(facts: DatasetFacts): string {
  if (facts.discrepancies.length === 0) return '<p>Everything declared agrees with the bytes.</p>';
  const plain = (value: string | number | boolean | null): Cell =>
    typeof value === 'boolean' ? String(value) : value;
  const rows = facts.discrepancies.map(({ subject, declared, observed }) => [
    subject,
    plain(declared),
    plain(observed),
  ]);
  return table(['', 'declared', 'observed'], rows);
}

function findings(facts: DatasetFacts): string {
  if (facts.findings.length === 0) return '<p>Nothing was found wrong.</p>';
  const rows = facts.findings.map(({ severity, code, file, offset, row, params }) => [
    severity,
    code,
    file,
    offset,
    row,
    Object.entries(params)
      .map(([key, value]) => `${key}=${String(value)}`)
      .join(' '),
  ]);
  const more =
    facts.findingsOmitted === 0
      ? ''
      : `<p class="dim">and ${plural(facts.findingsOmitted, 'further finding')}</p>`;
  return table(['severity', 'finding', 'file', 'byte', 'row', ''], rows) + more;
}
