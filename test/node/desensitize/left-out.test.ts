import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { reportHolds } from '#contracts/desensitize/report.ts';
import { openDataset } from '#node/dataset/open-dataset.ts';
import { makeDerivative } from '#node/desensitize/make-derivative.ts';
import { DerivativeScratch, derivativeDeps } from '#test/support/derivative-job.ts';

const world = await DerivativeScratch.create();
after(async () => await world.remove());

for (const version of ['v2.1', 'v3.0'] as const) {
  test(`leaves episodes out of a ${version} derivative that do not qualify, and counts them`, async () => {
    await using source = await openDataset(world.sources[version]);
    const request = world.request(world.sources[version], `some-${version}`);
    const made = await makeDerivative(derivativeDeps, { ...request, leaveOut: [0] });
    assert.ok(made.outDir !== null && reportHolds(made.report));
    const episode = made.report.dropped.find(({ kind }) => kind === 'episode');
    assert.deepEqual(episode, { kind: 'episode', reason: 'not-qualified', items: 1 });
    await using derivative = await openDataset(made.outDir);
    assert.equal(derivative.episodeIndices.length, source.episodeIndices.length - 1);
    const state = async (from: typeof source, index: number) =>
      (await from.readEpisode(index)).columns.get('observation.state');
    assert.deepEqual(await state(derivative, 0), await state(source, 1));
  });
}
