/** Text in a terminal's columns: nothing is cut, whatever the width and the language. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hanging, tableLines, textWidth, wrapped } from '#node/cli/text-layout.ts';
import { seededRandom } from '#contracts/embodiment/seeded-random.ts';

const ENGLISH =
  'It did "pick a cup", yours is "pick a mug from the shelf": 3 of 4 words agree; 82 % of the poses (480) lie within 30 cm, at 10 Hz.';
const CHINESE =
  '录制时的任务为“把杯子放到架子上”，您的任务为“从架子上取杯子”：82 % 的位姿可达（该数据集未公布自身位姿分布），需将桌面升高 66 cm。';
const NAME = 'larkspur-manipulation/kitchen-cups-and-plates-with-left-hand@1.0.0';

/** Text without what a line break may take. */
function bare(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

test('lines keep within the width, and together are the text', () => {
  for (const text of [ENGLISH, CHINESE, NAME, `${'x'.repeat(300)} ${CHINESE}`, '']) {
    for (let width = 12; width <= 140; width++) {
      const lines = wrapped(text, width);
      assert.equal(bare(lines.join('')), bare(text));
      for (const line of lines) assert.ok(textWidth(line) <= width, `${width}: ${line}`);
    }
  }
});

test('random text of both languages is neither cut nor too wide', () => {
  const random = seededRandom(11);
  const alphabet = Array.from('abcdefgh 0123456789 ,.;:()[]“”（），。；：、「」机器人数据集杯子架 %°-/_@');
  for (let n = 0; n < 400; n++) {
    const length = 1 + (random.uint32() % 160);
    const text = Array.from({ length }, () => alphabet[random.uint32() % alphabet.length]!).join('');
    const width = 20 + (random.uint32() % 80);
    const lines = wrapped(text, width);
    assert.equal(bare(lines.join('')), bare(text));
    for (const line of lines) assert.ok(textWidth(line) <= width);
  }
});

test('Chinese takes two columns; no line begins with a sign that closes or ends with one that opens', () => {
  assert.equal(textWidth('数据集 a'), 8);
  assert.equal(textWidth('\u001b[32m数\u001b[39m'), 2);
  for (let width = 16; width <= 100; width++) {
    for (const line of wrapped(CHINESE, width)) {
      assert.doesNotMatch(line, /^[，。；：、）”」]/u, `${width}: ${line}`);
      assert.doesNotMatch(line, /[（“「]$/u, `${width}: ${line}`);
    }
  }
});

test('a number stays with its unit', () => {
  for (let width = 16; width <= 100; width++) {
    for (const line of [...wrapped(ENGLISH, width), ...wrapped(CHINESE, width)])
      assert.doesNotMatch(line, /^(%|cm|Hz)(?!\p{Letter})/u);
  }
});

test('a label hangs before its text', () => {
  const [first, ...rest] = hanging('placement  ', ENGLISH, 60);
  assert.match(first!, /^placement {2}It did/);
  for (const line of rest) assert.match(line, /^ {11}\S/);
});

const COLUMNS = [
  { title: '#', align: 'right' },
  { title: 'SCORE', align: 'right' },
  { title: 'DATASET', max: 40 },
  { title: 'METHOD' },
  { title: 'WHY', max: 70 },
] as const;
const ROWS = [
  ['1', '95', NAME, 'teleoperation', ENGLISH],
  ['10', '7', 'short/one@2', '', CHINESE],
];

test('a table keeps every word at 80, 120 and 200 columns, in line', () => {
  for (const width of [80, 120, 200]) {
    const lines = tableLines(COLUMNS, ROWS, width);
    const text = lines.map((line) => line.text);
    for (const line of text) assert.ok(textWidth(line) <= width, line);
    const all = bare(text.join(''));
    for (const cell of ['teleoperation', 'short/one@2']) assert.ok(all.includes(cell), cell);
    for (const cell of [ENGLISH, CHINESE, NAME]) {
      const letters = Array.from(bare(cell));
      // Lines of a row run side by side: every letter is there at least as often as in the cell.
      for (const letter of new Set(letters))
        assert.ok(all.split(letter).length >= letters.filter((one) => one === letter).length, letter);
    }
    assert.ok(lines[0]!.heading && lines[0]!.text.includes('SCORE'));
    assert.doesNotMatch(text.join('\n'), /…/);
  }
});

test('what does not fit beside the others stands under its row, set in', () => {
  const narrow = tableLines(COLUMNS, [ROWS[1]!], 50).map(({ text }) => text);
  assert.equal(narrow[1], '    WHY');
  assert.match(narrow[2]!, /^10 +7 {2}short\/one@2$/);
  assert.match(narrow[3]!, /^ {4}\S/);
  const figures = ['USEFULNESS', 'HAND', 'KINEMATICS'].map((title) => ({ title, align: 'right' as const }));
  const rows = tableLines(
    [{ title: 'SOURCE', max: 48 }, ...figures],
    [['arm.urdf', '0.67', '1.00', '0.5']],
    30,
  );
  assert.deepEqual(
    rows.map(({ text }) => text),
    ['SOURCE    USEFULNESS  HAND', '    KINEMATICS', 'arm.urdf        0.67  1.00', '    0.5'],
  );
});
