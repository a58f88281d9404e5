import assert from 'node:assert/strict';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { plainConversion } from '#contracts/dataset/conversions.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { runConversion } from '#node/dataset/convert/run-conversion.ts';
import { scanDataset } from '#node/dataset/scan/scan-dataset.ts';
import { mapStatements } from '#node/publish/map-statements.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { JOINTS, writeAlohaFixture } from '#test/support/trajectory-fixture.ts';

const NAMES = Array.from({ length: JOINTS }, (_, i) => `axis_${i}`);

test('statements about recordings follow the names that a conversion gives', async (t) => {
  const dir = await tempFolder(t);
  const [raw, out] = [join(dir, 'raw'), join(dir, 'out')];
  await writeAlohaFixture(join(raw, 'episode_0.hdf5'));
  const options = { ...plainConversion('lerobot-v3.0'), fps: 50 };
  const conversions = await runConversion(out, { source: raw, options });
  const facts = await scanDataset(raw);
  const declarations = join(dir, 'said.json');
  const file = join(dir, 'mapped.json');
  const say = (features: object): Promise<void> =>
    writeFile(declarations, JSON.stringify({ schema: 'declarations/1', features }));
  await say({ 'observations.qpos': { names: NAMES, unit: 'rad' }, action: { names: NAMES } });
  {
    await using mapped = await mapStatements({ declarations }, { conversions, raw: facts, file });
    assert.equal(mapped.stated.declarations, file);
    const after = await scanDataset(out, { declarations: file });
    const state = after.features.find(({ name }) => name === 'observation.state');
    assert.deepEqual([state?.names, state?.unit], [NAMES, 'rad']);
    assert.deepEqual(after.features.find(({ name }) => name === 'action')?.names, NAMES);
    assert.deepEqual(
      after.discrepancies.filter(({ subject }) => subject.startsWith('statement:')),
      [],
    );
  }
  await assert.rejects(stat(file));
  // Names that the conversion gives may be used as well.
  await say({ 'observation.state': { names: NAMES } });
  {
    await using mapped = await mapStatements({ declarations }, { conversions, raw: facts, file });
    assert.match(await readFile(mapped.stated.declarations ?? '', 'utf8'), /"observation\.state"/);
  }
  await say({ 'observations.qpoz': { names: NAMES } });
  await assert.rejects(
    mapStatements({ declarations }, { conversions, raw: facts, file }),
    (error) => isExchangeError(error, 'refused') && /observations\.qpoz/.test(error.message),
  );
});

test('a folder that is taken as it is keeps its statements', async (t) => {
  const dir = await tempFolder(t);
  await mkdir(join(dir, 'raw'));
  await writeAlohaFixture(join(dir, 'raw/episode_0.hdf5'));
  const raw = await scanDataset(join(dir, 'raw'));
  const stated = { declarations: join(dir, 'nowhere.json') };
  await using kept = await mapStatements(stated, { conversions: null, raw, file: join(dir, 'x') });
  assert.equal(kept.stated, stated);
});
