/**
 * Draws the pictures of docs/embodiment.md from the robots of the demonstration: `npm run pictures`. What is drawn is what the
 * engine computes; the same input gives the same files.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { canonicalForm } from '#contracts/embodiment/body/canonical.ts';
import { FINE_DIRECTIONS } from '#contracts/embodiment/reach/directions.ts';
import { CELL_SIZE, HEIGHT_CELLS, RADIUS_CELLS } from '#contracts/embodiment/reach/reach-map.ts';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { mapOf, type BodyProfile } from '#contracts/matching/factors/body-profile.ts';
import { replayableShare } from '#contracts/matching/factors/calibration.ts';
import { reachOutcome, workspaceMotion } from '#contracts/matching/factors/factor-reach.ts';
import { profileOf } from '#contracts/matching/factors/profile-of.ts';
import { reachOverlap } from '#contracts/matching/factors/reach-overlap.ts';

const ROOT = new URL('..', import.meta.url);
const PICTURES = new URL('docs/pictures/', ROOT);
const STYLE = `<style>text{font:13px system-ui,sans-serif;fill:#1f2933}.small{font-size:11px;fill:#52606d}.line{stroke:#9aa5b1;fill:none}</style>`;
const COLOURS = { first: '#2f6fde', second: '#e08a1e', both: '#1b9e77', pale: '#d9e2ec' } as const;

function robot(name: string): BodyProfile {
  const text = readFileSync(new URL(`demo/robots/${name}.urdf`, ROOT), 'utf8');
  return profileOf(canonicalForm(readRobotDescription(text)).embodiment, name);
}

function save(name: string, size: Pair, body: string): void {
  const [width, height] = size;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
${STYLE}<rect width="100%" height="100%" fill="white"/>
${body}
</svg>
`;
  writeFileSync(new URL(`${name}.svg`, PICTURES), svg);
}

type Pair = readonly [number, number];

function text([x, y]: Pair, words: string, kind = ''): string {
  return `<text x="${x}" y="${y}"${kind === '' ? '' : ` class="${kind}"`}>${words}</text>`;
}

function box([x, y]: Pair, [width, height]: Pair, fill: string): string {
  const at = `x="${x.toFixed(1)}" y="${y.toFixed(1)}"`;
  return `<rect ${at} width="${width.toFixed(1)}" height="${height.toFixed(1)}" fill="${fill}"/>`;
}

/** Pixels of a metre and of a cell in the maps. */
const METRE = 180;
const CELL = METRE * CELL_SIZE;

/** One arm's map: how many of the 42 directions are reached in each cell. */
function drawReachMap(): void {
  const body = robot('larkspur-arm7');
  const { sectors } = mapOf(body, body.limbs[0]!);
  const [left, middle] = [70, 200];
  const cells: string[] = [];
  for (let r = 0; r < RADIUS_CELLS; r++) {
    for (let h = 0; h < HEIGHT_CELLS; h++) {
      const first = (r * HEIGHT_CELLS + h) * FINE_DIRECTIONS;
      const reached = sectors.subarray(first, first + FINE_DIRECTIONS).filter((bits) => bits !== 0).length;
      if (reached === 0) continue;
      const light = Math.round(92 - (62 * reached) / FINE_DIRECTIONS);
      const y = middle - (h - HEIGHT_CELLS / 2 + 1) * CELL;
      cells.push(box([left + r * CELL, y], [CELL - 0.5, CELL - 0.5], `hsl(215 70% ${light}%)`));
    }
  }
  const axis = `<path class="line" d="M${left} 20V370M${left} ${middle}H300"/>`;
  const marks = [
    text([12, middle + 4], 'shoulder'),
    text([left - 4, 388], '0', 'small'),
    text([left + METRE * 0.5 - 8, 388], '0.5 m', 'small'),
    text([left + METRE - 8, 388], '1 m', 'small'),
    text([320, 60], 'Distance from the first axis across, height up.'),
    text([320, 82], 'The darker a cell, the more of 42 approach'),
    text([320, 100], 'directions are reached there:'),
    ...[1, 14, 28, 42].map(
      (n, i) =>
        box([320, 116 + 22 * i], [18, 18], `hsl(215 70% ${Math.round(92 - (62 * n) / 42)}%)`) +
        text([346, 130 + 22 * i], `${n}`, 'small'),
    ),
  ];
  save('reach-map', [620, 400], [...cells, axis, ...marks].join('\n'));
}

