import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRobotDescription } from '#contracts/embodiment/description/read-robot-description.ts';
import { parseXml } from '#contracts/embodiment/description/xml.ts';
import { xmlText } from '#contracts/embodiment/description/xml-text.ts';

const ROBOT = '<robot name="café"><link name="base"/></robot>';
const nameOf = (bytes: Uint8Array): string => readRobotDescription(xmlText(bytes)).name;

test('descriptions are read in UTF-8, UTF-16 and the encoding that they name', () => {
  const latin = Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>\n${ROBOT}`, 'latin1');
  const kept = Buffer.from(`<?xml version="1.0" encoding="gb2312"?>\n${ROBOT}`);
  const wide = Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-16"?>\n${ROBOT}`, 'utf16le');
  const swapped = Buffer.from(wide).swap16();
  const chinese = Buffer.concat([
    Buffer.from('<?xml version="1.0" encoding="GBK"?><robot name="'),
    Buffer.from([0xbb, 0xfa, 0xd0, 0xb5, 0xb1, 0xdb]),
    Buffer.from('"><link name="base"/></robot>'),
  ]);
  for (const bytes of [Buffer.from(ROBOT), Buffer.from(`\uFEFF${ROBOT}`), latin, kept, wide, swapped])
    assert.equal(nameOf(bytes), 'café');
  assert.equal(nameOf(chinese), '机械臂');
});

test('bytes in no encoding that the file names are refused', () => {
  const bytes = Buffer.from(ROBOT, 'latin1');
  const unheard = Buffer.from(`<?xml version="1.0" encoding="klingon"?>\n${ROBOT}`, 'latin1');
  for (const bad of [bytes, unheard]) assert.throws(() => xmlText(bad), { code: 'bad-xml' });
});

test('comments may hold hyphens, and hide nothing else', () => {
  const text = [
    '<!------- joints ------->',
    '<robot name="r"><!-- a -- b --->',
    '<link name="base"><![CDATA[ <!-- ]]></link>',
    '<!-- <link name="x"/> --><link name="arm"/></robot>',
  ].join('\n');
  const root = parseXml(text);
  assert.deepEqual(
    root.children.map((child) => [child.attributes.get('name'), child.line]),
    [
      ['base', 3],
      ['arm', 4],
    ],
  );
  assert.equal(root.children[0]!.text.trim(), '<!--');
  assert.throws(() => parseXml('<robot><!-- never ends </robot>'), { code: 'bad-xml' });
  const started = performance.now();
  assert.throws(() => parseXml('<!--'.repeat(500_000)), { code: 'bad-xml' });
  assert.ok(performance.now() - started < 5000);
});
