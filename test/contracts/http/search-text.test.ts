import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { listingQuerySchema } from '#contracts/http/catalog.ts';
import { readSearch } from '#contracts/http/search-text.ts';

test('filters are told from words', () => {
  assert.deepEqual(readSearch('red cups hours>10 method:teleop dof:7 quality>=90% force'), {
    filters: {
      q: 'red cups',
      minHours: 10,
      collection: ['teleoperation'],
      minDof: 7,
      maxDof: 7,
      minQuality: 0.9,
      contactSensing: 'true',
    },
    unknown: [],
  });
  assert.deepEqual(
    readSearch('body:humanoid robot:arm modality:depth licence:train-only-1y task:pick 杯子'),
    {
      filters: {
        bodyClass: ['humanoid', 'arm'],
        modality: ['depth'],
        license: ['train-only-1y'],
        task: ['pick'],
        q: '杯子',
      },
      unknown: [],
    },
  );
});

test('what looks like a filter and is none is told, not looked for', () => {
  assert.deepEqual(readSearch('hours>many colour:red body:unicorn cup'), {
    filters: { q: 'cup' },
    unknown: ['hours>many', 'colour:red', 'body:unicorn'],
  });
});

test('any text gives filters that the API takes', () => {
  const part = fc.oneof(
    fc.string(),
    fc
      .tuple(
        fc.constantFrom('hours', 'dof', 'quality', 'method', 'body', 'task', 'access', 'licence', 'modality'),
        fc.constantFrom(':', '>', '<=', '='),
        fc.oneof(
          fc.constantFrom('7', '0.5', '1e3', 'sim', 'arm', 'auto', '90%'),
          fc.string({ maxLength: 8 }),
        ),
      )
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const { filters } = readSearch(parts.join(' '));
      const { q, ...rest } = filters;
      listingQuerySchema.parse({ ...rest, ...(q === undefined ? {} : { q: q.slice(0, 200) }) });
    }),
    { numRuns: 500 },
  );
});
