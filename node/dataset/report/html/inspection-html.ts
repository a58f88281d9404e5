/** Facts as one self-contained HTML page with plots: no script, nothing loaded from anywhere, every string of the dataset escaped. */

import type { DatasetFacts } from '#contracts/dataset/facts.ts';
import { FORMAT_NAMES } from '../format-names.ts';
import { formatBytes, formatDuration, formatNumber, plural } from '../text-layout.ts';
import { camerasPart, sensingPart, signalsPart, tasksPart } from './content-part.ts';
import { escapeHtml, section } from './elements.ts';
import { lifePart } from './life-part.ts';
import { comparedPart, picturesPart, qualityPart } from './quality-part.ts';
import { STYLE } from './style.ts';
import { declaredPart, findingCounts, findingsPart } from './truth-part.ts';
import { verdict, verdictPart } from './verdict-part.ts';

/** Renders the page. */
export function renderInspectionHtml(facts: DatasetFacts, options: { readonly title: string }): string {
  const title = escapeHtml(options.title);
  const sections: readonly (readonly [string, string, string])[] = [
    ['qualification', 'Qualification', verdictPart(facts)],
    ['quality', 'Quality per episode', qualityPart(facts)],
    ['compared', 'Episodes compared', comparedPart(facts)],
    ['pictures', 'Pictures', picturesPart(facts)],
    ['tasks', 'Tasks', tasksPart(facts)],
    ['signals', 'Signals', signalsPart(facts)],
    ['sensing', 'Contact sensing', sensingPart(facts)],
    ['cameras', 'Cameras', camerasPart(facts)],
    ['life', 'Life of the data', lifePart(facts)],
    ['declared', 'Declared and observed', declaredPart(facts)],
    ['findings', 'Findings', findingsPart(facts)],
  ];
  const shown = sections.filter(([, , body]) => body !== '');
  const links = shown.map(([id, name]) => `<a href="#${id}">${escapeHtml(name)}</a>`).join('');
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
<div class="page">
${head(facts, title)}
${figures(facts)}
<nav aria-label="Sections">${links}</nav>
<main>${shown.map(([id, name, body]) => section(id, name, body)).join('\n')}</main>
<footer>Computed from the bytes of the dataset. Bars are episodes in the order of their numbers; red ones are why an episode does not qualify, the thin line is the median, the dashed one the bound.</footer>
</div>
</body>
</html>
`;
}

function head(facts: DatasetFacts, title: string): string {
  const { format, robotType } = facts;
  const name = [FORMAT_NAMES[format.name], format.version ?? ''].join(' ').trim();
  const robot = robotType === null ? 'Robot not named' : `Robot “${robotType}”, as declared`;
  return `<header><div><p class="eyebrow">${escapeHtml(name)}</p><h1>${title}</h1><p>${escapeHtml(robot)} &nbsp; ${findingCounts(facts)}</p></div>${verdict(facts)}</header>`;
}

/** The figures that everybody asks for first. */
function figures(facts: DatasetFacts): string {
  const { cameras, modalities } = facts;
  const kinds = modalities.filter(({ kind }) => kind !== 'other').map(({ kind }) => kind);
  const rows: readonly (readonly [string, string, string])[] = [
    ['Episodes', formatNumber(facts.episodes), ''],
    ['Frames', formatNumber(facts.frames), ''],
    ['Duration', facts.observed.seconds === null ? 'unknown' : formatDuration(facts.seconds), ''],
    ['Frame rate', facts.fps === null ? 'unknown' : `${formatNumber(facts.fps)}\u202fHz`, ''],
    ['Size', formatBytes(facts.bytes), plural(facts.files, 'file')],
    ['Cameras', formatNumber(cameras.length), ''],
    ['Kinds of signal', formatNumber(kinds.length), kinds.slice(0, 4).join(', ')],
  ];
  const items = rows.map(([name, value, words]) => {
    const small = words === '' ? '' : `<small>${escapeHtml(words)}</small>`;
    return `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}${small}</dd></div>`;
  });
  return `<dl class="figures">${items.join('')}</dl>`;
}
