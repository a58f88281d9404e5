/** How the report looks: one column, light and dark, on paper too. */

export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf7, #15171a); --card: light-dark(#ffffff, #1c1f23); --ink: light-dark(#1b2127, #e7e9eb);
  --soft: light-dark(#59636d, #9ba5af); --line: light-dark(#e2dfd6, #2c3137); --track: light-dark(#edeae2, #2a2f35);
  --accent: light-dark(#2764ad, #7fb5ee); --good: light-dark(#23744a, #6ecb96); --warn: light-dark(#8a5a00, #e0b048); --bad: light-dark(#b0342a, #ff8f82);
}
* { box-sizing: border-box; }
body { font: 15px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif; color: var(--ink); background: var(--paper); margin: 0; }
.page { max-width: 68rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
header { display: grid; grid-template-columns: minmax(0, 1fr) minmax(16rem, 22rem); gap: 2rem; align-items: end; padding-bottom: 1.5rem; border-bottom: 2px solid var(--ink); }
.eyebrow { margin: 0 0 0.35rem; font-size: 0.8rem; letter-spacing: 0.06em; text-transform: uppercase; color: var(--soft); }
h1 { font-size: 2rem; line-height: 1.15; letter-spacing: -0.015em; margin: 0 0 0.5rem; overflow-wrap: anywhere; text-wrap: balance; }
header p { margin: 0; color: var(--soft); }
.verdict { display: grid; gap: 0.4rem; }
.verdict strong { font-size: 2.4rem; line-height: 1; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; font-weight: 600; }
.verdict strong.good { color: var(--good); } .verdict strong.warn { color: var(--warn); } .verdict strong.bad { color: var(--bad); }
.verdict p { font-size: 0.85rem; }
.bar { height: 0.45rem; border-radius: 1rem; background: var(--track); overflow: hidden; }
.bar i { display: block; height: 100%; background: var(--accent); }
.bar.good i { background: var(--good); } .bar.warn i { background: var(--warn); } .bar.bad i { background: var(--bad); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(6.6rem, 1fr)); gap: 1.25rem 0.9rem; margin: 1.5rem 0 0; }
.figures div { border-left: 1px solid var(--line); padding-left: 0.85rem; }
.figures dt { font-size: 0.78rem; color: var(--soft); }
.figures dd { margin: 0; font-size: 1.2rem; font-weight: 550; font-variant-numeric: tabular-nums; line-height: 1.3; }
.figures small { display: block; font-size: 0.78rem; font-weight: 400; color: var(--soft); }
nav { margin: 1.5rem 0 0; font-size: 0.85rem; display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; color: var(--soft); }
nav a { color: inherit; text-decoration-color: var(--line); text-underline-offset: 0.2em; }
nav a:hover { color: var(--accent); }
section { margin-top: 2.75rem; }
h2 { font-size: 1.25rem; letter-spacing: -0.01em; margin: 0 0 0.75rem; padding-bottom: 0.35rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 0.9rem; margin: 1.5rem 0 0.4rem; color: var(--soft); font-weight: 600; }
.part:first-of-type h3 { margin-top: 0.75rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.88rem; }
table.compact { width: auto; } table.compact th, table.compact td { padding-right: 2.5rem; } table.compact th:last-child, table.compact td:last-child { padding-right: 0.5rem; }
table.fixed { table-layout: fixed; min-width: 56rem; }
.fixed th { width: 6rem; } .fixed th.name { width: 14rem; } .fixed th:nth-child(6) { width: 8.6rem; } .fixed th.plot { width: 18rem; padding-left: 1rem; }
th.number:first-child, td.number:first-child { text-align: left; }
td.plot { padding-left: 1rem; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 1rem 0.4rem 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
th { font-size: 0.76rem; font-weight: 500; color: var(--soft); white-space: nowrap; vertical-align: bottom; }
td { overflow-wrap: break-word; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.plot { padding-top: 0.3rem; padding-bottom: 0.2rem; width: 17rem; }
td.name { min-width: 11rem; } td.code { overflow-wrap: anywhere; }
td small, dd small { display: block; color: var(--soft); font-size: 0.8rem; line-height: 1.35; }
.none { color: var(--soft); opacity: 0.6; }
.note { color: var(--soft); font-size: 0.85rem; margin: 0.5rem 0; max-width: 46rem; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 0 2rem; margin: 0; }
.facts div { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: 0.75rem; padding: 0.35rem 0; border-bottom: 1px solid var(--line); font-size: 0.88rem; }
.facts dt { color: var(--soft); } .facts dd { margin: 0; overflow-wrap: anywhere; }
.chip { display: inline-block; border-radius: 1rem; padding: 0.05rem 0.6rem; font-size: 0.78rem; line-height: 1.5; white-space: nowrap; border: 1px solid var(--line); color: var(--soft); }
.chip.good { color: var(--good); border-color: currentColor; } .chip.warn { color: var(--warn); border-color: currentColor; } .chip.bad { color: var(--bad); border-color: currentColor; }
details { margin: 0.35rem 0; } summary { cursor: pointer; color: var(--accent); font-size: 0.85rem; }
svg { display: block; max-width: 100%; }
svg .bars rect { fill: var(--accent); } svg .bars .failed { fill: var(--bad); }
svg .base { stroke: var(--line); } svg .bound { stroke: var(--bad); stroke-dasharray: 3 3; } svg .median { stroke: var(--ink); stroke-opacity: 0.45; }
svg .range { fill: var(--accent); } svg .span { fill: var(--track); }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.8rem; }
@media (max-width: 46rem) { header { grid-template-columns: 1fr; gap: 1.25rem; } .page { padding: 1.5rem 1rem 3rem; } .facts { grid-template-columns: 1fr; } }
@page { margin: 14mm; }
@media print {
  :root { color-scheme: light; font-size: 11.5px; }
  header { grid-template-columns: minmax(0, 1fr) 18rem; }
  body { font-size: 11px; background: none; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .page { max-width: none; padding: 0; } nav { display: none; } .scroll { overflow: visible; }
  section { margin-top: 1.6rem; } h2, h3 { break-after: avoid; } tr, .part, .figures, .facts div { break-inside: avoid; } thead { display: table-header-group; }
  table.fixed { min-width: 0; } th, td { padding-right: 0.55rem; } .fixed th { width: 9.5%; } .fixed th.name { width: 23%; } .fixed th:nth-child(6) { width: 14%; } .fixed th.plot { width: 25%; }
  .figures { grid-template-columns: repeat(7, 1fr); gap: 0.6rem; } .figures dd { font-size: 1rem; }
  details::details-content { content-visibility: visible; block-size: auto; } summary { color: inherit; list-style: none; }
}
`;
