import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { plainConversion } from '#contracts/dataset/conversions.ts';
import { parseJson } from '#contracts/canonical-json.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { jsonRows } from '#node/dataset/annotations/json-rows.ts';
import { subtitleRows, tableRows } from '#node/dataset/annotations/text-rows.ts';
import { secondsOf } from '#node/dataset/annotations/annotation-row.ts';
import { VideoNames } from '#node/dataset/annotations/name-videos.ts';
import { convertDataset } from '#node/dataset/convert/convert-dataset.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { scanDataset, scanWithVerdicts } from '#node/dataset/scan/scan-dataset.ts';
import { seededRandom } from '#test/support/mutate-bytes.ts';
import { plainVideo } from '#test/support/seeded-video.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const FRAMES = 20;
const FPS = 10;

/** A folder with videos `a` and `b` of 20 frames each, and these files beside them. */
async function annotated(t: TestContext, files: Record<string, string>): Promise<string> {
  const dir = await tempFolder(t);
  for (const folder of ['videos', 'notes']) await mkdir(join(dir, folder));
  for (const name of ['a', 'b'])
    await writeFile(join(dir, `videos/${name}.mp4`), await plainVideo(FRAMES, { fps: FPS }));
  for (const [path, text] of Object.entries(files)) await writeFile(join(dir, path), text);
  return dir;
}

/** The sentence of every frame, by video. */
async function sentences(dir: string): Promise<string[][]> {
  await using reader = await openDataset(dir);
  const all: string[][] = [];
  for await (const { columns, meta } of reader.streamEpisodes()) {
    const column = columns.get('task_index');
    all.push(
      column?.kind === 'numbers'
        ? Array.from(column.values as ArrayLike<bigint>, (index) => reader.tasks.get(Number(index)) ?? '?')
        : Array.from({ length: meta.frames }, () => '-'),
    );
  }
  return all;
}

const runs = (texts: readonly string[] | undefined): [string, number][] => {
  const out: [string, number][] = [];
  for (const text of texts ?? []) {
    const last = out.at(-1);
    if (last?.[0] === text) last[1]++;
    else out.push([text, 1]);
  }
  return out;
};

test('reads times as people write them', () => {
  const cases: [unknown, number | null][] = [
    [1.5, 1.5],
    ['2.25', 2.25],
    ['3s', 3],
    ['1:02.5', 62.5],
    ['01:00:01,250', 3601.25],
    ['12:99', null],
    ['soon', null],
    [-1, null],
    [Number.NaN, null],
  ];
  for (const [written, seconds] of cases) assert.equal(secondsOf(written), seconds, String(written));
});

test('finds the videos that a name or a place means', () => {
  const names = new VideoNames([
    'p01/kitchen/head.mp4',
    'p01/kitchen/chest.mp4',
    'p02/yard/head.mp4',
    'c.mp4',
  ]);
  assert.deepEqual(names.named('c'), ['c.mp4']);
  assert.deepEqual(names.named('yard'), ['p02/yard/head.mp4']);
  assert.deepEqual(names.named('raw/head.mov'), ['p01/kitchen/head.mp4', 'p02/yard/head.mp4']);
  assert.deepEqual(names.named('elsewhere'), []);
  assert.deepEqual(names.beside('p02/yard/head_labels.json'), ['p02/yard/head.mp4']);
  assert.deepEqual(names.beside('p01/kitchen/notes.json'), ['p01/kitchen/head.mp4', 'p01/kitchen/chest.mp4']);
  assert.deepEqual(names.beside('notes.json'), []);
  assert.deepEqual(names.beside('subs/c.de.vtt'), ['c.mp4']);
});

