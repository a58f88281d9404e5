/** The thread that reads long JSON documents. What it gives back is bounded by the number of values, whatever its bytes are. */

import { parseJson, type JsonValue } from '#contracts/canonical-json.ts';
import type { JsonToRead } from './json-reader.ts';
import { serveThread } from './thread.ts';

serveThread(({ bytes, maxBytes, maxValues }: JsonToRead): JsonValue => parseJson(bytes, maxBytes, maxValues));
