/** The OpenAPI 3.1 document of a route table. */

import { z } from 'zod';
import { Pieces } from '../give-way.ts';
import type { Route, Schema } from './route.ts';

type Json = Record<string, unknown>;

/**
 * Document of the routes, made in pieces: all of it takes a tenth of a second. Schemas with `.meta({ id })` become named components; all others stand where they are used.
 * @param options.servers base addresses of the API
 */
export async function openApiDocument(
  routes: readonly Route<never>[],
  options: { title: string; version: string; description: string; servers?: readonly string[] },
): Promise<Json> {
  const components: Json = { Problem: PROBLEM_SCHEMA };
  const paths: Record<string, Json> = {};
  const pieces = new Pieces();
  for (const route of routes) {
    await pieces.afterStep();
    const path = route.path.replace('*}', '}');
    const operations = (paths[path] ??= {});
    operations[route.method.toLowerCase()] = operation(route, components);
  }
  return {
    openapi: '3.1.0',
    info: { title: options.title, version: options.version, description: options.description },
    servers: (options.servers ?? ['/']).map((url) => ({ url })),
    paths,
    components: {
      schemas: components,
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
}

const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'RFC 9457 problem document.',
  required: ['type', 'title', 'status', 'code', 'detail', 'params', 'traceId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    params: { type: 'object' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
    next: { type: 'string' },
    traceId: { type: 'string' },
  },
};

function operation(route: Route<never>, components: Json): Json {
  const parameters = [
    ...parametersOf(route.params, 'path', components),
    ...parametersOf(route.query, 'query', components),
    ...(route.idempotent ? [IDEMPOTENCY_PARAMETER] : []),
  ];
  return {
    operationId: operationId(route),
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    tags: route.tags,
    'x-access': route.access,
    security: route.access === 'public' ? [] : [{ bearer: [] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: bodySchema(route.body, 'input', components) } },
          },
        }),
    responses: responsesOf(route, components),
  };
}

const IDEMPOTENCY_PARAMETER = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'A repeat with the same key and body gets the first answer.',
  schema: { type: 'string', maxLength: 128 },
};

function responsesOf(route: Route<never>, components: Json): Json {
  const { answer } = route;
  const problem = {
    description: 'The request failed.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  const good = (content: Json): Json => ({ description: route.summary, content });
  if (answer.kind === 'empty') return { 204: { description: route.summary }, default: problem };
  if (answer.kind === 'redirect') return { 303: { description: route.summary }, default: problem };
  if (answer.kind === 'json') {
    const schema = bodySchema(answer.schema, 'output', components);
    return { [answer.status]: good({ 'application/json': { schema } }), default: problem };
  }
  const mediaType = answer.kind === 'bytes' ? answer.mediaType : 'text/event-stream';
  return { 200: good({ [mediaType]: {} }), default: problem };
}

function parametersOf(schema: Schema | undefined, place: 'path' | 'query', components: Json): Json[] {
  if (schema === undefined) return [];
  const object = schemaOf(schema, 'input', components);
  const properties = (object['properties'] ?? {}) as Record<string, Json>;
  const required = new Set((object['required'] ?? []) as string[]);
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: property,
  }));
}

/** A body's schema: a reference when the schema has a name. */
function bodySchema(schema: Schema, io: 'input' | 'output', components: Json): Json {
  const inline = schemaOf(schema, io, components);
  const name = schema.meta()?.id;
  if (name === undefined) return inline;
  components[name] ??= inline;
  return { $ref: `#/components/schemas/${name}` };
}

/** JSON Schema of a zod schema; its named parts are lifted into the components. */
function schemaOf(schema: Schema, io: 'input' | 'output', components: Json): Json {
  const { $schema: _, $defs, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  for (const [name, definition] of Object.entries(($defs ?? {}) as Json)) {
    components[name] ??= withComponentRefs(definition);
  }
  return withComponentRefs(json) as Json;
}

/** Points references at the components and drops the ids of schemas (texts; a property that is called `id` is an object). */
function withComponentRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withComponentRefs);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key, item]) => key !== 'id' || typeof item !== 'string');
  return Object.fromEntries(
    entries.map(([key, item]) => [key, key === '$ref' ? componentRef(item) : withComponentRefs(item)]),
  );
}

function componentRef(ref: unknown): string {
  return String(ref).replace('#/$defs/', '#/components/schemas/');
}

function operationId(route: Route<never>): string {
  const words = route.path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return [route.method.toLowerCase(), ...words].join('-');
}
