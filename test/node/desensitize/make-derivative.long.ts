import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { findPolicy, POLICY_IDS } from '#contracts/desensitize/policies.ts';
import { reportHolds } from '#contracts/desensitize/report.ts';
import { isExchangeError } from '#contracts/errors.ts';
import { Detectors } from '#node/desensitize/detectors.ts';
import { makeDerivative } from '#node/desensitize/make-derivative.ts';
import { derivativeDeps } from '#test/support/derivative-job.ts';
import { ROSTER, SECRETS, TASKS, writeSeededDataset } from '#test/support/seeded-dataset.ts';

const RUNS = 300;
const scratch = await mkdtemp(join(tmpdir(), 'kin-fuzz-'));
after(async () => await rm(scratch, { recursive: true, force: true }));

const bases = { 'v2.1': join(scratch, 'v21'), 'v3.0': join(scratch, 'v30') } as const;
for (const version of ['v2.1', 'v3.0'] as const) await writeSeededDataset(bases[version], version);

// What is put into new places must be findable there by itself: a surname alone is on no list.
const detectors = new Detectors(ROSTER);
const FINDABLE = SECRETS.filter((secret) => !detectors.isClean(secret));
assert.ok(FINDABLE.length >= 12);

interface Change {
  readonly secret: string;
  readonly where: 'robot' | 'dimension' | 'rename' | 'member' | 'dtype' | 'byte' | 'cut' | 'file';
  readonly at: number;
}

const changes = fc.array(
  fc.record<Change>({
    secret: fc.constantFrom(...FINDABLE),
    where: fc.constantFrom('robot', 'dimension', 'rename', 'member', 'dtype', 'byte', 'cut', 'file'),
    at: fc.nat(),
  }),
  { minLength: 1, maxLength: 4 },
);

async function apply(dir: string, change: Change): Promise<void> {
  const infoPath = join(dir, 'meta/info.json');
  if (change.where === 'byte' || change.where === 'cut' || change.where === 'file') {
    const files = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    );
    const one = files.sort((a, b) => (join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1))[
      change.at % files.length
    ];
    if (one === undefined) return;
    const path = join(one.parentPath, one.name);
    const bytes = await readFile(path);
    if (change.where === 'file')
      await writeFile(`${path}.${change.secret.replaceAll(/[/:]/g, '_')}`, change.secret);
    else if (change.where === 'cut') await writeFile(path, bytes.subarray(0, change.at % (bytes.length + 1)));
    else if (bytes.length > 0) {
      bytes[change.at % bytes.length] = change.at % 251;
      await writeFile(path, bytes);
    }
    return;
  }
  let info: {
    robot_type?: unknown;
    features?: Record<string, { dtype?: unknown; names?: unknown }>;
  } & Record<string, unknown>;
  try {
    info = JSON.parse(await readFile(infoPath, 'utf8')) as typeof info;
  } catch {
    return;
  }
  const features = info.features ?? {};
  const name = Object.keys(features)[change.at % Math.max(1, Object.keys(features).length)] ?? '';
  const feature = features[name];
  if (change.where === 'robot') info.robot_type = `arm ${change.secret}`;
  else if (change.where === 'member') info[change.secret] = change.secret;
  else if (feature === undefined) return;
  else if (change.where === 'dimension') feature.names = [change.secret];
  else if (change.where === 'dtype')
    feature.dtype = ['string', 'float32', 'video', 'image', 'language', 'int64'][change.at % 6];
  else {
    delete features[name];
    features[`observation.${change.secret}`] = feature;
  }
  await writeFile(infoPath, JSON.stringify(info));
}

test('whatever is changed in a seeded folder, a released derivative holds no secret', async () => {
  let run = 0;
  let released = 0;
  await fc.assert(
    fc.asyncProperty(
      changes,
      fc.constantFrom(...POLICY_IDS),
      fc.constantFrom<'v2.1' | 'v3.0'>('v2.1', 'v3.0'),
      async (...[list, policyId, version]) => {
        const dir = join(scratch, `run-${run++}`);
        await cp(bases[version], dir, { recursive: true, verbatimSymlinks: true });
        for (const change of list) await apply(dir, change);
        const policy = findPolicy(policyId);
        assert.ok(policy.ok);
        const outDir = `${dir}-out`;
        try {
          const made = await makeDerivative(derivativeDeps, {
            sourceDir: dir,
            outDir,
            policy: policy.value,
            dataset: 'urn:kin:ds:fuzz',
            pseudonymKey: Buffer.alloc(32, 3),
            salt: 'cd'.repeat(16),
            roster: ROSTER,
            approvedTasks: TASKS,
          });
          assert.equal(made.outDir !== null, reportHolds(made.report));
          if (made.outDir === null) return;
          released++;
          for (const entry of await readdir(outDir, { recursive: true, withFileTypes: true })) {
            const path = join(entry.parentPath, entry.name);
            const bytes = entry.isFile() ? await readFile(path) : Buffer.alloc(0);
            for (const secret of SECRETS) {
              assert.ok(
                !bytes.includes(secret) && !path.slice(outDir.length).includes(secret),
                `${path} holds ${secret}`,
              );
            }
          }
        } catch (error) {
          assert.ok(isExchangeError(error), String(error));
        } finally {
          for (const suffix of ['', '-out', '-out.unfinished', '-out.videos']) {
            await rm(`${dir}${suffix}`, { recursive: true, force: true });
          }
        }
      },
    ),
    { numRuns: RUNS },
  );
  assert.ok(released > RUNS / 10, `${released} of ${RUNS} were released`);
});
