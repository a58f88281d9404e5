/** Bounds on what a parquet file may ask for: every length in it is a claim of whoever wrote it. */

/** Largest footer, bytes. A footer of 10,000 row groups with 100 columns has about 100 MB. */
export const MAX_FOOTER_BYTES = 128 * 1024 * 1024;
/** Largest page, compressed or not, bytes. Writers aim at 1 MiB; pages of embedded images are larger. */
export const MAX_PAGE_BYTES = 96 * 1024 * 1024;
/** Largest page header, bytes. Headers carry statistics, hence values. */
export const MAX_PAGE_HEADER_BYTES = 1024 * 1024;
/** Entries (values and nulls) in one page. */
export const MAX_PAGE_ENTRIES = 16 * 1024 * 1024;
/** Leaf columns of one file. */
export const MAX_LEAF_COLUMNS = 10_000;
/** Bytes that are read from disk at once while walking through a column chunk. */
export const READ_WINDOW_BYTES = 1024 * 1024;
/** Rows of nested columns that are assembled at once. */
export const MAX_NESTED_ROWS = 200_000;
