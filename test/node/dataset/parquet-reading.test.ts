import assert from 'node:assert/strict';
import { open, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import * as fc from 'fast-check';
import type { SchemaElement } from 'hyparquet';
import { ByteWriter, parquetWrite, type ColumnSource } from 'hyparquet-writer';
import { isExchangeError } from '#contracts/errors.ts';
import { asFloat64, type Column } from '#node/dataset/dataset-reader.ts';
import { openColumn } from '#node/dataset/parquet/column-reader.ts';
import { openParquet } from '#node/dataset/parquet/parquet-file.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

interface Table {
  readonly schema: SchemaElement[];
  readonly columns: ColumnSource[];
  readonly rowGroupSize?: number;
  readonly pageSize?: number;
}

async function writeTable(t: TestContext, table: Table): Promise<string> {
  const writer = new ByteWriter();
  await parquetWrite({
    writer,
    schema: [{ name: 'root', num_children: table.columns.length }, ...table.schema],
    columnData: table.columns,
    ...(table.rowGroupSize === undefined ? {} : { rowGroupSize: table.rowGroupSize }),
    ...(table.pageSize === undefined ? {} : { pageSize: table.pageSize }),
  });
  const path = join(await tempFolder(t), 'table.parquet');
  await writeFile(path, new Uint8Array(writer.getBuffer()));
  return path;
}

function list(name: string, leaf: SchemaElement): SchemaElement[] {
  return [
    { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    leaf,
  ];
}

const FLOATS = list('x', { name: 'element', type: 'FLOAT', repetition_type: 'OPTIONAL' });

async function readAll(path: string, name: string, steps: readonly number[]): Promise<Column[]> {
  await using file = await openParquet(path);
  const reader = openColumn(file, name);
  const out: Column[] = [];
  for (const rows of steps) out.push(await reader.read(rows));
  return out;
}

test('reads lists of floats to the bit across pages and row groups, in any steps', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.float({ noNaN: false }), { minLength: 1, maxLength: 300 }),
      fc.record({ rowGroupSize: fc.integer({ min: 1, max: 60 }), step: fc.integer({ min: 1, max: 40 }) }),
      async (width, seedValues, { rowGroupSize, step }) => {
        const rows = Math.max(1, Math.floor(seedValues.length / width));
        const values = Float32Array.from({ length: rows * width }, (_, i) => seedValues[i] ?? 0);
        const data = Array.from({ length: rows }, (_, r) => [...values.subarray(r * width, (r + 1) * width)]);
        const path = await writeTable(t, {
          schema: FLOATS,
          columns: [{ name: 'x', data }],
          rowGroupSize,
          pageSize: 64,
        });
        const steps: number[] = [];
        for (let left = rows; left > 0; left -= step) steps.push(Math.min(step, left));
        const read = await readAll(path, 'x', steps);
        const joined = read.flatMap((column) => (column.kind === 'numbers' ? [...column.values] : []));
        assert.deepEqual(Float32Array.from(joined as number[]), values);
        for (const column of read) assert.equal(column.kind === 'numbers' && column.width, width);
      },
    ),
    { numRuns: 40, seed: 20_260_801 },
  );
});

test('keeps float64 and int64 exact', async (t) => {
  const doubles = Float64Array.of(0.1, -0, 1e-320, Number.MAX_VALUE);
  const longs = BigInt64Array.of(2n ** 62n + 1n, -1n, 0n, -(2n ** 63n));
  const path = await writeTable(t, {
    schema: [
      { name: 'd', type: 'DOUBLE', repetition_type: 'REQUIRED' },
      { name: 'l', type: 'INT64', repetition_type: 'OPTIONAL' },
    ],
    columns: [
      { name: 'd', data: doubles },
      { name: 'l', data: longs },
    ],
  });
  const [d] = await readAll(path, 'd', [4]);
  const [l] = await readAll(path, 'l', [4]);
  assert.ok(d?.kind === 'numbers' && l?.kind === 'numbers');
  assert.deepEqual(new Uint8Array((d.values as Float64Array).buffer), new Uint8Array(doubles.buffer));
  assert.deepEqual(l.values, longs);
});

