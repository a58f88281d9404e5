import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { lineage, CONCEPTS } from '#contracts/matching/lexicon.ts';
import { MAX_READ, readTask } from '#contracts/matching/read-task.ts';
import { matchTask, readInstructions, scoreTask } from '#contracts/matching/score-task.ts';

test('an instruction is read as verb, object and place in either language', () => {
  const cup = { verbs: ['pick'], objects: ['cup'], places: ['shelf'], constraints: [] };
  assert.deepEqual(readTask('pick a cup from a shelf'), cup);
  assert.deepEqual(readTask('从架子上拿起杯子'), cup);
  assert.deepEqual(readTask('把杯子放到架子上'), { ...cup, verbs: ['place'] });
  assert.deepEqual(readTask('Picking up the red mugs off the shelves'), cup);
});

test('names with underscores, capitals and plurals read alike', () => {
  assert.deepEqual(readTask('put_the_marker_in_the_pot'), readTask('Put the markers into the pots'));
});

test('words that the lexicon lacks still match themselves', () => {
  const wanted = readTask('pick the zorblax');
  assert.deepEqual(wanted.objects, ['=zorblax']);
  assert.ok(
    scoreTask(wanted, readTask('pick up a zorblax')) > scoreTask(wanted, readTask('pick up a cup')) + 0.3,
  );
});

test('scores fall from the same task over related objects to unrelated ones', () => {
  const wanted = readTask('pick a cup from a shelf');
  const scores = [
    'pick up the cup from the shelf',
    '拿起桌子上的杯子',
    'pick up the bowl from the table',
    'wash the cup',
    'open the door',
  ].map((text) => scoreTask(wanted, readTask(text)));
  scores.slice(1).forEach((score, i) => assert.ok(score < scores[i]!, `${i}: ${scores.join(' ')}`));
});

test('the best instruction of a dataset counts, with the share of episodes that fit', () => {
  const match = matchTask(
    readTask('fold the towel'),
    readInstructions([
      { text: 'open the drawer', episodes: 30 },
      { text: '叠毛巾', episodes: 10 },
    ]),
  );
  assert.equal(match.reason.code, 'task-exact');
  assert.equal(match.instruction, '叠毛巾');
  assert.equal(match.episodesShare, 0.25);
});

test('a dataset without readable instructions is unknown, not unrelated', () => {
  const match = matchTask(readTask('fold the towel'), readInstructions([{ text: '???', episodes: 3 }]));
  assert.equal(match.reason.code, 'task-no-instructions');
  assert.ok(match.score > scoreTask(readTask('fold the towel'), readTask('open the door')));
});

test('every kind-of chain of the lexicon ends, at concepts that exist', () => {
  for (const [id, { parent }] of CONCEPTS) {
    if (parent !== null) assert.ok(CONCEPTS.has(parent), `${id} is a kind of ${parent}`);
    assert.ok(lineage(id).length < 8, id);
  }
});

test('no text breaks the reader, and its score with itself is the greatest', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 200, unit: 'grapheme' }), fc.lorem()), (text) => {
      const task = readTask(text);
      if (task.verbs.length + task.objects.length + task.places.length > 0) {
        assert.ok(scoreTask(task, task) > 0.999);
      }
    }),
    { numRuns: 300 },
  );
  assert.ok(readTask('a'.repeat(10 * MAX_READ)).objects.length <= 1);
});
