/** The broker's first page: who it is, how to join, which log key to compare. One file, no script, light and dark. */

import type { Discovery } from '#contracts/http/discovery.ts';
import type { Overview } from '#contracts/http/overview.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: #17211f; --soft: #5b6b67; --paper: #f7f6f2; --card: #ffffff; --line: #dcd9cf; --accent: #0f6b5c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9ede9; --soft: #97a6a1; --paper: #101615; --card: #18201e; --line: #2a3532; --accent: #63c7b2; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 ui-sans-serif, system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: clamp(2rem, 8vw, 5rem) 1.25rem; }
svg { display: block; width: 3.25rem; height: 3.25rem; color: var(--accent); }
h1 { font-size: clamp(1.8rem, 5vw, 2.6rem); line-height: 1.15; letter-spacing: -0.02em; margin: 1.2rem 0 0.5rem; }
.lead { color: var(--soft); max-width: 36rem; margin: 0 0 2.2rem; }
.counts { display: grid; grid-template-columns: repeat(3, 1fr); border: 1px solid var(--line); border-radius: 14px; background: var(--card); margin: 0 0 1.25rem; }
.counts div { padding: 1.1rem 1.25rem; }
.counts div + div { border-left: 1px solid var(--line); }
.counts dt { color: var(--soft); font-size: 0.85rem; }
.counts dd { margin: 0; font-size: 1.7rem; font-variant-numeric: tabular-nums; letter-spacing: -0.02em; }
section { border: 1px solid var(--line); border-radius: 14px; background: var(--card); padding: 1.25rem; margin: 0 0 1.25rem; }
h2 { font-size: 0.95rem; margin: 0 0 0.8rem; }
p { margin: 0 0 0.8rem; } p:last-child { margin: 0; } p.after { margin-top: 0.8rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th { text-align: left; font-weight: 400; color: var(--soft); width: 8.5rem; vertical-align: top; padding: 0.3rem 0; font-size: 0.9rem; }
td { padding: 0.3rem 0; overflow-wrap: anywhere; }
code, pre { font: 0.86rem/1.6 ui-monospace, SFMono-Regular, Menlo, monospace; }
pre { overflow-x: auto; margin: 0; padding: 0.9rem 1rem; border-radius: 9px; background: var(--paper); border: 1px solid var(--line); }
a { color: var(--accent); } footer { color: var(--soft); font-size: 0.9rem; } footer a { margin-right: 1.1rem; }
@media (max-width: 30rem) { .counts { grid-template-columns: 1fr; } .counts div + div { border-left: 0; border-top: 1px solid var(--line); } th { width: 6rem; } }
`;

const MARK = `<svg viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" aria-hidden="true">
<path d="M8 40h12M14 40V28l10-9"/><path d="M40 40H28M34 40V28l-10-9"/><path d="M24 19V8"/>
<circle cx="24" cy="19" r="3.4" fill="currentColor"/><circle cx="14" cy="28" r="2.6" fill="currentColor"/><circle cx="34" cy="28" r="2.6" fill="currentColor"/></svg>`;

/** The page as HTML. Everything that comes from configuration or network is escaped. */
export function welcomePage(discovery: Discovery, overview: Overview, nonce: string): string {
  const { name, api, addresses, log, broker, openEnrolment } = discovery;
  const joining = openEnrolment
    ? 'Enrolment is open: a company that proves its keys is admitted at once.'
    : "An operator decides on every company's enrolment.";
  const rows = [
    ['API', api],
    ...addresses.map((address, i) => [i === 0 ? 'Peers' : '', address] as const),
    ['Registrar', broker],
    ['Log', log.origin],
    ['Log key', log.key],
  ].map(
    ([label, value]) => `<tr><th scope="row">${text(label)}</th><td><code>${text(value)}</code></td></tr>`,
  );
  const figures = [
    ['Companies', overview.companies],
    ['Datasets', overview.datasets],
    ['Log entries', overview.logSize],
  ].map(([label, value]) => `<div><dt>${label}</dt><dd>${value}</dd></div>`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(name)}</title><link rel="icon" href="data:,"><style nonce="${nonce}">${STYLE}</style></head><body><main>
${MARK}
<h1>${text(name)}</h1>
<p class="lead">A broker of the Kinship exchange: robotics companies list desensitized datasets, find what fits their robots, and trade it node to node. Data and keys never come here; every act stands in a log that anybody can check.</p>
<dl class="counts">${figures.join('')}</dl>
<section><h2>Join with your own node</h2><pre>kin init --name "Your company" --broker ${text(api)}
kin node start</pre><p class="after">${joining}</p></section>
<section><h2>Addresses and keys</h2><table><tbody>${rows.join('')}</tbody></table>
<p class="after">Compare the log key with the operator by another way than this page before you trust it.</p></section>
<footer><a href="/openapi.json">API description</a><a href="/v1/datasets">Catalog</a><a href="/log/checkpoint">Checkpoint</a><a href="/v1/log/trust-root">Trust root</a></footer>
</main></body></html>
`;
}

function text(value: string | undefined): string {
  const escapes: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return (value ?? '').replace(/[&<>"']/g, (character) => escapes[character] ?? '');
}
