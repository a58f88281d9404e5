/** A parquet file being written row group by row group. */

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SchemaElement } from 'hyparquet/src/types.js';
import { fileWriter, ParquetWriter, type ColumnSource } from 'hyparquet-writer';

/** An open parquet output. */
export interface ParquetOutput {
  /** Bytes written so far. */
  readonly bytes: number;
  /** Writes rows as one row group. */
  write(columns: readonly ColumnSource[]): void;
  /** Writes the footer and closes the file. */
  finish(): void;
}

/** Creates a file and its folder. `keyValues` go into the footer. */
export function createParquet(
  path: string,
  schema: readonly SchemaElement[],
  keyValues: Readonly<Record<string, string>>,
): ParquetOutput {
  mkdirSync(dirname(path), { recursive: true });
  const writer = fileWriter(path);
  const top = countTopLevel(schema);
  const parquet = new ParquetWriter({
    writer,
    schema: [{ name: 'schema', num_children: top }, ...schema],
    kvMetadata: Object.entries(keyValues).map(([key, value]) => ({ key, value })),
    createdBy: 'kinship',
  });
  return {
    get bytes() {
      return writer.offset;
    },
    write: (columns) => {
      const rows = columns[0]?.data.length ?? 0;
      if (rows > 0) void parquet.write({ columnData: [...columns], rowGroupSize: rows });
    },
    finish: () => void parquet.finish(),
  };
}

function countTopLevel(schema: readonly SchemaElement[]): number {
  let top = 0;
  let pending = 0;
  for (const element of schema) {
    if (pending === 0) top++;
    else pending--;
    pending += element.num_children ?? 0;
  }
  return top;
}
