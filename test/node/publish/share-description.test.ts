import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_SHARED_DESCRIPTION_BYTES } from '#contracts/manifest/manifest.ts';
import { readRobot } from '#node/embodiment/read-robot.ts';
import { readSharedDescription, shareDescription } from '#node/publish/share-description.ts';
import { listSharedRobots, needsSharedRobots, readSharedRobot } from '#test/support/shared-robots.ts';
import { robotFile } from '#test/support/robot-recording.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

test('a description that is let out is checked for what must not leave', async (t) => {
  const folder = await tempFolder(t);
  const robot = await readRobot(robotFile('larkspur-arm7'));
  const shared = await shareDescription(folder, robot, []);
  const text = robot.text.replaceAll(/<!--[\s\S]*?-->/g, '');
  assert.equal(shared.bytes, Buffer.byteLength(text));
  assert.equal(await readSharedDescription(folder), text);

  const refuses = (text: string, roster: readonly string[], code: string): Promise<void> =>
    assert.rejects(shareDescription(folder, { ...robot, text }, roster), { code });
  const noted = (note: string): string => robot.text.replace('</robot>', `<link name="${note}"/></robot>`);
  await refuses(noted('ask ada.marsh@larkspur.example'), [], 'refused');
  await refuses(noted('meshes lie in /home/ada/work/arm'), [], 'refused');
  await refuses(noted('for the Bluebell pilot'), ['Bluebell'], 'refused');
  await refuses(noted('x'.repeat(MAX_SHARED_DESCRIPTION_BYTES)), [], 'limit-exceeded');
});

test('numbers of real descriptions are not mistaken for telephones', needsSharedRobots, async (t) => {
  const folder = await tempFolder(t);
  const refused: string[] = [];
  for (const robot of listSharedRobots()) {
    const text = readSharedRobot(robot);
    const tree = { format: robot.format } as Parameters<typeof shareDescription>[1]['tree'];
    await shareDescription(folder, { text, tree }, []).catch((error: Error) => {
      refused.push(`${robot.name}: ${error.message}`);
    });
  }
  // One of them has a name that looks like a serial number.
  assert.ok(refused.length <= 1, refused.join('\n'));
});
