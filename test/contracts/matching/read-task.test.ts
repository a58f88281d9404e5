import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { CHINESE, CONCEPTS, ENGLISH, lineage } from '#contracts/matching/lexicon/lexicon.ts';
import { MAX_READ, readTask } from '#contracts/matching/task/read-task.ts';
import { matchTask, readInstructions, scoreTask } from '#contracts/matching/task/score-task.ts';
import { chineseVerb } from '#contracts/matching/lexicon/verb-words.ts';

test('an instruction is read as verb, object and place in either language', () => {
  const cup = { verbs: ['pick'], objects: ['cup'], places: ['shelf'], constraints: [] };
  assert.deepEqual(readTask('pick a cup from a shelf'), cup);
  assert.deepEqual(readTask('从架子上拿起杯子'), cup);
  assert.deepEqual(readTask('把杯子放到架子上'), { ...cup, verbs: ['place'] });
  assert.deepEqual(readTask('Picking up the red mugs off the shelves'), cup);
});

test('what "it" stands for is put where the sentence says, not on', () => {
  const shelved = { verbs: ['pick', 'place'], objects: ['cup'], places: ['shelf', 'table'], constraints: [] };
  assert.deepEqual(readTask('Pick a cup from the shelf and put it on the table'), shelved);
  assert.deepEqual(readTask('take your hat and put it on').verbs, ['take', 'wear']);
  const drawer = readTask('pick up the glue and put into the drawer');
  assert.deepEqual([drawer.objects, drawer.places], [['adhesive'], ['drawer']]);
  assert.deepEqual(readTask('put on the glove').objects, ['glove']);
});