test('narrows integers to the declared width and reads booleans as bytes', async (t) => {
  const path = await writeTable(t, {
    schema: [
      { name: 'i', type: 'INT32', converted_type: 'INT_8', repetition_type: 'REQUIRED' },
      { name: 'u', type: 'INT32', converted_type: 'UINT_16', repetition_type: 'REQUIRED' },
      { name: 'b', type: 'BOOLEAN', repetition_type: 'REQUIRED' },
    ],
    columns: [
      { name: 'i', data: Int32Array.of(-128, 127) },
      { name: 'u', data: Int32Array.of(0, 65_535) },
      { name: 'b', data: [true, false] },
    ],
  });
  const types = await Promise.all(['i', 'u', 'b'].map(async (name) => (await readAll(path, name, [2]))[0]));
  assert.deepEqual(
    types.map((column) => (column?.kind === 'numbers' ? [column.type, ...column.values] : null)),
    [
      ['int8', -128, 127],
      ['uint16', 0, 65_535],
      ['bool', 1, 0],
    ],
  );
});

test('marks rows with nulls as missing and gives NaN for them', async (t) => {
  const path = await writeTable(t, {
    schema: FLOATS,
    columns: [{ name: 'x', data: [[1, 2], null, [3, 4], [5, null]] }],
  });
  const [column] = await readAll(path, 'x', [4]);
  assert.ok(column?.kind === 'numbers');
  assert.equal(column.width, 2);
  assert.deepEqual([...(column.missing ?? [])], [0, 1, 0, 1]);
  assert.deepEqual([...asFloat64(column)], [1, 2, NaN, NaN, 3, 4, NaN, NaN]);
});

test('hands out rows of unequal width as nested lists', async (t) => {
  const path = await writeTable(t, { schema: FLOATS, columns: [{ name: 'x', data: [[1], [2, 3], []] }] });
  const [column] = await readAll(path, 'x', [3]);
  assert.deepEqual(column, { kind: 'nested', rows: 3, values: [[1], [2, 3], null] });
});

test('reads text, pictures and nested structures', async (t) => {
  const text: SchemaElement = {
    name: 'element',
    type: 'BYTE_ARRAY',
    converted_type: 'UTF8',
    repetition_type: 'OPTIONAL',
  };
  const path = await writeTable(t, {
    schema: [
      { ...text, name: 's' },
      { name: 'p', repetition_type: 'OPTIONAL', num_children: 2 },
      { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
      { ...text, name: 'path' },
      ...list('l', text),
    ],
    columns: [
      { name: 's', data: ['a', null, '杯'] },
      {
        name: 'p',
        data: [
          { bytes: Uint8Array.of(1, 2), path: 'a.png' },
          { bytes: null, path: null },
          { bytes: Uint8Array.of(), path: 'c' },
        ],
      },
      { name: 'l', data: [['x', 'y'], [], ['z']] },
    ],
  });
  const [s] = await readAll(path, 's', [3]);
  const [p] = await readAll(path, 'p', [3]);
  const [l] = await readAll(path, 'l', [3]);
  assert.deepEqual(s, { kind: 'text', rows: 3, values: ['a', null, '杯'] });
  assert.ok(p?.kind === 'images');
  assert.deepEqual(
    p.values.map(({ bytes, path: name }) => [bytes === null ? null : [...bytes], name]),
    [
      [[1, 2], 'a.png'],
      [null, null],
      [[], 'c'],
    ],
  );
  assert.deepEqual(l?.values, [['x', 'y'], [], ['z']]);
});

test('passes over row groups and reads on at the right row', async (t) => {
  const data = BigInt64Array.from({ length: 1000 }, (_, i) => BigInt(i));
  const path = await writeTable(t, {
    schema: [{ name: 'n', type: 'INT64', repetition_type: 'REQUIRED' }],
    columns: [{ name: 'n', data }],
    rowGroupSize: 90,
  });
  await using file = await openParquet(path);
  const reader = openColumn(file, 'n');
  await reader.skip(455);
  const column = await reader.read(3);
  assert.deepEqual(column.kind === 'numbers' && [...column.values], [455n, 456n, 457n]);
});

test('refuses a truncated file with the offset of its end', async (t) => {
  const path = await writeTable(t, { schema: FLOATS, columns: [{ name: 'x', data: [[1], [2]] }] });
  await truncate(path, 60);
  await assert.rejects(
    openParquet(path),
    (error) => isExchangeError(error, 'bad-dataset') && error.params['offset'] === 56,
  );
});

test('names column and offset of a damaged page', async (t) => {
  const path = await writeTable(t, {
    schema: FLOATS,
    columns: [{ name: 'x', data: Array.from({ length: 500 }, (_, i) => [i * 1.37, Math.sin(i)]) }],
  });
  const handle = await open(path, 'r+');
  await handle.write(Buffer.alloc(900, 0xa5), 0, 900, 40);
  await handle.close();
  await assert.rejects(readAll(path, 'x', [500]), (error) => {
    return (
      isExchangeError(error, 'bad-dataset') &&
      error.params['column'] === 'x.list.element' &&
      error.params['offset'] === 4
    );
  });
});