const STEPS = [
  ['reach for the cup', 8],
  ['lift, and hold it', 12],
];
const FORMS: Record<string, string> = {
  'notes/a.srt':
    '1\r\n00:00:00,000 --> 00:00:00,800\r\n<b>reach</b> for\r\nthe cup\r\n\r\n2\r\n00:00:00,800 --> 00:00:02,000\r\nlift, and hold it\r\n',
  'notes/a.vtt':
    'WEBVTT\n\n00:00.000 --> 00:00.800\nreach for the cup\n\n00:00.800 --> 00:02.000\nlift, and hold it\n',
  'notes/steps.csv':
    'video_id,start_timestamp,stop_timestamp,narration,verb\na,0:00.0,0:00.8,reach for the cup,reach\na,0:00.8,0:02.0,"lift, and hold it",lift\n',
  'notes/steps.tsv':
    'clip\tStart Frame\tEnd Frame\tLabel\na\t0\t7\treach for the cup\na\t8\t19\tlift, and hold it\n',
  'notes/points.json':
    '{"videos":{"a":{"narrations":[{"timestamp_sec":0,"narration_text":"reach for the cup"},{"timestamp_sec":0.8,"narration_text":"lift, and hold it"}]}}}',
  'notes/captions.json':
    '{"a":{"duration":2,"timestamps":[[0,0.8],[0.8,2]],"sentences":["reach for the cup","lift, and hold it"]}}',
  'notes/segments.json':
    '{"database":{"a":{"annotations":[{"segment":[0,0.8],"label":"reach for the cup"},{"segment":[0.8,2],"label":"lift, and hold it"}]}}}',
  'notes/lines.jsonl':
    '{"video":"videos/a.mp4","start":0,"end":0.8,"action":"reach for the cup"}\n{"video":"videos/a.mp4","start":0.8,"end":2,"action":"lift, and hold it"}\n',
  'notes/nested.json':
    '[{"episode_id":"a","task_name":"serve","label_info":{"action_config":[{"start_frame":0,"end_frame":8,"action_text":"reach for the cup"},{"start_frame":8,"end_frame":19,"action_text":"lift, and hold it"}]}}]',
};

for (const [path, text] of Object.entries(FORMS)) {
  test(`puts the sentences of ${path} onto the frames of the video that they are about`, async (t) => {
    const dir = await annotated(t, { [path]: text });
    const [a, b] = await sentences(dir);
    assert.deepEqual(runs(a), STEPS);
    assert.deepEqual(runs(b), [['-', FRAMES]]);
    const facts = await scanDataset(dir);
    assert.equal(facts.annotation.granularity, 'sub-task');
    const said = facts.tasks.flatMap((task) => (task.frames > 0 ? [[task.text, task.frames]] : []));
    assert.deepEqual(new Map(said as [string, number][]), new Map(STEPS as [string, number][]));
    assert.deepEqual(
      facts.findings.map(({ code, file }) => [code, file]),
      [['annotations-read', path]],
    );
  });
}

test('reads one row a frame as a column, with nulls where there is none, and converts it with the video', async (t) => {
  const rows = Array.from({ length: FRAMES - 5 }, (_, i) => `${i + 1},${i / 4},${-i}`).join('\n');
  const last = `${FRAMES},9,9`;
  const dir = await annotated(t, {
    'notes/a.hands.csv': `frame,left_wrist_x,left_wrist_y\n${rows}\n${last}\n`,
    'task.json': '{"instruction":"serve tea"}',
  });
  const facts = await scanDataset(dir);
  assert.equal(facts.annotation.granularity, 'frame');
  assert.equal(facts.features.find(({ name }) => name === 'human.hands')?.modality, 'human-pose');
  assert.deepEqual(
    facts.quality.episodes.map(({ reasons }) => reasons),
    [[], []],
  );
  const out = await tempFolder(t);
  const { record } = await convertDataset({ root: dir, out, options: plainConversion('lerobot-v3.0') });
  assert.deepEqual([record.episodes, record.frames, record.leftOut], [2, 2 * FRAMES, []]);
  await using reader = await openDataset(out);
  assert.equal(reader.declared.fps, FPS);
  const [a, b] = [await reader.readEpisode(0), await reader.readEpisode(1)];
  assert.deepEqual([a.meta.tasks, b.meta.tasks], [['serve tea'], ['serve tea']]);
  const hands = a.columns.get('human.hands');
  assert.ok(hands?.kind === 'numbers');
  assert.deepEqual([hands.width, hands.rows, hands.values[2 * 4], hands.values[39]], [2, FRAMES, 1, 9]);
  assert.deepEqual(
    [...(hands.missing ?? [])].flatMap((absent, row) => (absent === 1 ? [row] : [])),
    [15, 16, 17, 18],
  );
  const silent = b.columns.get('human.hands');
  assert.ok(silent?.kind === 'numbers' && silent.missing?.every((absent) => absent === 1));
});

