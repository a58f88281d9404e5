import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTask } from '#contracts/matching/task/read-task.ts';
import type { Precision } from '#contracts/matching/task/demands.ts';
import { demandsOf } from '#contracts/matching/task/task-demands.ts';

/** What a person says of tasks as engineers word them. */
const PRECISION: Readonly<Record<Precision, readonly string[]>> = {
  precise: [
    'tighten the M6 bolts',
    'insert the RAM module into the motherboard',
    'gear meshing',
    'peg-in-hole, 0.1 mm clearance',
    'put the peg in the hole',
    'route the cable through the clips',
    'pipette 200 µL of buffer into each well',
    'suture the wound',
    'thread a needle',
    'tie shoelaces',
    '把插头从插座上拔下来',
    'plug in the phone charger',
    'place the IC on the PCB',
    'crimp the terminal',
  ],
  medium: [
    'stack_blocks_two',
    'slice the cucumber',
    'flip the pancake',
    'twist off the bottle cap',
    'put the lid on the pan',
    'press the emergency stop button',
    'play the piano',
    'type on the keyboard',
    'harvest strawberries',
    'hand over the scalpel',
    '把书插回书架',
    'put the test tube into the centrifuge',
    'pick up a coin',
    'straighten the duvet on the bed',
    'spray pesticide',
    'paint the wall',
    'rotate the cube in hand',
    'TurnOnSinkFaucet',
  ],
  loose: [
    'open drawer (top)',
    'load the dishwasher',
    'depalletize cartons',
    'push the wheelchair to the elevator',
    'vacuum the floor',
    'walk forward at 0.5 m/s',
    'wipe down the countertop with a sponge',
    'pull out the chair',
    '搬箱子',
  ],
  open: ['red mug', '杯子'],
};

test('a task leaves the tolerance that an engineer would leave it', () => {
  for (const [precision, sentences] of Object.entries(PRECISION)) {
    for (const sentence of sentences) {
      const task = readTask(sentence);
      assert.equal(demandsOf(task).precision, precision, `${sentence} ${JSON.stringify(task)}`);
    }
  }
});

test('work that lives on forces is told from work that goes somewhere', () => {
  const contact = [
    'insert the peg into the hole',
    'peg in hole',
    'plug in the usb cable',
    'tighten the screw',
    'polish the surface',
    'grind the weld seam',
    'deburr the edge',
    'assemble the gearbox',
    'contact-rich manipulation',
    'wipe the table with force control',
    '把销钉插入孔中',
    '拧紧螺丝',
    '打磨工件表面',
    '力控擦拭桌面',
  ];
  const other = [
    'pick up the cup',
    'put the book into the shelf',
    'open the drawer',
    'wipe the table',
    'press the button',
    'fold the towel',
    'put the lid on the jar',
    'stack the blocks',
    '把杯子放到架子上',
    '擦桌子',
  ];
  for (const sentence of contact) assert.equal(demandsOf(readTask(sentence)).contact, true, sentence);
  for (const sentence of other) assert.equal(demandsOf(readTask(sentence)).contact, false, sentence);
});

test('work within the hand and work for two hands is told from other work', () => {
  const inHand = ['rotate the cube in hand', '手內旋轉方塊', 'twirl a pen between the fingers', '转魔方'];
  const twoHands = [
    'fold towels',
    'tie shoelaces',
    'spread the bedsheet',
    'bimanual handover of a red stick',
    'pass the stick from the left hand to the right hand',
    '双臂交接',
    'wring out the rag',
  ];
  const neither = [
    'flatten the dough',
    'move the left cup to the right',
    '将左侧的杯子移到右侧',
    'turn the valve with the right hand',
    'flip the light switch',
    'hand me the pen',
  ];
  const demands = (sentence: string): [boolean, boolean] => {
    const { inHand, twoHands } = demandsOf(readTask(sentence));
    return [inHand, twoHands];
  };
  for (const sentence of inHand) assert.deepEqual(demands(sentence), [true, false], sentence);
  for (const sentence of twoHands) assert.deepEqual(demands(sentence), [false, true], sentence);
  for (const sentence of neither) assert.deepEqual(demands(sentence), [false, false], sentence);
});
