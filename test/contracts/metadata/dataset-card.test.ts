import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { datasetCard } from '#contracts/metadata/dataset-card.ts';
import { describedDataset } from '#test/support/described-dataset.ts';

test('the card has front matter that the hub indexes, and a page for people', () => {
  const card = datasetCard(describedDataset());
  const [, front = '', page = ''] = card.split(/^---$/m);
  assert.deepEqual(parse(front), {
    pretty_name: 'Cups: from a "shelf"',
    license: 'other',
    license_name: 'train-only-1y',
    license_link: 'LICENSE.txt',
    task_categories: ['robotics'],
    tags: ['LeRobot', 'robotics', 'lerobot', 'teleoperation', 'Arm 7'],
    size_categories: ['n<1K'],
    configs: [{ config_name: 'default', data_files: 'data/*/*.parquet' }],
  });
  assert.match(page, /LeRobotDataset\("local\/cups", root=root/);
  assert.match(page, /elbow \\\| "bent"/);
  assert.match(page, /用本数据训练模型/);
});

test('a text in a title cannot end the front matter', () => {
  const title = 'x\n---\nlicense: mit';
  const [, front = ''] = datasetCard({ ...describedDataset(), title }).split(/^---$/m);
  assert.equal((parse(front) as { pretty_name: string }).pretty_name, title);
});