test('says what it does not read, what is about another video, and what lies', async (t) => {
  const dir = await annotated(t, {
    'README.md': '# Tea, served\n',
    'notes/masks.bin': '\0\0\0',
    'notes/broken.json': '{"a":[{"start":0,',
    'notes/broken.jsonl': '{"video":"a","start":0,"end":1,"label":"fine"}\n{"video":\n',
    'notes/others.csv':
      'video_id,start,stop,label\nz,0,1,somewhere else\na,90,95,after the end\na,0,1,inside\n',
    'notes/many.csv': 'video,frame,x\na,1,0\na,1,1\n',
  });
  const facts = await scanDataset(dir);
  const found = new Map(facts.findings.map((finding) => [`${finding.code} ${finding.file ?? ''}`, finding]));
  assert.deepEqual([...found.keys()].sort(), [
    'annotations-not-read README.md',
    'annotations-not-read notes/masks.bin',
    'annotations-out-of-range videos/a.mp4',
    'annotations-read notes/many.csv',
    'annotations-read notes/others.csv',
    'annotations-unreadable notes/broken.json',
    'annotations-unreadable notes/broken.jsonl',
    'annotations-unreadable videos/a.mp4',
    'annotations-without-video notes/others.csv',
  ]);
  assert.equal(found.get('annotations-unreadable notes/broken.jsonl')?.offset, 47);
  assert.equal(facts.episodes, 2);
});

test('measures a video again when only its annotations change', async (t) => {
  const dir = await annotated(t, { 'notes/a.vtt': FORMS['notes/a.vtt'] ?? '' });
  await new Promise((resume) => setTimeout(resume, 2100)); // files younger than two seconds are never kept
  const first = await scanWithVerdicts(dir);
  assert.deepEqual(first.read, { read: 2, known: 0 });
  await writeFile(join(dir, 'notes/a.vtt'), 'WEBVTT\n\n00:00.000 --> 00:01.000\nsomething else\n');
  const second = await scanWithVerdicts(dir, { known: first.records });
  assert.deepEqual(second.facts, (await scanWithVerdicts(dir)).facts);
  assert.equal(second.facts.tasks[0]?.text, 'something else');
});

test('ends in time over rows that all overlap', async (t) => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `a,0,${2 - i * 1e-5},step ${i}`).join('\n');
  const dir = await annotated(t, { 'notes/overlap.csv': `video,start,end,label\n${rows}\n` });
  const [a] = await sentences(dir);
  // Those that begin together: the shortest that covers a frame.
  assert.deepEqual(runs(a), [
    ['step 19999', 18],
    ['step 19949', 1],
    ['step 9950', 1],
  ]);
});

test('mutated annotation files give rows or a typed error, never anything else', () => {
  const random = seededRandom(20_261_128);
  const texts = Object.values(FORMS);
  const isVideo = (name: string): boolean => name === 'a';
  let rows = 0;
  let refused = 0;
  for (let n = 0; n < 3000; n++) {
    const bytes = Buffer.from(texts[n % texts.length] ?? '');
    for (let k = 0; k <= n % 4; k++) {
      const at = Math.floor(random() * bytes.length);
      bytes[at] = Math.floor(random() * 256);
    }
    const text = bytes
      .subarray(0, n % 2 === 0 ? 1 + Math.floor(random() * bytes.length) : undefined)
      .toString('utf8');
    for (const row of [...subtitleRows(text), ...tableRows(text, isVideo)]) {
      assert.ok(row.span === null || (Number.isFinite(row.span.from) && row.span.from >= 0));
      rows++;
    }
    try {
      for (const row of jsonRows(parseJson(Buffer.from(text), 1e6), isVideo)) {
        assert.ok(row.text !== '' && (row.span === null || row.span.from >= 0));
        rows++;
      }
    } catch (error) {
      assert.ok(isExchangeError(error), String(error));
      refused++;
    }
  }
  assert.ok(rows > 1000 && refused > 1000, `${rows} rows, ${refused} refused`);
});

test('a name that stands for a whole shelf of videos means none of them', () => {
  const shelf = Array.from({ length: 200 }, (_, i) => `train/${i}.mp4`);
  const names = new VideoNames([...shelf, 'test/0.mp4']);
  assert.deepEqual(names.named('train'), []);
  assert.deepEqual(names.beside('train/labels.json'), []);
  assert.deepEqual(names.named('7'), ['train/7.mp4']);
});
