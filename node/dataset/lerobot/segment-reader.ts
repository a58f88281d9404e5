/** Reads the rows of episodes out of one data file, going forward; a damaged column costs its row group, not the file. */

import { isExchangeError } from '#contracts/errors.ts';
import { asFloat64, type Column } from '../dataset-reader.ts';
import type { FindingCollector } from '../findings.ts';
import { columnNames, openColumn, type ColumnReader } from '../parquet/column-reader.ts';
import type { ParquetFile } from '../parquet/parquet-file.ts';
import { EPISODE_COLUMN, rowGroupEnds, type Segment } from './data-files.ts';

/** Rows of one episode that are read at once; longer episodes are cut, with a finding. */
export const MAX_EPISODE_ROWS = 1_000_000;

interface OpenColumn {
  reader: ColumnReader;
  /** Row that the reader stands at. */
  at: number;
  /** The column is not tried again before this row. */
  brokenUntil: number;
}

/** An open data file with a forward-moving reader per column. */
export class SegmentReader {
  readonly #file: ParquetFile;
  readonly #path: string;
  readonly #findings: FindingCollector;
  readonly #ends: readonly number[];
  readonly #columns = new Map<string, OpenColumn>();

  constructor(
    file: ParquetFile,
    options: { path: string; findings: FindingCollector; columns?: readonly string[] | undefined },
  ) {
    this.#file = file;
    this.#path = options.path;
    this.#findings = options.findings;
    this.#ends = rowGroupEnds(file);
    const wanted = options.columns === undefined ? null : new Set([...options.columns, EPISODE_COLUMN]);
    for (const name of columnNames(file)) {
      if (wanted === null || wanted.has(name)) {
        this.#columns.set(name, { reader: openColumn(file, name), at: 0, brokenUntil: 0 });
      }
    }
  }

  /** Columns of a segment by name; those that cannot be read are left out, with a finding. */
  async read(segment: Segment): Promise<Map<string, Column>> {
    const rows = Math.min(segment.rows, MAX_EPISODE_ROWS);
    if (rows < segment.rows) {
      this.#findings.add('warn', 'episode-too-long', {
        file: this.#path,
        row: segment.firstRow,
        params: { episode: segment.episode, rows: segment.rows, read: rows },
      });
    }
    const columns = new Map<string, Column>();
    for (const [name, column] of this.#columns) {
      if (segment.firstRow < column.brokenUntil) continue;
      try {
        columns.set(name, await this.#readColumn(column, segment.firstRow, rows));
      } catch (error) {
        this.#markBroken(name, column, segment);
        this.#findings.addError(
          isExchangeError(error, 'limit-exceeded') ? 'column-too-large' : 'column-unreadable',
          error,
          {
            file: this.#path,
            row: segment.firstRow,
            params: { column: name, episode: segment.episode },
          },
        );
      }
    }
    this.#checkEpisodeIndex(columns.get(EPISODE_COLUMN), segment);
    return columns;
  }

  async #readColumn(column: OpenColumn, firstRow: number, rows: number): Promise<Column> {
    if (column.at > firstRow) {
      column.reader = openColumn(this.#file, column.reader.name);
      column.at = 0;
    }
    await column.reader.skip(firstRow - column.at);
    const read = await column.reader.read(rows);
    column.at = firstRow + rows;
    return read;
  }

  #markBroken(name: string, column: OpenColumn, segment: Segment): void {
    // A reader that failed stands nowhere: a new one passes over whole row groups without touching the damaged pages.
    column.reader = openColumn(this.#file, name);
    column.at = 0;
    column.brokenUntil = this.#ends.find((end) => end > segment.firstRow) ?? Number.POSITIVE_INFINITY;
  }

  #checkEpisodeIndex(column: Column | undefined, segment: Segment): void {
    if (column?.kind !== 'numbers') return;
    const row = asFloat64(column).findIndex((value) => value !== segment.episode);
    if (row < 0) return;
    this.#findings.add('error', 'statistics-lie', {
      file: this.#path,
      row: segment.firstRow + row,
      params: { column: EPISODE_COLUMN, episode: segment.episode },
    });
  }
}