/** Reach of an arm of full size against that of a desktop arm. */
function drawOverlap(): void {
  const [a, b] = [robot('larkspur-arm7'), robot('pebblehaven-desktop5')];
  const overlap = reachOverlap({ body: a, limb: a.limbs[0]! }, { body: b, limb: b.limbs[0]! });
  const [left, size] = [70, METRE * overlap.cellSize];
  const fills = ['', COLOURS.first, COLOURS.second, COLOURS.both];
  const cells = overlap.rows.flatMap((row, i) =>
    row.map((cell, j) =>
      cell === 0 ? '' : box([left + size * j, 20 + size * i], [size - 1, size - 1], fills[cell]!),
    ),
  );
  const shoulder = 20 + (overlap.top / overlap.cellSize) * size;
  const [there, back] = [coverage(a, b), coverage(b, a)];
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  const legend = [
    [COLOURS.first, 'only the arm of full size'],
    [COLOURS.second, 'only the desktop arm'],
    [COLOURS.both, 'both (in some direction)'],
  ] as const;
  save(
    'overlap',
    [620, 400],
    [
      ...cells,
      `<path class="line" d="M${left} 20V380M${left} ${shoulder}H300"/>`,
      text([12, shoulder + 4], 'shoulder'),
      ...legend.map(
        ([fill, words], i) => box([320, 40 + 24 * i], [18, 18], fill) + text([346, 54 + 24 * i], words),
      ),
      text([320, 150], `the desktop arm covers ${percent(there)} of the other`),
      text([320, 172], `and is itself covered to ${percent(back)}`),
      text([320, 200], 'poses with their directions, at the best placement', 'small'),
    ].join('\n'),
  );
}

function coverage(from: BodyProfile, to: BodyProfile): number {
  return reachOutcome(workspaceMotion(from), from, to).coverage;
}

/** Two humanoids at one table: coverage at the height that is given, and at one that may be chosen. */
function drawHeights(): void {
  const [small, tall] = [robot('brightmoor-small'), robot('brightmoor-tall')];
  const ways = [
    ['small body’s data, tall robot', small, tall],
    ['tall body’s data, small robot', tall, small],
  ] as const;
  const bars = ways.flatMap(([words, from, to], i) => {
    const { coverage: given, freeHeightCoverage } = reachOutcome(workspaceMotion(from), from, to);
    const bar = (share: number, row: number, [fill, label]: readonly [string, string]): string => {
      const y = 48 + 110 * i + 32 * row;
      return (
        box([180, y], [360, 22], COLOURS.pale) +
        box([180, y], [360 * share, 22], fill) +
        text([20, y + 16], label, 'small') +
        text([548, y + 16], `${Math.round(100 * share)} %`)
      );
    };
    return [
      text([20, 36 + 110 * i], words),
      bar(given, 0, [COLOURS.first, 'at the same table']),
      bar(freeHeightCoverage ?? given, 1, [COLOURS.both, 'table height chosen']),
    ];
  });
  save('heights', [620, 240], bars.join('\n'));
}

/** From coverage to the share that is replayed, for limbs with and without a joint to spare. */
function drawCalibration(): void {
  const [left, bottom, span] = [60, 340, 300];
  const curve = (joints: number, colour: string): string => {
    const limb = {
      features: { joints: Array.from({ length: joints }, (_, joint) => joint) },
    };
    const points = Array.from({ length: 201 }, (_, i) => {
      const [x, y] = [i / 200, replayableShare(i / 200, limb)];
      return `${(left + span * x).toFixed(1)},${(bottom - span * y).toFixed(1)}`;
    });
    return `<polyline fill="none" stroke="${colour}" stroke-width="2.5" points="${points.join(' ')}"/>`;
  };
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((at) => [
    text([left + span * at - 8, bottom + 18], `${at * 100}`, 'small'),
    text([left - 30, bottom - span * at + 4], `${at * 100}`, 'small'),
  ]);
  save(
    'calibration',
    [620, 390],
    [
      `<path class="line" d="M${left} ${bottom - span}V${bottom}H${left + span}M${left} ${bottom}L${left + span} ${bottom - span}"/>`,
      ...ticks,
      curve(7, COLOURS.both),
      curve(6, COLOURS.first),
      text([left + 60, bottom + 38], 'poses covered, per cent'),
      text([390, 60], 'Share of trajectories that inverse'),
      text([390, 78], 'kinematics replays, per cent:'),
      `<path stroke="${COLOURS.both}" stroke-width="3" d="M390 104h24"/>`,
      text([422, 108], 'limb with a joint to spare'),
      `<path stroke="${COLOURS.first}" stroke-width="3" d="M390 128h24"/>`,
      text([422, 132], 'six joints or fewer'),
    ].join('\n'),
  );
}

mkdirSync(PICTURES, { recursive: true });
drawReachMap();
drawOverlap();
drawHeights();
drawCalibration();
