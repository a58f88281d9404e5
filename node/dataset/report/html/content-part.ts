/** What the dataset holds: tasks, signals with their ranges, contact sensing, cameras. */

import type { DatasetFacts, FeatureFacts } from '#contracts/dataset/facts.ts';
import { formatNumber, plural } from '../text-layout.ts';
import { chip, escapeHtml, note, table, type Cell, type TableColumn } from './elements.ts';
import { rangeBar } from './episode-plot.ts';

/** Tasks and dimensions that are listed. */
const MAX_TASKS = 60;
const MAX_DIMENSIONS = 128;

const number = (head: string): TableColumn => ({ head, isNumber: true });

/** Task sentences by how much they cover. */
export function tasksPart(facts: DatasetFacts): string {
  const rows = facts.tasks.slice(0, MAX_TASKS).map((task) => [task.text, task.episodes, task.frames]);
  const hidden = facts.tasks.length - rows.length + facts.tasksOmitted;
  const more = note(hidden > 0 ? `and ${plural(hidden, 'further task')}` : '');
  return (
    table([{ head: 'Sentence', kind: 'name' }, number('Episodes'), number('Frames')], rows, 'compact') + more
  );
}

/** Signals, and the range of each of their dimensions. */
export function signalsPart({ features }: DatasetFacts): string {
  const shown = features.filter(({ role }) => role !== 'index' && role !== 'image');
  const rows = shown.map((feature): Cell[] => [
    { html: `<code>${escapeHtml(feature.name)}</code>` },
    feature.role,
    feature.modality,
    `${feature.dtype} × ${feature.shape.reduce((product, extent) => product * extent, 1)}`,
    feature.unit === 'unknown' ? null : `${feature.unit} (${feature.unitBasis})`,
    feature.rateHz === null ? null : `${formatNumber(feature.rateHz)}\u202fHz`,
    jointsOf(feature),
  ]);
  const columns: TableColumn[] = [
    { head: 'Signal', kind: 'code' },
    { head: 'Part' },
    { head: 'Kind' },
    { head: 'Type and width' },
    { head: 'Unit' },
    number('Rate'),
    number('Joints'),
  ];
  return table(columns, rows) + shown.map(rangesOf).join('');
}

function jointsOf({ joints }: FeatureFacts): Cell {
  if (joints === null) return null;
  return `${joints.filter((joint) => joint !== null).length} of ${joints.length}`;
}

/** Least and greatest value of every dimension, folded away. */
function rangesOf({ name, names, min, max, joints }: FeatureFacts): string {
  if (min === null || max === null || min.length === 0) return '';
  const finite = [...min, ...max].filter((value) => value !== null);
  const whole = [Math.min(...finite), Math.max(...finite)] as const;
  const rows = min.slice(0, MAX_DIMENSIONS).map((low, i): Cell[] => {
    const high = max[i] ?? null;
    return [
      names?.[i] ?? `dimension ${i}`,
      joints?.[i] ?? null,
      low,
      high,
      low === null || high === null ? null : { html: rangeBar([low, high], whole) },
    ];
  });
  const columns: TableColumn[] = [
    { head: 'Dimension', kind: 'code' },
    { head: 'Joint', kind: 'code' },
    number('Least'),
    number('Most'),
    { head: 'Range' },
  ];
  return `<details><summary>Ranges of ${escapeHtml(name)}</summary>${table(columns, rows, 'compact')}</details>`;
}

/** Whether torque, force and touch are there. */
export function sensingPart({ sensing: { jointTorque, force, tactile } }: DatasetFacts): string {
  const row = (name: string, sense: typeof force): Cell[] => [
    name,
    { html: chip(sense.presence, sense.presence === 'present' ? 'good' : 'plain') },
    sense.presence === 'present' ? sense.channels : null,
    sense.rateHz === null ? null : `${formatNumber(sense.rateHz)}\u202fHz`,
  ];
  const rows = [row('Joint torque', jointTorque), row('Force', force), row('Touch', tactile)];
  return table(
    [{ head: 'Sense', kind: 'name' }, { head: 'Presence' }, number('Channels'), number('Rate')],
    rows,
    'compact',
  );
}

/** Cameras as their files show them. */
export function camerasPart({ cameras }: DatasetFacts): string {
  const rows = cameras.map((camera): Cell[] => [
    { html: `<code>${escapeHtml(camera.name)}</code>` },
    camera.width === null || camera.height === null ? null : `${camera.width} × ${camera.height}`,
    camera.fps === null ? null : `${formatNumber(camera.fps)}\u202fHz`,
    camera.codec,
    camera.pixelFormat === 'unknown' ? null : camera.pixelFormat,
    camera.hasAudio === true
      ? { html: chip('with sound', 'warn') }
      : camera.hasAudio === false
        ? 'none'
        : null,
    camera.files === 0 ? null : camera.files,
    camera.frames === 0 ? null : camera.frames,
    camera.intrinsics === 'unknown' ? null : camera.intrinsics,
  ]);
  const columns: TableColumn[] = [
    { head: 'Camera', kind: 'code' },
    number('Size'),
    number('Rate'),
    { head: 'Codec' },
    { head: 'Pixels' },
    { head: 'Sound' },
    number('Files'),
    number('Frames'),
    { head: 'Intrinsics' },
  ];
  return table(columns, rows);
}