test('what is taken off is not said to cover, and where things are is not what they are', () => {
  assert.ok(!readTask('take the lid off the pot and put it on the counter').verbs.includes('cover'));
  assert.ok(readTask('put the lid on the pot').verbs.includes('cover'));
  assert.deepEqual(readTask('拿起桌上的苹果').objects, ['apple']);
  assert.deepEqual(readTask('take the umbrella out of the stand').verbs, ['take-out']);
  assert.deepEqual(readTask('put both moka pots on the stove'), readTask('put the moka pot on the stove'));
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

test('a word in no list gives a graded score, an interval and its reason', () => {
  const match = (wanted: string, text: string) =>
    matchTask(readTask(wanted), readInstructions([{ text, episodes: 1 }]));
  const across = match('polish the zorblax', '抛光夯砣');
  assert.equal(across.reason.code, 'task-unknown-word');
  const { low, high, word } = across.reason.params;
  assert.equal(word, 'zorblax');
  assert.ok(Number(low) < across.score && across.score < Number(high), JSON.stringify(across));
  assert.ok(Number(high) - Number(low) > 0.5);
  assert.ok(across.score > match('polish the zorblax', '抛光汽车').score);
  assert.ok(across.score < match('polish the zorblax', 'polishing zorblaxes').score);
  assert.equal(match('polish the zorblax', 'polishing zorblaxes').reason.code, 'task-exact');
  assert.equal(match('pick the cup', 'pick up a cup').reason.code, 'task-exact');
});

test('compounds are read by their head, in both languages and both orders', () => {
  const objects = (text: string): readonly string[] => readTask(text).objects;
  assert.deepEqual(objects('tighten the zorb wrench'), ['=zorb+wrench']);
  assert.deepEqual(objects('open the lid of the jar'), objects('open the jar lid'));
  assert.deepEqual(objects('打开冰箱的门'), objects('open the fridge door'));
  assert.deepEqual(objects('清洗榫卯盒'), ['=榫卯+box']);
  const score = (a: string, b: string): number => scoreTask(readTask(a), readTask(b));
  assert.ok(score('pick the zorb wrench', '拿起扳手') > 0.75);
  assert.ok(score('open the car door', 'open the fridge door') < 0.75);
  assert.ok(score('open the fridge', '打开冰箱门') > 0.75);
  assert.ok(score('pick a mandarin', '拿起水果') > 0.75);
  assert.ok(score('hand over the hex key', '递工具') > 0.75);
});

test('a rare word is not taken for a common one that is one letter away', () => {
  const objects = (text: string): readonly string[] => readTask(text).objects;
  for (const [rare, common] of [
    ['pick the trundle', 'trundel'],
    ['lift the bobble', 'bottle'],
    ['move the cabriole', 'cable'],
    ['hold the plaque', 'plate'],
  ]) {
    assert.ok(!objects(rare!).includes(common!), `${rare}: ${objects(rare!).join()}`);
  }
  assert.deepEqual(objects('pick the botttle'), ['bottle']);
  assert.deepEqual(objects('pick the scrwdriver'), ['screwdriver']);
});

test('what undoes a task, or goes the other way, is not the same task', () => {
  for (const [a, b] of [
    ['open the drawer', 'close the drawer'],
    ['put the cup in the box', 'take the cup out of the box'],
    ['fold the towel', 'unfold the towel'],
    ['screw in the bolt', 'unscrew the bolt'],
    ['plug in the cable', 'unplug the cable'],
    ['打开盒子', '关上盒子'],
    ['把杯子放进柜子', '把杯子从柜子里拿出来'],
    ['拧紧瓶盖', '拧开瓶盖'],
    ['穿上外套', '脱下外套'],
    ['系鞋带', '解鞋带'],
    ['turn left', 'turn right'],
    ['walk forward', '向后走'],
    ['turn the knob clockwise', '逆时针转动旋钮'],
    ['lift the lid', 'put the lid on'],
    ['sit down', '站起来'],
    ['inflate the balloon', 'deflate the balloon'],
  ]) {
    for (const [x, y] of [
      [a!, b!],
      [b!, a!],
    ])
      assert.ok(scoreTask(readTask(x!), readTask(y!)) < 0.75, `${x} / ${y}`);
  }
});

test('headings, resultatives and qualities before nouns are read alike', () => {
  for (const [a, b] of [
    ['Task: cup picking', '拿杯子'],
    ['door opening', 'open the door'],
    ['meat off grill', 'take the meat off the grill'],
    ['把洗好的盘子放进柜子', 'put the plate into the cabinet'],
    ['稳稳地端起杯子', '端起杯子'],
    ['螺丝拧紧了', 'tighten the screw'],
    ['把拍立得相机放到桌上', '把相机放到桌上'],
    ['被子被叠好了', 'fold the quilt'],
    ['cut the cucumber with a knife', '用刀切黄瓜'],
    ['making_tea', 'make tea'],
    ['opening the fridge', '打开冰箱'],
    ['spray the mirror with cleaner', '往镜子上喷清洁剂'],
    ['push the elevator button', '按电梯按钮'],
    ['放置捕鼠夹', 'set the mousetrap'],
    ['pot the seedling', '种幼苗'],
    ['把饮料按品牌摆整齐', 'arrange the drinks'],
  ])
    assert.ok(
      scoreTask(readTask(a!), readTask(b!)) > 0.75,
      `${a} / ${b}: ${JSON.stringify([readTask(a!), readTask(b!)])}`,
    );
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

test('spelling of data sets, templates, units and traditional characters are made plain', () => {
  const alike = [
    ['TurnOnSinkFaucet', 'turn the tap on', '打開水龍頭'],
    ['stackblocks', 'stack_blocks_2', 'stack the red block', '堆疊積木'],
    ['put the {object} in the [A] drawer', 'put it in the drawer'],
    ['pipette 200 µL into the vial', 'pipette into the vial', 'pipette 0.5 ml into the vial'],
    ['以0.5米每秒的速度走三米', '走', 'walk 3 m'],
    ['plce the aplpe on the tbale', 'place the apple on the table'],
    ['麻烦帮我把雨傘放入傘架', 'place the umbrella in the umbrella stand'],
  ];
  for (const [first, ...others] of alike) {
    for (const other of others) {
      const [a, b] = [readTask(first!), readTask(other)];
      assert.deepEqual(
        [a.verbs, a.objects, a.places].map((part) => part.toSorted()),
        [b.verbs, b.objects, b.places].map((part) => part.toSorted()),
        `${first} / ${other}`,
      );
    }
  }
});

test('what is not to be done, who does it and which one it is are no part of the task', () => {
  const parts = (text: string): unknown => [readTask(text).verbs, readTask(text).objects];
  assert.deepEqual(parts('walk to the door without hitting the vase'), [['walk'], ['door']]);
  assert.deepEqual(parts('不要碰到杯子，拿起碗'), [['pick'], ['bowl']]);
  assert.deepEqual(parts('the man is peeling a potato'), [['peel'], ['potato']]);
  assert.deepEqual(parts('工人搬箱子'), [['carry'], ['box']]);
  assert.deepEqual(parts('the patient is lifted'), [['lift'], ['patient']]);
  assert.deepEqual(parts('pick the finished part from the packing station'), [['pick'], ['part']]);
  assert.deepEqual(parts('open the can'), [['open'], ['can']]);
  assert.deepEqual(parts('you can open it'), [['open'], []]);
  assert.deepEqual(parts('insert the key in the lock'), [['insert'], ['key']]);
  assert.deepEqual(parts('thread the needle'), parts('穿针'));
});

test('verb and thing together mean what neither means alone', () => {
  const verbs = (text: string): readonly string[] => readTask(text).verbs;
  assert.deepEqual(verbs('拧螺母'), ['screw']);
  assert.deepEqual(verbs('拧毛巾'), ['wring']);
  assert.deepEqual(verbs('close the zipper'), ['zip']);
  assert.deepEqual(verbs('turn left at the corridor'), ['locomote']);
  assert.deepEqual(verbs('wipe the whiteboard'), ['erase']);
  assert.deepEqual(verbs('draw the curtains'), ['pull']);
  assert.deepEqual(verbs('draw a circle'), ['draw-line']);
});

test('every verb of the lexicon has a Chinese word for pages', () => {
  for (const { id, kind } of CONCEPTS.values()) {
    if (kind === 'verb') assert.match(chineseVerb(id) ?? '', /^\p{Script=Han}+$/u, id);
  }
});

test('every word of the lexicon is read as a concept that exists', () => {
  for (const meanings of [ENGLISH, CHINESE]) {
    for (const [word, { verb, thing, implied }] of meanings) {
      assert.notEqual(word.trim(), '');
      for (const id of [verb, thing, implied])
        if (id !== undefined) assert.ok(CONCEPTS.has(id), `${word}: ${id}`);
    }
  }
});
