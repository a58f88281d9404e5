/**
 * The query builder, loaded as CommonJS. Its package.json has 180 kB, nearly all of it `exports`, and Node parses them again for each of
 * the hundred modules that it imports as ES modules: 0.35 s of processor time at every start of every program. `require` reads them once.
 */

import { createRequire } from 'node:module';
import type * as Orm from 'drizzle-orm';
import type * as Sqlite from 'drizzle-orm/sqlite-core';

const require = createRequire(import.meta.url);
const orm = require('drizzle-orm') as typeof Orm;
const sqlite = require('drizzle-orm/sqlite-core') as typeof Sqlite;

/** Conditions, orders and fragments of SQL. */
export const { and, asc, count, desc, eq, gt, gte, inArray, isNull, lt, lte, notInArray, or, sql } = orm;
/** Tables and their columns. */
export const { blob, integer, primaryKey, real, sqliteTable, text } = sqlite;
