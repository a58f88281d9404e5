import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fuzzDataset } from '#test/support/dataset-fuzz.ts';
import { writeMcapAs } from '#test/support/mcap-fixture.ts';
import {
  writeMcapFixture,
  writeRosbag1Fixture,
  writeRosbag2Fixture,
} from '#test/support/recording-fixture.ts';
import { plainVideo } from '#test/support/seeded-video.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import {
  writeAlohaFixture,
  writeRldsFixture,
  writeRobomimicFixture,
} from '#test/support/trajectory-fixture.ts';

const FORMATS = {
  MCAP: (path: string) => writeMcapFixture(path, 1),
  'protobuf MCAP': (path: string) =>
    writeMcapAs(path, { encoding: 'protobuf', compression: '', chunked: true, seconds: 1 }),
  rosbag2: (path: string) => writeRosbag2Fixture(path, 1),
  'ROS 1 bag': (path: string) => writeRosbag1Fixture(path, 1),
  ALOHA: (path: string) => writeAlohaFixture(path),
  robomimic: (path: string) => writeRobomimicFixture(path, 1),
  RLDS: (path: string) => writeRldsFixture(path, 1),
  'folder of video': async (path: string) => writeFile(path, await plainVideo(30)),
};

for (const [name, write] of Object.entries(FORMATS)) {
  test(`ends well on 10,000 damaged ${name} files`, async (t) => {
    const dir = await tempFolder(t);
    await write(join(dir, 'recording.dat'));
    t.diagnostic(
      JSON.stringify(await fuzzDataset(dir, ['recording.dat'], { cases: 10_000, seed: 20_261_125 })),
    );
  });
}
