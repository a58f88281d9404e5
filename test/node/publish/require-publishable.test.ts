import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { UNSTATED_LIFECYCLE } from '#contracts/dataset/lifecycle.ts';
import { LICENSE_TEMPLATES } from '#contracts/license/templates.ts';
import { run } from '#node/publish/confined-texts.ts';
import { requirePublishable } from '#node/publish/require-publishable.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const ROSTER = ['Bluebell', 'Ada Marsh', 'laboratory', '王小明'];

/** Every place where a lister writes freely, and nothing that any detector knows. */
const CLEAN = {
  schema: 'declarations/1',
  collection: { method: 'simulation', site: 'laboratory', from: '2026-03-01', to: '2026-03-04' },
  features: {
    'observation.state': { unit: 'rad', names: ['j1', 'j2'], joints: ['shoulder', null], frame: 'base' },
  },
  generation: { method: 'unknown', tool: 'MimicGen', share: 0.5 },
  simulation: {
    simulator: 'Isaac Sim',
    version: '2023.1.1',
    timestepSeconds: 0.002,
    substeps: 1,
    solver: 'TGS',
    contactModel: null,
    gravity: [0, 0, -9.81],
    parameters: [{ name: 'table friction', value: 0.812345678, unit: null }],
    randomization: [],
  },
  cleaning: [{ step: 'other', tool: 'by hand', episodes: 2 }],
  feedback: [{ kind: 'other', date: '2026-03-09', episodes: null, answered: true }],
  objects: [
    { name: 'red cup', material: 'plastic', massKg: 0.2, friction: null, deformability: 'rigid', size: null },
  ],
  pairings: [
    { kind: 'task-instance', group: 'cup-shelf', dataset: `urn:kin:ds:${'a2'.repeat(26)}`, episodes: null },
  ],
};

type Json = { [name: string]: Json } & unknown[];

/** A copy with one member set. */
function changed(pointer: string, value: unknown): unknown {
  const copy = structuredClone(CLEAN) as unknown as Json;
  const path = pointer.split('/').slice(1);
  const last = path.pop() as string;
  let at = copy;
  for (const name of path) at = at[name] as Json;
  at[last] = value as Json;
  return copy;
}

test('what a lister states is searched wherever he writes freely', async (t) => {
  const declarations = join(await tempFolder(t), 'stated.json');
  const hitsOf = async (stated: unknown) => {
    await writeFile(declarations, JSON.stringify(stated));
    return run({ roster: ROSTER, declarations });
  };
  assert.deepEqual(await hitsOf(CLEAN), []);
  const cases: [string, unknown, string][] = [
    ['/simulation/solver', 'tuned by Ada_Marsh', 'roster'],
    ['/simulation/version', '1.2-bluebell', 'roster'],
    ['/simulation/parameters/0/name', 'see 192.168.1.10', 'ip-address'],
    ['/generation/tool', '/home/ada/tools/gen', 'home-path'],
    ['/cleaning/0/tool', 'ask ada.marsh@larkspur.example', 'email'],
    ['/objects/0/name', '王小明的杯子', 'roster'],
    ['/objects/0/material', 'call +49 30 1234567', 'phone'],
    ['/pairings/0/group', 'bluebell-pilot', 'roster'],
    ['/features/observation.state/names/1', 'session_20260301_1530', 'date'],
    ['/features/observation.state/joints/0', 'sn: AX-99812', 'serial-number'],
    ['/features/observation.state/frame', 'Bluebell hall', 'roster'],
  ];
  for (const [pointer, text, name] of cases) {
    const hits = await hitsOf(changed(pointer, text));
    assert.deepEqual(
      hits.map((hit) => hit.pointer),
      [pointer],
    );
    assert.ok(hits[0]?.classes.includes(name as never), `${pointer}: ${hits[0]?.classes.join()}`);
  }
  const named = { ...CLEAN, features: { 'bluebell.arm': { names: ['ada@larkspur.example'] } } };
  assert.deepEqual(await hitsOf(named), [{ pointer: '/features', classes: ['roster'] }]);
});

test('names of a listing and of facts are searched for what the roster forbids', async () => {
  const listed = {
    slug: 'bluebell-arm',
    title: 'The BlueBell arm',
    description: 'Write to sales@larkspur.example,\nnot to Marsh, Ada.',
    embodimentLabel: 'bluebell_arm7',
    terms: [{ ...LICENSE_TEMPLATES['train-only-1y']!, fieldsOfUse: ['bluebell'] }],
  };
  // "BlueBell" is one word in any case, and an address in a description is meant to be read.
  assert.deepEqual(
    (await run({ roster: ROSTER, listed })).map(({ pointer, classes }) => [pointer, ...classes]),
    [
      ['/slug', 'roster'],
      ['/title', 'roster'],
      ['/description', 'roster'],
      ['/embodimentLabel', 'roster'],
      ['/terms/0/fieldsOfUse/0', 'roster'],
    ],
  );
  assert.deepEqual(await run({ roster: [], listed }), []);
  const feature = { names: ['ada@larkspur.example'], joints: ['sn12345', 'bluebell_wrist'] };
  const facts = {
    lifecycle: { ...UNSTATED_LIFECYCLE, frames: [{ name: 'Bluebell', parent: null, x: 'up', z: 'up' }] },
    features: [feature],
    discrepancies: [
      { subject: 'fps', declared: '2026-03-01', observed: 30 },
      { subject: 'statement:feature:bluebell.arm', declared: 'present', observed: 'absent' },
    ],
  } as unknown as Parameters<typeof run>[0]['facts'];
  assert.deepEqual(
    (await run({ roster: ROSTER, facts: facts!, jointMap: null })).map(({ pointer }) => pointer),
    ['/lifecycle/frames/0/name', '/features/0/names/0', '/discrepancies/1/subject', '/features/0/joints/1'],
  );
});

test('a refusal names places and classes, never what was found', async (t) => {
  const declarations = join(await tempFolder(t), 'kinship.yaml');
  await writeFile(declarations, JSON.stringify(changed('/simulation/solver', 'tuned by Ada Marsh')));
  const { signal } = new AbortController();
  await assert.rejects(requirePublishable({ roster: ROSTER, declarations }, signal), (error: Error) => {
    const { code, params } = error as Error & { code: string; params: object };
    assert.equal(code, 'refused');
    assert.deepEqual(params, { rules: 'roster', pointers: '/simulation/solver' });
    assert.match(error.message, /\/simulation\/solver \(roster\)/);
    assert.doesNotMatch(error.message, /Ada|Marsh/i);
    return true;
  });
  await requirePublishable({ roster: [], declarations }, signal);
  await writeFile(declarations, '{"schema": "declarations/1", "episodes": -1}');
  await assert.rejects(requirePublishable({ roster: [], declarations }, signal), { code: 'bad-config' });
});
