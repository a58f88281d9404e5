/** The thread that reads long bodies. What it gives back is bounded by the number of values, whatever its bytes are. */

import { parseJson, type JsonValue } from '#contracts/canonical-json.ts';
import { serveThread } from '../thread.ts';
import { MAX_BODY_VALUES, type BodyToRead } from './body-reader.ts';

serveThread(({ bytes, maxBytes }: BodyToRead): JsonValue => parseJson(bytes, maxBytes, MAX_BODY_VALUES));
